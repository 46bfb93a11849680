"""Cue words per language, from one data file a language (`en.toml` beside this module).

A cue is a word or a phrase that tells of motion, presence, plans, cancellation and the like; each has one or more
kinds. Phrases are matched token by token in lower case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from timeline.errors import UnknownNameError

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
"""First word -> phrases that begin with it, longest first, each with its kinds."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cue words of one language, ready for lookup by first word."""

    cues: Phrases
    offices: Phrases
    courtesy: frozenset[str]
    minor: frozenset[str]
    words: Mapping[str, frozenset[str]]

    def match(self, table: Phrases, tokens: list[str], at: int) -> tuple[int, frozenset[str]] | None:
        """The longest phrase of `table` that stands at `tokens[at]`: its length in tokens and its kinds."""
        for phrase, kinds in table.get(tokens[at], ()):
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                return len(phrase), kinds
        return None


def _index(pairs: Mapping[tuple[str, ...], set[str]]) -> Phrases:
    table: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for phrase, kinds in pairs.items():
        table.setdefault(phrase[0], []).append((phrase, frozenset(kinds)))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in table.items()}


def _listed(text: str) -> list[tuple[str, ...]]:
    return [tuple(item.split()) for item in (part.strip() for part in text.split(";")) if item]


def _plural(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """ "secretary of state" -> "secretaries of state"; the head stands before "of", else last."""
    head = phrase.index("of") - 1 if "of" in phrase else len(phrase) - 1
    word = phrase[head]
    many = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return (*phrase[:head], many, *phrase[head + 1 :])


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The cue words of a language. Raises `UnknownNameError` for a language without a data file."""
    source = files(__package__).joinpath(f"{language}.toml")
    if not source.is_file():
        known = [p.name.removesuffix(".toml") for p in files(__package__).iterdir() if p.name.endswith(".toml")]
        raise UnknownNameError("language", language, known)
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    cues: dict[tuple[str, ...], set[str]] = {}
    for section, prefix in (("verbs", "v"), ("nouns", "n"), ("modality", "m")):
        for kind, text in data[section].items():
            for word in text.split():
                cues.setdefault(tuple(word.lower().split("_")), set()).add(f"{prefix}.{kind}")
    titles = data["titles"]
    offices: dict[tuple[str, ...], set[str]] = {p: {"office"} for p in _listed(titles["office"])}
    for phrase in _listed(titles["minor"]):
        offices.setdefault(phrase, {"minor"})
    for phrase, kinds in list(offices.items()):
        offices.setdefault(_plural(phrase), kinds | {"plural"})
    for phrase in _listed(titles["family"]):
        offices.setdefault(phrase, {"family"})
    return Lexicon(
        cues=_index(cues),
        offices=_index(offices),
        courtesy=frozenset(word for phrase in _listed(titles["courtesy"]) for word in phrase),
        minor=frozenset(" ".join(p) for p in _listed(titles["minor"])),
        words={name: frozenset(text.split()) for name, text in data["words"].items()},
    )


@cache
def person_names() -> tuple[frozenset[str], frozenset[str]]:
    """Given names and family names in lower case, from `names.txt` (its head names the source)."""
    found = _name_lists()
    return frozenset(found["given"]), frozenset(found["family"])


@cache
def gender(given: str) -> str:
    """ "f" or "m" for a given name that is nearly always a woman's or a man's, else empty."""
    found = _name_lists()
    return "f" if given in found["women"] else "m" if given in found["men"] else ""


@cache
def _name_lists() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"given": set(), "family": set(), "women": set(), "men": set()}
    section = ""
    for line in files(__package__).joinpath("names.txt").read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            found[section].update(line.split())
    return found
