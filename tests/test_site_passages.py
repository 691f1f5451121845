"""A text cut into pieces says every character once, and each piece knows what stands over it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from builder.model import Span
from builder.site.pages.passages import Mark, Passage, cut, cut_all, lines, quoted

spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(lambda ends: Span(*ends))
marks = st.lists(
    st.builds(
        lambda span, number, kind: Mark(
            span, f"{'t' if kind else 'f'}{number}", kind, f"/{number}" if kind else "", f"char={span.begin},{span.end}"
        ),
        spans.filter(lambda span: span.begin < span.end),
        st.integers(1, 9),
        st.sampled_from(["", "Force", "Location"]),
    ),
    max_size=8,
)


@given(st.text("ab م\n\r\u2028\x1c\t", max_size=60))
def test_lines_are_where_they_are(text: str) -> None:
    found = lines(text)
    assert all(text[passage.begin : passage.begin + len(passage.text)] == passage.text for passage in found)
    shown = {at for passage in found for at in range(passage.begin, passage.begin + len(passage.text))}
    assert all(text[at].isspace() for at in range(len(text)) if at not in shown)


@given(st.integers(0, 12), st.integers(1, 25), marks)
def test_pieces_are_the_passage(begin: int, length: int, over: list[Mark]) -> None:
    passage = Passage(begin, "".join(chr(0x627 + at % 20) for at in range(length)))
    pieces = cut(passage, over)
    assert "".join(piece.text for piece in pieces) == passage.text and all(piece.text for piece in pieces)
    at = begin
    for piece in pieces:
        here = [mark for mark in over if mark.span.begin <= at < mark.span.end]
        assert set(piece.tokens) == {mark.token for mark in here}
        assert all(mark.span.end >= at + len(piece.text) for mark in here)
        assert bool(piece.kind) == any(mark.kind for mark in here) == bool(piece.href)
        at += len(piece.text)


@given(marks)
def test_every_mark_that_begins_here_can_be_led_to_once(over: list[Mark]) -> None:
    passages = [Passage(0, "a" * 10), Passage(12, "b" * 18)]
    anchors = [anchor for pieces in cut_all(passages, over) for piece in pieces for anchor in piece.anchors]
    assert len(anchors) == len(set(anchors))
    assert {mark.anchor for mark in over if mark.span.begin < 10 or 12 <= mark.span.begin < 30} <= set(anchors)


@given(st.lists(spans.filter(lambda span: span.begin < span.end), max_size=6))
def test_quoted_sentences_do_not_overlap(found: list[Span]) -> None:
    text = "".join(chr(0x621 + at) for at in range(30))
    passages = quoted((span, text[span.begin : span.end]) for span in found)
    assert all(one.begin + len(one.text) <= other.begin for one, other in pairwise(passages))
    assert all(passage.text in text for passage in passages) and bool(passages) == bool(found)
