"""Cue words per language, from one data file a language (`en.toml` beside this module).

A cue is a word or a phrase that tells of motion, presence, plans, cancellation and the like; each has one or more
kinds. Phrases are matched token by token in lower case.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from timeline.errors import UnknownNameError

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
"""First word -> phrases that begin with it, longest first, each with its kinds."""


@dataclass(frozen=True, slots=True, eq=False)
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
            length = len(phrase)
            if length == 1 or tuple(tokens[at : at + length]) == phrase:
                return length, kinds
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
def person_names(abroad: bool = False) -> tuple[frozenset[str], frozenset[str]]:
    """Given names and family names in lower case, from `names.txt`; with `abroad` also the given names of `abroad.txt`.

    The heads of the files name their sources.
    """
    found = _name_lists("names.txt")
    given = found["given"]
    if abroad:
        more = _name_lists("abroad.txt")
        given = given.union(more["women"], more["men"], more["either"])
    return frozenset(given), frozenset(found["family"])


@cache
def statesmen() -> frozenset[str]:
    """Surnames, lower case, that stand for a statesman without more (`abroad.txt`)."""
    return frozenset(_name_lists("abroad.txt")["statesmen"])


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What `statesmen.txt` tells of a person: ISO 3166-1 alpha-2 code of the country ("" for none), "f", "m" or ""."""

    country: str
    gender: str


_FAMILY_NAME_FIRST = ("CN", "KP", "KR", "TW", "VN")


@cache
def known_persons() -> Mapping[tuple[str, str], KnownPerson]:
    """Persons of public office by first and last word of the name, and by ("", surname) where all bearers agree."""
    found: dict[tuple[str, str], KnownPerson] = {}
    shared: dict[str, set[KnownPerson]] = {}
    for line in files(__package__).joinpath("statesmen.txt").read_text(encoding="utf-8").splitlines():
        code, colon, names = line.partition(":")
        if line.startswith(("#", "=")) or not colon:
            continue
        for text in names.split(";"):
            words = text.split()
            sex = {"w": "f", "m": "m"}.get(words[-1], "")
            words = words[:-1] if sex else words
            folded = [folded_word(w) for w in words]
            person = KnownPerson("" if code == "-" else code, sex or gender(folded[0]))
            found[folded[0], folded[-1]] = person
            eastern = code in _FAMILY_NAME_FIRST and len(folded) > 1
            shared.setdefault(folded[0 if eastern else -1], set()).add(person)
    for surname, bearers in shared.items():
        lands = {p.country for p in bearers}
        sexes = {p.gender for p in bearers}
        if len(lands) == 1:
            found["", surname] = KnownPerson(lands.pop(), sexes.pop() if len(sexes) == 1 else "")
    return found


@cache
def titles_as_names() -> Mapping[str, str]:
    """Titles by which one person is known ("Duke of Edinburgh"), each with the name."""
    lines = files(__package__).joinpath("statesmen.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line[1:].partition(":") for line in lines if line.startswith("="))
    return {title.strip(): name.strip() for title, _, name in pairs}


def folded_word(text: str) -> str:
    """Lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def gender(given: str) -> str:
    """ "f" or "m" for a given name that is nearly always a woman's or a man's, else empty."""
    for name in ("names.txt", "abroad.txt"):
        found = _name_lists(name)
        if given in found["women"]:
            return "f"
        if given in found["men"]:
            return "m"
    return ""


@cache
def ordinary_words() -> frozenset[str]:
    """English words in common use, lower case; none is the name of a person."""
    return frozenset(_name_lists("ordinary.txt")[""])


@cache
def _name_lists(file: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    section = ""
    for line in files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            found.setdefault(section, set()).update(line.split())
    return found
