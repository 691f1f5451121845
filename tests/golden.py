"""A small graph made by hand to the contract: four articles, a piece of the lexicon and of the ontology.

The articles and what they tell are invented. `OUTCOMES` holds one graph per article as `Store.put` takes it, `BACKGROUND` the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from builder.fingerprints import Fingerprint
from builder.identifiers import graph_iri
from builder.model import Article, Told
from builder.store import Store

_PREFIXES = """
@prefix tq: <https://w3id.org/tansiq/ontology#> .
@prefix role: <https://w3id.org/tansiq/vocab/role/> .
@prefix rank: <https://w3id.org/tansiq/vocab/rank/> .
@prefix topic: <https://w3id.org/tansiq/vocab/topic/> .
@prefix force: <https://w3id.org/tansiq/id/force/> .
@prefix group: <https://w3id.org/tansiq/id/armed-group/> .
@prefix ministry: <https://w3id.org/tansiq/id/ministry/> .
@prefix body: <https://w3id.org/tansiq/id/body/> .
@prefix official: <https://w3id.org/tansiq/id/official/> .
@prefix place: <https://w3id.org/tansiq/id/place/> .
@prefix outlet: <https://w3id.org/tansiq/id/outlet/> .
@prefix art: <https://w3id.org/tansiq/id/article/> .
@prefix event: <https://w3id.org/tansiq/id/event/> .
@prefix appointment: <https://w3id.org/tansiq/id/appointment/> .
@prefix graph: <https://w3id.org/tansiq/graph/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

_BACKGROUND = """
graph:lexicon {
  force:joint-operations-command a tq:Command, tq:Force ; skos:prefLabel "قيادة العمليات المشتركة"@ar, "Joint Operations Command"@en ;
    org:subOrganizationOf ministry:iq-defence .
  force:iraqi-army a tq:Force ; skos:prefLabel "الجيش العراقي"@ar ; org:subOrganizationOf ministry:iq-defence ;
    owl:sameAs <http://www.wikidata.org/entity/Q0000001> .
  force:peshmerga a tq:Force ; skos:prefLabel "البيشمركة"@ar, "Peshmerga"@en ; org:subOrganizationOf ministry:krg-peshmerga .
  force:peshmerga-brigade-14 a tq:MilitaryUnit, tq:Force ; skos:prefLabel "اللواء 14 بيشمركة"@ar ; org:subOrganizationOf force:peshmerga .
  ministry:iq-defence a tq:Ministry, tq:GovernmentBody ; skos:prefLabel "وزارة الدفاع العراقية"@ar .
  ministry:krg-peshmerga a tq:Ministry, tq:GovernmentBody ; skos:prefLabel "وزارة البيشمركة"@ar ; skos:altLabel "وزارة شؤون البيشمركة"@ar .
  group:isis a tq:ArmedGroup ; skos:prefLabel "داعش"@ar .
  outlet:ina a tq:Outlet ; skos:prefLabel "وكالة الأنباء العراقية"@ar .
  place:makhmur a tq:Location, tq:DisputedTerritory ; skos:prefLabel "مخمور"@ar .
  place:qara-chogh a tq:Location ; skos:prefLabel "قرجوخ"@ar ; tq:locatedIn place:makhmur .
  place:kirkuk a tq:Location ; skos:prefLabel "كركوك"@ar .
}
graph:ontology {
  tq:Attack rdfs:label "هجوم"@ar, "attack"@en .
  role:spokesperson skos:prefLabel "متحدث"@ar . role:minister skos:prefLabel "وزير"@ar .
  topic:coordination-centres skos:prefLabel "مراكز التنسيق"@ar . topic:joint-force skos:prefLabel "قوة مشتركة"@ar .
  rank:major-general skos:prefLabel "لواء"@ar .
}
"""

