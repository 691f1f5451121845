"""What others wrote, made harmless where it is shown: in a terminal, in a spreadsheet, as the name of a file."""

from __future__ import annotations

import re
from urllib.parse import quote

# Control characters (C0 but for tab and line feed, DEL, C1), marks that turn the order of writing round, separators of lines and
# paragraphs, and half characters: a terminal obeys the first, a reader is deceived by the second, and no encoding can hold the last.
_CONTROLS = [c for c in (*range(0x20), *range(0x7F, 0xA0)) if c not in (0x09, 0x0A)]
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)
_PICTURES = {**{c: 0x2400 + c for c in range(0x20) if c in _CONTROLS}, 0x7F: 0x2421}
_IN_TERMINAL = {**dict.fromkeys((*_CONTROLS, *_TURNING), 0xFFFD), **_PICTURES}
_HALF = re.compile("[\ud800-\udfff]")
_DISGUISED = re.compile(f"[{re.escape(''.join(map(chr, (*_CONTROLS, *_TURNING, 0x09, 0x0A))))}]")
# The beginnings that OWASP's page on CSV injection names; an apostrophe before them stays in the way of them, so it is doubled.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def in_terminal(text: str) -> str:
    """Return a text that a terminal shows and does not obey, character for character: offsets into it stay right.

    >>> in_terminal("\\x1b[31mred"), in_terminal("a\\u202eb"), in_terminal("خبر\\n\\tعاجل")
    ('␛[31mred', 'a�b', 'خبر\\n\\tعاجل')
    """
    return _HALF.sub("\ufffd", text.translate(_IN_TERMINAL))


def in_spreadsheet(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before what could begin one.

    Nothing is lost: whoever takes one apostrophe away where apostrophes and then such a beginning stand has the cell again
    (`from_spreadsheet`).

    >>> in_spreadsheet('=HYPERLINK("http://x")'), in_spreadsheet("'-1"), in_spreadsheet("2021-08-14"), in_spreadsheet("'tis")
    ('\\'=HYPERLINK("http://x")', "''-1", '2021-08-14', "'tis")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def from_spreadsheet(cell: str) -> str:
    """Return what a cell was before `in_spreadsheet`.

    >>> from_spreadsheet(in_spreadsheet("'+964")), from_spreadsheet("'tis")
    ("'+964", "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def as_name(path: str) -> str:
    """Return the name of a file as one line that shows what is in it: bytes that are no UTF-8 and control characters are written out.

    >>> print(as_name("news/\\udcff\\x1b[2J\\n.txt"))
    news/\\xff\\x1b[2J\\n.txt
    """
    named = _HALF.sub(lambda m: f"\\x{ord(m[0]) & 0xFF:02x}" if 0xDC80 <= ord(m[0]) <= 0xDCFF else "\ufffd", path)
    return _DISGUISED.sub(lambda m: m[0].encode("unicode_escape").decode(), named)


def as_identifier(name: str) -> str:
    """Return an identifier of a file's name: bytes of it that are no UTF-8 are written as in an address, so that two names stay two.

    >>> as_identifier("خبر\\udcff"), as_identifier("a%")
    ('خبر%FF', 'a%')
    """
    return _HALF.sub(lambda m: quote(m[0], errors="surrogateescape") if 0xDC80 <= ord(m[0]) <= 0xDCFF else "\ufffd", name)
