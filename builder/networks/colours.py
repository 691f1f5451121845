"""A colour and an Arabic name for each class, the most telling class first, and for each kind of tie; the names of the views."""

from __future__ import annotations

from collections.abc import Iterable

from builder.vocabulary import EVENT_KINDS

_CLASSES = {
    "Official": ((31, 119, 180), "مسؤول"),
    "Post": ((107, 174, 214), "منصب"),
    "ArmedGroup": ((140, 20, 20), "جماعة مسلحة"),
    "Coalition": ((0, 109, 44), "تحالف"),
    "Command": ((65, 171, 93), "قيادة"),
    "MilitaryUnit": ((116, 196, 118), "وحدة عسكرية"),
    "Force": ((35, 139, 69), "قوة"),
    "CoordinationCentre": ((158, 154, 200), "مركز تنسيق"),
    "Ministry": ((84, 39, 143), "وزارة"),
    "Government": ((63, 0, 125), "حكومة"),
    "GovernmentBody": ((117, 107, 177), "هيئة حكومية"),
    "PoliticalParty": ((231, 186, 82), "حزب"),
    "Outlet": ((150, 150, 150), "وسيلة إعلام"),
    "DisputedTerritory": ((201, 148, 60), "منطقة متنازع عليها"),
    "Location": ((166, 118, 29), "مكان"),
    "Statement": ((189, 189, 189), "تصريح"),
    "Agreement": ((23, 190, 207), "اتفاق"),
    "Meeting": ((158, 218, 229), "لقاء"),
    "JointOperation": ((214, 39, 40), "عملية مشتركة"),
    "MilitaryOperation": ((255, 127, 14), "عملية عسكرية"),
    "AirStrike": ((255, 152, 150), "ضربة جوية"),
    "Attack": ((231, 76, 60), "هجوم"),
    "ForceFormation": ((188, 189, 34), "تشكيل قوة"),
    "Deployment": ((152, 223, 138), "انتشار"),
    "Withdrawal": ((247, 182, 210), "انسحاب"),
    "Event": ((199, 199, 199), "حدث"),
}
COLOURS = {name: colour for name, (colour, _) in _CLASSES.items()}
NAMES_AR = {name: arabic for name, (_, arabic) in _CLASSES.items()}
UNKNOWN = (127, 127, 127)
HAPPENINGS = frozenset({*EVENT_KINDS, "JointOperation", "Event"})
# The kinds of ties as pictures tell them apart; a tie by the class of an event has the colour and the name of that class.
_TIES = {
    "joint operation": ((33, 102, 172), "عملية مشتركة"),
    "meeting": ((27, 158, 145), "لقاء"),
    "agreement": ((123, 50, 148), "اتفاق"),
    "force formation": ((102, 166, 30), "تشكيل قوة"),
    "attacks": ((178, 24, 43), "يهاجم"),
    "fights": ((230, 97, 1), "يقاتل"),
    "strikes": ((231, 41, 138), "يقصف جوا"),
    "speaks of": ((150, 150, 150), "يتحدث عن"),
    "speaks through": ((217, 155, 0), "يتحدث عبر"),
    "post": ((33, 102, 172), "منصب"),
    "belongs to": ((102, 166, 30), "يتبع"),
    "lies in": ((90, 90, 90), "يقع في"),
    "actor": ((33, 102, 172), "فاعل"),
    "target": ((178, 24, 43), "هدف"),
    "place": ((166, 118, 29), "مكان"),
    "speech": ((150, 150, 150), "قول"),
    "part of": ((27, 158, 145), "جزء من"),
}
TIE_COLOURS = {name: colour for name, (colour, _) in _TIES.items()}
TIES_AR = {name: arabic for name, (_, arabic) in _TIES.items()}
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
