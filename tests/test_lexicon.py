"""The lexicon against the code that reads it: triggers, frames, word sets, sizes, and forms that would do harm."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.folding import fold
from builder.lexicon import Lexicon, load_lexicon
from builder.particles import STOP
from builder.vocabulary import BODIES, EVENT_KINDS, KINDS

BUILDER = Path(__file__).resolve().parent.parent / "builder"
# opened by the words of words:cue-…, but for the construct (إعلان الحكومة) and the ل of هجوم لداعش
POSITIONS = {"between", "joining", "support", "against", "by", "with", "from", "to", "on", "in", "construct", "of", "none"}
ARGUMENTS = {"participant", "perpetrator", "party", "target", "supporter", "signatory", "place", "speaker", "outlet"}
LOOKUPS = {"start_in", "member", "_adjectives"}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def test_every_trigger_evokes_a_known_class(lexicon: Lexicon) -> None:
    assert {t.evokes for t in lexicon.triggers.values()} <= {*EVENT_KINDS, "Event"}


def test_every_class_of_event_has_triggers(lexicon: Lexicon) -> None:
    counts = Counter(t.evokes for t in lexicon.triggers.values())
    assert {kind: counts[kind] for kind in EVENT_KINDS if counts[kind] < 2} == {}


def test_every_slot_names_a_position_and_a_property(lexicon: Lexicon) -> None:
    slots = {(t.iri, s.cue, s.property) for t in lexicon.triggers.values() for s in t.slots}
    assert {row for row in slots if row[1] not in {*POSITIONS, "agent", "object"}} == set()
    assert {row for row in slots if row[2] not in ARGUMENTS} == set()


def test_every_trigger_has_a_stem_that_the_analyser_reads(lexicon: Lexicon) -> None:
    read = {a.lemma for t in lexicon.triggers.values() for form in _labels(t.label) for a in lexicon.morphology.analyse(form)}
    assert len(read & set(lexicon.triggers)) > len(lexicon.triggers) / 2


def _labels(label: str) -> list[str]:
    return fold(label).split()[:1]


def _strings(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value


def _is_words(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "words"


def named_sets(path: Path) -> set[str]:
    """Return the word sets that a module looks up: words["x"], words.get("x"), start_in(i, "x"), member(i, "x")."""
    tree = ast.parse(path.read_text("utf-8"))
    constants = {t.id: set(_strings(n.value)) for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and _is_words(node.value) and not isinstance(node.slice, ast.JoinedStr):
            found |= set(_strings(node.slice))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and _is_words(node.func.value):
            found |= set(_strings(node.args[0]))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in LOOKUPS:
            for argument in node.args:
                starred = argument.value if isinstance(argument, ast.Starred) else None
                found |= constants.get(starred.id, set()) if isinstance(starred, ast.Name) else set(_strings(argument))
    return {name for name in found if re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name)}


CUES = {f"cue-{position}" for position in POSITIONS - {"construct", "of"}}
_SHOWING = {"site", "server", "publish"}  # their words are those of the interface
NAMED = CUES.union(*(named_sets(path) for path in BUILDER.rglob("*.py") if path.relative_to(BUILDER).parts[0] not in _SHOWING))


def test_the_code_names_word_sets() -> None:
    """Else the search itself is broken."""
    assert {"force-heads", "body-heads", "given-names", "clause-breakers", "containment", "title-tails"} <= NAMED


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_word_set_that_the_code_names_exists(lexicon: Lexicon, name: str) -> None:
    assert lexicon.words.get(name), f"words:{name} is missing or empty"


def test_every_word_set_is_used(lexicon: Lexicon) -> None:
    text = "".join(path.read_text("utf-8") for path in BUILDER.rglob("*.py"))
    of_topics = {name for name in lexicon.words if name.startswith(("signs-of-", "things-of-"))}
    of_triggers = {name for trigger in lexicon.triggers.values() for name in (*trigger.requires, *trigger.excludes)}
    assert {name for name in lexicon.words if name not in NAMED | of_topics | of_triggers and f'"{name}"' not in text} == set()


def test_words_that_open_and_close_a_topic_come_in_pairs(lexicon: Lexicon) -> None:
    opening = {name.removeprefix("signs-of-") for name in lexicon.words if name.startswith("signs-of-")}
    closing = {name.removeprefix("things-of-") for name in lexicon.words if name.startswith("things-of-")}
    topics = {label.target for labels in lexicon.labels.values() for label in labels if label.kind == "topic"}
    assert opening == closing <= topics


def test_sizes(lexicon: Lexicon) -> None:
    counts = Counter(entry.kind for entry in lexicon.entries.values())
    assert counts["Location"] >= 900
    assert sum(counts[kind] for kind in BODIES) >= 350
    assert all(counts[kind] for kind in KINDS if kind != "Post")


def test_no_name_is_a_stop_word(lexicon: Lexicon) -> None:
    assert {(form, x.target) for form, labels in lexicon.labels.items() if form in STOP for x in labels if not x.contextual} == set()


def test_no_word_of_saying_or_event_is_a_name(lexicon: Lexicon) -> None:
    """A name that is also a trigger would be found in every report."""
    known = {form for form, labels in lexicon.labels.items() for label in labels if label.kind == "entity" and not label.contextual}
    assert known & {fold(trigger.label) for trigger in lexicon.triggers.values()} == set()


def test_no_name_is_empty_or_one_letter(lexicon: Lexicon) -> None:
    assert {form for form in lexicon.labels if len(form) < 2} == set()


def test_one_name_one_entity_of_a_kind(lexicon: Lexicon) -> None:
    """Two entities of one kind that share a name without context cannot be told apart; a governorate and its town can."""
    doubled: dict[tuple[str, str], int] = {}
    for form, labels in lexicon.labels.items():
        kinds = Counter(lexicon.entries[x.target].kind for x in labels if x.kind == "entity" and not x.contextual)
        doubled |= {(form, kind): n for kind, n in kinds.items() if n > 1 and kind != "Location"}
    assert doubled == {}


@pytest.mark.parametrize(
    ("form", "kind", "local_name"),
    [
        ("البيشمركه", "Force", "force/peshmerga"),
        ("الجيش العراقي", "Force", "force/iraqi-army"),
        ("الحشد الشعبي", "Force", "force/pmf"),
        ("داعش", "ArmedGroup", "armed-group/isis"),
        ("وزاره البيشمركه", "Ministry", "ministry/krg-peshmerga"),
        ("وزاره الدفاع", "Ministry", "ministry/iq-defence"),
        ("كركوك", "Location", "place/kirkuk"),
        ("محافظه كركوك", "Location", "place/kirkuk-governorate"),
        ("اقليم كردستان", "Location", "place/kurdistan-region"),
        ("القوات", None, None),
        ("التنظيم", None, None),
        ("الوزاره", None, None),
        ("المدينه", None, None),
        ("الاقليم", None, None),
    ],
)
def test_entities_by_name(lexicon: Lexicon, form: str, kind: str | None, local_name: str | None) -> None:
    entry = lexicon.entity(form, kind)
    assert (entry and entry.iri) == (local_name and f"https://w3id.org/tansiq/id/{local_name}")


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        ("place/makhmur", "place/iraq"),
        ("place/kirkuk", "place/kirkuk-governorate"),
        ("place/erbil", "place/kurdistan-region"),
        ("force/peshmerga", "ministry/krg-peshmerga"),
        ("force/iraqi-army", "ministry/iq-defence"),
    ],
)
def test_ancestors(lexicon: Lexicon, child: str, parent: str) -> None:
    base = "https://w3id.org/tansiq/id/"
    assert base + parent in lexicon.ancestors(base + child)
    assert base + child not in lexicon.ancestors(base + parent)


def test_no_entity_is_above_itself(lexicon: Lexicon) -> None:
    assert [iri for iri in lexicon.entries if iri in lexicon.ancestors(iri)] == []
