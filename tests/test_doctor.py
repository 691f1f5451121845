"""`tansiq doctor`: what a corpus lacks, what repeats, and which rules find nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.cli import main
from builder.doctor import Checkup, report_of
from builder.doctor.report import rules_of
from builder.errors import InputError
from builder.lexicon import load_lexicon
from builder.model import Note

TEXT = (
    "التقى وزير الدفاع نجاح الشمري في بغداد يوم {day} آب 2020 وفداً من وزارة البيشمركة "
    "لبحث التعاون بين الجيش العراقي وقوات البيشمركة في المناطق المختلفة."
)


OTHERS = (
    "وقتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب الحويجة فجر اليوم بحسب مصدر أمني طلب ألا يذكر اسمه.",
    "وشهدت أسواق أربيل ارتفاعاً في أسعار الوقود دفع الأهالي إلى مطالبة الحكومة المحلية بالتدخل قبل حلول الشتاء المقبل.",
    "ويقول سكان في سنجار إن عودة النازحين تتأخر بسبب نقص الخدمات وتعدد الجهات التي تدير الملف الأمني في القضاء.",
    "وكانت الأمطار قد قطعت الطريق بين دهوك والموصل يومين متتاليين قبل أن تعيد فرق البلدية فتحه أمام المركبات والشاحنات.",
)


def corpus(folder: Path) -> Path:
    """Write a corpus with one of each fault: no date, a page's line in every article, another encoding, an empty file, no title."""
    folder.mkdir()
    for number in range(4):
        text = (
            f"وزير الدفاع يلتقي وفداً من البيشمركة\n\n{TEXT.format(day=number + 3)}\nشاهد هذا المقطع الغريب\n"
            + OTHERS[number]
            + "\nشارك على فيسبوك\n"
        )
        (folder / f"a{number}.txt").write_text(text, encoding="windows-1256" if number == 3 else "utf-8")
    (folder / "empty.txt").write_text("")
    (folder / "english.txt").write_text("The minister of defence arrived in Erbil on Sunday and met the president of the region.")
    record = {
        "id": "r1",
        "text": TEXT.format(day=9),
        "title": "لقاء في بغداد",
        "date": "2020-08-10",
        "source": "قناة",
        "url": "https://example.org/1",
    }
    (folder / "records.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\nnot json\n", encoding="utf-8")
    return folder


def report(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    status = main(["doctor", str(folder), "--jobs", "1", *more])
    return status, capsys.readouterr().out


@pytest.mark.hazard(
    "what was not read, alike reasons together, with a few places",
    "what was read otherwise than its name says: encodings, formats",
    "which articles are in another language",
    "which articles have no date, title, outlet, address, and which no facts",
    "lines of running text that stand in three articles and more",
)
def test_the_faults_of_a_corpus_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = report(corpus(tmp_path / "news"), capsys, "--format", "json")
    found = json.loads(out)
    assert status == 1
    assert found["articles"] == 5
    assert {f["what"]: f["number"] for f in found["lacking"]} == {"title": 4, "outlet": 4, "address": 4, "date": 4}
    assert dict(found["dated"]) == {"field": 1, "nowhere": 4}
    assert [(f["what"], f["examples"]) for f in found["languages"]] == [("English", ["english"])]
    assert [f["what"] for f in found["notes"]] == ["was read as Windows-1256, by its words"]
    assert found["notes"][0]["examples"] == [str(tmp_path / "news" / "a3.txt")]
    assert sorted(f["number"] for f in found["unread"]) == [1, 1]
    assert next((f["what"], f["number"]) for f in found["repeated"]) == ("شاهد هذا المقطع الغريب", 4)
    assert found["furniture"] == 4 * len("شاركعلىفيسبوك")
    assert dict(found["things"])["Meeting"] >= 4
    assert not {rule for rule, _ in found["fired"]} & set(found["silent"])


def test_the_report_is_shown_in_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = report(corpus(tmp_path / "news"), capsys)
    for words in ("Articles: 5", "2020-08-10", "Not read", "Windows-1256", "شاهد هذا المقطع الغريب", "found nothing"):
        assert words in out


def test_a_sound_corpus_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format(day=3), encoding="utf-8")
    assert report(tmp_path, capsys)[0] == 0


