"""The tense of the clause that a date stands in: past, future or unknown.

The nearest verb before the date decides ("said Tuesday he will ..."); a date that opens its sentence takes the first
verb after it. Infinitives and prepositions decide only where no verb does.
"""

from __future__ import annotations

import re
from typing import Literal

from timeline.dating.words import strings, table

Tense = Literal["past", "future"]

_CUES = table("tense")
# the date's own preposition tells the tense by itself, or leans to one
_HOUR = r"(?:around |about )?(?:noon|midnight|\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?)"
_CLOCK = rf"(?:{_HOUR}\s+(?:\(?[A-Z]{{2,4}}\)?\s+)?(?:on )?)?"
_SINCE = re.compile(rf"\bsince\s+(?:early |late |last )?{_CLOCK}$", re.I)
_DEADLINE = re.compile(rf"\b(?:until|till|by)\s+(?:early |late |at least |as early as )?{_CLOCK}$", re.I)
_REPORTED = re.compile(
    r"\b(?:said|says|told \w+|announced|reported|stated|confirmed)(?:,)? "
    r"(?:on |late |early |here |in a statement |earlier )*$",
    re.I,
)
_OWNER = re.compile(r"[’']s?\s+[a-z-]+(\s+[a-z]+)?")
# "under a June agreement", "the Oct. 23 slaying": article, date and noun
_ARTICLE = re.compile(r"\b(?:an?|the|his|her|its|their|that)\s+$", re.I)
_NOUN = re.compile(r"\s([a-z]{4,})(?:\s+([a-z]{4,}))?")
_NO_NOUN = frozenset(strings("no_noun"))
_PLANNED = frozenset(strings("planned_events"))
_AGREED = re.compile(r"(?:agreed|vowed|pledged|promised|threatened|decided|offered|proposed|asked|urged|told) ")
_REACH = 220


def _compile() -> re.Pattern[str]:
    parts = (
        ("neutral", "neutral"),
        ("future", "future"),
        ("present", "future2"),
        ("past", "past"),
        ("infinitive", "weak"),
    )
    groups = "|".join(f"(?P<{group}>{'|'.join(_CUES[key])})" for key, group in parts)
    return re.compile(rf"(?:(?<![\w’'-])|(?<=\w)(?=[’']ll\b))(?:{groups})(?!\w|[’']s\b|-)")


_CUE = _compile()


def _name(match: re.Match[str]) -> str:
    return {"future2": "future"}.get(match.lastgroup or "", match.lastgroup or "")


def _cues(text: str, start: int, end: int, *, opening: bool = False) -> list[str]:
    """The tenses of the verbs in `text[start:end]`; `opening` says that the date lies before them.

    What a date opens is the agreeing ("At the weekend they agreed to meet"), not what is agreed to.
    """
    found = (
        "past" if opening and _AGREED.match(match[0]) else _name(match) for match in _CUE.finditer(text, start, end)
    )
    return [name for name in found if name != "neutral"]


def is_reported(text: str, start: int) -> bool:
    """Whether the date at `start` is the day on which somebody said something."""
    return _REPORTED.search(text, max(0, start - 60), start) is not None


def _is_past_event(text: str, lead: str, end: int) -> bool:
    """Whether a date is the attribute of something that has been, not of a meeting or a deadline."""
    noun = _NOUN.match(text, end)
    if noun is None or _ARTICLE.search(lead) is None or noun[1] in _NO_NOUN:
        return False
    return not _PLANNED.intersection(noun.groups()) and _CUE.match(text, end + 1) is None


def clause_tense(text: str, sentence: tuple[int, int], start: int, end: int) -> Tense | None:
    """The tense of the clause around `text[start:end]`, which lies in the sentence given by its offsets."""
    lead = text[max(sentence[0], start - 60) : start]
    if ("since" in lead.lower() and _SINCE.search(lead)) or _REPORTED.search(lead):
        return "past"
    owned = _OWNER.match(text, end)
    if owned and not _PLANNED.intersection(owned[0].split()):
        return "past"
    if owned:  # "Thursday's talks will be long", whatever was before
        strong = [cue for cue in _cues(text, end + 2, min(sentence[1], end + _REACH)) if cue != "weak"]
        if strong[:1] == ["future"]:
            return "future"
    if not owned and _is_past_event(text, lead, end):
        return "past"
    at_once = _CUE.match(text, end + 1) if text[end : end + 1] == " " else None
    if at_once and _name(at_once) in ("past", "future"):  # "Iraq on Friday rejected"
        return "past" if _name(at_once) == "past" else "future"
    before = _cues(text, max(sentence[0], start - _REACH), start)
    strong = [cue for cue in before if cue != "weak"]
    if strong:
        if before[-1] == "weak" and _DEADLINE.search(lead):
            return "future"
        return "past" if strong[-1] == "past" else "future"
    if before:
        return "future"
    after = _cues(text, end, min(sentence[1], end + _REACH), opening=True)
    strong = [cue for cue in after if cue != "weak"]
    if strong:
        return "past" if strong[0] == "past" else "future"
    return "future" if after or _DEADLINE.search(lead) else None
