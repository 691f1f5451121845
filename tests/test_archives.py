"""ZIP and tar archives: read as a folder of the same files, nothing written, and no bomb goes off."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from test_feeds import RSS

from builder.articles import limits, read_paths
from builder.model import Article, Note

NEWS = "قال وزير الدفاع في بغداد إن القوات العراقية انتشرت على الحدود."
OTHER = "وصل رئيس أركان البيشمركة إلى كركوك."
FILES = {
    "b.txt": NEWS,
    "a/c.jsonl": f'{{"text": "{NEWS}"}}\nno json\n',
    "a/feed.xml": RSS,
    "a/sitemap.xml": "<urlset/>",
    "notes.md": "x",
    "d.json": f'{{"text": "{OTHER}"}}',
    "b.json": '{"entities": []}',
    "._b.txt": "\x00\x05\x16\x07",
    "e.txt": "",
}
READ = [
    "c-1",
    "a/c.jsonl, line 2: is not JSON",
    "g-1",
    "a/feed.xml, record 2: has no text",
    "https://example.org/3",
    "b",
    "d-1",
    "e.txt: is empty",
]


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(files: Mapping[str, str | bytes], *others: tarfile.TarInfo) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for other in others:
            archive.addfile(other)
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def read(path: Path, data: bytes | None = None) -> list[str]:
    """Return what a file or folder gives: identifiers of articles, and the words of notes and errors without the path before them."""
    if data is not None:
        path.write_bytes(data)
    notes: list[Note] = []
    items = [i.identifier if isinstance(i, Article) else str(i) for i in read_paths([path], notes.append)]
    return [text.replace(f"{path}!", "").replace(f"{path}/", "").replace(str(path), "F") for text in [*map(str, notes), *items]]


def alike(found: list[str], expected: list[str]) -> bool:
    return len(found) == len(expected) and all(a.startswith(b) for a, b in zip(found, expected, strict=True))


@pytest.mark.hazard("ZIP", "tar", "an XML file in a folder or an archive", "what systems leave beside files (`._a.txt`, `__MACOSX`)")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("n.zip", zipped({**FILES, "__MACOSX/b.txt": "x"})),
        ("n.zip", zipped(dict(reversed(FILES.items())), zipfile.ZIP_STORED)),
        ("n.tar", tarred(dict(sorted(FILES.items())))),
        ("n.tar.gz", gzip.compress(tarred(dict(sorted(FILES.items()))))),
        ("n.tgz", gzip.compress(tarred(dict(sorted(FILES.items()))))),
    ],
)
def test_an_archive_is_read_as_a_folder_of_its_files(tmp_path: Path, name: str, data: bytes) -> None:
    for file, content in FILES.items():
        path = tmp_path / "in" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    assert alike(read(tmp_path / "in"), READ), read(tmp_path / "in")
    assert alike(read(tmp_path / name, data), READ), read(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", name]


def test_zstandard_and_what_content_shows(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    packed = zstandard.ZstdCompressor().compress(tarred({"b.txt": NEWS}))
    assert read(tmp_path / "n.tar.zst", packed) == ["b"]
    assert read(tmp_path / "n.bin", zipped({"b.txt": NEWS})) == ["F: note: was read as ZIP, by its content", "b"]
    assert read(tmp_path / "m.zip", zipped({"x.txt": zipped({"b.txt": NEWS})})) == ["x.txt: note: was read as ZIP, by its content", "b"]
    assert read(tmp_path / "p.zip", zipped({"b.txt": packed}))[-1] == "b"


def test_a_table_of_columns_in_an_archive(tmp_path: Path) -> None:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": [NEWS, OTHER]}), stream)
    for data in (zipped({"n.parquet": stream.getvalue()}), tarred({"n.parquet": stream.getvalue()})):
        assert read(tmp_path / "a", data)[-2:] == ["n-1", "n-2"]


def link(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.hazard(
    "a member's name that leads out of the archive (`../../x`, `/etc/x`)", "links, devices, pipes and folders in an archive"
)
def test_names_lead_nowhere_and_links_are_passed_over(tmp_path: Path) -> None:
    names = {"../../out.txt": NEWS, "/etc/cron.d/x.txt": OTHER, "C:\\a\\b.txt": NEWS, "\x1b[2J\n.txt": OTHER}
    others = [
        link("passwd.txt", tarfile.SYMTYPE, "/etc/passwd"),
        link("hard.txt", tarfile.LNKTYPE, "../../out.txt"),
        link("zero.txt", tarfile.CHRTYPE),
        link("pipe.txt", tarfile.FIFOTYPE),
        link("folder.txt", tarfile.DIRTYPE),
    ]
    assert read(tmp_path / "n.tar", tarred(names, *others)) == ["out", "x", "b", "\x1b[2J\n"]
    (found, *_) = read_paths([tmp_path / "n.tar"])
    assert isinstance(found, Article) and found.source == f"{tmp_path / 'n.tar'}!../../out.txt"
    assert sorted(read(tmp_path / "n.zip", zipped(names))) == sorted(["out", "x", "b", "\x1b[2J\n"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["n.tar", "n.zip"] and not (tmp_path.parent.parent / "out.txt").exists()
    assert str(list(read_paths([tmp_path / "n.tar"] * 1 + [tmp_path / "n.zip"]))[-1]).isprintable()


def encrypted(data: bytes) -> bytes:
    """Set the mark of encryption in the heads of all members."""
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        parts = data.split(sign)
        data = sign.join([parts[0], *(p[: at - 4] + bytes([p[at - 4] | 1]) + p[at - 3 :] for p in parts[1:])])
    return data


@pytest.mark.hazard("an encrypted member of a ZIP", "a member that is packed in another way than deflate")
def test_members_that_cannot_be_unpacked_are_named(tmp_path: Path) -> None:
    assert read(tmp_path / "n.zip", encrypted(zipped({"a.txt": NEWS})))[0].startswith("a.txt: is encrypted: unpack it")
    assert read(tmp_path / "n.zip", zipped({"a.txt": NEWS}, zipfile.ZIP_LZMA))[0].startswith("a.txt: is packed in a way that is not read")


@pytest.mark.hazard("an office document")
def test_office_documents_are_no_archives(tmp_path: Path) -> None:
    data = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"})
    assert any("is an office document" in line for line in read(tmp_path / "a.docx", data))


@pytest.mark.hazard("an archive without articles")
def test_nothing_in_it(tmp_path: Path) -> None:
    for data in (zipped({}), zipped({"a.md": "x"}), tarred({"a.md": "x"}), gzip.compress(tarred({"x.xml": "<urlset/>"}))):
        assert read(tmp_path / "n", data)[-1].startswith("F: holds no articles")


def nested(depth: int, inside: bytes) -> bytes:
    for _ in range(depth):
        inside = zipped({"in.zip": inside})
    return inside


@pytest.mark.hazard("archives in archives, more than three deep (one that holds itself has no end)")
def test_archives_in_archives(tmp_path: Path) -> None:
    assert read(tmp_path / "n.zip", nested(2, zipped({"a.txt": NEWS}))) == ["a"]
    (line,) = read(tmp_path / "n.zip", nested(3, zipped({"a.txt": NEWS})))
    assert line.startswith(f"in.zip!{'in.zip!' * 0}") and "is an archive inside 3 others" in line
    assert read(tmp_path / "n.tar", tarred({"b.zip": zipped({"c.tar": tarred({"a.txt": NEWS})})})) == ["a"]


def overlapping(number: int, data: bytes) -> bytes:
    """Return a ZIP whose list has many members, all of which are the same bytes."""
    whole = zipped({"a.txt": data})
    end = whole.rindex(b"PK\x05\x06")
    begin = struct.unpack("<I", whole[end + 16 : end + 20])[0]
    entry = whole[begin:end]
    entries = b"".join(entry[:28] + struct.pack("<H", 9) + entry[30:46] + b"%05d.txt" % n for n in range(number))
    tail = struct.pack("<HHHHIIH", 0, 0, number, number, len(entries), begin, 0)
    return whole[:begin] + entries + b"PK\x05\x06" + tail


ZEROS = b"\0" * (16 << 20)


@pytest.mark.hazard("an archive or a packed file that unpacks to more than 256 MB and 200 times its size")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("n.txt.gz", gzip.compress(ZEROS)),
        ("n.jsonl.gz", gzip.compress(ZEROS)),
        ("n.csv.gz", gzip.compress(b"text\n" + ZEROS)),
        ("n.zip", zipped({f"{n}.txt": ZEROS for n in range(4)})),
        ("n.zip", zipped({f"{n}.jsonl": ZEROS for n in range(4)})),
        ("n.zip", nested(2, zipped({f"{n}.txt": ZEROS for n in range(4)}))),
        ("n.tar.gz", gzip.compress(tarred({f"{n}.jsonl": ZEROS for n in range(4)}))),
        ("n.warc.gz", gzip.compress(b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n" + ZEROS)),
    ],
)
def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    """The limits are lowered for the test, and what is read of each stays near them."""
    monkeypatch.setattr(limits, "FREE", 1 << 20)
    taken: list[int] = []
    take = limits.Allowance.take
    monkeypatch.setattr(limits.Allowance, "take", lambda self, number: taken.append(number) or take(self, number))  # type: ignore[func-returns-value]
    found = read(tmp_path / name, data)
    assert "unpacks to more than 200 times its size" in found[-1] or "is of a kind that is not read" in found[-1]
    assert sum(taken) < 2 * (200 * len(data) + (4 << 20))


@pytest.mark.hazard("members of a ZIP that overlap")
def test_members_that_overlap(tmp_path: Path) -> None:
    found = read(tmp_path / "n.zip", overlapping(300, f"{NEWS}\n".encode() * 99))
    assert len(found) == 300 and all("cannot be read (" in line for line in found)


@pytest.mark.hazard("an archive with more than a million members")
def test_members_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBERS", 5)
    files = {f"{n}.txt": NEWS for n in range(7)}
    for data in (zipped(files), tarred(files)):
        assert read(tmp_path / "n", data)[-1].startswith("F: has more than 5 members") and len(read(tmp_path / "n")) == 7


@pytest.mark.hazard("a damaged archive")
def test_what_can_be_read_of_a_damaged_archive_is_read(tmp_path: Path) -> None:
    files = {f"{n}.txt": f"{NEWS}{n * n}" for n in range(9)}
    whole = zipped(files, zipfile.ZIP_STORED)
    at = whole.index(b"4.txt") + 40
    found = read(tmp_path / "n.zip", whole[:at] + b"????" + whole[at + 4 :])
    assert found[:4] + found[5:] == [str(n) for n in range(9) if n != 4] and found[4].startswith("4.txt: cannot be read (Bad CRC-32")
    assert read(tmp_path / "n.zip", whole[:-30])[0].startswith("F: cannot be read (File is not a zip file)")
    whole = tarred(files)
    at = whole.index(b"4.txt")
    assert alike(read(tmp_path / "n.tar", whole[:at] + b"?" + whole[at + 1 :]), ["0", "1", "2", "3", "F: is damaged or cut after 3.txt"])
    assert alike(read(tmp_path / "n.tar", whole[: at + 700]), ["0", "1", "2", "3", "4", "F: is damaged or cut after 4.txt"])
    found = read(tmp_path / "n.tar", whole[: at + 530])
    assert alike(found, ["0", "1", "2", "3", "4.txt: cannot be read (unexpected end", "F: is damaged or cut after 4.txt"])
    packed = gzip.compress(tarred({f"{n}.txt": f"{NEWS}{'x' * 9999 * n}{n}" for n in range(9)}), 0)
    assert any("ended before" in line for line in read(tmp_path / "n.tgz", packed[: len(packed) // 2]))


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_ends_a_build(tmp_path: Path, seed: int) -> None:
    """Whatever a few bytes become, reading ends, and with lines."""
    import random

    chance = random.Random(seed)
    files = {f"{n}.txt": f"{NEWS}{n}" for n in range(5)}
    data = bytearray([zipped(files), tarred(files), gzip.compress(tarred(files), 1), nested(1, zipped(files))][seed % 4])
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    begun = time.process_time()
    found = read(tmp_path / "n.zip", bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))
    assert found and time.process_time() - begun < 5


def test_heads_of_a_tar_are_bounded(tmp_path: Path) -> None:
    """A long name of gigabytes is not held."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 33
    found = read(tmp_path / "n.tar", info.tobuf(tarfile.GNU_FORMAT) + b"x" * 5000)
    assert found[-1].startswith("F: is damaged or cut")
