"""A lexicon of the user's own: tables and Turtle, checked, laid over the one that ships, and kept by stores and partitions."""

from __future__ import annotations

import random
import re
import zlib
from pathlib import Path

import pytest

from builder.additions.compiling import Compiled, compile_folders
from builder.cli import main
from builder.lexicon import Lexicon
from builder.own import NOTHING, Own
from builder.store import Store

ID = "https://w3id.org/tansiq/id/"
PLACES = "id,name_ar,name_en,kind,located_in,other_names,in_context,home,lat,wikidata\n"
BODIES = "id,name_ar,name_en,class,part_of,other_names\n"
PEOPLE = "name_ar,name_en,rank,role,body,from\n"
PREFIXES = """
@prefix tq: <https://w3id.org/tansiq/ontology#> .
@prefix pk: <https://w3id.org/tansiq/vocab/place-kind/> .
@prefix place: <https://w3id.org/tansiq/id/place/> .
@prefix force: <https://w3id.org/tansiq/id/force/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def compiled(folder: Path, **files: str) -> Compiled:
    """Compile a folder of tables, given by name, and of Turtle (`ttl`)."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / ("own.ttl" if name == "ttl" else f"{name}.csv")
        path.write_text(PREFIXES + text if name == "ttl" else text, encoding="utf-8")
    return compile_folders([folder])


def lexicon_of(made: Compiled) -> Lexicon:
    assert [str(finding) for finding in made.findings if finding.grave] == []
    return made.merged


