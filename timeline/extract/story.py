"""A dispatch read sentence by sentence: phrases, clauses and sites, its persons, and its layout."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from timeline.extract.anaphora import capitals, here, homeward
from timeline.extract.calendar import clipped
from timeline.extract.dated import Dates
from timeline.extract.discourse import Discourse
from timeline.extract.layout import datelines, is_headline, is_noise
from timeline.extract.mood import calls_off, reality
from timeline.extract.people import People
from timeline.extract.programme import programme
from timeline.extract.roles import read
from timeline.extract.sites import Site, sites
from timeline.extract.syntax.builder import Builder
from timeline.extract.syntax.clause import Clause
from timeline.extract.syntax.lexis import lexis
from timeline.extract.syntax.phrase import Mention, Phrase
from timeline.extract.syntax.scanner import Scanner
from timeline.extract.tokens import Token, Tokens, tokenise
from timeline.extract.turns import Course, Walked
from timeline.gazetteer import Gazetteer
from timeline.languages import Lexicon, lexicon
from timeline.records import DateMention, Dispatch, Place, PlaceMention, Span
from timeline.text import sentences

_OF_STATE = ("minister", "premier", "chancellor", "governor", "mayor")
_START = itemgetter(0)
_HEADING_MARKS = frozenset((".", ",", ":", "|", "-", "–", "—", "("))


@dataclass(slots=True)
class Sentence:
    """One sentence with its phrases, clauses and sites, in order of the text."""

    span: Span
    number: int
    tokens: Sequence[Token]
    phrases: list[Phrase]
    clauses: list[Clause]
    sites: list[Site]
    headline: bool
    who: dict[int, tuple[int, ...]] = field(default_factory=dict)  # persons of each clause's subject, by clause number
    words: frozenset[str] = frozenset()
    course: Course | None = None  # what it says of its persons by its form, once a walk came by


class Story:
    """The sentences of a dispatch, its persons and the state of the discourse."""

    def __init__(
        self, dispatch: Dispatch, places: Sequence[PlaceMention], dates: Sequence[DateMention], gazetteer: Gazetteer
    ) -> None:
        self.dispatch = dispatch
        dates = [clipped(d, dispatch.published) for d in dates]
        self.text = dispatch.text
        self.published = dispatch.published
        self.gazetteer = gazetteer
        self.lexicon: Lexicon = lexicon("en")
        tokens = tokenise(self.text)
        self.people = People(tokens, places, self.lexicon, gazetteer.demonyms(), self.text)
        self.discourse = Discourse(self.people, self.lexicon)
        self.walked: Walked | None = None  # the last walk through the sentences
        self.settled: dict[str, Place] = {}  # where the places of candidates are taken to be, by their ids
        self.datelines = datelines(self.text, places)
        self.written_in = {m.place.country_code for _, named in self.datelines for m in named if m.place}
        self.dated = {m.start for _, named in self.datelines for m in named}
        self._at_home()
        known = [p for p in places if p.place is not None and not _paired(self.text, p)]
        self.programme = programme(self.text, self.published, self.people, places, dates, gazetteer)
        base = self.datelines[0][1][0] if self.datelines else None
        told = [*capitals(tokens, known, gazetteer), *here(tokens, base), *homeward(tokens, self._home())]
        known = sorted([*known, *told], key=lambda m: m.start)
        self.sentences = self._read(tokens, known, dates)
        off = [s.number for s in self.sentences for c in s.clauses if calls_off(c)]
        self.called_off, self.off_headline = bool(off), any(number < 2 for number in off)
        dated_rows = [s for s in self.sentences if s.headline and any(p.what == "date" for p in s.phrases)]
        self.schedule = len(dated_rows) >= 4

    def _at_home(self) -> None:
        """Take ministers of no named land for those of the land where the story is written: guests are told as such."""
        if len(self.written_in) != 1 or self.written_in == {"US"}:  # a land of secretaries, not of ministers
            return
        for person in self.people.persons:
            known = person.country or person.bodies or person.visiting or person.minor or not person.dignitary
            if not known and any(office.endswith(_OF_STATE) for office in person.offices):
                person.country = next(iter(self.written_in))

    def _home(self) -> Place | None:
        """The capital of the land of whoever holds an office and is named most."""
        persons = [p for p in self.people.persons if p.dignitary and p.country and not p.minor]
        most = max(persons, key=lambda p: (p.mentions, -p.first), default=None)
        return self.gazetteer.capital(most.country) if most else None

    @cached_property
    def advance(self) -> bool:
        """Whether the dispatch announces a trip: more of its places are to be visited than have been."""
        told = [reality(s) for one in self.sentences for s in one.sites if s.reading and not s.container]
        return told.count("plan") > told.count("real")

    @cached_property
    def looks_ahead(self) -> bool:
        """Whether the dispatch, whatever it tells of, speaks of the future more than of the past."""
        lowered = self.text.lower()
        future = sum(lowered.count(w) for w in (" will ", " is to ", " are to ", "scheduled", "expected to", " due "))
        past = sum(lowered.count(w) for w in (" arrived ", " landed ", " flew ", " met ", " visited "))
        return future > past

    # -- sentences ---------------------------------------------------------------------------------------------
    def _read(self, tokens: Tokens, places: Sequence[PlaceMention], dates: Sequence[DateMention]) -> list[Sentence]:
        found: list[Sentence] = []
        at = 0
        headings = _Headings(self.text)
        laid = (
            _Laid([(m.start, m.end, "P", ("person", m.persons)) for m in self.people.mentions]),
            _Laid([(p.start, p.end, "L", p) for p in places]),
            _Laid([(d.start, d.end, "D", d) for d in dates]),
        )
        for number, span in enumerate(sentences(self.text)):
            start = span.start
            for line, _ in self.datelines:
                if line.start <= start < line.end:
                    start = line.end
            first = bisect_left(tokens.starts, start, at)
            at = bisect_left(tokens.starts, span.end, first)
            if first == at or is_noise(self.text[span.start : span.end]) or self.programme.covers(span.start):
                continue
            mentions: list[Mention] = []
            for kind in laid:
                if more := kind.within(start, span.end):
                    mentions += _free(more, mentions)
            if more := self.discourse.office_chunks(first, at):
                mentions += _free(more, mentions)
            mentions.sort(key=_START)
            found.append(self._sentence(span, number, tokens[first:at], mentions, headings))
            found[-1].words = frozenset(tokens.lowers[first:at])
        return found

    def _sentence(
        self, span: Span, number: int, tokens: Sequence[Token], mentions: Sequence[Mention], headings: _Headings
    ) -> Sentence:
        """A sentence, its words left out."""
        phrases = Scanner(tokens, mentions, lexis()).phrases()
        clauses = Builder(phrases).clauses_of()
        kinds = {mention[2] for mention in mentions}
        own = sites(clauses, phrases) if "L" in kinds else []
        for site in own:
            if not site.container:
                site.reading = read(site)
        if own and "D" in kinds:
            Dates(clauses, phrases, own).assign()
        headline = is_headline(self.text, span)
        row = headline or self.text.find("|", span.start, span.end) >= 0 or self._opens_line(span, phrases)
        heading = headings.step(span, number, phrases, row)
        for site in own:
            if heading is not None and not site.dates:
                site.dates, site.date_how = [heading], "heading"
        return Sentence(span, number, tokens, phrases, clauses, own, headline)

    def _opens_line(self, span: Span, phrases: Sequence[Phrase]) -> bool:
        """Whether the sentence begins a line with a date, and no verb follows: a row of a programme."""
        fresh = span.start == 0 or self.text[span.start - 1] == "\n"
        return fresh and bool(phrases) and phrases[0].what == "date" and not any(p.kind == "vg" for p in phrases)


def _paired(text: str, place: PlaceMention) -> bool:
    """Whether the name is one of two joined by a hyphen, which tells between whom ("the U.S.-ASEAN summit")."""
    before, behind = text[max(0, place.start - 2) : place.start], text[place.end : place.end + 2]
    joined = behind[:1] == "-" and behind[1:].isupper()
    return joined or (before[1:] == "-" and before[:1].isalnum() and text[place.start].isupper())


class _Headings:
    """The date that heads a stretch of a text: a line of its own, or the opening of a line of a programme."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.current: Phrase | None = None
        self.lasting, self.told, self.seen = True, 0, False

    def step(self, span: Span, number: int, phrases: Sequence[Phrase], row: bool) -> Phrase | None:
        """The heading that holds for the sentence."""
        before = self.current
        self.current = self._heading(phrases, row)
        fresh = span.start == 0 or self.text[span.start - 1] == "\n"
        if self.current is not before:
            self.lasting, self.told = row or fresh, number
        if self.current is not None and not self.lasting and number - self.told > 2:
            self.current = None  # a date that opens a sentence of a paragraph serves the next two
        self.seen = True
        return self.current

    def _heading(self, phrases: Sequence[Phrase], row: bool) -> Phrase | None:
        at = 0
        while at < len(phrases) and phrases[at].kind == "punct":
            at += 1
        if at == len(phrases) or phrases[at].what != "date" or phrases[at].data.precision != "day":
            return self.current
        words = [p for p in phrases if p.kind != "punct"]
        if len(words) == 1:
            return words[0] if self.seen else None
        behind = phrases[at + 1]
        marked = behind.kind == "punct" and behind.words[:1] and behind.words[0] in _HEADING_MARKS
        return words[0] if row or marked or len(words) < 4 else None


class _Laid:
    """The mentions of one kind in a text, in order."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self._starts = [mention[0] for mention in mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        """Those that begin inside a stretch of the text."""
        first = bisect_left(self._starts, start)
        return self._mentions[first : bisect_left(self._starts, end, first)]


def _free(new: list[Mention], taken: Sequence[Mention]) -> list[Mention]:
    """Those of `new` that overlap none of `taken`."""
    free = new
    for start, end, _, _ in taken:
        free = [m for m in free if m[1] <= start or end <= m[0]]
    return free
