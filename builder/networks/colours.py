"""A colour and an Arabic name for each class, the most telling class first, and for each kind of tie; the names of the views."""

from __future__ import annotations

from collections.abc import Iterable

from builder.vocabulary import EVENT_KINDS

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
HAPPENINGS = frozenset({*EVENT_KINDS, "JointOperation", "Event"})
# The kinds of ties as pictures tell them apart; a tie by the class of an event has the colour and the name of that class.
TIE_COLOURS = {
    "joint operation": (33, 102, 172),
    "meeting": (27, 158, 145),
    "agreement": (123, 50, 148),
    "force formation": (102, 166, 30),
    "attacks": (178, 24, 43),
    "fights": (230, 97, 1),
    "strikes": (231, 41, 138),
    "speaks of": (150, 150, 150),
    "speaks through": (217, 155, 0),
    "post": (33, 102, 172),
    "belongs to": (102, 166, 30),
    "lies in": (90, 90, 90),
    "actor": (33, 102, 172),
    "target": (178, 24, 43),
    "place": (166, 118, 29),
    "speech": (150, 150, 150),
    "part of": (27, 158, 145),
}
TIES_AR = {
    "joint operation": "عملية مشتركة",
    "meeting": "لقاء",
    "agreement": "اتفاق",
    "force formation": "تشكيل قوة",
    "attacks": "يهاجم",
    "fights": "يقاتل",
    "strikes": "يقصف جوا",
    "speaks of": "يتحدث عن",
    "speaks through": "يتحدث عبر",
    "post": "منصب",
    "belongs to": "يتبع",
    "lies in": "يقع في",
    "actor": "فاعل",
    "target": "هدف",
    "place": "مكان",
    "speech": "قول",
    "part of": "جزء من",
}
DIRECTED = frozenset({"attacks", "fights", "strikes", "speaks of", "speaks through", "post", "belongs to", "lies in", "part of"})
PARTS = {  # the parts that one has in an event, and what is part of what, in few kinds
    "participant": "actor",
    "perpetrator": "actor",
    "party": "actor",
    "signatory": "actor",
    "supporter": "actor",
    "formedForce": "actor",
    "target": "target",
    "place": "place",
    "speaker": "speech",
    "outlet": "speech",
    "reportedBy": "speech",
    "locatedIn": "part of",
    "subOrganizationOf": "part of",
}
VIEW_NAMES = {
    "events": ("Events: who and what has a part in them", "الأحداث: من شارك فيها وأين"),
    "actors": ("Actors: who acts with whom and against whom", "الفاعلون: من يعمل مع من وضد من"),
    "posts": ("Posts: who serves where", "المناصب: من يشغل أي منصب وأين"),
    "statements": ("Statements: who speaks of whom", "التصريحات: من يتحدث عن من"),
    "places": ("Places: who acts where", "الأماكن: من ينشط وأين"),
    "": ("Network", "شبكة"),
}
_ORDER = {kind: place for place, kind in enumerate(COLOURS)}


def most_telling(kinds: Iterable[str]) -> str:
    """Return the class that says most.

    >>> most_telling({"Force", "Command"}), most_telling({"Event", "JointOperation", "MilitaryOperation"}), most_telling(())
    ('Command', 'JointOperation', 'Event')
    """
    return min(kinds, key=lambda kind: (_ORDER.get(kind, len(_ORDER)), kind), default="Event")
