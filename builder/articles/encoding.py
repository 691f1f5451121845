"""In which encoding a text stands: found by what the bytes are, never by what they might be."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

UTF8 = "UTF-8"
_UTF16 = {"utf-16-le": "UTF-16 (little-endian)", "utf-16-be": "UTF-16 (big-endian)"}
_WINDOWS = "Windows-1256"
CODECS = {UTF8: "utf-8-sig", _WINDOWS: "cp1256", **{name: codec for codec, name in _UTF16.items()}}  # a UTF-16 mark decodes to U+FEFF
_BOM_8, _BOM_32 = codecs.BOM_UTF8, (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BOM_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

# How files begin that are no text, whatever their name says.
_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an office document of the old kind",
    b"{\\rtf": "an RTF document",
    b"\x89PNG\r\n": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"\x1f\x8b": "compressed with gzip",
    b"\x28\xb5\x2f\xfd": "compressed with Zstandard",
    b"SQLite format 3\0": "a database (SQLite)",
    b"PAR1": "a Parquet table",
}

# What shows that letters are Arabic words and not another encoding's bytes: see `reads_as_arabic`.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0640])*")
_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08b4\ufb50-\ufdf1\ufe70-\ufefc]")
_OTHER = re.compile("[^\u0600-\u06ff]")
_COMMON = re.compile(r"(?:[وفبك]?ال|لل).|(?:و?(?:في|من|على|الى|إلى|ان|أن|إن|عن|مع|هذا|هذه|التي|الذي|ما|لا|لم|بعد|بين|كان|قال))$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_FEWEST, _MIXED, _KNOWN, _CONTROLS = 8, 0.05, 0.10, 0.005


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it stood in; `guessed` where nothing in the bytes says so but the words do."""

    text: str
    encoding: str = UTF8
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Undecoded:
    """Why bytes are no text that can be read."""

    reason: str


def has_arabic(text: str) -> bool:
    """Tell whether a text has an Arabic letter.

    >>> has_arabic("News: خبر"), has_arabic("2021، 14")
    (True, False)
    """
    return _ARABIC_LETTER.search(text) is not None


def decode_text(data: bytes) -> Decoded | Undecoded:
    """Return the text of a file, or why it has none; every character is kept but a byte-order mark at the start.

    In this order: what begins as a file of another kind is refused; a byte-order mark decides; bytes with NULs are UTF-16 where
    that gives Arabic words; strict UTF-8; Windows-1256 where that gives Arabic words. What is none of these is refused, with the
    byte where UTF-8 ends.

    >>> decode_text("قال الوزير في بغداد إن القوات العراقية انتشرت على الحدود".encode("cp1256")).encoding
    'Windows-1256'
    >>> decode_text("Mañana".encode("latin-1"))
    Undecoded(reason='is not UTF-8 (byte 2), and nothing shows that it is Arabic in UTF-16 or Windows-1256: save it as UTF-8')
    """
    for sign, what in _SIGNATURES.items():
        if data.startswith(sign):
            return Undecoded(f"is {what} and no text: give the text in it")
    if data.startswith(_BOM_32):
        return Undecoded("is UTF-32, which is not read: save it as UTF-8")
    for mark, codec in _BOM_16.items():
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec)
    return _unmarked(data)


def _marked(data: bytes, codec: str) -> Decoded | Undecoded:
    try:
        return Decoded(data.decode(codec), _UTF16[codec])
    except UnicodeDecodeError as error:
        return Undecoded(f"begins as {_UTF16[codec]} and is not (byte {2 + error.start}): save it as UTF-8")


def _unmarked(data: bytes) -> Decoded | Undecoded:
    if b"\0" in data:
        for codec, name in _UTF16.items():
            text = _strictly(data, codec)
            if text is not None and reads_as_arabic(text):
                return Decoded(text, name, guessed=True)
    start = len(_BOM_8) if data.startswith(_BOM_8) else 0
    try:
        return Decoded(data[start:].decode("utf-8"))
    except UnicodeDecodeError as error:
        text = _strictly(data, "cp1256")
        if text is not None and not start and reads_as_arabic(text):
            return Decoded(text, _WINDOWS, guessed=True)
        place = f"byte {start + error.start}"
        return Undecoded(f"is not UTF-8 ({place}), and nothing shows that it is Arabic in UTF-16 or Windows-1256: save it as UTF-8")


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def reads_as_arabic(text: str) -> bool:
    """Tell whether a text that was decoded on trial is one of Arabic words.

    It has no NUL and next to no other control characters (one in two hundred; pages of old have some), eight words with Arabic
    letters or more, at most one in twenty of them with another script's letters inside, and at least one in ten is among the
    commonest short words or begins with the article. Measured on 600 news articles: in the right encoding at least 27 % are, and at
    most 0.4 % are mixed; read as Windows-1256, what is UTF-8 has none, and what is ISO 8859-6, Mac Arabic or code page 720 at most
    6 %, with half of the words mixed.

    >>> reads_as_arabic("قال الوزير في بغداد إن القوات العراقية انتشرت على الحدود")
    True
    >>> reads_as_arabic("ط®ط¨ط± ط¹ط§ط¬ظ„ ظ…ظ† ط¨ط؛ط¯ط§ط¯")
    False
    """
    if "\0" in text or len(_CONTROL.findall(text)) > _CONTROLS * len(text) + 1:
        return False
    words = [word for word in _WORD.findall(text) if _ARABIC.search(word)]
    mixed, common = sum(bool(_OTHER.search(word)) for word in words), sum(bool(_COMMON.match(word)) for word in words)
    return len(words) >= _FEWEST and mixed <= _MIXED * len(words) and common >= _KNOWN * len(words)
