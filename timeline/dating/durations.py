"""Lengths of stay: "two-day visit", "nine-day journey", "for two days"."""

from __future__ import annotations

import re

from timeline.dating.words import NUMBERS, any_case, number, one_of
from timeline.records import Duration

_LENGTH = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30}
_NUMBER = (
    rf"(?:(?:{one_of(NUMBERS)})(?:-(?:{'|'.join(w for w, n in NUMBERS.items() if n < 10 and len(w) > 2)}))?|\d{{1,3}})"
)
_ADJECTIVES = (
    r"(?:(?:official|state|working|private|regional|diplomatic|foreign|whirlwind|long|historic|surprise|farewell|overseas|"
    r"annual|\w+-(?:nation|country|city|stop|leg|state))[\s,]+)*"
)
_VERBS = "for lasting lasts last spend spent spending spends of over stay after".split()
_OPENING = "|".join(
    [
        r"\d{1,3}[-\s]",
        *(any_case(word) + r"[-\s]" for word in NUMBERS),
        *(any_case(word) + r"\s" for word in _VERBS),
        *(any_case(word) + "-?[lL]" for word in ("day", "week", "month")),
    ]
)
# what can open an expression is asked for in letters of both cases, which turns most words away at once
_DURATION = re.compile(
    rf"\b(?-i:(?=[\daotfsendwmlAOTFSENDWML])(?={_OPENING}))"
    rf"(?:(?P<n>{_NUMBER})[-\s](?P<unit>day|night|week|month)(?:-long)?(?P<adjective>[-\s,]+{_ADJECTIVES}(?P<what>[a-z]+))"
    rf"|(?P<whole>day|week|month)-?long\s+{_ADJECTIVES}(?P<what2>[a-z]+)"
    rf"|(?P<verb>{'|'.join(_VERBS)})\s+"
    rf"(?:(?:about|nearly|almost|just|over|the next|another)\s+)*"
    rf"(?P<n2>{_NUMBER})\s+(?P<unit2>day|night|week|fortnight|month)s?(?!-|\s+(?:ago|earlier|later|before|from)\b)\b)",
    re.IGNORECASE,
)


def durations(text: str) -> list[Duration]:
    """The lengths of time in days that `text` names, in order; hours and years are left out."""
    found = []
    for m in _DURATION.finditer(text):
        unit = (m["unit"] or m["unit2"] or m["whole"]).lower()
        count = number(m["n"] or m["n2"] or "1")
        start = m.start("n2") if m["n2"] else m.start()
        what = (m["what"] or m["what2"] or "").lower()
        found.append(Duration(start, m.end(), text[start : m.end()], count * _LENGTH[unit], what))
    return found