# Each article: identifier, day, outlet, text, mentions as (thing, words, rule), and the rest of its graph.
_ARTICLES = (
    (
        "a1",
        "2021-05-22",
        "outlet:ina",
        "قال المتحدث باسم قيادة العمليات المشتركة اللواء سالم حسن إن الجيش العراقي والبيشمركة نفذا عملية ضد داعش في قرجوخ.\n"
        "وأدى هجوم داعش إلى مقتل أربعة بحسب وكالة الأنباء العراقية.\n",
        (
            ("force:joint-operations-command", "قيادة العمليات المشتركة", "lexicon"),
            ("official:salim-hasan", "سالم حسن", "title-name"),
            ("force:iraqi-army", "الجيش العراقي", "lexicon"),
            ("force:peshmerga", "البيشمركة", "lexicon"),
            ("group:isis", "داعش", "lexicon"),
            ("place:qara-chogh", "قرجوخ", "lexicon"),
            ("outlet:ina", "وكالة الأنباء العراقية", "lexicon"),
            ("<https://w3id.org/tansiq/id/appointment/a1/1>", "المتحدث باسم", "post-of-body"),
            ("<https://w3id.org/tansiq/id/event/a1/1-statement>", "قال", "said-that"),
            ("<https://w3id.org/tansiq/id/event/a1/2-operation>", "عملية", "operation-noun"),
            ("<https://w3id.org/tansiq/id/event/a1/3-attack>", "هجوم", "attack-noun"),
        ),
        """
  force:joint-operations-command a tq:Command, tq:Force . force:iraqi-army a tq:Force . force:peshmerga a tq:Force .
  group:isis a tq:ArmedGroup . place:qara-chogh a tq:Location . outlet:ina a tq:Outlet .
  official:salim-hasan a tq:Official ; skos:prefLabel "سالم حسن"@ar ; tq:rank rank:major-general .
  <https://w3id.org/tansiq/id/appointment/a1/1> a tq:Appointment ; org:member official:salim-hasan ; org:role role:spokesperson ;
    org:organization force:joint-operations-command ; tq:title "المتحدث باسم" .
  <https://w3id.org/tansiq/id/event/a1/1-statement> a tq:Event, tq:Statement ; tq:speaker official:salim-hasan ; tq:status tq:Occurred ;
    tq:quote "الجيش العراقي والبيشمركة نفذا عملية ضد داعش في قرجوخ" .
  <https://w3id.org/tansiq/id/event/a1/2-operation> a tq:Event, tq:MilitaryOperation, tq:JointOperation ; tq:status tq:Occurred ;
    tq:participant force:iraqi-army, force:peshmerga ; tq:target group:isis ; tq:place place:qara-chogh ; tq:date "2021-05-22"^^xsd:date ;
    tq:reportedBy <https://w3id.org/tansiq/id/event/a1/1-statement> .
  <https://w3id.org/tansiq/id/event/a1/3-attack> a tq:Event, tq:Attack ; tq:status tq:Occurred ; tq:perpetrator group:isis ; tq:killed 4 ;
    tq:place place:qara-chogh ; tq:date "2021-05-22"^^xsd:date ; tq:reportedBy outlet:ina .
""",
    ),
    (
        "a2",
        "2021-05-24",
        "outlet:shafaq",
        "أوقع هجوم داعش في قرجوخ السبت ثلاثة قتلى وجريحين من البيشمركة.\nنفى سالم حسن انسحاب الجيش العراقي من مخمور.\n",
        (
            ("group:isis", "داعش", "lexicon"),
            ("place:qara-chogh", "قرجوخ", "lexicon"),
            ("force:peshmerga", "البيشمركة", "lexicon"),
            ("official:salim-hasan", "سالم حسن", "name-again"),
            ("force:iraqi-army", "الجيش العراقي", "lexicon"),
            ("place:makhmur", "مخمور", "lexicon"),
            ("<https://w3id.org/tansiq/id/event/a2/1-attack>", "هجوم", "attack-noun"),
            ("<https://w3id.org/tansiq/id/event/a2/2-statement>", "نفى", "denied"),
            ("<https://w3id.org/tansiq/id/event/a2/3-withdrawal>", "انسحاب", "withdrawal-noun"),
        ),
        """
  outlet:shafaq a tq:Outlet ; skos:prefLabel "شفق نيوز"@ar .
  force:iraqi-army a tq:Force . force:peshmerga a tq:Force . group:isis a tq:ArmedGroup .
  place:qara-chogh a tq:Location . place:makhmur a tq:Location .
  official:salim-hasan a tq:Official ; skos:prefLabel "سالم حسن"@ar .
  <https://w3id.org/tansiq/id/event/a2/1-attack> a tq:Event, tq:Attack ; tq:status tq:Occurred ; tq:perpetrator group:isis ;
    tq:target force:peshmerga ; tq:killed 3 ; tq:wounded 2 ; tq:place place:qara-chogh ; tq:date "2021-05-22"^^xsd:date ;
    tq:reportedToll <https://w3id.org/tansiq/id/event/a2/1-attack/toll/1>, <https://w3id.org/tansiq/id/event/a2/1-attack/toll/2> .
  <https://w3id.org/tansiq/id/event/a2/1-attack/toll/1> a tq:ReportedToll ; tq:killed 3 ; tq:wounded 2 ; tq:reportedBy outlet:shafaq .
  <https://w3id.org/tansiq/id/event/a2/1-attack/toll/2> a tq:ReportedToll ; tq:killed 5 ;
    tq:reportedBy <https://w3id.org/tansiq/id/event/a2/2-statement> .
  <https://w3id.org/tansiq/id/event/a2/2-statement> a tq:Event, tq:Statement ; tq:speaker official:salim-hasan ; tq:status tq:Occurred .
  <https://w3id.org/tansiq/id/event/a2/3-withdrawal> a tq:Event, tq:Withdrawal ; tq:status tq:Denied ; tq:participant force:iraqi-army ;
    tq:place place:makhmur ; tq:reportedBy <https://w3id.org/tansiq/id/event/a2/2-statement> .
""",
    ),
    (
        "a3",
        "2021-06-10",
        "outlet:ina",
        "اجتمع وزير الدفاع علي كريم مع وفد من وزارة البيشمركة في كركوك واتفقت الوزارتان على مركز التنسيق المشترك في كركوك.\n"
        "ومن المقرر أن ينتشر اللواء 14 بيشمركة في كركوك.\n",
        (
            ("official:ali-karim", "علي كريم", "title-name"),
            ("ministry:krg-peshmerga", "وزارة البيشمركة", "lexicon"),
            ("ministry:iq-defence", "وزير الدفاع", "minister-of"),
            ("place:kirkuk", "كركوك", "lexicon"),
            ("body:kirkuk-coordination-centre", "مركز التنسيق المشترك", "centre-in"),
            ("force:peshmerga-brigade-14", "اللواء 14 بيشمركة", "lexicon"),
            ("<https://w3id.org/tansiq/id/appointment/a3/1>", "وزير الدفاع", "minister-of"),
            ("<https://w3id.org/tansiq/id/event/a3/1-meeting>", "اجتمع", "met-with"),
            ("<https://w3id.org/tansiq/id/event/a3/2-agreement>", "اتفقت", "agreed-on"),
            ("<https://w3id.org/tansiq/id/event/a3/3-deployment>", "ينتشر", "deploy-verb"),
        ),
        """
  official:ali-karim a tq:Official ; skos:prefLabel "علي كريم"@ar . place:kirkuk a tq:Location .
  ministry:krg-peshmerga a tq:Ministry, tq:GovernmentBody . ministry:iq-defence a tq:Ministry, tq:GovernmentBody .
  force:peshmerga-brigade-14 a tq:MilitaryUnit, tq:Force .
  body:kirkuk-coordination-centre a tq:CoordinationCentre, tq:GovernmentBody ; skos:prefLabel "مركز التنسيق المشترك"@ar ;
    tq:basedIn place:kirkuk .
  <https://w3id.org/tansiq/id/appointment/a3/1> a tq:Appointment ; org:member official:ali-karim ; org:role role:minister ;
    org:organization ministry:iq-defence ; tq:title "وزير الدفاع" .
  <https://w3id.org/tansiq/id/event/a3/1-meeting> a tq:Event, tq:Meeting ; tq:status tq:Occurred ; tq:date "2021-06"^^xsd:gYearMonth ;
    tq:participant official:ali-karim, ministry:krg-peshmerga ; tq:place place:kirkuk .
  <https://w3id.org/tansiq/id/event/a3/2-agreement> a tq:Event, tq:Agreement ; tq:status tq:Occurred ; tq:date "2021-06"^^xsd:gYearMonth ;
    tq:party ministry:krg-peshmerga, ministry:iq-defence ; tq:provision topic:joint-force, topic:coordination-centres .
  <https://w3id.org/tansiq/id/event/a3/3-deployment> a tq:Event, tq:Deployment ; tq:status tq:Planned ;
    tq:participant force:peshmerga-brigade-14 ; tq:place place:kirkuk .
""",
    ),
    (
        "a4",
        "2021-07-01",
        "outlet:ina",
        "أعلن وزير الدفاع علي كريم انطلاق عملية في قرجوخ بمشاركة الجيش العراقي والبيشمركة.\n",
        (
            ("official:ali-karim", "علي كريم", "title-name"),
            ("ministry:iq-defence", "وزير الدفاع", "minister-of"),
            ("force:iraqi-army", "الجيش العراقي", "lexicon"),
            ("force:peshmerga", "البيشمركة", "lexicon"),
            ("place:qara-chogh", "قرجوخ", "lexicon"),
            ("<https://w3id.org/tansiq/id/appointment/a4/1>", "وزير الدفاع", "minister-of"),
            ("<https://w3id.org/tansiq/id/event/a4/1-operation>", "عملية", "operation-noun"),
        ),
        """
  official:ali-karim a tq:Official ; skos:prefLabel "علي كريم"@ar . place:qara-chogh a tq:Location .
  ministry:iq-defence a tq:Ministry, tq:GovernmentBody . force:iraqi-army a tq:Force . force:peshmerga a tq:Force .
  <https://w3id.org/tansiq/id/appointment/a4/1> a tq:Appointment ; org:member official:ali-karim ; org:role role:minister ;
    org:organization ministry:iq-defence ; tq:title "وزير الدفاع" .
  <https://w3id.org/tansiq/id/event/a4/1-operation> a tq:Event, tq:MilitaryOperation, tq:JointOperation ; tq:status tq:Ongoing ;
    tq:participant force:iraqi-army, force:peshmerga ; tq:place place:qara-chogh ; tq:date "2021-07-01"^^xsd:date .
""",
    ),
)
# What the article graphs call the lexicon's entities.
_LABELS = dict(re.findall(r'^  ((?:force|ministry|group|outlet|place):[\w-]+) a .*?prefLabel "([^"]+)"@ar', _BACKGROUND, re.MULTILINE))
_NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the pipeline hands to the store."""

    identifier: str
    graph_iri: str
    nquads: bytes
    violations: tuple[object, ...] = ()
    entities: tuple[tuple[str, int], ...] = ()
    events: tuple[tuple[str, int], ...] = ()
    told: tuple[Told, ...] | None = None
    fingerprint: Fingerprint | None = None


def to_nquads(trig: str) -> bytes:
    """Return TriG as sorted N-Quads."""
    quads = ox.parse(trig, format=ox.RdfFormat.TRIG)
    return b"".join(sorted({ox.serialize([q], format=ox.RdfFormat.N_QUADS) or b"" for q in quads}))


def _mentions(identifier: str, text: str, mentions: tuple[tuple[str, str, str], ...]) -> str:
    node, lines, start = f"https://w3id.org/tansiq/id/article/{identifier}", [], 0
    context = f"<{node}#char=0,{len(text)}>"
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip())
        lines.append(f"<{node}#char={start},{end}> a <{_NIF}Sentence> ; <{_NIF}anchorOf> {_quoted(text[start:end])} .")
        for thing, words, rule in mentions:
            if words in line:
                begin = start + line.index(words)
                lines.append(
                    f"<{node}#char={begin},{begin + len(words)}> a <{_NIF}OffsetBasedString> ; <{_NIF}beginIndex> {begin} ;"
                    f" <{_NIF}endIndex> {begin + len(words)} ; <{_NIF}anchorOf> {_quoted(words)} ; <{_NIF}referenceContext> {context} ;"
                    f" tq:sentence <{node}#char={start},{end}> ; tq:rule {_quoted(rule)} ; tq:confidence 0.9 ;"
                    f" <http://www.w3.org/2005/11/its/rdf#taIdentRef> {thing} ."
                )
        start += len(line)
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _outcome(identifier: str, day: str, outlet: str, text: str, mentions: tuple[tuple[str, str, str], ...], facts: str) -> Outcome:
    graph = f"https://w3id.org/tansiq/graph/article/{identifier}"
    head = (
        f'art:{identifier} a tq:Article ; dcterms:identifier "{identifier}" ; dcterms:title {_quoted(text.split(".")[0])}@ar ;'
        f' dcterms:issued "{day}"^^xsd:date ; dcterms:publisher {outlet} ; dcterms:language "ar" .'
    )
    body = f"{head} {_mentions(identifier, text, mentions)} {facts}"
    labels = " ".join(f"{thing} skos:prefLabel {_quoted(name)}@ar ." for thing, name in _LABELS.items() if f"{thing} " in body)
    return Outcome(identifier, graph, to_nquads(f"{_PREFIXES} <{graph}> {{ {body} {labels} }}"))


ARTICLES = tuple(Article(a[0], a[3], issued=a[1]) for a in _ARTICLES)
OUTCOMES = tuple(_outcome(*a) for a in _ARTICLES)
BACKGROUND = to_nquads(_PREFIXES + _BACKGROUND)


def copy_of(outcome: Outcome, article: Article, copy: int, number: int) -> tuple[Outcome, Article]:
    """Return an article of the golden graph under another name, in a text and a graph that say which number they are of."""
    name = f"{outcome.identifier}-{copy}"
    nquads = outcome.nquads.replace(f"/{outcome.identifier}".encode(), f"/{name}".encode())
    nquads = nquads.replace(f'"{outcome.identifier}"'.encode(), f'"{name}"'.encode()).replace(
        b'terms/title> "', b'terms/title> "%d ' % number
    )
    lines = b"".join(sorted(nquads.splitlines(keepends=True)))
    return Outcome(name, graph_iri(name), lines), replace(article, identifier=name, text=f"{article.text} {number}")


def fill(folder: Path) -> Path:
    """Make a store of the golden graph in `folder` and return it."""
    with Store(folder) as store:
        store.put_background(BACKGROUND)
        for outcome, article in zip(OUTCOMES, ARTICLES, strict=True):
            store.put(outcome, article)
    return folder
