"""What the parser knows of a word before it sees the sentence; each word is classified once per process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from timeline.extract.syntax.closed import (
    ADVERBS,
    BE,
    CLITIC_CARRIERS,
    CLITICS,
    COORDINATORS,
    DETERMINERS,
    DO,
    GENDERS,
    HAVE,
    NEGATIVES,
    NOT_ADVERBS_IN_LY,
    PARTICLES,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    UNSKIPPED,
    WILL,
    WOULD,
)

NONE: frozenset[str] = frozenset()
_LIMIT = 50_000  # words kept; a vocabulary larger than this begins anew
_SORTS = (("n.visit", "event"), ("n.meeting", "event"), ("n.vehicle", "vehicle"), ("n.party", "party"))
_HUMAN_ENDINGS = ("er", "or", "ist", "ian", "s")
_NO_VERBS_IN_ED = frozenset("hundred sacred kindred naked wicked".split())
_NOUN_BLOCKERS = frozenset("to that and or but by not".split())
_UNQUALIFIED = frozenset("time morning afternoon evening night proper itself this that".split())
_DIRECTIONS = frozenset("to him her them back on off into".split())
_DIRECT = frozenset("to him her them back on home off into that".split())
_CLOSED = DETERMINERS.union(
    BE, HAVE, DO, WILL, WOULD, PREPOSITIONS, COORDINATORS, PRONOUNS, NEGATIVES, POSSESSIVES, ADVERBS, SUBORDINATORS,
    RELATIVES, ("once", "as", "together"),
)  # fmt: skip
_ENDS_NOTHING = frozenset(("then", "plus"))  # conjunctions that are read as adverb and noun


@dataclass(frozen=True, slots=True)
class Form:
    """A verb form: its lemma and its tags, of B (base), Z (third person), D (past), N (past participle), G (-ing)."""

    lemma: str
    tags: str


class Word:
    """A lower-case word with its classes.

    `role` names the reader that tries it first, `plain` the one for where it turns out to be no verb; `auxiliary` is
    will, would, be, have, do or empty; `noun_first` tells that it is a noun unless its surroundings show a verb.
    """

    __slots__ = (
        "adverb",
        "alone",
        "auxiliary",
        "clitic",
        "coordinator",
        "determiner",
        "event",
        "finite",
        "form",
        "gender",
        "human",
        "lower",
        "mark",
        "modifiable",
        "negates",
        "noun_first",
        "noun_kinds",
        "opens_direct",
        "opens_direction",
        "opens_object",
        "particle",
        "plain",
        "plural",
        "preposition",
        "pronoun",
        "qualified",
        "role",
        "skipped",
        "sort",
        "tags",
    )

    def __init__(self, lower: str, form: Form | None, noun_first: bool, noun_kinds: frozenset[str]) -> None:
        self.lower = lower
        self.alone = (lower,)
        self.form = form
        self.tags = form.tags if form is not None else ""
        self.noun_first = noun_first
        self.noun_kinds = noun_kinds
        self.event = bool(noun_kinds) and ("n.visit" in noun_kinds or "n.meeting" in noun_kinds)
        self.sort = _sort_of(noun_kinds) if noun_kinds else "noun"
        self.human = bool(noun_kinds) or lower.endswith(_HUMAN_ENDINGS)
        self.plural = lower.endswith("s")
        self.gender = GENDERS.get(lower, "n")
        self.particle = lower in PARTICLES
        self.mark = not lower[0].isalnum()
        self.adverb = lower.endswith("ly") and len(lower) > 4
        self.clitic = _split_clitic(lower) if "'" in lower else None
        if lower in _CLOSED:
            self._read_closed()
        else:
            self.auxiliary = ""
            self.determiner = self.preposition = self.coordinator = self.pronoun = self.opens_object = False
            self.skipped = self.adverb and lower not in NOT_ADVERBS_IN_LY
            self.modifiable = lower.isalpha()
            self.qualified = self._is_qualified()
            self.plain = "manner" if self.adverb else "noun"
        self.negates = lower in NEGATIVES or lower.endswith("n't")
        self.opens_direction = self.opens_object or lower in _DIRECTIONS
        self.opens_direct = self.opens_object or lower in _DIRECT
        self.finite = self.auxiliary not in ("", "do") or self.tags == "D"
        self.role = self._first_role()

    def _read_closed(self) -> None:
        """What a word of a closed class is."""
        lower = self.lower
        self.auxiliary = _auxiliary(lower)
        self.determiner = lower in DETERMINERS
        self.preposition = lower in PREPOSITIONS
        self.coordinator = lower in COORDINATORS
        self.pronoun = lower in PRONOUNS
        self.opens_object = self.determiner or lower in POSSESSIVES
        self.skipped = _is_skipped(lower, self.adverb)
        closes = self._closes_phrase()
        self.modifiable = not closes and lower.isalpha() and lower not in _NOUN_BLOCKERS
        self.qualified = not closes and self._is_qualified()
        self.plain = self._plain_role()

    def _closes_phrase(self) -> bool:
        """Whether no noun that the word before could qualify begins with it."""
        return (
            self.preposition
            or self.opens_object
            or self.pronoun
            or self.lower in ADVERBS
            or self.lower in SUBORDINATORS
            or self.lower in RELATIVES
        )

    def _is_qualified(self) -> bool:
        """Whether a place or date before it only qualifies it ("the Paris talks"); verbs that can be nouns count."""
        blocked = (
            not self.lower[0].isalpha()
            or self.coordinator
            or self.auxiliary
            or self.lower in NEGATIVES
            or self.lower.endswith("ly")
            or self.lower in _UNQUALIFIED
        )
        return not blocked and (self.form is None or self.noun_first)

    def _first_role(self) -> str:
        lower = self.lower
        if self.mark and lower[0] != "'":
            return "mark"
        if self.determiner:
            return "determiner"
        if lower in POSSESSIVES:
            return "possessive"
        if self.clitic is not None:
            return "clitic"
        if self.pronoun and lower not in ("who", "one"):
            return "pronoun"
        if lower in RELATIVES:
            return "relative"
        if lower == "to":
            return "to"
        if self.auxiliary:
            return "auxiliary"
        if self.form is not None:
            return "verb"
        if len(lower) > 5 and lower.endswith("ed") and lower.isalpha() and lower not in _NO_VERBS_IN_ED:
            return "unlisted"
        return self.plain

    def _plain_role(self) -> str:
        lower = self.lower
        if self.coordinator and lower not in _ENDS_NOTHING:
            return "coordinator"
        if lower in ("once", "as", "together"):
            return lower
        if lower in SUBORDINATORS:
            return "subordinator"
        if self.preposition:
            return "preposition"
        if lower in ADVERBS or lower in NEGATIVES:
            return "adverb"
        return "manner" if self.adverb else "noun"


class Vocabulary(dict[str, Word]):
    """The words met so far; `vocabulary[lower]` classifies a new one."""

    def __init__(
        self, forms: Mapping[str, Form], nouns_first: frozenset[str], noun_kinds: Mapping[str, frozenset[str]]
    ) -> None:
        super().__init__()
        self._forms = forms
        self._nouns_first = nouns_first
        self._noun_kinds = noun_kinds

    def __missing__(self, lower: str) -> Word:
        if len(self) >= _LIMIT:
            self.clear()
        word = Word(lower, self._forms.get(lower), lower in self._nouns_first, self._noun_kinds.get(lower, NONE))
        self[lower] = word
        return word


def _sort_of(noun_kinds: frozenset[str]) -> str:
    """What a noun phrase with this head means."""
    for kind, sort in _SORTS:
        if kind in noun_kinds:
            return sort
    return "noun"


def _auxiliary(lower: str) -> str:
    for name, forms in (("will", WILL), ("would", WOULD), ("be", BE), ("have", HAVE), ("do", DO)):
        if lower in forms:
            return name
    return ""


def _is_skipped(lower: str, adverb: bool) -> bool:
    """Whether a verb group runs over it ("will not immediately travel")."""
    if lower in NEGATIVES or (lower in ADVERBS and lower not in UNSKIPPED):
        return True
    return adverb and lower not in NOT_ADVERBS_IN_LY


def _split_clitic(lower: str) -> tuple[str, str] | None:
    """ "we're" as pronoun and verb."""
    head, mark, tail = lower.partition("'")
    verb = CLITICS.get(mark + tail)
    return (head, verb) if verb and head in CLITIC_CARRIERS else None
