"""The way from a text to its place mentions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from datetime import date

from timeline.locate.choose import choose
from timeline.locate.context import Group
from timeline.locate.evidence import Judge
from timeline.locate.names import Names, names
from timeline.locate.people import People
from timeline.locate.scan import Found, Scanner
from timeline.locate.tokens import Tokens, tokenise
from timeline.records import PlaceMention

# a reading whose share among its rivals is smaller than this is left open
LEAST_CONFIDENCE = 0.25


def find_places(text: str, on: date | None = None) -> list[PlaceMention]:
    """The toponyms of a text in order, each with its place, the alternatives and the reason.

    `on` is the day the text speaks of (its publication day, say): it decides which historical names hold. Demonyms
    and adjectives ("Kazakh") are no toponyms. `place` is None where no reading is likely enough. Spans count
    characters of `text`, half-open, and never overlap. Raises `GazetteerError` if there is no gazetteer.
    """
    known = names(on)
    tokens = tokenise(text)
    demonyms = known.gazetteer.demonyms()
    found = [hit for hit in Scanner(text, tokens, known).run() if not _is_demonym(hit, tokens, known, demonyms)]
    people = People(tokens, known, demonyms)
    kept = Judge(text, tokens, found, people).run()
    groups = _groups(kept)
    choose(list(dict.fromkeys(groups)), _peoples(tokens, demonyms))
    sure = {id(group): group.confidence() for group in dict.fromkeys(groups)}
    return [_mention(hit, group, sure[id(group)]) for hit, group in zip(kept, groups, strict=True)]


def _is_demonym(hit: Found, tokens: Tokens, known: Names, demonyms: Mapping[str, str]) -> bool:
    """ "Kazakh", or the first half of "Costa Rican"."""
    if hit.certain:
        return False
    low = hit.text.lower()
    if low in demonyms and low not in known.gazetteer.country_names():
        return True
    after = hit.last + 1
    if after < len(tokens) and tokens.gaps[after] == " " and tokens[after].cap:
        return f"{tokens[hit.last].text} {tokens[after].text}".lower() in demonyms
    return False


def _peoples(tokens: Tokens, demonyms: Mapping[str, str]) -> Counter[str]:
    """How often each country's people or adjective is named."""
    return Counter([demonyms[token.low] for at in tokens.heads if (token := tokens[at]).cap and token.low in demonyms])


def _key(hit: Found) -> str:
    return hit.text.lower().replace(".", "")


def _groups(found: list[Found]) -> list[Group]:
    """The group of each mention: by its name, and by the land or the kind that stands beside it.

    A bare name is what it was called when the text first named it.
    """
    landed: dict[str, dict[str, Group]] = {}
    for hit in found:
        if hit.land is not None and hit.land.entry is not None and hit.entry is not None:
            group = landed.setdefault(_key(hit), {}).setdefault(_key(hit.land), Group(hit.entry))
            group.lands.append(hit.land.entry)
    bare: dict[str, Group] = {}
    called: dict[tuple[str, frozenset[str]], Group] = {}
    recent: dict[str, Group] = {}
    groups: list[Group] = []
    for hit in found:
        key = _key(hit)
        choices = landed.get(key, {})
        if hit.land is not None and _key(hit.land) in choices:
            group = recent[key] = choices[_key(hit.land)]
        elif choices:
            group = recent.get(key) or next(iter(choices.values()))
        elif hit.kinds:
            group = called.get((key, hit.kinds)) or called.setdefault((key, hit.kinds), Group(hit.entry))
            bare.setdefault(key, group)
        else:
            group = bare.get(key) or bare.setdefault(key, Group(hit.entry))
        group.mentions += 1
        group.kinds |= hit.kinds
        groups.append(group)
    of = {id(hit): group for hit, group in zip(found, groups, strict=True)}
    for hit, group in zip(found, groups, strict=True):
        group.neighbours.extend(of[id(other)] for other in hit.beside if id(other) in of)
    return groups


def _mention(hit: Found, group: Group, sure: float) -> PlaceMention:
    place = group.place if sure >= LEAST_CONFIDENCE else None
    naming = 1.0 if hit.certain else 1.0 / (1.0 + math.exp(-hit.score - 0.5))
    alternatives = group.alternatives
    if place is None and group.place is not None:
        alternatives = (group.place, *alternatives)
    reason = "; ".join([group.reason, *dict.fromkeys(hit.reasons)])
    if place is None and group.place is not None:
        reason = f"left open, several places are as likely; {reason}"
    return PlaceMention(hit.start, hit.end, hit.text, place, alternatives, reason, round(sure * naming, 3))
