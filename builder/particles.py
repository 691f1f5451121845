"""The closed-class words of Arabic that the grammar reads; open-class words live in ontology/."""

from __future__ import annotations

from builder.folding import fold


def _keys(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


IN = _keys("في ب داخل ضمن وسط قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي")
ON = _keys("على")
FROM = _keys("من")
TO = _keys("إلى الى ل")
WITH = _keys("مع")
BETWEEN = _keys("بين")
AGAINST = _keys("ضد")
ABOUT = _keys("عن حول بشأن")
AND = _keys("و كذلك وكذلك")
THAT = _keys("أن إن ان بأن بان أنه إنه انه أنها إنها انها بأنه بأنها أنهم إنهم أنهما إنهما")
RELATIVE = _keys("الذي التي الذين اللذين اللتين اللذان اللتان اللواتي اللاتي")
NEGATION = _keys("لا لم لن ليس ليست ما غير عدم دون")
AUXILIARY = _keys("كان كانت كانوا قد سبق وقد فقد")
PREPOSITIONS = _keys(
    "في من إلى على عن مع بين ضد خلال منذ حتى بعد قبل عند لدى تحت فوق دون حول ضمن وسط قرب عبر نحو حسب بحسب وفق وفقا رغم عقب إثر"
    " أثناء سوى غير مثل بشأن إزاء تجاه أمام وراء خلف بموجب بسبب نتيجة لأن كي لكي لدى لغرض بهدف بغية ضد باتجاه قبيل بعيد"
)
CONNECTIVES = _keys(
    "أن إن ان لكن لكنه لكنها بل ثم أو أم فيما بينما حيث إذ اذ كما حين عندما بعدما قبلما إلا الا لولا لو إذا اذا "
    "أما اما مما ما ماذا هل كي وإن "
    "إضافة اضافة فضلا علاوة وكذلك كذلك أيضا ايضا منها بينها وبينها ومنها منهم بينهم لاسيما سيما هذا هذه ذلك تلك "
    "هؤلاء أولئك هو هي هم هما نحن أنا "
    " هناك هنا هنالك جدا فقط مجددا قد لقد سوف لم لن لا ليس كل بعض جميع كافة عدد عدة نحو زهاء كان كانت أي اي لها له لهم فيه فيها منه به بها"
)
CLOSED_CLASS = sorted(
    IN
    | ON
    | FROM
    | WITH
    | BETWEEN
    | AGAINST
    | ABOUT
    | THAT
    | RELATIVE
    | NEGATION
    | AUXILIARY
    | PREPOSITIONS
    | CONNECTIVES - {fold("و"), fold("ب"), fold("ل")}
)
STOP = PREPOSITIONS | CONNECTIVES | THAT | RELATIVE | NEGATION | AUXILIARY
