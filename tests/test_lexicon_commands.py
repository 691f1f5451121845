"""`tansiq lexicon`: what is added, silenced and imported, and that nothing is written which does not conform."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from builder.additions.candidates import Candidate, Sighting, rank
from builder.additions.compiling import compile_folders
from builder.additions.tables import COLUMNS
from builder.cli import _parser, main
from builder.commands.suggesting import as_csv
from builder.lexicon import load_lexicon
from builder.model import Span

ROOT = Path(__file__).resolve().parent.parent
GAZETTEER = ROOT.parent / "shared" / "data" / "iraq_places.csv"

# number, name, latitude, longitude, class, code, admin1, admin2, people, Arabic names. Numbers below 900,000 are GeoNames' own, as are the
# coordinates beside them; the others are made up to try what gazetteers hold: shared names, words for names, places without an Arabic name.
DUMP = [
    (248816, "Hashemite Kingdom of Jordan", "31", "36", "A.PCLI", "00", "", 9956011, ["الأردن"]),
    (250441, "Amman Governorate", "31.9", "35.9", "A.ADM1", "16", "", 4007526, ["محافظة العاصمة"]),
    (248944, "Irbid Governorate", "32.5", "35.8", "A.ADM1", "18", "", 1770158, ["إربد"]),
    (250258, "Ar Ramthā", "32.55918", "36.01472", "P.PPL", "18", "1801", 155693, ["الرمثا"]),
    (900001, "Ramtha District", "32.56", "36.0", "A.ADM2", "18", "1801", 0, ["الرمثا"]),
    (900002, "Al Amal", "32.5", "36.1", "P.PPL", "18", "1801", 900, ["الأمل"]),
    (900003, "Şāliḩīyah", "32.4", "36.2", "P.PPL", "18", "1801", 800, ["الصالحية"]),
    (900004, "Şāliḩīyah", "31.2", "36.0", "P.PPL", "16", "", 700, ["الصالحية"]),
    (900005, "No Arabic", "31.2", "36.0", "P.PPL", "16", "", 50, []),
    (900006, "Jabal Ramm", "29.57", "35.40", "T.MT", "02", "", 0, ["جبل رم الأحمر"]),
    (900007, "Umm Khirbah", "31.2", "36.0", "P.PPLQ", "16", "", 0, ["أم خربة المهجورة"]),
]  # fmt: skip


def run(*words: object) -> int:
    return main([str(word) for word in words])


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture
def dump(tmp_path: Path) -> tuple[Path, Path]:
    """A dump as GeoNames gives it, in a ZIP with its readme, and the file of names."""
    lines, names = [], ["1\t250258\ten\tRamtha\t1\t\t\t\t\t\n", "2\t250258\tar\tالرمثا القديمة\t\t\t\t1\t\t\n"]
    for number, name, lat, long, code, admin1, admin2, people, arabic in DUMP:
        kind, _, feature = code.partition(".")
        plain = name.encode("ascii", "ignore").decode()
        lines.append(
            "\t".join(
                [
                    str(number),
                    name,
                    plain,
                    "",
                    lat,
                    long,
                    kind,
                    feature,
                    "JO",
                    "",
                    admin1,
                    admin2,
                    "",
                    "",
                    str(people),
                    "",
                    "",
                    "Asia/Amman",
                    "2024-01-01",
                ]
            )
            + "\n"
        )
        names += [f"{number}\t{number}\tar\t{name_ar}\t1\t\t\t\t\t\n" for name_ar in arabic]
    with zipfile.ZipFile(tmp_path / "JO.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("JO.txt", "".join(lines))
    (tmp_path / "names.txt").write_text("".join(names), encoding="utf-8")
    return tmp_path / "JO.zip", tmp_path / "names.txt"


@pytest.fixture
def imported(tmp_path: Path, dump: tuple[Path, Path]) -> Path:
    own = tmp_path / "own"
    assert run("lexicon", "import", "geonames", dump[0], "--country", "jo", "--names", dump[1], "--lexicon", own) == 0
    return own


def test_a_dump_of_geonames(imported: Path) -> None:
    found = rows(imported / "places-geonames-jo.csv")
    ramtha, district = found["place/ar-ramth"], found["place/ramtha-district"]
    assert (ramtha["name_ar"], ramtha["kind"], ramtha["located_in"], ramtha["geonames"]) == (
        "الرمثا",
        "city",
        "place/ramtha-district",
        "250258",
    )
    assert (district["name_ar"], district["located_in"]) == ("قضاء الرمثا", "place/irbid-governorate")
    assert "المهجورة" not in (imported / "places-geonames-jo.csv").read_text("utf-8")  # abandoned: of no kind of ours
    assert all(row["source"] == "https://www.geonames.org/" for row in found.values())
    assert "CC BY 4.0" in (imported / "SOURCES.txt").read_text("utf-8")


def test_a_word_for_a_name_counts_only_with_its_kind(imported: Path) -> None:
    amal = rows(imported / "places-geonames-jo.csv")["place/al-amal"]
    assert (amal["name_ar"], amal["in_context"]) == ("قرية الأمل", "الأمل")


def test_what_cannot_be_told_apart_is_left_out_and_said(imported: Path) -> None:
    lines = (imported / "places-geonames-jo.left-out.txt").read_text("utf-8").splitlines()
    assert {line.split("\t")[1]: line.split("\t")[2].split(":")[0] for line in lines} == {
        "900003": "shares its name with another place",
        "900004": "shares its name with another place",
        "900005": "has no Arabic name",
    }


def test_an_import_again_changes_nothing(imported: Path, dump: tuple[Path, Path]) -> None:
    before = {path.name: path.read_bytes() for path in imported.iterdir()}
    assert run("lexicon", "import", "geonames", dump[0], "--country", "JO", "--names", dump[1], "--lexicon", imported) == 0
    assert {path.name: path.read_bytes() for path in imported.iterdir()} == before


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (("--kinds", "mountain"), {"place/jabal-ramm"}),
        (("--min-population", 1000, "--kinds", "village,city,district"), {"place/ar-ramth", "place/ramtha-district"}),
    ],
)
def test_a_choice_of_places(tmp_path: Path, dump: tuple[Path, Path], options: tuple[object, ...], ids: set[str]) -> None:
    own = tmp_path / "own"
    words = ("--names", dump[1], "--lexicon", own, "--within", "place/jordan", *options)
    assert run("lexicon", "import", "geonames", dump[0], "--country", "JO", *words) == 0
    assert set(rows(own / "places-geonames-jo.csv")) == ids


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("a\tb\n", (), "is no file of GeoNames"),
        ("", (), "is no file of GeoNames"),
        (None, ("--kinds", "hamlet"), "--kinds: hamlet: choose of"),
        (None, ("--country", "IQ"), "holds no place of IQ"),
    ],
)
def test_what_is_no_dump(
    tmp_path: Path, dump: tuple[Path, Path], text: str | None, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = dump[0] if text is None else tmp_path / "x.txt"
    if text is not None:
        file.write_text(text)
    assert run("lexicon", "import", "geonames", file, "--country", "JO", "--lexicon", tmp_path / "own", *words) == 2
    assert told in capsys.readouterr().err


def test_an_entry_is_added_in_order_and_keeps_its_identifier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own"
    for arabic, english in (("قوات الدرك الأردنية", "Jordanian Gendarmerie"), ("دائرة الجمارك الأردنية", "Jordan Customs")):
        words = ("--name-ar", arabic, "--name-en", english, "--class", "force", "--part-of", "الأردن")
        assert run("lexicon", "add", "body", "--lexicon", own, *words) == 0
    assert list(rows(own / "bodies.csv")) == ["force/jordan-customs", "force/jordanian-gendarmerie"]
    assert "added force/jordan-customs" in capsys.readouterr().out
    assert run("lexicon", "check", own) == 0
    assert "entries: 2 (2 Force); mistakes: 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--name-ar", "الموصل", "--name-en", "Little Mosul", "--kind", "town", "--located-in", "Jordan"),
            "is also that of Mosul (place/mosul)",
        ),
        (("--name-ar", "الرمثا", "--name-en", "Ramtha"), "has the kind (none)"),
        (("--name-ar", "الرمثا"), "has no name_en"),
        ((), "say what to add"),
    ],
)
def test_what_does_not_conform_is_not_added(
    tmp_path: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", (tmp_path / "empty").open("w+"))
    assert run("lexicon", "add", "place", "--lexicon", tmp_path / "own", *words) == 2
    assert told in capsys.readouterr().err and not list((tmp_path / "own").glob("*"))


def test_what_is_silenced_says_which_articles_are_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kirkuk.txt").write_text("زار وزير الدفاع مدينة كركوك أمس والتقى محافظها.", encoding="utf-8")
    (tmp_path / "basra.txt").write_text("افتتح المحافظ مدرسة جديدة في البصرة اليوم.", encoding="utf-8")
    assert run("build", tmp_path / "kirkuk.txt", tmp_path / "basra.txt", "--store", tmp_path / "store") == 0
    own = tmp_path / "own"
    assert run("lexicon", "silence", "place/kirkuk", "--name", "كركوك", "--lexicon", own, "--store", tmp_path / "store") == 0
    assert "the next build reads 1 articles" in capsys.readouterr().out.replace("\n", " ")
    assert run("lexicon", "silence", "place/nowhere", "--lexicon", own) == 1
    assert rows(own / "silenced.csv").keys() == {"place/kirkuk"}


def test_a_table_of_somebody_elses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "List.csv"
    file.write_text("Arabic,English,Sort,belongs\nقوات الدرك الأردنية,Jordanian Gendarmerie,force,government/jordan\n", encoding="utf-8")
    words = ("--as", "bodies", "--lexicon", tmp_path / "own", "--column", "class=Sort", "--column", "part_of=belongs")
    assert run("lexicon", "import", "csv", file, *words) == 0
    assert [row["name_en"] for row in rows_without_id(tmp_path / "own" / "bodies-list.csv")] == ["Jordanian Gendarmerie"]
    assert run("lexicon", "import", "csv", file, "--as", "places", "--lexicon", tmp_path / "own") == 1
    assert "has the kind (none)" in capsys.readouterr().err


def rows_without_id(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_whole_gazetteer(tmp_path: Path) -> None:
    if not GAZETTEER.exists():
        pytest.skip("the gazetteer of ../shared is not here")
    own = tmp_path / "own"
    words = ("--as", "places", "--fit", "--within", "place/iraq", "--kind", "locality=village", "--lexicon", own)
    assert run("lexicon", "import", "csv", GAZETTEER, *words) == 0
    made = compile_folders([own])
    assert made.conforms and len(made.own_iris) > 10_000
    assert sum(1 for _ in (own / "places-iraq_places.left-out.txt").open()) > 1000  # those that share their name, for most


PAGE = (ROOT / "docs" / "lexicon.md").read_text("utf-8")


@pytest.mark.parametrize(("command", "printed"), re.findall(r"^    \$ tansiq (.*)\n((?:    [^$\n].*\n)+)", PAGE, flags=re.MULTILINE))
def test_the_page_shows_what_commands_print(
    command: str, printed: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(*shlex.split(command)) == 0
    assert capsys.readouterr().out.split() == printed.split()


@pytest.mark.parametrize("command", re.findall(r"^    tansiq (.*)", PAGE, flags=re.MULTILINE))
def test_every_command_of_the_page_is_one(command: str) -> None:
    assert _parser().parse_args(shlex.split(command)).run


@pytest.mark.parametrize("column", sorted({column for columns in COLUMNS.values() for column in columns}))
def test_the_page_explains_every_column(column: str) -> None:
    assert re.search(rf"^\| [^|]*`{column}`", PAGE, flags=re.MULTILINE) or f"columns `id` and `{column}`" in PAGE


SUGGESTED = [
    "زار محافظ كركوك قرية عين الصخر والتقى العقيد سالم الحميدي أمس.",
    "وقال العقيد سالم الحميدي إن قوة من اللواء 12 انتشرت في قرية عين الصخر.",
]


@pytest.fixture
def found(tmp_path: Path) -> Path:
    folder = tmp_path / "found"
    folder.mkdir()
    for number, text in enumerate(SUGGESTED):
        (folder / f"n{number}.txt").write_text(text, encoding="utf-8")
    return folder


def test_names_that_the_lexicon_lacks_are_the_same_from_a_store_and_from_articles(
    tmp_path: Path, found: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("lexicon", "suggest", found, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {(c["name"], c["kind"], c["articles"]) for c in told} >= {("سالم الحميدي", "Official", 2)}
    assert any("عين الصخر" in c["name"] and c["place_kind"] == "village" for c in told)
    assert all(c["articles"] >= 2 and "[" in c["contexts"][0][1] for c in told)
    assert run("build", found, "--store", tmp_path / "store") == 0
    capsys.readouterr()
    assert run("lexicon", "suggest", "--store", tmp_path / "store", "--format", "json") == 0
    assert {(c["name"], c["kind"], c["articles"]) for c in json.loads(capsys.readouterr().out)} == {
        (c["name"], c["kind"], c["articles"]) for c in told
    }


def test_a_table_of_suggestions_is_filled_in_and_imported(tmp_path: Path, found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lexicon", "suggest", found, "--format", "csv", "--as", "people") == 0
    table = capsys.readouterr().out
    line = next(row for row in table.splitlines() if row.startswith("سالم الحميدي"))
    filled = tmp_path / "people.csv"
    filled.write_text(f"{table.splitlines()[0]}\n{line.replace('سالم الحميدي,', 'سالم الحميدي,Salim al-Humaidi', 1)}\n", encoding="utf-8")
    assert run("lexicon", "import", "csv", filled, "--as", "people", "--lexicon", tmp_path / "own") == 0
    assert run("lexicon", "suggest", found, "--format", "json", "--as", "people", "--lexicon", tmp_path / "own") == 0
    assert "سالم الحميدي" not in capsys.readouterr().out.split("entries;")[-1]


def test_suggestions_count_a_report_and_its_copy_once_and_know_misspellings() -> None:
    seen = [Sighting(name, "Force", "", "قوات البيشمرقة", (Span(0, 4),)) for name in ("a", "b", "c")]
    ranked = rank(seen, load_lexicon(), {"a": "قوات", "b": "قوات", "c": "قوات"}.__getitem__, {"b": "a"})
    assert [(c.articles, c.mentions) for c in ranked] == [(2, 3)]
    assert "https://w3id.org/tansiq/id/force/peshmerga" in ranked[0].near


def test_no_cell_of_a_suggestion_is_a_formula() -> None:
    made = Candidate("=cmd()", "Force", 2, 2, ("=cmd()",), "", "", "", (), (("a", "@x"),))
    row = next(csv.reader(as_csv([made], "bodies").splitlines()[1:]))
    assert (row[0], row[-1]) == ("'=cmd()", "'@x")


def test_who_gives_nothing_on_a_terminal_is_asked(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="terminals are made otherwise here")
    ours, theirs = pty.openpty()
    os.write(ours, "قرية الغدير\nGhadir\nvillage\nplace/kirkuk-governorate\n\n".encode())
    arguments = ["lexicon", "add", "place", "--lexicon", str(tmp_path)]
    code = f"import sys; from builder.cli import main; sys.exit(main({arguments!r}))"
    done = subprocess.run([sys.executable, "-c", code], stdin=theirs, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    assert "added place/ghadir" in done.stdout
    assert (tmp_path / "places.csv").read_text("utf-8").splitlines() == [
        "id,name_ar,name_en,kind,located_in",
        "place/ghadir,قرية الغدير,Ghadir,village,place/kirkuk-governorate",
    ]
