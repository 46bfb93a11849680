"""Whom a dispatch is about: facts about each of its persons, weighed by the fitted model "lead"."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.extract.model import models
from timeline.extract.people import Person
from timeline.extract.story import Story

_OPENING = 350
"""Characters in which an agency story names whom it is about."""
_BUCKETS = ((0.01, "no"), (0.34, "little"), (0.67, "half"), (0.99, "much"))


def lead(story: Story, here: str) -> int | None:
    """The number of the person the dispatch is about; None where nobody can be.

    `here` is the country code of where it was written: whoever is at home there is rather the host.
    """
    weights = models().lead
    known = [p for p in story.people.persons if not p.minor]
    rated = [(weights.score(facts_of_lead(story, p, here)), -p.number) for p in known]
    return -max(rated)[1] if rated else None


def _share(counts: Mapping[int, float], number: int) -> str:
    """What part of the highest count a person has, in words."""
    most = max(counts.values(), default=0.0)
    part = counts.get(number, 0.0) / most if most else 0.0
    return next((name for top, name in _BUCKETS if part <= top), "most")


def facts_of_lead(story: Story, person: Person, here: str) -> list[str]:
    """What speaks for and against the person's being the one the dispatch is about."""
    discourse, persons, number = story.discourse, story.people.persons, person.number
    named = {p.number: float(p.mentions) for p in persons if not p.minor}
    acted = {n: float(count) for n, count in discourse.meant.items()}
    first = min((p.first for p in persons if p.dignitary and not p.minor), default=-1)
    heading = next((s.span for s in story.sentences[:2] if s.headline), None)
    opening = {n for s in story.sentences[:2] for found in s.who.values() for n in found}
    home = "unknown" if not person.country or not here else "here" if person.country == here else "from elsewhere"
    rank = "office" if person.dignitary else "listed" if person.listed else "mere name"
    found = [
        f"named {_share(named, number)}", f"named {min(person.mentions, 4)}", f"acts {_share(acted, number)}",
        f"acts by name {_share(discourse.acted, number)}",
        f"travels by name {_share(discourse.named, number)}", f"travels {_share(discourse.travels, number)}",
        f"travels by name {'yes' if discourse.named.get(number) else 'no'} {home}",
        f"named {_share(named, number)} travels {_share(discourse.travels, number)}",
        rank, f"{rank} {home}", f"home {home}",
        "named at once" if person.first < _OPENING else "named later",
    ]  # fmt: skip
    if person.first == first:
        found.append("the first of rank")
    if number in opening:
        found.append("acts at once")
    if heading is not None and any(
        number in m.persons for m in story.people.mentions if heading.start <= m.start < heading.end
    ):
        found.append("in the headline")
    if person.visiting:
        found.append("called visiting")
    if person.kin:
        found.append("kin")
    return found
