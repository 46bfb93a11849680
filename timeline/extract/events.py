"""From a dispatch with its places and dates to trip events: one claim for each place a traveller is said to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from timeline.extract.discourse import Discourse
from timeline.extract.frames import Frame, Reader
from timeline.extract.layout import datelines, is_headline, is_noise
from timeline.extract.people import People, Person
from timeline.extract.roles import Reading, read
from timeline.extract.status import decide
from timeline.extract.tokens import Chunk, chunk, tokenise
from timeline.extract.when import when
from timeline.gazetteer import Gazetteer
from timeline.languages import lexicon
from timeline.records import (
    DateMention,
    Dispatch,
    EventKind,
    Evidence,
    Place,
    PlaceMention,
    Span,
    TripEvent,
    When,
)
from timeline.text import sentences

THRESHOLD = 0.5
"""Below this strength a reading is dropped."""

_SUBJECT = {"subject": 0.1, "possessor": 0.1, "by": 0.1, "who": 0.1, "object": 0.05, "inherited": 0.0, "trip": 0.0,
            "main": -0.1, "far": -0.1, "place": -0.6, "other": -0.35, "none": -0.35}  # fmt: skip
_WAY = frozenset(("region", "natural"))


@dataclass(slots=True)
class Candidate:
    """A place a person is said to be, with the reading it rests on; `dropped` says why it was refused."""

    person: Person
    frame: Frame
    reading: Reading
    sentence: Span
    score: float
    reasons: list[str] = field(default_factory=list)
    dropped: str = ""
    event: TripEvent | None = None


class Extraction:
    """Reads one dispatch; `candidates` keeps everything that was considered, for `explain`."""

    def __init__(self, dispatch: Dispatch, places: Sequence[PlaceMention], dates: Sequence[DateMention], gazetteer: Gazetteer) -> None:
        self.dispatch = dispatch
        self.text = dispatch.text
        self.gazetteer = gazetteer
        self.lexicon = lexicon("en")
        self.places = places
        self.dates = dates
        tokens = tokenise(self.text)
        self.people = People(tokens, places, self.lexicon, gazetteer.demonyms(), self.text)
        self.discourse = Discourse(self.people, self.lexicon)
        self.datelines = datelines(self.text, places)
        self.advance = self._is_advance()
        self.candidates: list[Candidate] = []
        for span in sentences(self.text):
            self._sentence(span)

    # -- reading -----------------------------------------------------------------------------------------------
    def _is_advance(self) -> bool:
        """Whether the dispatch announces a trip: it speaks of the future more than of the past."""
        lowered = self.text.lower()
        future = sum(lowered.count(w) for w in (" will ", " is to ", " are to ", "scheduled", "expected to", " due "))
        past = sum(lowered.count(w) for w in (" arrived ", " landed ", " flew ", " met ", " visited "))
        return future > past

    def _sentence(self, span: Span) -> None:
        piece = self.text[span.start : span.end]
        if is_noise(piece):
            return
        start = span.start
        for line, _ in self.datelines:
            if line.start <= start < line.end:
                start = line.end
        tokens = tokenise(self.text, start, span.end)
        chunks = self._chunks(tokens, start, span.end)
        frames = Reader(chunks, self.lexicon).frames()
        self._listen(chunks)
        for frame in frames:
            self._consider(frame, chunks, span)
        self._remember(chunks)

    def _chunks(self, tokens: list, start: int, end: int) -> list[Chunk]:  # type: ignore[type-arg]
        mentions = [(m.start, m.end, "P", ("person", m.persons)) for m in self.people.mentions if start <= m.start < end]
        taken = [(a, b) for a, b, _, _ in mentions]

        def free(a: int, b: int) -> bool:
            return all(b <= x or y <= a for x, y in taken)

        inside = [p for p in self.places if start <= p.start < end and free(p.start, p.end)]
        mentions += [(p.start, p.end, "L", p) for p in inside if p.place is not None]
        mentions += [(d.start, d.end, "D", d) for d in self.dates if start <= d.start < end and free(d.start, d.end)]
        taken = [(a, b) for a, b, _, _ in mentions]
        mentions += [m for m in self.discourse.person_chunks(tokens) if free(m[0], m[1])]
        return chunk(tokens, mentions, self.lexicon)

    def _listen(self, chunks: Sequence[Chunk]) -> None:
        for piece in chunks:
            if piece.kind == "P" and piece.data[0] == "person":
                self.discourse.see(piece.data[1])

    def _remember(self, chunks: Sequence[Chunk]) -> None:
        """The first person of a sentence that is no object is what a pronoun in the next one means."""
        for index, piece in enumerate(chunks):
            if piece.kind == "P" and (index == 0 or chunks[index - 1].text not in self.lexicon.words["prepositions"]):
                numbers = self.discourse.resolve([piece])
                dignified = tuple(n for n in numbers if self.people.persons[n].dignitary and not self.people.persons[n].minor)
                if dignified:
                    self.discourse.subject = dignified
                return

    # -- judging -----------------------------------------------------------------------------------------------
    def _consider(self, frame: Frame, chunks: Sequence[Chunk], span: Span) -> None:
        reading = read(frame, chunks[frame.cue] if frame.cue >= 0 else None)
        if reading is None or frame.container or frame.place.data.place is None:
            return
        subject = frame.subject
        how = frame.subject_how
        if reading.role == "hosted":
            subject, how = self._guests(frame, chunks)
        numbers = self.discourse.resolve(subject)
        if not subject and how in ("main", "trip", "none", "other"):
            lead = self.discourse.subject or ((self.discourse.main,) if self.discourse.main is not None else ())
            numbers = tuple(lead) if how != "trip" or not lead else ((self.discourse.main,) if self.discourse.main is not None else lead)
        for number in numbers:
            self._judge(self.people.persons[number], frame, reading, how, chunks, span)

    def _guests(self, frame: Frame, chunks: Sequence[Chunk]) -> tuple[list[Chunk], str]:
        """Who is received: the subject of a passive, else the object of the host's verb."""
        cue = frame.cue
        passive = any(c.text in ("was", "is", "were", "are", "be", "been", "being") for c in chunks[max(0, cue - 3) : cue])
        if passive:
            return frame.subject, frame.subject_how
        guests = Reader(chunks, self.lexicon)._objects(cue)
        both = "v.presence" in chunks[cue].kinds
        return (guests + frame.subject if both else guests) or frame.subject, "object"

    def _judge(self, person: Person, frame: Frame, reading: Reading, how: str, chunks: Sequence[Chunk], span: Span) -> None:
        place: Place = frame.place.data.place
        score = reading.strength + _SUBJECT.get(how, 0.0)
        found = Candidate(person, frame, reading, span, score, [reading.rule, how])
        self.candidates.append(found)
        if person.minor:
            found.dropped = "speaks for others"
            return
        if not person.dignitary:
            found.score -= 0.3
            found.reasons.append("no office")
        if frame.fronted:
            found.score -= 0.05
        if place.kind in _WAY:
            found.dropped = "a region"
            return
        home = bool(person.country) and place.country_code == person.country
        if home and reading.role in ("at", "hosted"):
            found.dropped = "at home"
            return
        if frame.place.possessive and reading.role != "via":
            found.score -= 0.3
        if found.score < THRESHOLD:
            found.dropped = f"too weak ({found.score:.2f})"
            return
        self._make(found, chunks, home)

    def _make(self, found: Candidate, chunks: Sequence[Chunk], home: bool) -> None:
        frame, span = found.frame, found.sentence
        published = self.dispatch.published
        day = next((c.data.first for c in frame.dates if c.data.precision == "day"), None)
        status, why = decide(chunks, frame, day, published, headline=is_headline(self.text, span), advance=self.advance)
        found.reasons.append(why)
        if status is None:
            found.dropped = why
            return
        kind = self._kind(found, home, chunks)
        if kind is None:
            found.dropped = "home"
            return
        days = when(chunks, frame, status, published)
        if found.reading.role == "from" and kind == "stop":
            days = _left(days)
        background = bool(published and days.latest and (published - days.latest).days > 45)
        mention: PlaceMention = frame.place.data
        found.event = TripEvent(
            traveller=found.person.name, event=kind, place=self._settled(mention.place), place_text=mention.text, when=days,
            status=status, evidence=Evidence(self.dispatch.source, self.text[span.start : span.end], span),
            role=_titled(found.person.role), confidence=max(0.05, min(0.95, found.score)), alternatives=mention.alternatives,
            reason="; ".join([*found.reasons, mention.reason]), published=published, background=background,
        )  # fmt: skip

    def _settled(self, place: Place | None) -> Place | None:
        """The settlement of an airport or venue; a country stands at its capital, as it is marked on trip maps."""
        if place is None:
            return None
        if place.kind == "country":
            capital = self.gazetteer.capital(place.country_code)
            return replace(place, latitude=capital.latitude, longitude=capital.longitude) if capital else place
        return self.gazetteer.settlement(place)

    def _kind(self, found: Candidate, home: bool, chunks: Sequence[Chunk]) -> EventKind | None:
        role = found.reading.role
        place: Place = found.frame.place.data.place
        base = home and self._is_base(place)
        if role == "via":
            return "transit"
        if role == "from":
            return "departure" if home else "stop"
        if role == "back" and home:
            return "return"
        if base and role == "to":
            return "return" if place.kind != "country" else None
        return "stop"

    def _is_base(self, place: Place) -> bool:
        """Whether a place at home is where trips begin and end: the capital, or an airport or air base near it."""
        capital = self.gazetteer.capital(place.country_code)
        if capital is None or place.kind == "country":
            return True
        return abs(capital.latitude - place.latitude) < 0.6 and abs(capital.longitude - place.longitude) < 0.8


