"""Decides for the whole text which place each name means.

Names settled by the land beside them or without a rival come first; the others are weighed against them, twice, so
that the second round profits from the first. A name means one place in one text, except where different lands stand
beside it ("Paris, Texas and Paris, Illinois").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.locate.context import BESIDE, Context, Group, Land, nearest
from timeline.locate.geo import contains
from timeline.locate.names import Entry
from timeline.locate.weights import NEAR, READING
from timeline.records import Place

_ROUNDS = 2
_MOST_READINGS = 120
_LIST_STEPS = 3
_WELL_KNOWN = READING["well known"]
_NO_REASONS: tuple[str, ...] = ()
_KIND_WORDS = {"admin1": "a division", "admin2": "a division", "airport": "an airport", "island": "an island"}


def choose(groups: Sequence[Group], peoples: Mapping[str, int]) -> None:
    """Settle every group: sets `place` (None if it has no reading) and `ranked`."""
    for group in groups:
        group.place = _first_guess(group)
    for _ in range(_ROUNDS):
        before = [group.place for group in groups]
        context = Context(groups, peoples)
        decided = [_rank(group, context) for group in groups]
        for group, ranked in zip(groups, decided, strict=True):
            group.ranked = ranked
            group.place = ranked[0][1] if ranked else None
        if all(group.place is held for group, held in zip(groups, before, strict=True)):
            break  # another round would say the same


def _first_guess(group: Group) -> Place | None:
    """The reading before any context: by the land beside it, the only one, or far better known than the rest."""
    entry = group.entry
    if entry is None:
        return None
    if group.lands:
        for place in entry.places:
            if any(contains(land, place) for beside in group.lands for land in beside.places[:6]):
                return place
    if len(entry.places) == 1 or entry.weights[0] - entry.weights[1] >= 0.7 or entry.weights[0] >= 6.5:
        return entry.places[0]
    return None


def _rank(group: Group, context: Context) -> tuple[tuple[float, Place, tuple[str, ...]], ...]:
    entry = group.entry
    if entry is None:
        return ()
    scale = _Scale(group, entry, context)
    told: list[str] = []
    if len(entry.places) == 1:
        score = scale.weigh(entry.places[0], entry.weights[0], told)
        return ((score, entry.places[0], ("the only place of the name", *told)),)
    lands, bare = context.lands, scale.bare
    rated = []
    for number, (place, weight) in enumerate(zip(entry.places[:_MOST_READINGS], entry.weights, strict=False)):
        untold = bare and place.country_code not in lands
        score = _WELL_KNOWN * weight if untold else scale.weigh(place, weight, None)
        rated.append((-score, place.place_id, number, place))
    rated.sort()
    ranked = [(-score, place, _NO_REASONS) for score, _, _, place in rated]
    if rated:
        _, _, number, place = rated[0]
        scale.weigh(place, entry.weights[number], told)
        if not number:
            told.append("best known of the name")
        ranked[0] = (ranked[0][0], place, tuple(told) or ("best of several",))
    return tuple(ranked)


class _Scale:
    """Weighs the readings of one name against the rest of the text."""

    def __init__(self, group: Group, entry: Entry, context: Context) -> None:
        self._group, self._lands = group, context.lands
        self._own_lands = entry.countries
        self._listed = _listed(group) if group.neighbours else []
        self.bare = not (group.lands or group.kinds or self._listed)
        own = group.place  # says nothing for itself
        self._own: tuple[str, ...] = ()
        self._total, self._count = context.total + 1, 0
        if own is not None and own.kind != "region":
            self._own = BESIDE.get(own.country_code, (own.country_code,))
            self._count = min(group.mentions, 3)
            self._total -= self._count

    def weigh(self, place: Place, weight: float, reasons: list[str] | None) -> float:
        """How much speaks for a reading; what that is goes into `reasons`, for the one that is told."""
        score, kind, code = _WELL_KNOWN * weight, place.kind, place.country_code
        if not self.bare:
            score = self._beside(place, score, reasons)
        land = self._lands.get(code)
        if land is not None and kind != "country" and kind != "region" and code not in self._own_lands:
            # where the name is also the whole country's, what speaks for the country is no evidence for a part
            score += _in_land(place, land, reasons)
            if land.weight:
                score += self._nearness(place, land, reasons)
        if land is not None and land.towns and (kind == "admin1" or kind == "country"):
            score += self._holding(place, land, reasons)
        return score if self.bare else score + self._in_list(place, reasons)

    def _beside(self, place: Place, score: float, reasons: list[str] | None) -> float:
        """The score with what the words beside the name say for a reading: its land and its kind."""
        group = self._group
        if group.lands:
            beside = next((land for lands in group.lands for land in lands.places[:6] if contains(land, place)), None)
            if beside is not None:
                score += READING["named with its land"]
                if reasons is not None:
                    reasons.append(f"named with {beside.name}")
        if place.kind in group.kinds:
            score += READING["of the kind the word beside it says"]
            if reasons is not None:
                reasons.append(f"called {_KIND_WORDS.get(place.kind, f'a {place.kind}')}")
        return score

    def _nearness(self, place: Place, land: Land, reasons: list[str] | None) -> float:
        """What the settled places of the text say for a reading: how near they are, and in which country."""
        mine = land.weight - (self._count if place.country_code in self._own else 0)
        if not mine:
            return 0.0
        score = READING["in the country of most places of the text"] * mine / self._total
        near = nearest(land.points, self._group, place) if land.points else None
        if near is not None:
            away, name = near
            score += READING["near other places of the text"] * next(weight for limit, weight in NEAR if away <= limit)
            if reasons is not None:
                reasons.append(f"near {name}")
        return score

    def _holding(self, place: Place, land: Land, reasons: list[str] | None) -> float:
        """What the towns of the text say for the land they lie in ("Georgia", where Atlanta and Savannah are named)."""
        held = land.towns.get("" if place.kind == "country" else place.name, ())
        towns = [name for owner, name in held if owner is not self._group]
        if not towns:
            return 0.0
        if reasons is not None:
            reasons.append(f"holds {towns[0]}")
        return READING["its division is named in the text"] * min(len(towns), 2)

    def _in_list(self, place: Place, reasons: list[str] | None) -> float:
        """What the other members of its list say for a reading."""
        alike = sum(1 for n in self._listed if (other := n.place) is not None and _alike(place, other))
        if not alike:
            return 0.0
        if reasons is not None:
            reasons.append(f"listed with others of its kind ({place.kind})")
        return READING["of the same kind as its neighbours in a list"] * min(alike, 2)


def _in_land(place: Place, land: Land, reasons: list[str] | None) -> float:
    """What the country and the division of a reading say for it, if they are named."""
    score = land.said
    if place.kind != "admin1" and place.admin1 and place.admin1 in land.divisions:
        score = READING["its division is named in the text"] + score
        if reasons is not None:
            reasons.append(f"{place.admin1} is named in the text")
    if reasons is not None and land.name is not None:
        reasons.append(f"{land.name} is named in the text")
    elif reasons is not None and land.peopled:
        reasons.append("people of its country are named in the text")
    return score


def _listed(group: Group) -> list[Group]:
    """The other members of the list that a name stands in, as far as three steps away."""
    listed: dict[int, Group] = {}
    ring = [group]
    for _ in range(_LIST_STEPS):
        beside = (near for member in ring for near in member.neighbours)
        found = {id(near): near for near in beside if id(near) not in listed and near is not group}
        listed.update(found)
        ring = list(found.values())
    return list(listed.values())


def _alike(place: Place, other: Place) -> bool:
    """Whether two places are of one sort, as the members of a list are."""
    if place.place_id == other.place_id or place.kind != other.kind:
        return False
    if place.kind in ("country", "region") or place.country_code == other.country_code:
        return True
    return _great(place) and _great(other)


def _great(place: Place) -> bool:
    """Whether a city is named beside others of the world as a matter of course: capitals and cities of a million."""
    return place.feature_code == "PPLC" or (place.kind == "city" and place.population >= 1_000_000)
