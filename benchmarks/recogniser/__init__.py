"""How the recogniser's model is made and measured; no part of the wheel. `python -m benchmarks.recogniser` makes it anew."""
