"""How the time of reading grows with the length of a text: `python -m benchmarks.lengths` (docs/robustness.md).

Natural text is not enough: the texts here are made to be slow, each to make one step of the program look at everything for each word.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import corpus
from benchmarks.report import place_in, put_into
from builder.model import Article
from builder.pipeline import build_article, prepare

_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهي"


def _name(number: int) -> str:
    """Return a made-up word, another one for each number."""
    word = "ا"
    while number or len(word) < 4:
        number, letter = divmod(number, len(_LETTERS))
        word += _LETTERS[letter]
    return word


def _natural() -> str:
    """Return four hundred made-up articles, one behind the other."""
    return "\n\n".join(f"{a['title']}\n\n{a['text']}" for a in map(corpus.article, range(400)))


def _numbered(template: str) -> Callable[[], str]:
    """Return a text of sentences that each name others."""
    return lambda: " ".join(template.replace("#", _name(number)).replace("@", _name(number + 7)) for number in range(30_000))


def _repeated(phrase: str) -> Callable[[], str]:
    return lambda: phrase * (1_000_000 // len(phrase) + 1)


TEXTS: dict[str, Callable[[], str]] = {
    "natural": _natural,
    "natural, one line": lambda: _natural().replace("\n", " "),
    "natural, no stop": lambda: "".join(" " if c in ".؟!؛\n" else c for c in _natural()),
    "names in a row": _repeated("علي حسن محمد الخفاجي عمر كريم جبار "),
    "new people": _numbered("قال وزير الدفاع # @ الخفاجي."),
    "new people of one first name": _numbered("وقال محمد # @."),
    "new places": _numbered("انطلقت عملية عسكرية في قرية # ضد داعش."),
    "known places": _repeated("كركوك "),
    "known places with و": _repeated("وكركوك "),
    "places with kinds": _repeated("قضاء محافظة ناحية "),
    "places in a list": _repeated("كركوك، الموصل، أربيل، "),
    "triggers": _repeated("قتل هجوم قصف عملية اتفق اجتمع أعلن قال نشر انسحب شن استهدف "),
    "triggers with actors": _repeated("قتل الجيش العراقي داعش في كركوك وأعلن البيشمركة هجوم بغداد "),
    "events": _repeated("قتل الجيش العراقي داعش في كركوك وأعلن البيشمركة هجوم بغداد. "),
    "statements": _repeated("قال المتحدث باسم الجيش إن القوات قتلت عشرة من داعش في كركوك. "),
    "meetings": _repeated("التقى وزير الدفاع رئيس الوزراء وبحث معه "),
    "agreements": _repeated("اتفق الجيش والبيشمركة على "),
    "tolls": _repeated("مقتل خمسة وإصابة عشرة "),
    "pronouns": _repeated("وأضاف أنه وقال إنها وأكد أنهم "),
    "forces": _repeated("الجيش والبيشمركة والحشد الشعبي والشرطة "),
    "units": _repeated("الفرقة 14 واللواء 16 "),
    "titles": _repeated("وزير رئيس قائد نائب مدير "),
    "ranks": _repeated("الفريق أول الركن "),
    "posts of bodies": _repeated("المتحدث باسم "),
    "bodies": _repeated("لجنة الأمن والدفاع "),
    "disputed places": _repeated("كركوك المتنازع عليها "),
    "sons of": _repeated("محمد بن علي "),
    "dates": _repeated("14 آب 2021 "),
    "dates in digits": _repeated("14/8/2021 "),
    "weekdays": _repeated("يوم السبت "),
    "digits": _repeated("1"),
    "digits and strokes": _repeated("1/"),
    "one letter": _repeated("و"),
    "one letter, parted": _repeated("و "),
    "one word": _repeated("بيشمركة"),
    "articles": _repeated("ال "),
    "tatweel": _repeated("ـ"),
    "vowel marks": _repeated("\u064e"),
    "hidden marks": _repeated("\u200b\u202e"),
    "ligatures": _repeated("ﷺﻻ"),
    "entities": _repeated("&quot;"),
    "ampersands": _repeated("&a"),
    "quotes": _repeated("«"),
    "quotes in quotes": lambda: "«" * 500_000 + "»" * 500_000,
    "brackets": lambda: "(" * 500_000 + ")" * 500_000,
    "quotations": _repeated('قال: "نعم" '),
    "commas": _repeated("،"),
    "full stops": _repeated("."),
    "full stops, parted": _repeated(". "),
    "short lines": _repeated("ا\n"),
    "empty lines": _repeated("\n"),
    "repeated headline": _repeated("البيشمركة تعلن عملية في مخمور\n"),
    "datelines": _repeated("بغداد/ شفق نيوز\n"),
    "outlets": _repeated("(رويترز) "),
    "sources": _repeated("بحسب مصدر في (المدى برس) "),
    "bars": _repeated("| "),
    "spaces": _repeated(" "),
    "no-break spaces": _repeated("\u00a0"),
    "Latin": _repeated("a"),
    "addresses": _repeated("http://a.b/"),
    "emoji": _repeated("😀"),
}


def text_of(name: str, length: int) -> str:
    """Return a text of one kind, so many characters long, with an Arabic letter in it."""
    text = TEXTS[name]()
    while len(text) < length:
        text += text
    return "ا " + text[: length - 2]


def seconds(text: str, times: int = 1) -> float:
    """Return the least processor time that building an article of this text took."""
    found = []
    for _ in range(times):
        start = time.process_time()
        build_article(Article("x", text))
        found.append(time.process_time() - start)
    return min(found)


def measure(names: Sequence[str], lengths: Sequence[int]) -> Iterator[str]:
    """Yield the rows of a table: seconds for each length."""
    yield f"| text | {' | '.join(f'{length:,}' for length in lengths)} | times longer at the last doubling |"
    yield f"| --- |{' --- |' * (len(lengths) + 1)}"
    for name in names:
        took = [seconds(text_of(name, length)) for length in lengths]
        yield f"| {name} | {' | '.join(f'{s:.2f}' for s in took)} | {took[-1] / max(took[-2], 0.001):.1f} |"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print the table or put it into a page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lengths", description="Measure how time grows with length.")
    parser.add_argument("--lengths", default="250000,500000,1000000", metavar="N,N", help="characters (250000,500000,1000000)")
    parser.add_argument("--texts", default=";".join(TEXTS), metavar="NAME;NAME", help="only these")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table between the markers of this file")
    args = parser.parse_args(argv)
    try:
        if args.markdown:
            place_in(args.markdown)
        lengths = sorted(map(int, args.lengths.split(",")))
        prepare()
        seconds(text_of("natural", 3000))
        lines = []
        for line in measure([name for name in args.texts.split(";") if name in TEXTS], lengths):
            lines.append(line)
            print(line, flush=True)
        if args.markdown:
            put_into(args.markdown, "\n".join(lines))
    except (ValueError, OSError) as error:
        print(f"lengths: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
