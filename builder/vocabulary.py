"""The graph's terms: namespaces, classes and properties that the contract names."""

from __future__ import annotations

TQ = "https://w3id.org/tansiq/ontology#"
VOCABULARIES = "https://w3id.org/tansiq/vocab/"
ROLE = "https://w3id.org/tansiq/vocab/role/"
RANK = "https://w3id.org/tansiq/vocab/rank/"
TOPIC = "https://w3id.org/tansiq/vocab/topic/"
PLACE_KIND = "https://w3id.org/tansiq/vocab/place-kind/"
ORG = "http://www.w3.org/ns/org#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TIME = "http://www.w3.org/2006/time#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE, RDF_FIRST, RDF_REST = RDF + "type", RDF + "first", RDF + "rest"
SH = "http://www.w3.org/ns/shacl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
OWL_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"

# Entity classes, the most specific first, and the classes above them that the graph states too.
SUPERCLASSES: dict[str, tuple[str, ...]] = {
    "MilitaryUnit": ("Force",),
    "Command": ("Force",),
    "Coalition": ("Force",),
    "Force": (),
    "ArmedGroup": (),
    "CoordinationCentre": ("GovernmentBody",),
    "Ministry": ("GovernmentBody",),
    "Government": ("GovernmentBody",),
    "GovernmentBody": (),
    "PoliticalParty": (),
    "Official": (),
    "Post": (),
    "Location": (),
    "Outlet": (),
    "DisputedTerritory": ("Location",),
}
KINDS = (
    "Force",
    "ArmedGroup",
    "Ministry",
    "Government",
    "CoordinationCentre",
    "GovernmentBody",
    "PoliticalParty",
    "Official",
    "Post",
    "Location",
    "Outlet",
)
BODIES = frozenset({"Force", "ArmedGroup", "Ministry", "Government", "CoordinationCentre", "GovernmentBody", "PoliticalParty"})
PEOPLE = frozenset({"Official", "Post"})
ACTORS = BODIES | PEOPLE
EVENT_KINDS = (
    "MilitaryOperation",
    "AirStrike",
    "Attack",
    "Meeting",
    "Agreement",
    "ForceFormation",
    "Deployment",
    "Withdrawal",
    "Statement",
)
STATUSES = {"occurred": "Occurred", "ongoing": "Ongoing", "planned": "Planned", "denied": "Denied"}


def kind_of(types: set[str]) -> tuple[str, str | None] | None:
    """Return the contract's main class of a set of class names and its subclass, if one is given.

    >>> kind_of({"MilitaryUnit", "Force"}), kind_of({"Ministry"}), kind_of({"Thing"})
    (('Force', 'MilitaryUnit'), ('Ministry', None), None)
    """
    for name in SUPERCLASSES:
        if name in types:
            if name in KINDS:
                return name, None
            return SUPERCLASSES[name][0], name
    return None


# Events that two articles may both tell, and the roles of those who act in them.
HAPPENINGS = tuple(kind for kind in EVENT_KINDS if kind != "Statement")
ACTING = ("participant", "perpetrator", "target", "supporter", "party", "signatory")