# what the files say, and what is said of them: the file and line, and words of the message
WRONG = [
    ({"places": PLACES + ",,Ramtha,town,Jordan,,,,,\n"}, "places.csv, line 2: Ramtha: has no name_ar"),
    ({"places": PLACES + ",الرمثا,Ramtha,hamlet,Jordan,,,,,\n"}, "has the kind hamlet: write one of airport, area"),
    ({"places": PLACES + ",الرمثا,Ramtha,,Jordan,,,,,\n"}, "has the kind (none)"),
    ({"places": PLACES + ",الرمثا,Ramtha,town,Atlantis,,,,,\n"}, "located_in Atlantis is nothing known: add a row for it"),
    ({"places": PLACES + ",الرمثا,Ramtha,town,,,,,,\n"}, "every place but countries and wide regions lies in a place"),
    ({"places": PLACES + ",الرمثا,Ramtha,town,Jordan,,,,north,\n"}, "has the lat north: write degrees"),
    ({"places": PLACES + ",الرمثا,Ramtha,town,Jordan,,,,99.5,\n"}, "one latitude between -90 and 90"),
    ({"places": PLACES + ",الرمثا,Ramtha,town,Jordan,,,,,L12\n"}, "has the wikidata L12: write Q and a number"),
    ({"places": PLACES + "place/,الرمثا,Ramtha,town,Jordan,,,,,\n"}, "has the id place/: write one such as place/zarqa"),
    ({"places": PLACES + "force/ramtha,الرمثا,Ramtha,town,Jordan,,,,,\n"}, "has an id of another kind: write place/ramtha"),
    ({"places": PLACES + ",Ramtha,Ramtha,town,Jordan,,,,,\n"}, "has a name_ar without Arabic letters"),
    ({"places": PLACES + ",الرمثا,الرمثا,town,Jordan,,,,,\n"}, "has a name_en without Latin letters"),
    ({"places": PLACES + ",الرمثا\u202e,Ramtha,town,Jordan,,,,,\n"}, "holds a hidden character, U+202E"),
    ({"places": PLACES + ",الرمثا,Ramtha,town,Jordan,,,,,,,more\n"}, "has more cells than there are columns"),
    ({"places": PLACES + ",السلام,Salam,town,Jordan,,,,,\n"}, "the name السلام is a common word: move it to in_context"),
    ({"places": PLACES + ",في,Fi,town,Jordan,,,,,\n"}, "is too short"),
    ({"places": PLACES + ",على,Ala,town,Jordan,,,,,\n"}, "is a word of every text"),
    ({"places": PLACES + ",الموصل,New Mosul,town,Jordan,,,,,\n"}, "is also that of Mosul (place/mosul), and one of the two"),
    ({"places": PLACES + ",الرمثا,Ramtha,town,Sarih,,,,,\n,الصريح,Sarih,town,Ramtha,,,,,\n"}, "belongs to itself, by way of"),
    ({"places": PLACES + ",الرمثا,Ramtha,town,Jordan,,,,,\n,الرمثا,Ramtha,town,Jordan,,,,,\n"}, "would have the identifier place/ramtha"),
    ({"places": PLACES + ",الرميلة,Ramtha,town,Jordan,,,,,\n,الرميله,Ramthah,town,Jordan,,,,,\n"}, "is also that of Ramtha"),
    ({"bodies": BODIES + ",قوات البادية,Badia Forces,army,,\n"}, "has the class army: write one of force, unit"),
    ({"bodies": BODIES + ",قوات الباديه,Badia Forces,force,Mosul,\n"}, "part_of Mosul is nothing known"),
    ({"bodies": BODIES + ",درك الشمال,North Gendarmerie,force,Ministry,\n"}, "part_of Ministry is nothing known"),
    ({"people": PEOPLE + "مازن الفراية,Mazin Faraya,boss,,,\n"}, "has the rank boss: write one of"),
    ({"people": PEOPLE + "مازن الفراية,Mazin Faraya,,king of,,\n"}, "has the role king of: write one of"),
    ({"people": PEOPLE + "مازن الفراية,Mazin Faraya,,minister,,last year\n"}, "has in from last year: write a year"),
    ({"people": PEOPLE + "مازن الفراية,Mazin Faraya,,,government/jordan,\n"}, "has a body or years without a role"),
    ({"silenced": "id,name\nplace/atlantis,\n"}, "the id place/atlantis is of no entry that ships"),
    ({"silenced": "id,name\nplace/mosul,باريس\n"}, "has no name باريس: it has الموصل"),
    ({"towns": PLACES}, "towns.csv: is no table of a lexicon by its name"),
    ({"places": "id,name_ar,height\n"}, "places.csv, line 1: has columns that places do not: height"),
    ({"ttl": "place:x a tq:Location"}, "own.ttl, line"),
    ({"ttl": 'place:ramtha a tq:Location ;\n skos:prefLabel "الرمثا"@ar .'}, "an entity has exactly one English preferred label"),
    ({"ttl": 'place:ramtha skos:prefLabel "الرمثا"@ar, "Ramtha"@en .'}, "own.ttl, line 8: place/ramtha: has a name and no class"),
    ({"ttl": "place:mosul tq:locatedIn place:atlantis ."}, "which is nothing known: add it, or mend the IRI"),
    ({"ttl": '[] skos:prefLabel "الرمثا"@ar .'}, "has a node without a name"),
    ({"ttl": "force:peshmerga owl:deprecated 5 ."}, "an entry is silenced or not"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_is_wrong_is_named_with_file_line_and_reason(tmp_path: Path, files: dict[str, str], message: str) -> None:
    made = compiled(tmp_path / "own", **files)
    told = [str(finding) for finding in made.findings if finding.grave]
    assert not made.conforms and any(message in line for line in told), told


JORDAN = {
    "places": PLACES
    + "place/jordan,,,,,,,yes,,\n"
    + ",الرمثا,Ramtha,town,Jordan,لواء الرمثا,,,32.56,Q1009517\n"
    + ",حي معصوم,Masoum Quarter,neighbourhood,Ramtha,,معصوم,,,\n",
    "bodies": BODIES
    + "ministry/jo-interior,,,,,وزارة الداخلية\n"
    + ",قوات الدرك الأردنية,Jordanian Gendarmerie,force,ministry/jo-interior,قوات الدرك|الدرك الأردني\n",
    "people": PEOPLE
    + "مازن الفراية,Mazin Faraya,,minister,ministry/jo-interior,2020\nمازن الفراية,Mazin Faraya,,director,قوات الدرك,2018\n",
    "silenced": "id,name\nplace/kirkuk,كركوك\narmed-group/pkk,\n",
    "ttl": 'force:peshmerga skos:altLabel "حرس الإقليم الجبلي"@ar .\nplace:mosul skos:prefLabel "الموصل الحدباء"@ar .\n',
}  # fmt: skip


@pytest.fixture(scope="module")
def jordan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "jordan"
    lexicon_of(compiled(folder, **JORDAN))
    return folder


@pytest.fixture(scope="module")
def made(jordan: Path) -> Compiled:
    return compile_folders([jordan])


@pytest.mark.parametrize(
    ("form", "kind", "iri"),
    [
        ("الرمثا", "Location", "place/ramtha"),
        ("لوا الرمثا", "Location", "place/ramtha"),
        ("معصوم", "Location", None),
        ("قوات الدرك", "Force", "force/jordanian-gendarmerie"),
        ("وزاره الداخليه", "Ministry", "ministry/jo-interior"),  # bare, it is the home country's
        ("وزاره الداخليه العراقيه", "Ministry", "ministry/iq-interior"),
        ("مازن الفرايه", "Official", "official/mazin-faraya"),
        ("حرس الاقليم الجبلي", "Force", "force/peshmerga"),
        ("البيشمركه", "Force", "force/peshmerga"),
        ("الموصل الحدبا", "Location", "place/mosul"),
        ("الموصل", "Location", "place/mosul"),  # what a preferred label was goes on as another name
        ("كركوك", "Location", None),  # silenced under that name
        ("حزب العمال الكردستاني", "ArmedGroup", None),  # silenced
    ],
)
def test_names_of_ones_own_and_of_what_ships(made: Compiled, form: str, kind: str, iri: str | None) -> None:
    entry = lexicon_of(made).entity(form, kind)
    assert (entry and entry.iri) == (iri and ID + iri)


def test_what_is_silenced_stays_where_others_lead_to_it(made: Compiled) -> None:
    assert ID + "armed-group/pkk" in made.merged.entries
    assert ID + "government/jordan" in made.merged.ancestors(ID + "force/jordanian-gendarmerie")


def test_posts_of_one_person_in_several_rows(made: Compiled) -> None:
    held = {str(t.subject) for t in made.own.triples() if "post-held" in str(t.subject)}
    assert held == {f"<{ID}post-held/mazin-faraya-{post}>" for post in ("minister-2020", "director-2018")}


def test_no_order_of_rows_and_no_encoding_of_tables_matters(tmp_path: Path, made: Compiled) -> None:
    files = {}
    for name, text in JORDAN.items():
        head, *rows = text.splitlines(keepends=True)
        random.Random(name).shuffle(rows)
        files[name] = text if name == "ttl" else head.replace(",", ";") + "".join(row.replace(",", ";") for row in rows)
    other = compiled(tmp_path / "own", **files)
    for path in (tmp_path / "own").glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())  # as a spreadsheet saves it
    assert compile_folders([tmp_path / "own"]).own == other.own == made.own != NOTHING


def test_arabic_columns(tmp_path: Path) -> None:
    made = compiled(tmp_path / "own", places="الاسم,الاسم بالإنكليزية,النوع,يقع في\nالرمثا,Ramtha,بلدة,الأردن\n")
    assert lexicon_of(made).entries[ID + "place/ramtha"].place_kind == "town"


def test_entries_of_one_english_name_are_told_apart_by_what_they_lie_in(tmp_path: Path) -> None:
    rows = [",قرية صالحية الرمثا,Salihiya,village,place/jordan,,,,,\n", ",قرية صالحية درعا,Salihiya,village,place/syria,,,,,\n"]
    for order in (rows, rows[::-1]):
        made = compiled(tmp_path / "own", places=PLACES + "".join(order))
        assert {i for i in lexicon_of(made).entries if "salihiya-" in i} >= {ID + f"place/salihiya-{c}" for c in ("jordan", "syria")}


def test_packing_is_the_same_in_any_order(made: Compiled) -> None:
    triples = made.own.triples()
    assert Own.of(reversed(triples)) == made.own and Own.of(triples).data == made.own.data


def test_a_packed_lexicon_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch, made: Compiled) -> None:
    monkeypatch.setattr("builder.own._LARGEST", 1024 * 1024)
    assert made.own.triples()
    with pytest.raises(ValueError, match="more than 1 MB"):
        Own("x", zlib.compress(b"# " + b" " * 2_000_000)).triples()


