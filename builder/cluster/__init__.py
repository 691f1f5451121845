"""Large builds: articles cut into partitions, read by many processes or machines, written as compressed N-Quads with a manifest."""
