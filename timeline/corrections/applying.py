"""A person's corrections on a newly built itinerary: his word wins, whatever newer dispatches say.

A correction finds its row by what the program said when it was made: the traveller, the place, the days, the sentence.
A row that is no longer told, or never was, is put where the person had it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from timeline.assemble.persons import persons
from timeline.corrections.history import Edited
from timeline.corrections.marks import MARK, cells, changed, mark, unmarked
from timeline.corrections.overlay import contradicted, overlay, with_distances
from timeline.pairing import days, gap, match, same_place
from timeline.records import Correction, Entry, Trip, Trips

_LEAST = 3.0
_NEAR_DAYS = 7
_NOT_TOLD = frozenset(("sources", "evidence", "confidence", "conflict"))  # what an added row cannot know better
_TRIP_DAYS = 4  # a row belongs to a trip of its traveller up to this many days away

_Row = list[Entry]  # of one entry: what is known of a row now; lists are told apart by identity


def apply(trips: Trips, edited: Edited) -> Trips:
    """The itinerary as the person's corrections have it, the corrected rows marked and the corrections listed anew.

    Where the sources now say something else than they did and than the person does, the row's `conflict` tells it. Of
    a table whose own itinerary is not known, a row that says what the program says is none of the person's.
    """
    return _Application(trips, edited).result()


class _Application:
    def __init__(self, trips: Trips, person: Edited) -> None:
        edited = person.trips
        self._trips, self._known = trips, person.known
        self._corrections = list(edited.corrections)
        done = {_place_of(c.after) for c in self._corrections if c.after is not None}
        self._kept = [e for e in edited.entries() if _place_of(e) not in done]
        self._rows: list[tuple[str, list[_Row]]] = [(t.trip_id, [[e] for e in t.entries]) for t in trips.trips]
        self._flat = [row for _, rows in self._rows for row in rows]
        self._program = list(trips.entries())
        self._person = persons([*self._program, *edited.entries(), *_entries(edited.corrections)])
        # the row of each correction and, behind them, of each row that was kept as it was, by its number
        self._of: dict[int, _Row] = {}
        self._left: set[int] = set(range(len(self._program)))
        self._touched: set[str] = set()
        self._none: set[int] = set()  # corrections that turn out to be none
        self._gone: list[Correction] = []

    def result(self) -> Trips:
        """The corrected itinerary."""
        # rows that were kept take theirs too: else a correction might take the next visit to the same place
        self._find([*(c.before for c in self._corrections), *self._kept])
        self._find([c.after for c in self._corrections])
        for number, correction in enumerate(self._corrections):
            if correction.after is None:
                self._delete(number, correction)
        kept = [(n, c) for n, c in enumerate(self._corrections) if c.after is not None]
        for number, correction in sorted(kept, key=lambda item: _place_of(item[1].after)):
            self._correct(number, correction)
        return self._finished()

    def _find(self, wanted: Sequence[Entry | None]) -> None:
        """The rows of the corrections that have none yet, each by one entry of it."""
        open_ = [(n, e) for n, e in enumerate(wanted) if e is not None and n not in self._of]
        left = sorted(self._left)
        found = match([e for _, e in open_], [self._program[i] for i in left], self._alike, self._keys)
        for i, j in found.items():
            self._of[open_[i][0]] = self._flat[left[j]]
            self._left.discard(left[j])

    def _keys(self, entry: Entry) -> Iterable[Hashable]:
        """Rows of one traveller are held against each other that share a place or a sentence."""
        person = self._person[entry.traveller]
        place = entry.place
        yield from ((person, name) for name in ({place.place_id, place.city_id} if place else {entry.place_text}))
        yield from ((person, e.source, e.sentence) for e in entry.evidence if e.sentence and e.source != MARK)

    def _alike(self, wanted: Entry, row: Entry) -> float:
        """How much tells that a row of today is one of before: above all its place, and days that may be the same."""
        apart = gap(days(wanted), days(row))
        if apart is not None and apart > _NEAR_DAYS:
            return 0.0
        score = 3.0 if same_place(wanted.place, row.place) else 0.0
        if wanted.place is None and row.place is None and wanted.place_text == row.place_text:
            score = 3.0
        sentences = {(e.source, e.sentence) for e in wanted.evidence if e.sentence}
        score += 2.0 * bool(sentences & {(e.source, e.sentence) for e in row.evidence})
        score += 1.0 * (wanted.event == row.event) - (0.0 if apart is None else 0.25 * apart)
        score += 0.5 * (wanted.trip_id == row.trip_id)
        return score if score >= _LEAST else 0.0

    def _delete(self, number: int, correction: Correction) -> None:
        row = self._of.get(number)
        if row is None:
            self._gone.append(correction)
            return
        self._gone.append(replace(correction, before=row[0]))
        self._take_out(row)

    def _take_out(self, row: _Row) -> None:
        for trip_id, rows in self._rows:
            if any(r is row for r in rows):
                rows[:] = [r for r in rows if r is not row]
                self._touched.add(trip_id)

    def _correct(self, number: int, correction: Correction) -> None:
        said = correction.after
        assert said is not None
        row = self._of.get(number)
        added = row is None
        if row is None:
            row = [unmarked(said)]
            self._of[number] = row
        else:
            correction = self._lay_over(row, number, correction)
        if number in self._none:
            return
        if added or "seq" in correction.columns:
            self._take_out(row)
            self._put(row, correction)
        self._touched.add(self._trip_of(row))
        row[0] = mark(correction, row[0])

    def _lay_over(self, row: _Row, number: int, correction: Correction) -> Correction:
        """Lays the person's cells over the program's row; gives back what the correction is with the row known."""
        before, said, program = correction.before, correction.after, row[0]
        assert said is not None
        columns = correction.columns
        if before is None:
            columns = _filled(said, program)
            if not self._known:
                self._none |= {number} if not columns else set()
                correction = self._corrections[number] = replace(correction, before=program, columns=columns)
        against = contradicted(program, before, said, columns) if before else ""
        laid = overlay(program, said, columns)
        conflict = "; ".join(dict.fromkeys(c for c in (laid.conflict, against) if c))
        row[0] = replace(laid, conflict=conflict)
        return correction

    def _trip_of(self, row: _Row) -> str:
        return next((trip_id for trip_id, rows in self._rows if any(r is row for r in rows)), "")

    def _put(self, row: _Row, correction: Correction) -> None:
        """Puts a row behind the one that the person had above it, else where its days belong."""
        above = self._anchor(correction.behind)
        if above is not None:
            _, rows = next(item for item in self._rows if any(r is above for r in item[1]))
            at = next(i for i, r in enumerate(rows) if r is above)
            rows.insert(at + 1, row)
            return
        rows = self._home(row[0])
        rows.insert(0 if correction.behind is None else _by_day(rows, row[0]), row)

    def _anchor(self, behind: Entry | None) -> _Row | None:
        """The row of today that was the person's row."""
        if behind is None:
            return None
        row = next((self._of.get(n) for n, e in self._numbered() if _place_of(e) == _place_of(behind)), None)
        return row if row is not None and self._trip_of(row) else None

    def _numbered(self) -> Iterator[tuple[int, Entry]]:
        """The person's rows with their numbers."""
        said = [*(c.after for c in self._corrections), *self._kept]
        yield from ((n, e) for n, e in enumerate(said) if e is not None)

    def _home(self, entry: Entry) -> list[_Row]:
        """The rows of the trip to which a row belongs that stands behind none: the trip that was the person's then, as
        most of its rows tell, else one of the same days, else a new one."""
        here = [self._trip_of(self._of[n]) for n, e in self._numbered() if e.trip_id == entry.trip_id and n in self._of]
        votes = Counter(trip_id for trip_id in here if trip_id)
        if votes:
            return self._rows_of(votes.most_common(1)[0][0])
        near = [
            (apart, trip_id)
            for trip_id, rows in self._rows
            for row in rows
            if self._person[row[0].traveller] == self._person[entry.traveller]
            and (apart := gap(days(row[0]), days(entry))) is not None
            and apart <= _TRIP_DAYS
        ]
        if near:
            return self._rows_of(min(near)[1])
        made: list[_Row] = []
        self._rows.append((entry.trip_id, made))
        return made

    def _rows_of(self, trip_id: str) -> list[_Row]:
        return next(rows for name, rows in self._rows if name == trip_id)

    def _finished(self) -> Trips:
        trips: list[Trip] = []
        now: dict[int, Entry] = {}
        for trip_id, rows in self._rows:
            if not rows:
                continue
            entries = [replace(r[0], trip_id=trip_id, seq=n) for n, r in enumerate(rows, 1)]
            if trip_id in self._touched:
                entries = with_distances(entries)
            now.update((id(r), e) for r, e in zip(rows, entries, strict=True))
            trips.append(Trip(trip_id, entries[0].traveller, tuple(entries)))
        listed = []
        for number, correction in enumerate(self._corrections):
            if correction.after is not None and number not in self._none:
                before = self._program_row(number) if correction.before else None
                listed.append(replace(correction, before=before or correction.before, after=now[id(self._of[number])]))
        return Trips(_sorted(trips), self._trips.problems, (*listed, *self._gone))

    def _program_row(self, number: int) -> Entry | None:
        row = self._of[number]
        return next((self._program[i] for i, r in enumerate(self._flat) if r is row), None)