# ---------------------------------------------------------------------------------------------------------- stores and partitions

NEWS = {
    "a": "أعلنت وزارة الداخلية أن قوات الدرك انتشرت في الرمثا اليوم الثلاثاء.",
    "b": "انتشرت قوات البيشمركة في مخمور أمس الاثنين بعد اجتماع عقد في أربيل.",
    "c": "زار الوزير مدينة كركوك والتقى محافظها وبحث معه الأوضاع الأمنية.",
}


def content(store: Path) -> list[str]:
    with Store(store, read_only=True) as opened:
        return sorted(map(str, opened.db))


def names_in(store: Path, article: str) -> set[str]:
    with Store(store, read_only=True) as opened:
        quads = opened.quads(f"https://w3id.org/tansiq/graph/article/{article}")
        return {str(q.object)[1:-1].removeprefix(ID) for q in quads if q.predicate.value.endswith("taIdentRef")}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "lexicon"
    compiled(folder, **JORDAN)
    return folder


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_a_store_remembers_its_lexicon_and_takes_up_its_changes(
    tmp_path: Path, news: Path, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    assert run("build", news, "--store", store, "--lexicon", own) == 0
    assert {"place/ramtha", "force/jordanian-gendarmerie", "ministry/jo-interior"} <= names_in(store, "a")
    before = content(store)
    assert run("build", "--store", store) == 0 and run("build", news, "--store", store, "--rebuild", "--jobs", 1) == 0
    assert content(store) == before
    (own / "places.csv").write_text(JORDAN["places"].replace("Ramtha,town", "Ramtha,city"), encoding="utf-8")
    capsys.readouterr()
    assert run("build", "--store", store) == 0
    assert re.search(r"stored ones read again +│ +1 ", capsys.readouterr().out)  # the one that names the place
    (own / "silenced.csv").unlink()
    assert run("build", "--store", store) == 0
    assert "place/kirkuk" in names_in(store, "c")
    assert run("build", news, "--store", tmp_path / "fresh", "--lexicon", own) == 0
    assert content(store) == content(tmp_path / "fresh")
    assert run("build", "--store", store, "--no-lexicon") == 0 and "place/ramtha" not in names_in(store, "a")
    assert run("build", news, "--store", tmp_path / "plain") == 0
    assert content(store) == content(tmp_path / "plain")


def test_a_lexicon_that_is_gone_is_used_as_the_store_keeps_it(
    tmp_path: Path, news: Path, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    assert run("build", news / "b.txt", "--store", store, "--lexicon", own) == 0
    own.rename(tmp_path / "elsewhere")
    assert run("build", news, "--store", store) == 0
    assert "is used as the store keeps it" in capsys.readouterr().err
    assert "place/ramtha" in names_in(store, "a")


def test_one_that_does_not_conform_is_refused_and_makes_no_store(tmp_path: Path, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compiled(tmp_path / "bad", places=PLACES + ",الرمثا,Ramtha,hamlet,Jordan,,,,,\n")
    assert run("build", news, "--store", tmp_path / "store", "--lexicon", tmp_path / "bad") == 2
    told = capsys.readouterr().err
    assert "places.csv, line 2: Ramtha: has the kind hamlet" in told and "one mistake, and nothing was read" in told
    assert not (tmp_path / "store").exists()


def test_the_environment_names_one_where_nothing_else_does(
    tmp_path: Path, news: Path, own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TANSIQ_LEXICON", str(own))
    assert run("explain", news / "a.txt") == 0
    assert "place: الرمثا" in capsys.readouterr().out
    assert run("explain", news / "a.txt", "--no-lexicon") == 0
    assert "place: الرمثا" not in capsys.readouterr().out
    assert run("build", news / "a.txt", "--store", tmp_path / "store") == 0 and "place/ramtha" in names_in(tmp_path / "store", "a")
    assert run("build", news / "a.txt", "--store", tmp_path / "none", "--no-lexicon") == 0
    assert "place/ramtha" not in names_in(tmp_path / "none", "a")


def test_partitions_and_workers_read_with_it_and_carry_it(tmp_path: Path, news: Path, own: Path) -> None:
    pytest.importorskip("fsspec", reason="needs the extra: pip install 'tansiq[cluster]'")
    many = tmp_path / "many.jsonl"
    rows = [f'{{"id": "{name}{n}", "text": "{text}"}}\n' for n in range(8) for name, text in NEWS.items()]
    many.write_text("".join(rows), encoding="utf-8")
    assert run("build", many, "--store", tmp_path / "store", "--lexicon", own, "--jobs", 2) == 0
    assert run("build", many, "--out", tmp_path / "parts", "--lexicon", own, "--jobs", 2, "--partition-size", 12) == 0
    own.rename(tmp_path / "elsewhere")
    assert run("load", tmp_path / "parts", "--store", tmp_path / "loaded") == 0
    assert run("build", "--store", tmp_path / "loaded") == 0
    assert content(tmp_path / "loaded") == content(tmp_path / "store") and "place/ramtha" in names_in(tmp_path / "store", "a7")
