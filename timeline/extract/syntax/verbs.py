"""Verb groups: auxiliaries, modals, adverbs and the main verb read as one phrase ("is not expected to visit")."""

from __future__ import annotations

from timeline.extract.syntax.closed import OPEN, PAST_AUX, PLANNED
from timeline.extract.syntax.line import Line
from timeline.extract.syntax.phrase import Phrase
from timeline.extract.syntax.reading import tense_of
from timeline.extract.syntax.word import NONE, Form, Word

_BE, _HAVE, _DO = Form("be", "B"), Form("have", "B"), Form("do", "B")
_NOUN_MODALS = frozenset("will may might must can".split())
_BARELESS_MODALS = frozenset("may might can must".split())
_SELF_NAMED = frozenset(("person", "pronoun", "office"))
_NOUNS_OF_VISITS = frozenset("return talks board work host transit base".split())
_FREE_PARTICLES = frozenset("back away off out".split())
_PREPOSITION_PARTICLES = frozenset("in on over by through across".split())
_DATE_OPENERS = frozenset("on in later early late".split())
_BEFORE_INFINITIVES = frozenset(
    "able unable likely unlikely ready willing eager keen unwilling failed tried trying".split()
)
_DUE = frozenset("due expected awaited scheduled slated bound".split())
_DUE_WHERE = frozenset("in at back for here on home there off".split())


def skip(line: Line, index: int) -> int:
    """The index behind adverbs and negations."""
    words, at, count = line.words, line.at, line.count
    while index < count and words[index].skipped and at[index] is None:
        index += 1
    return index


def _skip_date(line: Line, index: int) -> int:
    """The index behind "on Friday" inside a verb group ("will on Friday visit"), if a verb follows."""
    at = index
    if at < line.count and line.words[at].lower in _DATE_OPENERS:
        at += 1
    mention = line.at[at] if at < line.count else None
    if mention is None or mention[2] != "D":
        return index
    end = skip(line, line.ends.get(at, at) + 1)
    word = line.free(end)
    return end if word is not None and word.form is not None and not line.tokens[end - 1].possessive else index


def _main_verb(line: Line, index: int) -> int:
    """The index where the verb behind an auxiliary at `index` is looked for."""
    return _skip_date(line, skip(line, index + 1))


# -- entries: each gives the index behind the group, or 0 where the word at `index` begins none --------------------
def lexical(line: Line, index: int, word: Word) -> int:
    """A verb group that begins with a verb's form, where the word is read as a verb."""
    token, form = line.tokens[index], word.form
    if token.possessive or form is None:
        return 0
    inside = token.capital and index and line.out and line.out[-1].kind != "punct"
    if inside and "D" not in form.tags and "G" not in form.tags:
        return 0  # a capital inside a sentence: part of a name ("Air Force One")
    tense = tense_of(line, index, word)
    if not tense:
        return 0
    share, line.share = line.share, NONE
    return _emit(line, index, index, form, tense, share)


def unlisted(line: Line, index: int, word: Word) -> int:
    """A word in -ed that no list has, where a verb is due: behind a person, a date or a comma in between."""
    token = line.tokens[index]
    if token.capital or token.possessive or line.start >= 0 or not line.out:
        return 0
    last = line.out[-1]
    between = last.what == "date" or (last.kind == "punct" and last.words == (",",))
    due = between and line.verb is None and any(p.what in _SELF_NAMED for p in line.out)
    if last.what not in _SELF_NAMED and not due:
        return 0
    return _emit(line, index, index, Form(word.lower, "DN"), "past", NONE)


