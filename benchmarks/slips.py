"""How many known names are found with a slip in them: `python -m benchmarks.slips FOLDER…` (docs/robustness.md).

In each article, each name that is linked to the lexicon gets one slip in one of its words of five letters or more, one name at a time; the
name is found when a mention over the same words is linked to the same entity.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.noise import slip
from builder.articles import read_paths
from builder.folding import fold
from builder.lexicon import load_lexicon
from builder.misspelt import SHORTEST, bare, slip_between
from builder.model import Article, Mention
from builder.pipeline import read_article


@dataclass(frozen=True, slots=True)
class Tried:
    """One name with a slip: which slip ("edge" at the first or last letter), whether the name has several words, and what became of it."""

    slip: str
    several: bool
    found: bool
    wrong: bool


def tries(article: Article, chance: random.Random, most: int) -> Iterator[Tried]:
    """Yield what becomes of some names of an article with a slip each."""
    lexicon = load_lexicon()
    names = [m for e in read_article(article, lexicon).entities for m in e.mentions if m.iri and m.rule == "lexicon-name"]
    for mention in chance.sample(names, min(most, len(names))):
        words = article.text[mention.span.begin : mention.span.end].split(" ")
        long = [i for i, word in enumerate(words) if word.isalpha() and len(bare(fold(word))) >= SHORTEST]
        if not long:
            continue
        place = chance.choice(long)
        written = slip(words[place], chance)
        how = slip_between(bare(fold(words[place])), bare(fold(written))) or "edge"
        begin = mention.span.begin + sum(len(word) + 1 for word in words[:place])
        text = article.text[:begin] + written + article.text[begin + len(words[place]) :]
        end = mention.span.end + len(written) - len(words[place])
        here = [
            m
            for e in read_article(replace(article, text=text), lexicon).entities
            for m in e.mentions
            if m.iri and m.span.begin < begin + len(written) and begin < m.span.end
        ]
        yield Tried(how, len(words) > 1, _same(here, mention, end), any(m.iri != mention.iri for m in here))


def _same(here: Sequence[Mention], mention: Mention, end: int) -> bool:
    return any(m.iri == mention.iri and m.span.begin <= mention.span.begin + 2 and m.span.end >= end - 1 for m in here)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print a table by slip."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.slips", description="Measure how many names with a slip are found.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="folders of articles")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed makes other slips (1)")
    parser.add_argument("--most", type=int, default=8, metavar="N", help="names of each article (8)")
    args = parser.parse_args(argv)
    chance = random.Random(args.seed)
    done = [t for a in read_paths(args.folders) if isinstance(a, Article) for t in tries(a, chance, args.most)]
    print("| slip | names of one word | found | of several | found | linked to another |")
    print("| --- | --- | --- | --- | --- | --- |")
    for how in (*sorted({t.slip for t in done}), "all"):
        of = [t for t in done if how in (t.slip, "all")]
        one, many = Counter(t.found for t in of if not t.several), Counter(t.found for t in of if t.several)
        wrong = sum(t.wrong for t in of)
        shares = [f"{c.total()} | {c[True] / max(c.total(), 1):.0%}" for c in (one, many)]
        print(f"| {how} | {shares[0]} | {shares[1]} | {wrong} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
