"""Noun or verb: how a word that has a verb's form is read by what stands around it."""

from __future__ import annotations

from timeline.extract.syntax.closed import DEMONSTRATIVES, SUBJECT_PRONOUNS
from timeline.extract.syntax.line import Line
from timeline.extract.syntax.phrase import Mention, Phrase
from timeline.extract.syntax.word import Word

_PERSONAL = frozenset(("person", "pronoun", "office"))
_AGENTS = frozenset(("person", "pronoun", "office", "party"))
_GERUND_HEADS = frozenset(("person", "party", "noun", "pronoun"))
_LINKS = frozenset(("rel", "cc", "adv"))
_PAST_FIRST = frozenset("left found met held led".split())
"""Past forms that are verbs more often than nouns or adjectives."""
_NOUNS_LIKE_PAST = frozenset("wound ground felt lay saw bound lit bore".split())
_COLLECTIVE = frozenset(
    "couple pair delegation party group government team family police royals trio quartet entourage both".split()
)
_MEETING_VERBS = frozenset("meet visit gather arrive head leave return".split())
_GERUND_OBJECTS = frozenset("him her them with".split())
_NOUN_OBJECTS = frozenset("to him her them that".split())
_MOTION = frozenset(("v.go", "v.return", "v.arrive", "v.depart"))
_MOTION_PREPS = frozenset("to for on in back home".split())
_VISIT_PREPS = frozenset("in at with on off out up".split())
_TIME_ADVERBS = frozenset("then also now later still next finally usually often always regularly rarely".split())
_BARE_INFINITIVE_VERBS = frozenset("help let make see watch".split())
_SHARED_TENSES = frozenset(("fut", "cond", "inf"))
_SHARED_FLAGS = frozenset(("planned", "isto", "open", "must"))


def tense_of(line: Line, index: int, word: Word) -> str:
    """The tense of a word with a verb's form, or "" where it is read as a noun or an adjective.

    "visits" is a noun in "the visits to Rome" and pres in "he visits Rome".
    """
    tags = word.tags
    if line.start >= 0:
        return _inside(line, index, word)
    previous = line.out[-1] if line.out else None
    if "G" in tags:
        return _gerund(line, index, word, previous)
    if previous is None:  # a sentence opens with a noun, a line of a programme with "Arrives"
        if "D" in tags or "N" in tags:
            return _opening_past(word)
        return "pres" if "Z" in tags and not word.noun_first else ""
    if previous.kind == "prep":
        return ""
    if "D" in tags or "N" in tags:
        doubtful = word.noun_first and previous.what not in _PERSONAL and previous.kind not in _LINKS
        if doubtful and word.lower not in _PAST_FIRST:
            return _opening_past(word)
        return "past" if "D" in tags else "ppart"
    return _present(line, index, word, previous)


def _opening_past(word: Word) -> str:
    """A past form where nothing tells of a verb: a noun, if it can be one."""
    if word.noun_first and ("B" in word.tags or word.lower in _NOUNS_LIKE_PAST):
        return ""
    return "past" if "D" in word.tags else "ppart"


# -- behind the words of an open noun phrase ---------------------------------------------------------------------------
def _inside(line: Line, index: int, word: Word) -> str:
    tags, noun = word.tags, word.noun_first
    if not line.buffer and not line.attrs:  # directly behind the determiner or the owner
        plain_past = "D" in tags and "N" not in tags and not noun
        return "past" if plain_past and line.determined and line.words[index - 1].lower in DEMONSTRATIVES else ""
    following, mention = line.following(index), line.mention_behind(index)
    if "D" in tags or "N" in tags:
        return _past_of_noun(word, following) if noun else _past_inside(line, word, following, mention)
    if "G" in tags:
        governs = following.opens_object or following.preposition or mention is not None
        return "ger" if governs and not noun else ""
    if "Z" in tags:
        return _third_inside(line, index, word, following)
    return _base_inside(line, word, following, mention)


def _past_of_noun(word: Word, following: Word) -> str:
    """ "The minister left for Rome" against "the wound"; "put", "cut", "set" need a particle or an object."""
    if "B" in word.tags:
        return "past" if following.particle or following.opens_object else ""
    verbal = word.lower in _PAST_FIRST or following.determiner or following.lower in ("to", "with")
    return "past" if verbal else ""


def _past_inside(line: Line, word: Word, following: Word, mention: Mention | None) -> str:
    """ "the minister signed treaties" against "the newly signed treaty"."""
    tags = word.tags
    if mention is None and following.modifiable and "D" in tags and tags != "D" and following.form is None:
        head = line.last_word()
        return "past" if head is not None and head.human else ""
    return "past" if "D" in tags else "ppart"


def _third_inside(line: Line, index: int, word: Word, following: Word) -> str:
    """A form in -s: "the president visits Rome" against "the state visits were long"."""
    if line.free(index + 1) is not None and following.finite:
        return ""
    if _only_determiners(line):
        return ""
    if not word.noun_first:
        return "pres"
    governs = following.opens_object or following.lower in _NOUN_OBJECTS
    return "pres" if governs and not word.event else ""


