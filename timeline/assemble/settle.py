"""What the claims on one visit add up to: place, days, status, confidence, and where the sources disagree."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from timeline.assemble.claims import CONTAINERS, OPEN_AFTER, OPEN_BEFORE, Claim
from timeline.geodesy import FAR_EAST
from timeline.records import EventKind, Evidence, Place, Status

_REPEAT = 0.2  # how much a second sentence of one document adds, of what a new document would
_OUTLET = 0.5  # outlets copy each other: a second document counts half of an independent one
_SHARE = 1 / 3  # the earliest day of presence needs this share of the best supported day's weight
_MOST = 0.99


class Visit:
    """Claims on one visit, with the bounds they have in common."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims: list[Claim] = []
        self._by_doc: dict[str, dict[tuple[object, ...], tuple[Claim, Claim]]] = {}
        self._told: dict[str, list[int]] = {}  # where each document tells of it, sorted
        self._places: dict[str, tuple[Place, float]] = {}  # with what speaks for each
        self._place: Place | None = None
        self._placed = 0  # of how many claims `_place` was taken
        self.frames: list[tuple[int, int]] = []  # stays in a country on which this is one of several places
        self.low, self.high = OPEN_BEFORE, OPEN_AFTER
        self._days: tuple[int, int] | None = None
        self._firm = 0
        for item in claims:
            self.add(item)

    def add(self, item: Claim) -> None:
        """Takes one more claim; bounds that would leave no day are not taken over."""
        self.claims.append(item)
        self._note(item)
        if item.coarse or item.closes:
            return
        self._firm += 1 if item.event.status != "cancelled" else -1
        if item.day is not None:
            low, high = self._days or (item.day, item.day)
            self._days = min(low, item.day), max(high, item.day, item.end or item.day)
            self.low, self.high = self._days[0], self._days[0]
        elif self._days is None and item.low <= self.high and item.high >= self.low:
            self.low, self.high = max(self.low, item.low), min(self.high, item.high)

    def _note(self, item: Claim) -> None:
        """Keeps where the claim's document tells of the visit."""
        at, alike = item.event.position, (item.day, item.past, item.again, item.event.place)
        ends = self._by_doc.setdefault(item.doc, {})
        first, last = ends.get(alike, (item, item))
        ends[alike] = item if at < first.event.position else first, item if at > last.event.position else last
        insort(self._told.setdefault(item.doc, []), at)

    @property
    def docs(self) -> Set[str]:
        """The documents whose claims these are."""
        return self._by_doc.keys()

    def of(self, doc: str) -> Iterator[Claim]:
        """The claims of one document; of those that differ in nothing but where they are told the first and the last.

        A visit of which many tell has thousands of claims, and so has a document that repeats itself.
        """
        for low, high in self._by_doc.get(doc, {}).values():
            yield low
            if high is not low:
                yield high

    def nearest(self, item: Claim) -> int | None:
        """How far from the claim its own document tells of the visit, at the least; None if it does not."""
        told = self._told.get(item.doc, [])
        at = bisect_left(told, item.event.position)
        return min((abs(other - item.event.position) for other in told[max(0, at - 1) : at + 1]), default=None)

    @property
    def dated(self) -> bool:
        return self._days is not None

    @property
    def days(self) -> tuple[int, int]:
        """First and last day on which the traveller is reported there; the bounds if no day is known."""
        return self._days or (self.low, self.high)

    @property
    def cancelled(self) -> bool:
        return self._firm < 0

    @property
    def place(self) -> Place | None:
        """The most specific place, the best supported of several."""
        if self._placed != len(self.claims):
            for item in self.claims[self._placed :]:
                if (place := item.event.place) is not None:
                    old, weight = self._places.get(place.place_id, (place, 0.0))
                    first = old if old == place or repr(old) <= repr(place) else place
                    self._places[place.place_id] = first, weight + item.event.confidence
            self._place, self._placed = _best(self._places), len(self.claims)
        return self._place


