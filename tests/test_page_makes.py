"""An article says the same whatever page it stands on: eight makes of pages around the examples, short texts and real ones."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from facts import Row, difference, facts_of
from page_makes import DAY, MAKES, OUTLET

from builder.articles.fields import whole_text
from builder.articles.html import extract
from builder.model import Article

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
REAL = ROOT.parent / "shared" / "data" / "real_news.jsonl"
EVERY = 12  # of the real articles one in so many: all of them on all pages take two minutes
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2069\ufeff]")  # the library leaves them out

TITLE = "وزير الدفاع يزور أربيل ويلتقي رئيس الأركان"
SHORT = (
    ["زار وزير الدفاع العراقي مدينة أربيل، اليوم السبت، والتقى رئيس أركان البيشمركة."],
    ["قال المتحدث باسم الجيش العراقي إن «القوات الأمنية» قتلت 3 من عناصر داعش قرب كركوك.", 'وأضاف: "العملية مستمرة" & لن تتوقف.'],
    ["أعلن مجلس الأمن الوطني، أن الحصيلة 1,234 شخصاً (12 منهم في ديالى).", "وأشار إلى أن 14/8/2021 موعد الاجتماع.", "ولم يذكر مزيداً."],
)


def pages(title: str, lines: list[str]) -> tuple[Counter[Row], dict[str, Counter[Row] | None]]:
    """Return what the bare text says, and what it says on each make of page; None where nothing was found on it."""
    lines = list(dict.fromkeys(_UNSEEN.sub("", " ".join(line.split())) for line in lines if line.strip()))
    title = _UNSEEN.sub("", " ".join(title.split()))
    bare = facts_of(Article("a", whole_text(title, "\n".join(lines)), title, DAY, OUTLET))
    known: dict[str, Counter[Row]] = {}
    found: dict[str, Counter[Row] | None] = {}
    for name, make in MAKES.items():
        page = extract(make(title, lines))
        if page is None:
            found[name] = None
            continue
        assert (page.title, page.issued, page.outlet) == (title, DAY, OUTLET), name
        if page.text not in known:
            known[page.text] = facts_of(Article("a", page.text, page.title, page.issued, page.outlet))
        found[name] = known[page.text]
    return bare, found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem[:20])
def test_an_example_says_the_same_on_every_page(path: Path) -> None:
    title, *lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    bare, found = pages(title, lines)
    for name, facts in found.items():
        assert facts is not None and difference(bare, facts) == [], name


@pytest.mark.parametrize("lines", SHORT, ids=["one", "two", "three"])
def test_a_brief_report_says_the_same_on_every_page(lines: list[str]) -> None:
    bare, found = pages(TITLE, lines)
    assert sum(bare.values()) > 3
    for name, facts in found.items():
        assert facts is not None and difference(bare, facts) == [], name


@pytest.mark.skipif(not REAL.is_file(), reason="the real articles of ../shared/data are absent: pages are not measured on them")
def test_real_articles_say_the_same_on_every_page_within_one_percent() -> None:
    total, differing = 0, Counter[str]()
    for record in list(map(json.loads, REAL.read_text("utf-8").splitlines()))[::EVERY]:
        bare, found = pages(record["title"], record["text"].splitlines())
        total += sum(bare.values())
        for name, facts in found.items():
            differing[name] += len(difference(bare, facts or Counter()))
    assert total > 4000
    assert {name: count for name, count in differing.items() if count > total / 100} == {}