def _only_determiners(line: Line) -> bool:
    return all(line.words[index].determiner for index in line.buffer)


def _base_inside(line: Line, word: Word, following: Word, mention: Mention | None) -> str:
    """A base form: "the couple fly to Rome", "foreign ministers meet in Rome"."""
    head = line.last_word()
    if head is None:
        return ""
    if head.lower in _COLLECTIVE:
        governs = following.opens_direction or mention is not None or following.preposition
        if governs or not word.noun_first:
            return "pres"
    if not word.noun_first:
        return "pres" if head.plural else ""
    plural = head.plural and not line.tokens[line.buffer[-1]].possessive
    governs = following.determiner or following.preposition
    return "pres" if plural and governs and word.lower in _MEETING_VERBS else ""


# -- with no noun phrase open ------------------------------------------------------------------------------------------
def _gerund(line: Line, index: int, word: Word, previous: Phrase | None) -> str:
    """ "meeting Putin" against "a meeting with Putin"."""
    if not word.noun_first:
        return "ger"
    following, mention = line.following(index), line.mention_behind(index)
    if previous is None or previous.kind in ("cc", "vg"):
        return "ger" if following.determiner or mention is not None else ""
    governs = following.opens_object or (mention is not None and mention[2] == "P")
    if previous.kind == "prep":
        return "ger" if governs or following.lower in _GERUND_OBJECTS else ""
    if previous.kind == "np":
        return "ger" if governs and previous.what in _GERUND_HEADS else ""
    return "ger"


def _present(line: Line, index: int, word: Word, previous: Phrase) -> str:
    """Base and third-person forms."""
    kind, noun = previous.kind, word.noun_first
    if kind == "rel":
        return "pres"
    if kind == "np":
        return _present_behind_noun(line, index, word, previous)
    if kind in ("cc", "punct", "adv"):
        return _present_behind_link(line, index, word, previous)
    if kind == "vg" and previous.head in _BARE_INFINITIVE_VERBS and "B" in word.tags:
        return "inf"
    return "" if noun else "pres"


def _present_behind_noun(line: Line, index: int, word: Word, previous: Phrase) -> str:
    what = previous.what
    if not word.noun_first:
        return "pres"
    if what == "pronoun":
        return "pres" if line.words[previous.last].lower in SUBJECT_PRONOUNS else ""
    following, mention = line.following(index), line.mention_behind(index)
    direct = following.opens_direct or mention is not None
    if what in ("person", "office"):
        if word.tags == "B":
            return "pres" if len(line.out) > 1 and line.out[-2].kind == "cc" else ""
        trip = word.event and not direct and following.preposition and following.lower not in _VISIT_PREPS
        return "" if trip else "pres"
    if what in ("place", "date"):
        return _present_behind_place(line, word, following, direct)
    return "pres" if direct and "Z" in word.tags else ""


def _present_behind_place(line: Line, word: Word, following: Word, direct: bool) -> str:
    """ "Xi on Friday visits the port" against "the Rome visits"."""
    if word.tags == "B":
        return ""
    if direct and not word.event:
        return "pres"
    governs = (direct or following.preposition) and "Z" in word.tags
    return "pres" if governs and any(p.kind == "np" and p.what in _AGENTS for p in line.out[-4:]) else ""


def _present_behind_link(line: Line, index: int, word: Word, previous: Phrase) -> str:
    """Behind a conjunction, a mark or an adverb: a verb that is joined to the one before, or a noun of a list."""
    noun, tags, kind = word.noun_first, word.tags, previous.kind
    timed = kind == "adv" and previous.head in _TIME_ADVERBS
    joined = kind == "cc" or (timed and _linked(line, previous))
    before = line.verb
    shares = joined and "Z" not in tags and before is not None and _lends_tense(before)
    if timed and not shares:
        return "pres" if "Z" in tags or not noun else ""
    following, mention = line.following(index), line.mention_behind(index)
    governs = following.opens_object or mention is not None
    if shares and before is not None:
        if noun and not governs and not following.preposition:
            return ""
        line.share = before.flags
        return before.tense
    if not noun:
        return "pres"
    if tags != "Z" or not (line.verb is not None or kind == "adv" or previous.head == ","):
        return ""
    if governs:
        return "pres"
    return "pres" if following.lower in _MOTION_PREPS and _moves(line, word) else ""


def _linked(line: Line, adverb: Phrase) -> bool:
    """Whether a link stands before the adverb ("and later visit Seoul", "..., then travel to Paris")."""
    link = line.out[-2] if len(line.out) > 1 else None
    return link is not None and (link.kind == "cc" or (adverb.head == "then" and link.words == (",",)))


def _moves(line: Line, word: Word) -> bool:
    kinds = line.lexis.verb_kinds.get(word.form.lemma) if word.form is not None else None
    return kinds is not None and not _MOTION.isdisjoint(kinds)


def _lends_tense(before: Phrase) -> bool:
    """Whether a bare verb behind "and" shares the tense of the group before ("will fly to Rome and meet ...")."""
    return before.tense in _SHARED_TENSES or not _SHARED_FLAGS.isdisjoint(before.flags)
