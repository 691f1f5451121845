"""How the path of a thing's IRI becomes that of its document, for hosts that can only replace one pattern by another.

A request has an IRI's path percent-encoded. What `builder.site.addresses` writes as ``~`` and two digits is replaced step by step; letters
outside ASCII stay as they are sent. Names with more odd characters than there are steps, names with a digest, and lower-case percent
signs (``%2f``) are beyond such rules: a server finds them, a host of files answers 404.
"""

from __future__ import annotations

from dataclasses import dataclass

SPACES = ("id", "vocab", "lexicon", "graph", "ontology")
# Which tails of which space stand where: the first pattern that fits counts.
TARGETS = (
    ("id", rf"^({'|'.join(SPACES)})/", "doc/id/"),  # id/lexicon/x is not lexicon/x
    ("id", ".", "doc/"),
    ("ontology", "^[A-Z]", "doc/ontology/"),
    ("ontology", ".", "doc/ontology/property/"),
    *((space, ".", f"doc/{space}/") for space in ("vocab", "lexicon", "graph")),
)
_TIMES = 8  # odd characters of one name


@dataclass(frozen=True, slots=True)
class Step:
    """A replacement: where the pattern matches, what its groups 1 to 3 become, ``$1`` and so on."""

    pattern: str
    becomes: str


# In this order: a ~ of the name first, for the others make more of them.
STEPS = (
    *[Step(r"^((?:[^~]|~7E)*)~(?!7E)(.*)$", "$1~7E$2")] * 2,
    *[Step(r"^([^%]*(?:%[89A-F][0-9A-F][^%]*)*)%([0-7][0-9A-F])(.*)$", "$1~$2$3")] * _TIMES,
    *[Step(r"^(.*)\.((?i:html|ttl|jsonld|nt|rdf|en)(?:/.*)?)$", "$1~2E$2")] * 2,
    Step(r"^((?:.*/)?)\.([^/].*)$", "$1~2E$2"),
)
