"""What a visit is for, in a few words: whom the traveller meets, or what he attends."""

from __future__ import annotations

from timeline.extract.candidates import Candidate
from timeline.extract.people import People

_MEET = frozenset(
    "meet meets met meeting talks talk confer confers conferred receive received receives see sees saw".split()
)
_ATTEND = frozenset("attend attends attended attending address addresses addressed".split())
_EVENTS = frozenset(
    "summit conference forum funeral ceremony inauguration coronation assembly wedding meeting session".split()
)
_STOP = frozenset("in at on where before after and then , ; . ( who while from".split())
_MOST = 3


def purpose(one: Candidate, people: People, text: str) -> str:
    """Such as "meeting with Kassym-Jomart Tokayev", "the Munich Security Conference"; empty if the sentence tells none.

    A sentence with a list of places says it of none of them.
    """
    if sum(reading is not None for reading in one.sentence.readings) > 2:
        return ""
    return _met(one, people) or _attended(one, text)


def _met(one: Candidate, people: People) -> str:
    chunks = one.sentence.chunks
    names: list[str] = []
    open_since = -1
    for at, piece in enumerate(chunks):
        if piece.text.split(" ")[0] in _MEET:
            open_since = at
        elif piece.text in (";", "where", "who", "which") or (
            piece.kind == "V" and open_since >= 0 and at - open_since > 1
        ):
            open_since = -1
        elif piece.kind == "P" and piece.data[0] == "person" and open_since >= 0 and at - open_since < 14:
            for number in piece.data[1]:
                person = people.persons[number]
                if person is not one.person and not person.minor and person.name not in names:
                    names.append(person.name)
    return f"meeting with {', '.join(names[:_MOST])}" if names else ""


def _attended(one: Candidate, text: str) -> str:
    chunks = one.sentence.chunks
    for at, piece in enumerate(chunks):
        if piece.text not in _ATTEND:
            continue
        words = []
        for following in chunks[at + 1 : at + 10]:
            if following.text in _STOP or following.kind in "LDVP":
                break
            words.append(following)
        if words and words[-1].text.split(" ")[-1] in _EVENTS:
            return " ".join(text[words[0].start : words[-1].end].split())
    return ""
