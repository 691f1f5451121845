"""The extractors: each reads one kind of thing; the registry in `registry.py` lists them all."""