def _best(places: Mapping[str, tuple[Place, float]]) -> Place | None:
    def rank(place: Place) -> tuple[int, float, str]:
        coarse = ("country", "region", "admin1", "admin2").index(place.kind) if place.kind in CONTAINERS else 4
        if place.kind in ("airport", "venue"):
            coarse = 3  # the settlement is the place of the stop where a source gives it
        return (-coarse, -places[place.place_id][1], place.place_id)

    return min((place for place, _ in places.values()), key=rank, default=None)


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome for one visit; days are ordinals, `low`/`high` bound the start."""

    event: EventKind
    place: Place | None
    place_text: str
    start: int | None
    end: int | None
    low: int
    high: int
    status: Status
    confidence: float
    conflict: tuple[str, ...]
    role: str
    purpose: str
    reason: str
    when_text: str
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Place, ...]


def _evidence(claims: Sequence[Claim], start: int | None, status: Status) -> tuple[Evidence, ...]:
    """All sentences, each once; first the one the row rests on: of its status, with its day, the surest."""
    if not claims:
        return ()
    best = min(
        claims, key=lambda c: (c.event.status != status, start is not None and c.day != start, -c.event.confidence)
    )
    return tuple(dict.fromkeys([best.event.evidence, *(c.event.evidence for c in claims)]))


def _recency(item: Claim) -> int:
    return item.published or 0


def _status(claims: Sequence[Claim]) -> tuple[Status, list[str]]:
    """The status after the last report, and the sources that contradict it."""
    by_doc: dict[str, list[Claim]] = defaultdict(list)
    for item in claims:
        by_doc[item.doc].append(item)
    verdicts = []
    sure: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for doc, items in by_doc.items():
        best: dict[str, float] = defaultdict(float)
        for item in items:
            best[item.event.status] = max(best[item.event.status], item.event.confidence)
        status: Status = "planned"
        if "reported" in best and best["reported"] >= best.get("cancelled", 0.0):
            status = "reported"
        elif "cancelled" in best:
            status = "cancelled"
        verdicts.append((max(map(_recency, items)), ("planned", "cancelled", "reported").index(status), doc, status))
        sure[status].append((best[status], max(map(_recency, items))))
    verdicts.sort()
    final = verdicts[-1][3]
    if "reported" in sure:
        final = "reported"  # what has happened cannot be called off, nor planned again by an older plan told late
        if _outdone(sure["reported"], sure["cancelled"]):
            final = "cancelled"
    against = []
    for when, _, doc, status in verdicts:
        overtaken = status == "planned" and (when < verdicts[-1][0] or final == "reported")
        revived = status == "cancelled" and when < verdicts[-1][0] and final == "planned"
        if status != final and not overtaken and not revived:
            against.append(f"{doc} says {status}")
    return final, against


def _lies_ahead(claims: Sequence[Claim], start: int) -> bool:
    """Whether all who report the visit wrote before its day; in the far east a day begins when elsewhere it is eve."""
    told = [(c.published, c.event.place) for c in claims if c.event.status == "reported"]
    return bool(told) and all(
        day is not None and day + (place is not None and place.longitude > FAR_EAST) < start for day, place in told
    )


def _outdone(reported: Sequence[tuple[float, int]], cancelled: Sequence[tuple[float, int]]) -> bool:
    """Whether a call-off is surer than every report of the visit, and none of these came after it."""
    if not cancelled:
        return False
    surest, last = max(sure for sure, _ in cancelled), max(when for _, when in cancelled)
    return all(sure < surest and when <= last for sure, when in reported)


def _say(day: int) -> str:
    value = date.fromordinal(day)
    return f"{value.day} {value:%B} {value.year}"


def _votes(claims: Iterable[Claim], value: Callable[[Claim], int | None]) -> dict[int, tuple[float, int]]:
    """For each value: the confidence of its documents summed, and the last publication that gives it."""
    best: dict[tuple[int, str], float] = {}
    latest: dict[int, int] = {}
    for item in claims:
        found = value(item)
        if found is not None:
            best[found, item.doc] = max(best.get((found, item.doc), 0.0), item.event.confidence)
            latest[found] = max(latest.get(found, 0), _recency(item))
    weight: dict[int, float] = defaultdict(float)
    for found, doc in sorted(best):
        weight[found] += best[found, doc]
    return {found: (round(weight[found], 6), last) for found, last in latest.items()}


def _start(claims: Sequence[Claim], status: Status) -> int | None:
    """The day of arrival: of reports the best supported arrival, else the first day of presence that has support; of
    plans the most recent."""
    dated = [c for c in claims if c.day is not None and not c.coarse and not c.closes]
    pool = [c for c in dated if c.event.status == status] or dated
    if not pool:
        return None
    if status != "reported":
        last = max(map(_recency, pool))
        pool = [c for c in pool if _recency(c) == last]  # the most recent plan holds
    arrivals = [c for c in pool if c.arrival]
    votes = _votes(arrivals or pool, lambda c: c.day)
    if arrivals:
        return min(votes, key=lambda d: (-votes[d][0], -votes[d][1], d))
    most = max(weight for weight, _ in votes.values())
    return min(day for day, (weight, _) in votes.items() if weight >= most * _SHARE)


def _day_conflicts(claims: Sequence[Claim], start: int | None) -> list[str]:
    """Sources that give another day of arrival; presence on a later day of the stay is none."""
    if start is None:
        return []
    arrivals = any(c.arrival and c.day == start for c in claims)
    against: dict[str, set[int]] = defaultdict(set)
    agreeing = {c.doc for c in claims if c.day == start}
    for item in claims:
        if item.day is None or item.day == start or item.coarse or item.closes:
            continue
        stay = item.event.status == "reported" and item.day > start and not (item.arrival and arrivals)
        if stay or (item.doc in agreeing and not item.arrival):
            continue
        against[item.doc].add(item.day)
    return [f"{doc} says {' or '.join(map(_say, sorted(days)))}" for doc, days in sorted(against.items())]


def _end(claims: Sequence[Claim], start: int | None) -> tuple[int | None, list[str]]:
    def value(item: Claim) -> int | None:
        found = item.day if item.closes else item.end
        return found if found is not None and (start is None or found >= start) else None

    votes = _votes(claims, value)
    if not votes:
        return None, []
    end = min(votes, key=lambda d: (-votes[d][1], -votes[d][0], d))
    agreeing = {c.doc for c in claims if value(c) == end}
    against = {(c.doc, v) for c in claims if c.doc not in agreeing and (v := value(c)) is not None}
    return end, [f"{doc} says until {_say(day)}" for doc, day in sorted(against)]


def _bounds(
    claims: Sequence[Claim], frames: Sequence[tuple[int, int]], start: int | None, end: int | None, status: Status
) -> tuple[int, int]:
    """Bounds on the start that the claims have in common, the more recent ones first."""
    if start is not None:
        return start, start
    low, high = OPEN_BEFORE, OPEN_AFTER
    for item in sorted(claims, key=lambda c: (c.event.status != status, -_recency(c), c.high - c.low)):
        if item.coarse or item.closes or item.low > high or item.high < low:
            continue
        low, high = max(low, item.low), min(high, item.high)
    for first, last in sorted(frames):
        if first <= high and last >= low:
            low, high = max(low, first), min(high, last)
    if status == "planned" and low == OPEN_BEFORE:
        told = [c.published for c in claims if c.published is not None and c.event.status == status]
        low = min((day for day in told if day <= high), default=low)  # what is planned has not begun when it is told
    if end is not None and low <= end:
        high = min(high, end)
    return low, high


def _confidence(claims: Sequence[Claim]) -> float:
    """Combines the confidence of claims: repetitions in one document add little, other documents more."""
    by_doc: dict[str, list[float]] = defaultdict(list)
    for item in claims:
        by_doc[item.doc].append(min(max(item.event.confidence, 0.0), 1.0))
    docs = []
    for values in by_doc.values():
        values.sort(reverse=True)
        total = values[0]
        for extra in values[1:4]:
            total += (1 - total) * extra * _REPEAT
        docs.append(total)
    docs.sort(reverse=True)
    total = docs[0]
    for extra in docs[1:]:
        total += (1 - total) * extra * _OUTLET
    return round(max(docs[0], min(total, _MOST)), 4)


def favourite(texts: Iterable[str]) -> str:
    """The most frequent text that is not empty, the longest of several, then the alphabet."""
    counts = Counter(t for t in texts if t)
    return min(counts, key=lambda t: (-counts[t], -len(t), t), default="")


def settle(visit: Visit) -> Settled:
    """Adds up the claims of a visit. The order of its claims does not matter."""
    claims = sorted(visit.claims, key=lambda c: (_recency(c), c.doc, c.event.position, c.event.evidence.sentence))
    status, against = _status(claims)
    start = _start(claims, status)
    if status == "reported" and start is not None and _lies_ahead(claims, start):
        status = "planned"
    end, end_conflicts = _end(claims, start)
    low, high = _bounds(claims, visit.frames, start, end, status)
    kinds: dict[EventKind, float] = defaultdict(float)
    for item in claims:
        if not item.closes:
            kinds[item.event.event] += item.event.confidence
    place = visit.place
    best = min(claims, key=lambda c: (c.event.place != place, -c.event.confidence))
    own = place.place_id if place else ""
    alternatives = {p.place_id: p for c in claims for p in c.event.alternatives if p.place_id != own}
    dated = [c for c in claims if c.day == start] if start is not None else []
    return Settled(
        event=min(kinds, key=lambda k: (-round(kinds[k], 6), k != "transit", k)),
        place=place,
        place_text=best.event.place_text,
        start=start,
        end=end,
        low=low,
        high=high,
        status=status,
        confidence=_confidence(claims),
        conflict=tuple(_day_conflicts(claims, start) + end_conflicts + against),
        role=favourite(c.event.role for c in claims),
        purpose=favourite(c.event.purpose for c in claims),
        reason=best.event.reason,
        when_text=favourite(c.event.when.text for c in dated or claims),
        evidence=_evidence(claims, start, status),
        alternatives=tuple(alternatives[key] for key in sorted(alternatives)),
    )
