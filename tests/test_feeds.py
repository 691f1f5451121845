"""RSS and Atom: one article an item, and no bombs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from builder.articles import read_paths
from builder.articles.feeds import text_of
from builder.errors import InputError
from builder.model import Article

FIRST, SECOND = "قال وزير الدفاع في بغداد إن القوات انتشرت.", "والتقى الوزير رئيس أركان البيشمركة."
RSS = f"""<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet href="x.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>وكالة الاختبار</title>
<item><title>عنوان</title><link>https://example.org/1</link><guid>g-1</guid><pubDate>Sat, 14 Aug 2021 10:00:00 +0300</pubDate>
<description>قصير</description><content:encoded><![CDATA[<p>{FIRST}</p><script>x()</script><p>{SECOND}</p>]]></content:encoded></item>
<item><title>بلا نص</title></item>
<item><link>https://example.org/3</link><description>{SECOND}</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة</title><entry><id>urn:1</id><title>عنوان</title>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/><updated>2021-08-15T10:00:00Z</updated>
<published>2021-08-14T10:00:00Z</published><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>"""
BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def read(path: Path, data: str | bytes) -> list[Article | InputError]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_paths([path]))


@pytest.mark.hazard("RSS, Atom")
def test_items_of_rss(tmp_path: Path) -> None:
    first, second, third = read(tmp_path / "n.rss", RSS)
    place = f"{tmp_path / 'n.rss'}, record 1"
    text = f"عنوان\n\n{FIRST}\n{SECOND}"
    assert first == Article("g-1", text, "عنوان", "2021-08-14", "وكالة الاختبار", "https://example.org/1", place)
    assert isinstance(second, InputError) and "record 2: has no text" in str(second)
    assert isinstance(third, Article) and (third.identifier, third.text) == ("https://example.org/3", SECOND)


@pytest.mark.parametrize("part", ["<!", "<a", "<!--", "<![", "</", "<a b='", "<script>", "<?", "&#x", "<b>"])
@pytest.mark.hazard("HTML in a feed's item that is never closed")
def test_broken_html_in_an_item_takes_no_time(part: str) -> None:
    begun = time.process_time()
    text_of(FIRST + part * 40_000)
    assert time.process_time() - begun < 5


def test_entries_of_atom(tmp_path: Path) -> None:
    (article,) = read(tmp_path / "n.xml", ATOM)  # named, and told by its content
    place = f"{tmp_path / 'n.xml'}, record 1"
    assert article == Article("urn:1", f"عنوان\n\n{FIRST}", "عنوان", "2021-08-14", "وكالة", "https://example.org/1", place)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(
            f"{BOMB}]><rss><channel><item><description>&i;</description></item></channel></rss>",
            "declares entities",
            marks=pytest.mark.hazard("a feed that declares entities (bombs of them, or of files)"),
        ),
        ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><title>&a;</title></item></rss>', "declares entities"),
        ("<rss><channel></channel></rss>", "is empty"),
        ("<rss><channel>", "is not XML ("),
        pytest.param("<rss>" + "<a>" * 100_000, "is not XML (", marks=pytest.mark.hazard("a feed that is not well-formed XML")),
        ("<rss><item>&nbsp;</item></rss>", "is not XML ("),
    ],
)
def test_what_is_wrong_is_one_line_and_no_bomb_goes_off(tmp_path: Path, data: str, reason: str) -> None:
    begun = time.process_time()
    (error,) = read(tmp_path / "n.rss", data)
    assert isinstance(error, InputError) and error.reason.startswith(reason) and time.process_time() - begun < 5