def _entries(corrections: Iterable[Correction]) -> Iterable[Entry]:
    for c in corrections:
        yield from (e for e in (c.before, c.after, c.behind) if e is not None)


def _place_of(entry: Entry | None) -> tuple[str, int]:
    """Where a row stands in the person's table: its trip and its number there."""
    return (entry.trip_id, entry.seq) if entry else ("", 0)


def _filled(said: Entry, program: Entry) -> tuple[str, ...]:
    """The columns in which an added row says something, and not what the program says."""
    own = cells(said)
    return tuple(name for name in changed(program, said) if own[name] is not None and name not in _NOT_TOLD)


def _by_day(rows: Sequence[_Row], entry: Entry) -> int:
    """Where a row belongs by its day: before the first that begins later, else at the end."""
    day = entry.when.start or entry.when.earliest
    begins = [r[0].when.start or r[0].when.earliest for r in rows]
    return next((i for i, first in enumerate(begins) if day and first and first > day), len(rows))


def _sorted(trips: Sequence[Trip]) -> tuple[Trip, ...]:
    def first(trip: Trip) -> tuple[date, str, str]:
        known = [d for e in trip.entries for d in (e.when.start, e.when.earliest, e.when.latest) if d]
        return min(known, default=date.max), trip.traveller.casefold(), trip.trip_id

    return tuple(sorted(trips, key=first))
