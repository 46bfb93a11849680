"""What a governed place means for the traveller: destination, origin, way, presence, or nothing.

The table reads: cue kind and preposition -> role and the strength of that reading (0..1). The strengths were set on
one half of the marked cases and checked on the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.extract.frames import BE, HAVING, Frame
from timeline.extract.tokens import Chunk

_TO = frozenset(("to", "into", "toward", "towards", "onto", "for"))
_IN = frozenset(("in", "at", "on", "near", "outside", "inside", "around", "within", "across"))
_SPELLS = frozenset("hours hour days nights night minutes weekend evening".split())
_FROM = frozenset(("from", "of"))
_VIA = frozenset(("via", "through", "over"))
_LEAVE = (
    "leav",
    "left",
    "depart",
    "take off",
    "took off",
    "taking off",
    "takes off",
    "set off",
    "set out",
    "sets off",
    "sets out",
    "setting o",
    "fly out",
    "flew out",
    "flies out",
    "lift",
    "board",
    "flown out",
    "flying out",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A role (`to`, `from`, `via`, `at`, `hosted`) with its strength and the rule's name."""

    role: str
    strength: float
    rule: str


def read(frame: Frame, cue: Chunk | None) -> Reading | None:
    """The role of the frame's place under its cue, or None if the place is none of the traveller's."""
    if frame.place.text == "home":
        return Reading("back", 0.8, "home")
    found = _by_cue(frame, cue) if cue is not None else None
    if frame.before in _SPELLS and frame.prep == "in" and (found is None or found.strength < 0.6):
        return Reading("at", 0.6, f"{frame.before} in")
    if found is None and frame.before == "back" and frame.prep in _IN:
        return Reading("back", 0.6, "back in")
    if found is None and frame.item and frame.date_how in ("before", "after") and len(frame.dates) == 1:
        return Reading("to", 0.45, "a day and a place")
    if frame.opening and frame.prep in _IN and (found is None or found.strength < 0.5):
        return Reading("at", 0.5, "opens the clause")
    return found


def _by_cue(frame: Frame, cue: Chunk) -> Reading | None:
    prep, kinds, text = frame.prep, cue.kinds, cue.text
    if text in BE:
        if frame.item:
            return Reading("to", 0.6, "the day is a place")
        if text == "been" and prep == "to":
            return Reading("to", 0.6, "been to")
        return Reading("at", 0.6, f"{text} {prep}") if prep in _IN else None
    if text in HAVING and frame.subject_how == "carried along":
        return Reading("at", 0.6, f"{text} one {prep}") if prep in _IN else None
    if "v.carry" in kinds:
        return Reading("from" if prep == "from" else "to", 0.7, text) if prep in _TO or prep == "from" else None
    if "v.include" in kinds and (frame.subject_how in ("other", "place", "none") or (prep and prep not in _IN)):
        return None
    if "v.include" in kinds:
        return Reading("to", 0.6, text)
    leaving = text.startswith(_LEAVE)
    if prep in _VIA:
        return Reading("via", 0.7, f"{text} via") if {"v.go", "v.return", "v.transit", "v.arrive"} & kinds else None
    if "v.transit" in kinds and prep in _IN:
        return Reading("via", 0.9, text)
    if prep in _FROM:
        if {"v.go", "v.arrive", "v.return", "v.depart"} & kinds and prep == "from":
            return Reading("from", 0.6, f"{text} from")
        return (
            Reading("to", 0.75, f"{text} of")
            if "n.visit" in kinds and prep == "of" and text.startswith("tour")
            else None
        )
    if leaving:
        return _leave(frame, text)
    if "v.return" in kinds and (prep in _TO or prep in _IN or not prep):
        return Reading("back", 0.85, text)
    if "v.arrive" in kinds and (prep or text.endswith((" in", " at"))):
        return Reading("to", 0.9, text)
    if "v.go" in kinds and prep in _TO:
        return Reading("to", 0.85 if prep != "for" else 0.7, text)
    if "v.visit" in kinds and (not prep or prep in _IN):
        return Reading("to", 0.85, text)
    if "v.stop" in kinds and (prep in _IN or prep in _TO or (not prep and text.startswith(("call", "drop")))):
        return Reading("to", 0.8, text)
    if "n.visit" in kinds and (prep in _TO or prep in _IN):
        return Reading("to", 0.8, text)
    if "v.stay" in kinds and (prep in _IN or prep == "with"):
        return Reading("at", 0.7, text)
    if "v.hosted" in kinds and prep in _IN:
        return Reading("hosted", 0.6, text)
    if "v.presence" in kinds and prep in _IN:
        return Reading("at", 0.55, text)
    if "n.meeting" in kinds and prep in _IN:
        return Reading("at", 0.5, text)
    if "v.report" in kinds and prep in _IN and frame.before in ("reporters", "journalists", "conference", "newsmen"):
        return Reading("at", 0.65, f"{text} {frame.before}")
    if "v.report" in kinds and prep in _IN:
        return Reading("at", 0.35, text)
    return None


def _leave(frame: Frame, text: str) -> Reading | None:
    if frame.prep in _TO:
        return Reading("to", 0.75, f"{text} {frame.prep}")
    if not frame.prep or frame.prep == "from" or text.startswith("board"):
        return Reading("from", 0.7, text)
    return Reading("from", 0.5, text) if frame.prep in ("at", "in") else None
