"""A colour and an Arabic name for each class, the most telling class first."""

from __future__ import annotations

from collections.abc import Iterable

COLOURS = {
    "Official": (31, 119, 180),
    "Post": (107, 174, 214),
    "ArmedGroup": (140, 20, 20),
    "Coalition": (0, 109, 44),
    "Command": (65, 171, 93),
    "MilitaryUnit": (116, 196, 118),
    "Force": (35, 139, 69),
    "CoordinationCentre": (158, 154, 200),
    "Ministry": (84, 39, 143),
    "Government": (63, 0, 125),
    "GovernmentBody": (117, 107, 177),
    "PoliticalParty": (231, 186, 82),
    "Outlet": (150, 150, 150),
    "DisputedTerritory": (201, 148, 60),
    "Location": (166, 118, 29),
    "Statement": (189, 189, 189),
    "Agreement": (23, 190, 207),
    "Meeting": (158, 218, 229),
    "JointOperation": (214, 39, 40),
    "MilitaryOperation": (255, 127, 14),
    "AirStrike": (255, 152, 150),
    "Attack": (231, 76, 60),
    "ForceFormation": (188, 189, 34),
    "Deployment": (152, 223, 138),
    "Withdrawal": (247, 182, 210),
    "Event": (199, 199, 199),
}
NAMES_AR = {
    "Official": "مسؤول",
    "Post": "منصب",
    "ArmedGroup": "جماعة مسلحة",
    "Coalition": "تحالف",
    "Command": "قيادة",
    "MilitaryUnit": "وحدة عسكرية",
    "Force": "قوة",
    "CoordinationCentre": "مركز تنسيق",
    "Ministry": "وزارة",
    "Government": "حكومة",
    "GovernmentBody": "هيئة حكومية",
    "PoliticalParty": "حزب",
    "Outlet": "وسيلة إعلام",
    "DisputedTerritory": "منطقة متنازع عليها",
    "Location": "مكان",
    "Statement": "تصريح",
    "Agreement": "اتفاق",
    "Meeting": "لقاء",
    "JointOperation": "عملية مشتركة",
    "MilitaryOperation": "عملية عسكرية",
    "AirStrike": "ضربة جوية",
    "Attack": "هجوم",
    "ForceFormation": "تشكيل قوة",
    "Deployment": "انتشار",
    "Withdrawal": "انسحاب",
    "Event": "حدث",
}
UNKNOWN = (127, 127, 127)
_ORDER = {kind: place for place, kind in enumerate(COLOURS)}


def most_telling(kinds: Iterable[str]) -> str:
    """Return the class that says most.

    >>> most_telling({"Force", "Command"}), most_telling({"Event", "JointOperation", "MilitaryOperation"}), most_telling(())
    ('Command', 'JointOperation', 'Event')
    """
    return min(kinds, key=lambda kind: (_ORDER.get(kind, len(_ORDER)), kind), default="Event")
