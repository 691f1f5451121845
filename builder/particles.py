"""The closed-class words of Arabic that the grammar reads; open-class words live in ontology/."""

from __future__ import annotations

from builder.folding import fold, fold_words

IN = fold_words("في ب داخل ضمن وسط قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي")
ON = fold_words("على")
FROM = fold_words("من")
WITH = fold_words("مع")
BETWEEN = fold_words("بين")
AGAINST = fold_words("ضد")
ABOUT = fold_words("عن حول بشأن")
THAT = fold_words("أن إن ان بأن بان أنه إنه انه أنها إنها انها بأنه بأنها أنهم إنهم أنهما إنهما")
RELATIVE = fold_words("الذي التي الذين اللذين اللتين اللذان اللتان اللواتي اللاتي")
NEGATION = fold_words("لا لم لن ليس ليست ما غير عدم دون")
AUXILIARY = fold_words("كان كانت كانوا قد سبق وقد فقد")
PREPOSITIONS = fold_words(
    "في من إلى على عن مع بين ضد خلال منذ حتى بعد قبل عند لدى تحت فوق دون حول ضمن وسط قرب عبر نحو حسب بحسب وفق وفقا رغم عقب إثر"
    " أثناء سوى غير مثل بشأن إزاء تجاه أمام وراء خلف بموجب بسبب نتيجة لأن كي لكي لدى لغرض بهدف بغية ضد باتجاه قبيل بعيد"
)
CONNECTIVES = fold_words(
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
