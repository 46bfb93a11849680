"""Whom a dispatch is about: facts about each of its persons, weighed by the fitted model "lead"."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.extract.model import models
from timeline.extract.people import Person
from timeline.extract.story import Story

_OPENING = 350
"""Characters in which an agency story names whom it is about."""
_ALONE = 5.0  # how far the only person of a story stands above nobody
_BUCKETS = ((0.01, "no"), (0.34, "little"), (0.67, "half"), (0.99, "much"))


def lead(story: Story, here: str) -> tuple[int | None, float]:
    """The number of the person the dispatch is about, and how far it stands above the others (log-odds).

    None where it can be nobody.

    `here` is the country code of where it was written: whoever is at home there is rather the host.
    """
    weights, cast = models().lead, _Cast(story)
    known = [p for p in story.people.persons if not p.minor]
    rated = [(weights.score(facts_of_lead(story, p, here, cast)), -p.number) for p in known]
    rated.sort(reverse=True)
    if not rated:
        return None, 0.0
    return -rated[0][1], rated[0][0] - (rated[1][0] if len(rated) > 1 else rated[0][0] - _ALONE)


class _Cast:
    """What the facts about each person rest on that is the same for all persons of a story."""

    def __init__(self, story: Story) -> None:
        discourse, persons = story.discourse, story.people.persons
        self.named = _Shares({p.number: p.mentions for p in persons if not p.minor})
        self.meant, self.acted = _Shares(discourse.meant), _Shares(discourse.acted)
        self.goes_by_name, self.goes = _Shares(discourse.named), _Shares(discourse.travels)
        self.first = min((p.first for p in persons if p.dignitary and not p.minor), default=-1)
        self.opening = {n for s in story.sentences[:2] for found in s.who.values() for n in found}
        heading = next((s.span for s in story.sentences[:2] if s.headline), None)
        self.heading: set[int] = set()
        if heading is not None:
            inside = (m for m in story.people.mentions if heading.start <= m.start < heading.end)
            self.heading.update(number for mention in inside for number in mention.persons)


class _Shares:
    """What part of the highest count a person has, in words."""

    def __init__(self, counts: Mapping[int, float]) -> None:
        self._counts = counts
        self._most = max(counts.values(), default=0.0)

    def of(self, number: int) -> str:
        part = self._counts.get(number, 0.0) / self._most if self._most else 0.0
        for top, name in _BUCKETS:
            if part <= top:
                return name
        return "most"


def facts_of_lead(story: Story, person: Person, here: str, cast: _Cast | None = None) -> list[str]:
    """What speaks for and against the person's being the one the dispatch is about."""
    cast, number = cast or _Cast(story), person.number
    home = "unknown" if not person.country or not here else "here" if person.country == here else "from elsewhere"
    rank = "office" if person.dignitary else "listed" if person.listed else "mere name"
    named, goes = cast.named.of(number), cast.goes.of(number)
    found = [
        f"named {named}", f"named {min(person.mentions, 4)}", f"acts {cast.meant.of(number)}",
        f"acts by name {cast.acted.of(number)}",
        f"travels by name {cast.goes_by_name.of(number)}", f"travels {goes}",
        f"travels by name {'yes' if story.discourse.named.get(number) else 'no'} {home}",
        f"named {named} travels {goes}",
        rank, f"{rank} {home}", f"home {home}",
        "named at once" if person.first < _OPENING else "named later",
    ]  # fmt: skip
    if person.first == cast.first:
        found.append("the first of rank")
    if number in cast.opening:
        found.append("acts at once")
    if number in cast.heading:
        found.append("in the headline")
    if person.visiting:
        found.append("called visiting")
    if person.kin:
        found.append("kin")
    return found
