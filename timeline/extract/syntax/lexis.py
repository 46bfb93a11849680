"""The lexicon of the parser: verb forms with their lemmas, and what verbs and nouns tell of travel."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from timeline import languages
from timeline.extract.syntax.word import Form, Vocabulary

_SIBILANT = ("s", "x", "z", "ch", "sh", "o")
_VOWELS = "aeiou"

_KINDS = ("arrive", "go", "visit", "stop", "stay", "depart", "return", "transit", "presence", "report", "hosted",
          "carry", "include", "plan", "cancel", "deny", "ask", "seem", "accompany")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexis:
    """What `en_verbs.toml` holds, read. `verb_kinds` also has keys of a verb with its particle ("fly_in")."""

    words: Vocabulary
    verb_kinds: dict[str, frozenset[str]]


def _third(lemma: str) -> str:
    if lemma.endswith(_SIBILANT):
        return lemma + "es"
    return lemma[:-1] + "ies" if lemma[-1] == "y" and lemma[-2] not in _VOWELS else lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if lemma[-1] == "y" and lemma[-2] not in _VOWELS else lemma + "ed"


def _gerund(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return lemma + "ing"


def _inflected(lemma: str, irregular: str) -> Iterator[tuple[str, str]]:
    given = irregular.split() if irregular else ["="] * 4
    rules = (_past, _past, _third, _gerund)
    yield lemma, "B"
    for tag, text, rule in zip("DNZG", given, rules, strict=True):
        for word in text.split("/"):
            yield (rule(lemma) if word == "=" else word), tag


@cache
def lexis() -> Lexis:
    """The English lexicon, from `languages/en_verbs.toml`."""
    source = files(languages).joinpath("en_verbs.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    lemmas = data["lemmas"]
    verbs = _classes({kind: data["classes"][kind] for kind in _KINDS}, "v")
    nouns = _classes(data["nouns"], "n")
    forms = _forms(lemmas["regular"].split(), data["irregular"])
    return Lexis(Vocabulary(forms, frozenset(lemmas["nouns_first"].split()), nouns), verbs)


def _forms(regular: Iterable[str], irregular: Mapping[str, str]) -> dict[str, Form]:
    """Every form of every verb; irregular verbs win over regular namesakes."""
    forms: dict[str, Form] = {}
    for lemma in (*regular, *irregular):
        tags: dict[str, str] = {}
        for word, tag in _inflected(lemma, irregular.get(lemma, "")):
            tags[word] = tags.get(word, "") + tag
        for word, given in tags.items():
            forms[word] = Form(lemma, given)
    return forms


def _classes(lists: Mapping[str, str], prefix: str) -> dict[str, frozenset[str]]:
    """The classes of each word, from a list of words for each class."""
    found: dict[str, set[str]] = {}
    for kind, text in lists.items():
        for word in text.split():
            found.setdefault(word, set()).add(f"{prefix}.{kind}")
    return {word: frozenset(kinds) for word, kinds in found.items()}
