"""A benchmark that anyone can run: `python -m benchmarks` makes corpora, builds them with the command line, and measures."""
