"""What a client is told where there is no result, and with which status."""

from __future__ import annotations

from collections.abc import Mapping

from builder.server.limits import Limits
from builder.server.questions import Answer

STATUS: Mapping[str, int] = {
    "syntax": 400,
    "refused": 400,
    "service": 403,
    "unacceptable": 406,
    "rows": 422,  # 413 would speak of the request
    "size": 422,
    "time": 503,  # and not 408, after which clients ask again by themselves
    "memory": 503,
    "crashed": 503,
    "busy": 503,
    "failed": 503,
}
RETRY = 5  # seconds after which one who found all workers busy may come again
_LESS = "the limit here: ask for less, or for a part with LIMIT and OFFSET"


def explained(told: Answer, limits: Limits) -> str:
    """Return why there is no result, for the one who asked.

    >>> explained(Answer("syntax", message="expected }", line=3, column=1), Limits())
    'line 3, column 1: expected }'
    """
    place = f"line {told.line}, column {told.column}: " if told.line else ""
    match told.kind:
        case "syntax":
            return place + told.message
        case "service":
            return f"{place}SERVICE is refused: this server asks no other one"
        case "rows":
            return f"the result has more than {limits.rows:,} rows or statements, {_LESS}"
        case "size":
            return f"the result is larger than {limits.size / 1e6:,.0f} MB, {_LESS}"
        case "time":
            return f"the query took longer than {limits.seconds:g} seconds, the limit here, and was stopped: ask for less"
        case "memory":
            return f"the query took more than {limits.memory / 1e6:,.0f} MB of memory, the limit here, and was stopped: ask for less"
        case "crashed":
            return "the query ended the process that worked on it: it may be too deeply nested"
        case "busy":
            return f"other queries are being answered: ask again in {RETRY} seconds"
        case "failed":
            return "the store cannot be read now"
    return told.message
