"""The recogniser that the program carries."""

from __future__ import annotations

from functools import lru_cache

from builder.recogniser.decoder import Decoder
from builder.recogniser.model import read_model
from builder.recogniser.proposals import Recogniser
from builder.resources import models_dir

MODEL = "names.crf"


@lru_cache(maxsize=1)
def load_recogniser() -> Recogniser:
    """Return the recogniser with the model that ships with the program, read once (0.2 s)."""
    return Decoder(read_model(models_dir() / MODEL))
