"""The recogniser that the program carries."""

from __future__ import annotations

from functools import lru_cache

from builder.recogniser.decoder import Decoder
from builder.recogniser.model import read_model
from builder.resources import models_dir

MODEL = "names.net"


@lru_cache(maxsize=1)
def load_shipped() -> Decoder:
    """Return the recogniser with the model that ships with the program, read once (0.1 s)."""
    return Decoder(read_model(models_dir() / MODEL))
