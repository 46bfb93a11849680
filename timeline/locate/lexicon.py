"""The word lists of place finding, read once per process from the files beside this module.

`lexicon.toml` holds titles, trades, prepositions, abbreviations; given and family names stand in `languages`;
`ordinary.txt` English words that are also names of towns.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from timeline.languages import person_names

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets, all in lower case; `states` and `acronyms` lead to (name, country code)."""

    titles: frozenset[str]
    offices: frozenset[str]
    org_after: frozenset[str]
    org_of: frozenset[str]
    things: frozenset[str]
    institutions: frozenset[str]
    org_before: frozenset[str]
    ships: frozenset[str]
    strong_prepositions: frozenset[str]
    fair_prepositions: frozenset[str]
    nouns_before: frozenset[str]
    directions: frozenset[str]
    kinds: frozenset[str]
    civil: frozenset[str]
    called: Mapping[str, frozenset[str]]
    facilities: frozenset[str]
    speech: frozenset[str]
    links: frozenset[str]
    begin_links: frozenset[str]
    person_links: frozenset[str]
    hyphened: frozenset[str]
    time_words: frozenset[str]
    openers: frozenset[str]
    abbreviations: frozenset[str]
    saints: frozenset[str]
    states: Mapping[str, tuple[str, str]]
    acronyms: Mapping[str, tuple[str, str]]
    given: frozenset[str]
    family: frozenset[str]
    ordinary: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pair(value: str) -> tuple[str, str]:
    name, _, country = value.partition("/")
    return name, country


def _called(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Each noun -> the kinds of place that it may stand beside."""
    found: dict[str, frozenset[str]] = {}
    for kinds, nouns in table.items():
        for noun in nouns.split():
            found[noun] = found.get(noun, frozenset()) | frozenset(kinds.split())
    return found


def _lists(name: str) -> dict[str, frozenset[str]]:
    """A plain file of `[section]` heads and words, `#` begins a comment."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            found.setdefault(section, set()).update(line.split())
    return {key: frozenset(words) for key, words in found.items()}


@cache
def lexicon() -> Lexicon:
    """The word lists; read on first use."""
    raw: dict[str, Any] = tomllib.loads((_FOLDER / "lexicon.toml").read_text(encoding="utf-8"))
    states = {form: _pair(value) for forms, value in raw["states"].items() for form in forms.split()}
    saints = _words(raw["abbreviated"]["saints"])
    people = person_names()
    # "D.C" and its like are one token with their points already
    pointed = frozenset(form for form in states if "." not in form and len(form) > 1)
    return Lexicon(
        titles=_words(raw["titles"]["before_name"]),
        offices=_words(raw["titles"]["offices"]),
        org_after=_words(raw["organisation"]["after"]),
        org_of=_words(raw["organisation"]["of_heads"]),
        things=_words(raw["organisation"]["things"]),
        institutions=_words(raw["organisation"]["institutions"]),
        org_before=_words(raw["organisation"]["before"]),
        ships=_words(raw["organisation"]["ships"]),
        strong_prepositions=_words(raw["prepositions"]["strong"]),
        fair_prepositions=_words(raw["prepositions"]["fair"]),
        nouns_before=_words(raw["nouns"]["before"]),
        directions=_words(raw["nouns"]["directions"]),
        kinds=_words(raw["nouns"]["kinds"]),
        civil=_words(raw["nouns"]["civil"]),
        called=_called(raw["called"]),
        facilities=_words(raw["nouns"]["facilities"]),
        speech=_words(raw["speech"]["verbs"]),
        links=_words(raw["links"]["inside"]),
        begin_links=_words(raw["links"]["begin"]),
        person_links=_words(raw["links"]["persons"]),
        hyphened=_words(raw["links"]["hyphened"]),
        time_words=_words(raw["time"]["words"]),
        openers=_words(raw["openers"]["words"]) | _words(raw["time"]["words"]),
        abbreviations=pointed | saints | _words(raw["abbreviated"]["titles"]),
        saints=saints,
        states=states,
        acronyms={form: _pair(value) for form, value in raw["acronyms"].items()},
        given=people[0],
        family=people[1],
        ordinary=_lists("ordinary.txt")[""],
    )
