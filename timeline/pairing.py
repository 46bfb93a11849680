"""Which rows of two itineraries speak of one visit, and which of them stand in another order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date

from timeline.records import Entry, Place

Days = tuple[date | None, date | None]


def match(
    first: Sequence[Entry],
    second: Sequence[Entry],
    score: Callable[[Entry, Entry], float],
    keys: Callable[[Entry], Iterable[Hashable]],
) -> dict[int, int]:
    """Numbers in `first` with the number in `second` that goes with each, best scores first, each used once.

    Only rows that share one of their `keys` are held against each other; a score of 0 or less is no match.
    """
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for number, item in enumerate(second):
        for key in keys(item):
            by_key[key].append(number)
    scored = []
    for i, item in enumerate(first):
        for j in {n for key in keys(item) for n in by_key[key]}:
            value = score(item, second[j])
            if value > 0:
                scored.append((-value, abs(i - j), i, j))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def days(entry: Entry) -> Days:
    """The first and last day on which a row's traveller may be there, None where open."""
    when = entry.when
    last = when.end if when.start else max((d for d in (when.end, when.latest) if d), default=None)
    return when.start or when.earliest, last or when.start


def gap(first: Days, second: Days) -> int | None:
    """Days between two stretches of time: 0 if they touch, None if either is not known at all."""
    if not any(first) or not any(second):
        return None
    low_a, high_a = first[0] or date.min, first[1] or date.max
    low_b, high_b = second[0] or date.min, second[1] or date.max
    return max(0, (low_b - high_a).days, (low_a - high_b).days)


def same_place(first: Place | None, second: Place | None) -> bool:
    """Whether two places are one, or the settlement of the other."""
    if first is None or second is None:
        return False
    ids = {first.place_id, first.city_id} - {""}
    return bool(ids & {second.place_id, second.city_id})


def moved(order: Sequence[int]) -> set[int]:
    """The positions in `order` that break its rise: all but those of a longest rising run."""
    ends: list[int] = []  # the last value of the best run of each length, and where it stands
    places: list[int] = []
    before: list[int | None] = []
    for position, value in enumerate(order):
        at = bisect_left(ends, value)
        before.append(places[at - 1] if at else None)
        if at == len(ends):
            ends.append(value)
            places.append(position)
        else:
            ends[at], places[at] = value, position
    kept: set[int] = set()
    here: int | None = places[-1] if places else None
    while here is not None:
        kept.add(here)
        here = before[here]
    return set(range(len(order))) - kept
