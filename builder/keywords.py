"""Whether a keyword of SPARQL stands in a query, as Oxigraph understands it.

A reader of tokens that differs from Oxigraph's grammar in one corner can be deceived (``FILTER(1<2)SERVICE#>`` looks like an IRI in angle
brackets to one that follows the specification). So Oxigraph itself is asked: the word is misspelt wherever it stands, and where the query
then is none any more, the word was a keyword of it.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from builder.prefixes import PREFIXES


def names_no_graphs(text: str) -> bool:
    """Tell whether a query says nothing of the graphs that it is about: where it has FROM, the union of all graphs is not meant.

    >>> names_no_graphs("ASK {}"), names_no_graphs("ASK FROM <a:g> {}"), names_no_graphs("SELECT ?from { ?from ?p 'from' }")
    (True, False, True)
    """
    misspelt_text = misspelt(text, "from")
    return not misspelt_text or is_query(misspelt_text)


def misspelt(text: str, word: str) -> str:
    """Return a text with another letter in the place of the third of a word: as long as before, so that places in it stay.

    >>> misspelt("ASK FROM <a:from> {}", "from"), misspelt("ASK {}", "from")
    ('ASK FRxM <a:frxm> {}', '')
    """
    letter = next((letter for letter in "xqzjkwyv" if word[:2] + letter not in text.lower()), "x")
    other, found = re.subn(f"({word[:2]}){word[2]}({word[3:]})", rf"\g<1>{letter}\g<2>", text, flags=re.IGNORECASE | re.ASCII)
    return other if found else ""


def is_query(text: str) -> bool:
    """Tell whether a text is a query; an empty one has no word to be asked about.

    >>> is_query("ASK FRxM <a:frxm> {}"), is_query("SELECT ?frxm { ?frxm a 'frxm' }")
    (False, True)
    """
    try:
        if text:
            ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError:
        return False
    return True
