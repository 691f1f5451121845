"""An adapter to camel-tools' own recogniser, a fine-tuned BERT, for those who have installed its model: `camel_data -i ner-arabert`.

It is far slower than ours (a hundred milliseconds an article and more), needs PyTorch, and says no probability: every proposal of its gets
the same one. Nothing of it is imported until it is asked for.
"""

from __future__ import annotations

from typing import Protocol

from builder.errors import LexiconError
from builder.model import Doc
from builder.morphology import camel_catalogue
from builder.recogniser.proposals import KINDS, Proposal, readable, spans

PRECISION = 0.8  # of its names on ANERcorp's test, as its makers say: https://camel-tools.readthedocs.io


class Tagger(Protocol):
    """What the adapter asks of camel-tools: rows of tags for rows of words."""

    def predict(self, sentences: list[list[str]]) -> list[list[str]]:
        """Return a tag a word: O, or B- and I- with PERS, LOC, ORG or MISC."""
        ...  # pragma: no cover


class CamelRecogniser:
    """Proposes what another tagger finds."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def propose(self, doc: Doc) -> list[Proposal]:
        """Return the proposals of a document, from its words as they are written."""
        sentences = readable(doc)
        words = [[doc.text[token.begin : token.end] for token in doc.tokens[s.first : s.last]] for s in sentences]
        found: list[Proposal] = []
        for sentence, asked, tags in zip(sentences, words, self._tagger.predict(words) if words else [], strict=True):
            if len(tags) == len(asked):  # a character that the model has never seen gets no tag, and then nothing can be told
                places = ((sentence.first + first, sentence.first + last, kind) for first, last, kind in spans(tags))
                found += [Proposal(*place, PRECISION) for place in places if place[2] in KINDS]
        return found


def load_camel(path: str | None = None) -> CamelRecogniser:
    """Return camel-tools' recogniser with the model in `path`, or with the one that is installed."""
    try:
        with camel_catalogue():
            from camel_tools.ner import NERecognizer

        return CamelRecogniser(NERecognizer(path, use_gpu=False) if path else NERecognizer.pretrained(use_gpu=False))
    except ImportError as error:
        raise LexiconError(f"camel-tools' recogniser needs PyTorch and transformers ({error}): pip install camel-tools[full]") from error
    except Exception as error:  # camel-tools raises many kinds where its model is missing or damaged
        raise LexiconError(f"camel-tools' recogniser has no model ({error}): camel_data -i ner-arabert") from error
