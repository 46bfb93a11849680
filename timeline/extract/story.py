"""A dispatch read sentence by sentence: chunks and frames, and who its main traveller is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

from timeline.extract.dated import Dates
from timeline.extract.discourse import Discourse
from timeline.extract.frames import Frame, Reader
from timeline.extract.layout import datelines, is_headline, is_noise
from timeline.extract.people import People
from timeline.extract.programme import read_line
from timeline.extract.roles import Reading, read
from timeline.extract.tokens import Chunk, Token, chunk, tokenise
from timeline.gazetteer import Gazetteer
from timeline.languages import Lexicon, lexicon
from timeline.records import DateMention, Dispatch, Place, PlaceMention, Span
from timeline.text import sentences

T = TypeVar("T")
_HEADING_MARKS = frozenset((".", ",", ":", "|", "-", "–", "—", "("))


@dataclass(slots=True)
class Sentence:
    """One sentence with its chunks, its frames and their readings, in order of the text."""

    span: Span
    number: int
    chunks: list[Chunk]
    reader: Reader
    frames: list[Frame]
    readings: list[Reading | None]
    headline: bool
    quoted: list[bool] = field(default_factory=list)


class Story:
    """The sentences of a dispatch, its persons and the state of the discourse."""

    def __init__(
        self, dispatch: Dispatch, places: Sequence[PlaceMention], dates: Sequence[DateMention], gazetteer: Gazetteer
    ) -> None:
        self.dispatch = dispatch
        self.text = dispatch.text
        self.published = dispatch.published
        self.gazetteer = gazetteer
        self.lexicon: Lexicon = lexicon("en")
        tokens = tokenise(self.text)
        self.people = People(tokens, places, self.lexicon, gazetteer.demonyms(), self.text)
        self.discourse = Discourse(self.people, self.lexicon)
        self.datelines = datelines(self.text, places)
        self.written_in = {m.place.country_code for _, named in self.datelines for m in named if m.place}
        self.dated = {m.start for _, named in self.datelines for m in named}
        self.advance = self._is_advance()
        known = [p for p in places if p.place is not None]
        base = self.datelines[0][1][0] if self.datelines else None
        told = [*capitals(tokens, known, gazetteer), *here(tokens, base), *homeward(tokens, self._home())]
        known = sorted([*known, *told], key=lambda m: m.start)
        self.sentences = self._read(tokens, known, dates)
        self.schedule_home = ""  # the land that a programme sets out from
        self.called_off = any("m.cancel" in c.kinds for s in self.sentences for c in s.chunks)
        self.off_headline = any("m.cancel" in c.kinds for s in self.sentences[:2] for c in s.chunks)
        self.schedule = sum(1 for s in self.sentences if s.headline and any(c.kind == "D" for c in s.chunks)) >= 4

    def _opens_line(self, span: Span, chunks: Sequence[Chunk]) -> bool:
        """Whether the sentence begins a line with a date, and no verb follows: a row of a programme."""
        fresh = span.start == 0 or self.text[span.start - 1] == "\n"
        return fresh and bool(chunks) and chunks[0].kind == "D" and not any(c.kind in "VM" for c in chunks)

    def _home(self) -> Place | None:
        """The capital of the land of whoever holds an office and is named most."""
        persons = [p for p in self.people.persons if p.dignitary and p.country and not p.minor]
        most = max(persons, key=lambda p: (p.mentions, -p.first), default=None)
        return self.gazetteer.capital(most.country) if most else None

    @staticmethod
    def _heading(chunks: Sequence[Chunk], current: Chunk | None, line: bool, before: bool) -> Chunk | None:
        """The date that heads a stretch of a programme: a line of its own, or the opening of one before a mark."""
        words = [c for c in chunks if c.kind != ","]
        if not words or words[0].kind != "D" or words[0].data.precision != "day":
            return current
        if len(words) == 1:
            return words[0] if before else None
        marked = chunks[chunks.index(words[0]) + 1].text in _HEADING_MARKS
        return words[0] if line or marked or len(words) < 4 else None

    @staticmethod
    def _readings(chunks: list[Chunk], frames: list[Frame], line: bool, heading: Chunk | None) -> list[Reading | None]:
        found: list[Reading | None] = []
        for number, frame in enumerate(frames):
            reading = None if frame.container else read(frame, chunks[frame.cue] if frame.cue >= 0 else None)
            if (
                line
                and heading is not None
                and not frame.container
                and frame.subject_how in ("", "main", "none", "other")
            ):
                told = read_line(chunks, frames, number)
                if told is not None:
                    reading, frame.subject, frame.subject_how = told, [], "schedule"
            found.append(reading)
        return found

    def _is_advance(self) -> bool:
        """Whether the dispatch announces a trip: it speaks of the future more than of the past."""
        lowered = self.text.lower()
        future = sum(lowered.count(w) for w in (" will ", " is to ", " are to ", "scheduled", "expected to", " due "))
        past = sum(lowered.count(w) for w in (" arrived ", " landed ", " flew ", " met ", " visited "))
        return future > past

    def _read(
        self, tokens: list[Token], places: Sequence[PlaceMention], dates: Sequence[DateMention]
    ) -> list[Sentence]:
        found: list[Sentence] = []
        at = 0
        heading: Chunk | None = None
        lasting, told = True, 0  # whether the heading holds until the next one, and the sentence that gave it
        named: list[tuple[int, int, str, Any]] = [
            (m.start, m.end, "P", ("person", m.persons)) for m in self.people.mentions
        ]
        starts = ([m[0] for m in named], [p.start for p in places], [d.start for d in dates])
        for number, span in enumerate(sentences(self.text)):
            start = span.start
            for line, _ in self.datelines:
                if line.start <= start < line.end:
                    start = line.end
            while at < len(tokens) and tokens[at].start < start:
                at += 1
            first = at
            while at < len(tokens) and tokens[at].start < span.end:
                at += 1
            if is_noise(self.text[span.start : span.end]):
                continue
            inside = Span(start, span.end)
            mentions = list(_within(named, starts[0], inside))
            mentions += _free(((p.start, p.end, "L", p) for p in _within(places, starts[1], inside)), mentions)
            mentions += _free(((d.start, d.end, "D", d) for d in _within(dates, starts[2], inside)), mentions)
            mentions += _free(self.discourse.person_chunks(tokens[first:at], first), mentions)
            chunks = chunk(tokens[first:at], mentions, self.lexicon)
            reader = Reader(chunks, self.lexicon)
            frames = reader.frames()
            Dates(reader, frames).assign()
            headline = is_headline(self.text, span)
            row = headline or "|" in self.text[span.start : span.end] or self._opens_line(span, chunks)
            fresh = span.start == 0 or self.text[span.start - 1] == "\n"
            before = heading
            heading = self._heading(chunks, heading, row, bool(found))
            if heading is not before:
                lasting, told = row or fresh, number
            if heading is not None and not lasting and number - told > 2:
                heading = None  # a date that opens a sentence of a paragraph serves the next two
            if heading is not None:
                for frame in frames:
                    if not frame.dates:
                        frame.dates, frame.date_how = [heading], "heading"
            readings = self._readings(chunks, frames, row, heading)
            found.append(Sentence(span, number, chunks, reader, frames, readings, headline, _quoted(chunks)))
        return found


def capitals(tokens: Sequence[Token], places: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """ "the Senegalese capital", "Senegal's capital": mentions of the capital without its name."""
    demonyms = gazetteer.demonyms()
    ends = {m.end: m for m in places if m.place and m.place.kind == "country"}
    starts = {m.start for m in places}
    found = []
    for at in range(1, len(tokens)):
        if tokens[at].lower != "capital":
            continue
        before = tokens[at - 1]
        mention = ends.get(before.end) or (ends.get(before.start + len(before.text)) if before.possessive else None)
        code = (
            mention.place.country_code
            if mention and mention.place
            else demonyms.get(before.lower, "")
            if before.capital
            else ""
        )
        following = [t.start for t in tokens[at + 1 : at + 4] if t.lower not in (",", "of", "city")][:1]
        capital = gazetteer.capital(code) if code else None
        if capital is not None and not (following and following[0] in starts):
            found.append(
                PlaceMention(
                    tokens[at].start, tokens[at].end, tokens[at].text, capital, reason="the capital of the land named"
                )
            )
    return found


_SETTLEMENTS = frozenset("city town capital resort port village base enclave".split())


def here(tokens: Sequence[Token], base: PlaceMention | None) -> list[PlaceMention]:
    """ "here" and "this resort": mentions of the place of the dateline."""
    if base is None:
        return []
    found = []
    for at, token in enumerate(tokens):
        said = token.lower == "here"
        if token.lower in _SETTLEMENTS and at > 2:
            said = tokens[at - 1].lower == "this" or (
                tokens[at - 2].lower == "this" and tokens[at - 1].lower not in ("is", "was")
            )
        if said:
            found.append(
                PlaceMention(token.start, token.end, token.text, base.place, reason="the place of the dateline")
            )
    return found


_HOMEWARD = frozenset(
    "fly flies flew flying head heads headed heading go goes return returns returned returning due".split()
)


def homeward(tokens: Sequence[Token], home: Place | None) -> list[PlaceMention]:
    """ "flies home", "due home": mentions of the traveller's own capital without its name."""
    if home is None:
        return []
    return [
        PlaceMention(token.start, token.end, token.text, home, reason="the capital at home")
        for before, token in pairwise(tokens)
        if token.lower == "home" and before.lower in _HOMEWARD
    ]


def _within(items: Sequence[T], starts: Sequence[int], span: Span) -> Sequence[T]:
    """Those items, sorted by their `starts`, that begin inside the span."""
    return items[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _free(new: Any, taken: Sequence[tuple[int, int, str, Any]]) -> list[tuple[int, int, str, Any]]:
    """Those of `new` that overlap none of `taken`."""
    return [m for m in new if all(m[1] <= a or b <= m[0] for a, b, _, _ in taken)]


def _quoted(chunks: Sequence[Chunk]) -> list[bool]:
    """For each chunk whether it stands between quotation marks."""
    inside = False
    found = []
    for piece in chunks:
        if piece.text == "“" or (piece.text == '"' and not inside):
            inside = True
        elif piece.text in ("”", '"'):
            inside = False
        found.append(inside)
    return found