def infinitive(line: Line, index: int, word: Word) -> int:
    """ "to visit", "to be received", "to have met"."""
    at = skip(line, index + 1)
    verb = line.free(at)
    if verb is None:
        return 0
    if verb.lower == "be":
        return _after_be(line, index, at, "inf", NONE)
    if verb.lower == "have":
        return _after_have(line, index, at, "inf", NONE)
    if verb.form is None and index and line.words[index - 1].lower in _BEFORE_INFINITIVES and verb.role == "noun":
        return _emit(line, index, at, Form(verb.lower, "B"), "inf", NONE)  # a verb that no list has
    if verb.form is None or "B" not in verb.tags:
        return 0
    if verb.lower in _NOUNS_OF_VISITS and line.following(at).lower == "visits":
        return 0
    return _emit(line, index, at, verb.form, "inf", NONE)


def auxiliary(line: Line, index: int, word: Word) -> int:
    """A verb group that begins with a modal or an auxiliary."""
    kind, lower = word.auxiliary, word.lower
    if lower in _NOUN_MODALS and line.start >= 0 and line.determined and not line.buffer:
        return 0  # "the will"
    if kind == "will":
        return _after_modal(line, index, "fut", NONE)
    if kind == "would":
        return _after_modal(line, index, "cond", frozenset((lower.removesuffix("n't"),)))
    tense = "past" if lower in PAST_AUX else "pres"
    if kind == "be":
        tense = {"being": "ger", "be": "inf", "been": "inf"}.get(lower, tense)
        return _after_be(line, index, index, tense, NONE)
    if kind == "have":
        return _after_have(line, index, index, "ger" if lower == "having" else tense, NONE)
    at = skip(line, index + 1)
    verb = line.free(at)
    if verb is not None and verb.form is not None and "B" in verb.tags:
        return _emit(line, index, at, verb.form, tense, NONE)
    return _emit(line, index, index, _DO, tense, NONE)


# -- behind an auxiliary -----------------------------------------------------------------------------------------------
def _after_modal(line: Line, index: int, tense: str, flags: frozenset[str]) -> int:
    at = _main_verb(line, index)
    verb = line.free(at)
    if verb is not None:
        if verb.lower in ("be", "being"):
            return _after_be(line, index, at, tense, flags)
        if verb.lower == "have":
            return _after_have(line, index, at, tense, flags)
        if verb.form is not None and "B" in verb.tags:
            return _emit(line, index, at, verb.form, tense, flags)
    if line.words[index].lower in _BARELESS_MODALS:
        return 0  # "may" before a year is a month
    return _emit(line, index, index, _BE, tense, flags | {"bare"})  # "Modi, however, will: ..."


def _after_have(line: Line, first: int, at: int, tense: str, flags: frozenset[str]) -> int:
    behind = _main_verb(line, at)
    verb = line.free(behind)
    if verb is None:
        return _emit(line, first, at, _HAVE, tense, flags)
    if verb.lower == "been":
        return _after_be(line, first, behind, tense, flags | {"perfect"})
    if verb.lower == "had":
        return _emit(line, first, behind, _HAVE, tense, flags | {"perfect"})
    if verb.form is not None and "N" in verb.tags and not line.tokens[behind].possessive:
        return _emit(line, first, behind, verb.form, tense, flags | {"perfect"})
    if verb.lower == "to":
        inner = skip(line, behind + 1)
        must = line.words[inner] if inner < line.count else None
        if must is not None and must.form is not None and "B" in must.tags:
            return _emit(line, first, inner, must.form, tense, flags | {"must"})
    if verb.form is None and verb.lower.endswith("ed") and verb.lower.isalpha() and line.words[at].lower != "having":
        return _emit(line, first, behind, Form(verb.lower, "DN"), tense, flags | {"perfect"})
    return _emit(line, first, at, _HAVE, tense, flags)


