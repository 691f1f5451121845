"""Paths: every name has one of its own that stays in its folder, leads back to the IRI, and is no other document's."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote, unquote

import pytest
import rooms
from hypothesis import example, given
from hypothesis import strategies as st

from builder.identifiers import article_iri, graph_iri, minted
from builder.site.addresses import ROOT, beginning, iri_of, path_of
from builder.site.forms import FORMS, split

# What an identifier may be: any text that is UTF-8; and texts that are made of what paths, forms and escapes are made of.
identifiers = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.text("./\\~%2EFp#?:aم.htmlten", min_size=1)
kinds = st.sampled_from(["official", "Force", "event", "post"])


def iris(identifier: str, kind: str, name: str) -> list[str]:
    return [article_iri(identifier), graph_iri(identifier), minted(identifier, kind, name), f"{article_iri(identifier)}#char=0,4"]


@given(identifiers, kinds, identifiers)
@example("..", "official", "..")
@example("news.en.html", "event", "a.ttl")
@example("~p2", "event", "~~0123456789abcdef")
def test_a_path_leads_back(identifier: str, kind: str, name: str) -> None:
    for iri in iris(identifier, kind, name):
        path = path_of(iri)
        assert path is not None
        back = iri_of(path.partition("#")[0])
        if back is None:  # too long for a file
            assert "~~" in path
        else:
            assert back == iri.partition("#")[0]


@given(identifiers, kinds, identifiers)
@example("../../etc/passwd", "official", "..\\..")
@example(".htaccess", "official", "x")
def test_a_path_stays_in_its_folder(identifier: str, kind: str, name: str) -> None:
    for iri in iris(identifier, kind, name):
        path = (path_of(iri) or "").partition("#")[0]
        steps = PurePosixPath(path).parts
        assert path == "/".join(steps) and steps[0] == "doc" and not set(steps) & {"", ".", ".."}
        assert all(len((step + ".en.html").encode()) < 255 and not step.startswith(".") for step in steps)
        assert not set(path) & set('\\:*?"<>|%#& \0\n\r\t\x7f') and path.isprintable() <= True


@given(identifiers, identifiers)
@example("news", "news.ttl")
@example("news", "news.en")
@example("a", "a~p2")
@example("%41", "A")
def test_two_names_have_two_documents(one: str, other: str) -> None:
    """No form or page of one document is the address of another's."""
    paths = [path_of(article_iri(name)) or "" for name in (one, other)]
    files = [{path, *(f"{path}.{form.ending}" for form in FORMS), f"{path}.en.html", f"{path}~p2", f"{path}~p2.html"} for path in paths]
    assert one == other or not files[0] & files[1]
    assert all(split(path) == (path, "ar", None) for path in paths)


@given(identifiers)
def test_encoded_or_not_it_is_the_same_place(name: str) -> None:
    iri = minted("a", "official", name)
    assert path_of(iri) == path_of(quote(iri, safe="/:%~")) == path_of(quote(iri, safe="/:%~").replace("%D", "%d"))


@pytest.mark.parametrize("identifier", ["x" * 300, "م" * 150, "%" * 100, "a/" * 200])
def test_a_long_name_is_cut_and_told_apart(identifier: str) -> None:
    paths = [path_of(article_iri(identifier + end)) or "" for end in ("", "1", "2")]
    assert len(set(paths)) == 3 and all(iri_of(path) is None for path in paths)
    start = beginning(paths[0].rpartition("/")[2])
    assert len(start) > 20 and identifier.startswith(start)


@pytest.mark.parametrize("identifier", rooms.ODD)
def test_the_beginning_of_a_short_name_is_the_name(identifier: str) -> None:
    step = (path_of(article_iri(identifier)) or "").rpartition("/")[2]
    assert identifier.startswith(beginning(step)) and (len(identifier) > 200 or beginning(step) == identifier)


@pytest.mark.parametrize("iri", ["https://example.org/", "urn:x", "", "https://w3id.org/tansiqx", "http://w3id.org/tansiq/id/force/x"])
def test_what_belongs_to_others_has_no_path(iri: str) -> None:
    assert path_of(iri) is None


@pytest.mark.parametrize("local", ["vocab/role/minister", "lexicon/trigger-1", "graph/provenance", "id/force/peshmerga", "ontology#Force"])
def test_what_the_product_names_leads_back(local: str) -> None:
    assert iri_of(path_of(ROOT + local) or "") == ROOT + local


@given(st.text(max_size=60))
def test_no_path_is_an_error(path: str) -> None:
    iri = iri_of(path)
    assert iri is None or (iri.startswith(ROOT) and isinstance(path_of(iri), str))
    assert unquote(iri or "") is not None