def _left(days: When) -> When:
    """A date of leaving bounds the stay from above, it is not its first day."""
    last = days.start or days.latest
    return When(None, last if days.start else None, None, last, "bounded" if last else "unknown", days.text)


def _titled(office: str) -> str:
    small = ("of", "for", "the", "and")
    return " ".join(w if w in small else w.capitalize() for w in office.split())


def positions(events: Sequence[TripEvent], published: date | None) -> list[TripEvent]:
    """The events with `position` set to the order in which they are told to have happened.

    Days order them where they are known; an undated event keeps its place behind the one told before it.
    """
    keyed: list[tuple[int, int, TripEvent]] = []
    last = 0
    for number, event in enumerate(events):
        day = event.when.start or (event.when.end if event.when.precision == "bounded" else None)
        if day:
            last = day.toordinal()
        elif event.status == "planned" and published:
            last = max(last, published.toordinal())
        keyed.append((last, number, event))
    ordered = sorted(keyed, key=lambda k: (k[0], k[1]))
    seen: dict[tuple[str, str, str], int] = {}
    result = []
    for rank, (_, _, event) in enumerate(ordered):
        key = (event.traveller, event.place.place_id if event.place else event.place_text, str(event.when.start or ""))
        result.append(replace(event, position=seen.setdefault(key, rank)))
    return result