def _after_be(line: Line, first: int, at: int, tense: str, flags: frozenset[str]) -> int:
    behind = _main_verb(line, at)
    verb = line.free(behind)
    if verb is None:
        return _emit(line, first, at, _BE, tense, flags)
    if verb.lower == "being":
        return _after_be(line, first, behind, tense, flags | {"progressive"})
    if verb.lower == "been":
        return _after_be(line, first, behind, tense, flags | {"perfect"})
    if verb.lower in PLANNED or verb.lower in OPEN:
        found = _planned(line, first, behind, tense, flags)
        if found:
            return found
    if verb.lower == "to":
        inner = skip(line, behind + 1)
        adverb = line.words[behind - 1].lower  # "is likely to": skipped as an adverb
        mark = {"open", f"is {adverb}"} if adverb in OPEN else {"isto"}
        if line.free(inner) is not None and (found := _to_verb(line, first, inner, tense, flags | mark)):
            return found
    if verb.form is not None and not line.tokens[behind].possessive:
        if "G" in verb.tags:
            return _emit(line, first, behind, verb.form, tense, flags | {"progressive"})
        if "N" in verb.tags:
            return _emit(line, first, behind, verb.form, tense, flags | {"passive"})
    return _emit(line, first, at, _BE, tense, flags)


def _planned(line: Line, first: int, at: int, tense: str, flags: frozenset[str]) -> int:
    """ "is due to visit", "was expected to arrive": one verb group; "is due in" stays a plan to be there."""
    word = line.words[at].lower
    behind = skip(line, at + 1)
    flags |= {"open" if word in OPEN else "planned", f"is {word}"}
    following = line.words[behind].lower if behind < line.count else ""
    if following == "to":
        inner = skip(line, behind + 1)
        if line.free(inner) is not None:
            return _to_verb(line, first, inner, tense, flags)
    if word in _DUE and following in _DUE_WHERE:
        end = _emit(line, first, at, _BE, tense, flags)
        return max(end, behind + 1) if following == "back" else end
    return 0


def _to_verb(line: Line, first: int, inner: int, tense: str, flags: frozenset[str]) -> int:
    verb = line.words[inner]
    if verb.lower == "be":
        return _after_be(line, first, inner, tense, flags)
    if verb.lower == "have":
        return _after_have(line, first, inner, tense, flags)
    if verb.form is None or "B" not in verb.tags:
        return 0
    return _emit(line, first, inner, verb.form, tense, flags)


# -- putting out -------------------------------------------------------------------------------------------------------
def _emit(line: Line, first: int, index: int, form: Form, tense: str, flags: frozenset[str]) -> int:
    """Put out a verb group whose main verb stands at `index`, with its particle."""
    lemma, last = form.lemma, index
    after = line.words[index + 1] if index + 1 < line.count else line.stop
    if after.particle and line.at[index + 1] is None and _is_particle(line, lemma, index + 1, after):
        last = index + 1
        lemma = f"{lemma}_{after.lower}"
    verb_kinds = line.lexis.verb_kinds
    kinds = verb_kinds.get(lemma) or verb_kinds.get(form.lemma, NONE)
    if any(word.negates for word in line.words[first : index + 1]) or (form is _BE and _denies(line, index + 1)):
        flags |= {"neg"}
    words = line.texts(first, last)
    line.put_verb(
        Phrase("vg", first, last, lemma, "", None, words, line.quoted, None, (), kinds, tense, flags, form.tags)
    )
    return last + 1


def _denies(line: Line, at: int) -> bool:
    """Whether "not" or "never" stands behind "is": "is not on the list", but "was not only in Rome"."""
    if at >= line.count or not line.words[at].negates:
        return False
    return line.following(at).lower not in ("only", "just", "merely")


def _is_particle(line: Line, lemma: str, index: int, word: Word) -> bool:
    """Whether "off" in "took off" belongs to the verb; "in" is a preposition where a place or a noun follows it."""
    lower = word.lower
    if lower in _FREE_PARTICLES:
        return True
    if f"{lemma}_{lower}" not in line.lexis.verb_kinds:
        return False
    if lower not in _PREPOSITION_PARTICLES:
        return True
    mention = line.mention_behind(index)
    if mention is not None:
        return lemma in ("take", "call", "drop") and lower in ("on", "in") and mention[2] != "D"
    following = line.following(index)
    return (
        following.preposition
        or following.coordinator
        or following.determiner
        or following.mark
        or following.lower in ("early", "late")
        or lemma in ("take", "call")
    )