def test_the_report_does_not_depend_on_the_order_or_the_number_of_processes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(20):
        (folder / f"a{number}.txt").write_text(TEXT.format(day=number + 3), encoding="utf-8")
    one = report(folder, capsys, "--format", "json")
    assert main(["doctor", *(str(p) for p in sorted(folder.iterdir(), reverse=True)), "--jobs", "2", "--format", "json"]) == 0
    assert capsys.readouterr().out == one[1]


REPRINTED = "".join(TEXT.format(day=number + 3) + f" وشارك فيه {name}.\n" for number, name in enumerate(["الأول", "الثاني", "الثالث"]))


@pytest.mark.hazard("which articles others reprint; a reprint counts once in what repeats and in what the lexicon lacks")
def test_reprints_are_found_and_count_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, day in (("late", "2021-08-20"), ("first", "2021-08-14"), ("later", "2021-08-21")):
        record = {"id": name, "title": f"عنوان {name}", "text": REPRINTED + "شاهد هذا المقطع الغريب", "date": day}
        (tmp_path / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    found = json.loads(report(tmp_path, capsys, "--format", "json")[1])
    assert found["reprinted"] == [{"what": "first", "number": 2, "examples": ["late", "later"]}]
    assert found["repeated"] == []


@pytest.mark.hazard("names that the lexicon lacks, those of most articles first, with near names that they may be misspellings of")
def test_names_that_the_lexicon_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, verb in enumerate(("قال", "أعلن", "ذكر")):
        (tmp_path / f"a{number}.txt").write_text(
            f"{verb} العقيد شيروان مفتاح أحمد في قرية تل البلاط إن القوات دخلت المنطقة يوم {number + 3} آب 2020."
        )
    found = json.loads(report(tmp_path, capsys, "--format", "json")[1])
    names = {name["name"]: (name["kind"], name["articles"], name["examples"]) for name in found["unlisted"]}
    assert names["شيروان مفتاح أحمد"] == ("Official", 3, ["a0", "a1", "a2"])
    assert "شيروان مفتاح أحمد" in report(tmp_path, capsys)[1]


def test_a_lexicon_of_the_users_own_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("قال العقيد شيروان مفتاح أحمد في بغداد إن القوات دخلت المنطقة.", encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "people.csv").write_text("name_ar,name_en\nشيروان مفتاح أحمد,Sherwan Miftah Ahmed\n", encoding="utf-8")
    names = [
        [name["name"] for name in json.loads(report(tmp_path / "news", capsys, "--format", "json", *more)[1])["unlisted"]]
        for more in ([], ["--lexicon", str(tmp_path / "own")])
    ]
    assert "شيروان مفتاح أحمد" in names[0] and "شيروان مفتاح أحمد" not in names[1]


def test_alike_failures_are_one_finding() -> None:
    items = [InputError("a.jsonl", f"is longer than {n} characters: cut it", n) for n in range(5)]
    assert [(f.what, f.number, f.examples) for f in report_of(items, load_lexicon()).unread] == [
        ("is longer than … characters: cut it", 5, ("a.jsonl, line 0", "a.jsonl, line 1", "a.jsonl, line 2"))
    ]


@pytest.mark.hazard("how often each rule found something, and which found nothing")
def test_rules_that_find_nothing_are_named() -> None:
    lexicon = load_lexicon()
    known = rules_of(lexicon)
    assert {"event-meet-meeting", "person-after-title"} <= known
    assert "event" not in known, "a family is no rule"
    one = Checkup("a", "a.txt", 10, "", "", False, False, False, 0, (), (("person-after-title", 2),), ())
    result = report_of([one, Note("a.txt", "was read as HTML, by its content")], lexicon)
    assert set(result.silent) == known - {"person-after-title"}
    assert result.fired == (("person-after-title", 2),)
