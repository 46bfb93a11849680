"""What a visit is for, in a few words: whom the traveller meets, or what he attends."""

from __future__ import annotations

from timeline.extract.candidates import Candidate
from timeline.extract.story import Story

_MEET = frozenset("meet talk confer receive see host welcome".split())
_ATTEND = frozenset(("attend", "address"))
_EVENTS = frozenset(
    "summit conference forum funeral ceremony inauguration coronation assembly wedding meeting session".split()
)
_TALKS = frozenset(("talks", "meeting", "meetings", "discussions", "negotiations"))
_MOST = 3


def purpose(one: Candidate, story: Story) -> str:
    """Such as "meeting with Kassym-Jomart Tokayev", "the Munich Security Conference"; empty if the sentence tells none.

    A sentence with a list of places says it of none of them.
    """
    if sum(site.reading is not None for site in one.sentence.sites) > 2:
        return ""
    return _met(one, story) or _attended(one, story.text)


def _met(one: Candidate, story: Story) -> str:
    names: list[str] = []
    for clause in one.sentence.clauses:
        verb = clause.verb
        meets = verb is not None and verb.head in _MEET
        talks = any(a.np.head in _TALKS for a in clause.args)
        if not meets and not talks:
            continue
        for arg in clause.args:
            if arg.np.what != "person" or (arg.prep not in ("", "with") if meets else arg.prep != "with"):
                continue
            for number in arg.np.data[1]:
                person = story.people.persons[number]
                if person is not one.person and not person.minor and person.name not in names:
                    names.append(person.name)
    return f"meeting with {', '.join(names[:_MOST])}" if names else ""


def _attended(one: Candidate, text: str) -> str:
    tokens = one.sentence.tokens
    for clause in one.sentence.clauses:
        if clause.verb is None or clause.verb.head not in _ATTEND:
            continue
        for arg in clause.args:
            if not arg.prep and arg.np.head in _EVENTS:
                return " ".join(text[tokens[arg.np.first].start : tokens[arg.np.last].end].split())
    return ""
