"""Sites: each place of a sentence with what governs it, read from the clauses.

A site is what the syntax says of one mention of a place, before anything is decided: the clause, the preposition, the
noun of travel it hangs on, whether it goes on a list, and whether it only says where another place lies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from timeline.extract.syntax.clause import Arg, Clause
from timeline.extract.syntax.phrase import Phrase
from timeline.gazetteer.spot import km
from timeline.records import Place, PlaceMention

_BESIDE = frozenset(("outside", "near", "opposite", "around", "beside"))
_NEAR_KM = 80.0
_AREAS = frozenset(
    "island islands province state region district county prefecture peninsula coast shore tip north south east west"
    " end".split()
)
_ASIDE_WORDS = 7
SURROUNDINGS = frozenset(
    "district area region province city town airport suburb suburbs outskirts state capital hotel headquarters hq"
    " palace base airfield port harbour harbor island islands border county prefecture side hospital"
    " cathedral university convention centre center stadium resort village museum mosque church residence parliament"
    " factory plant".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A role (`to`, `from`, `via`, `at`, `back`, `hosted`) with the strength of that reading and the rule's name."""

    role: str
    strength: float
    rule: str


@dataclass(slots=True, eq=False)
class Site:
    """One mention of a place. `form` tells how it stands: arg, item (no verb), attr (before a noun), subject, scene."""

    clause: Clause
    arg: Arg
    mention: PlaceMention
    form: str = "arg"
    container: bool = False
    reading: Reading | None = None
    dates: list[Phrase] = field(default_factory=list)
    date_how: str = ""
    said: Clause | None = None  # the clause that tells of the same visit ("a visit to Russia which he made on Monday")
    real: str = ""  # what `mood.reality` says of it, once that was asked

    @property
    def place(self) -> Place:
        assert self.mention.place is not None
        return self.mention.place

    @property
    def telling(self) -> Clause:
        """The clause whose tense is that of the visit."""
        return self.said or self.clause

    @property
    def prep(self) -> str:
        return self.arg.prep

    @property
    def noun(self) -> Phrase | None:
        return self.arg.noun

    @property
    def listed(self) -> bool:
        return self.arg.head is not None

    @property
    def quoted(self) -> bool:
        return self.arg.np.quoted

    @property
    def at(self) -> int:
        """The token at which the place begins."""
        return self.arg.np.first


def left_of(site: Site) -> Phrase | None:
    """The noun phrase that ends just left of the place and its preposition; of a list, left of the first member."""
    arg = site.arg.head or site.arg
    return left_neighbour(site, arg.np) if arg.prep else None


def left_neighbour(site: Site, phrase: Phrase) -> Phrase | None:
    """The noun phrase of the site's clause that ends just left of another and its preposition."""
    best: Phrase | None = None
    for piece in (*site.clause.subject, *(a.np for a in site.clause.args), *(p for p, _ in site.clause.pre)):
        near = 0 < phrase.first - piece.last <= 3
        if near and piece.what != "date" and (best is None or piece.last > best.last):
            best = piece
    return best


def contains(outer: Place, inner: Place) -> bool:
    """Whether `outer` (a country, region or division) holds `inner` by its codes."""
    if outer.place_id == inner.place_id:
        return False
    if outer.kind == "country":
        return outer.country_code == inner.country_code
    if outer.kind in ("admin1", "admin2", "region"):
        return (
            outer.country_code == inner.country_code
            and outer.name in (inner.admin1, outer.name)
            and (not inner.admin1 or inner.admin1 == outer.name)
        )
    return False


def sites(clauses: Sequence[Clause], phrases: Sequence[Phrase]) -> list[Site]:
    """The sites of a sentence in order of the text, each place once."""
    found: dict[int, Site] = {}
    wheres: list[Site] = []
    for clause in clauses:
        for site in _of_clause(clause):
            if site.form == "where":
                wheres.append(site)
                continue
            held = found.get(site.at)
            if held is None or (held.form != "arg" and site.form == "arg"):
                found[site.at] = site
    ordered = [found[at] for at in sorted(found)]
    _mark_containers(ordered, phrases)
    held_by = {site.at: before.mention for before, site in pairwise(ordered) if site.container}
    for site in wheres:  # "Brisbane, Australia, where he will meet": the town, not the country it lies in
        site.mention = held_by.get(site.at, site.mention)
    return sorted([*ordered, *wheres], key=lambda s: s.at)


def _of_clause(clause: Clause) -> Iterator[Site]:
    for arg in clause.args:
        if arg.before == "where" or arg.before == "which":
            if _placed(arg.np):  # "Seoul, where he will meet": a second word on the place
                yield Site(clause, arg, arg.np.data, "where")
            continue
        if _placed(arg.np):
            if not arg.prep and arg.np.data.text in ("here", "there"):
                arg.prep = "in"
            yield Site(clause, arg, arg.np.data, "item" if clause.verb is None and not arg.prep else "arg")
        if arg.np.attrs or arg.np.owner is not None:
            yield from _qualifying(clause, arg.np, arg)
    for piece in clause.subject:
        if _placed(piece):
            yield Site(clause, Arg("", piece, piece.first), piece.data, "subject")
        if piece.attrs or piece.owner is not None:
            yield from _qualifying(clause, piece, None)


def _qualifying(clause: Clause, piece: Phrase, arg: Arg | None) -> Iterator[Site]:
    """Places before a noun of travel or meeting ("the Geneva talks", "his Beijing visit", "Friday's Riga summit")."""
    owner = piece.owner
    if owner is not None and arg is not None and _placed(owner) and piece.head in SURROUNDINGS and piece.attrs:
        near = (a.data.place for a in piece.attrs if _placed(a))
        if any(_near(place, owner.data.place) for place in near):  # "Taipei's Songshan airport"
            yield Site(clause, Arg(arg.prep, owner, arg.at, arg.noun, arg.head, arg.fronted, arg.before), owner.data)
            return
    for attr in piece.attrs:
        if _placed(attr) and piece.words[:1] != ("this",):  # "in this Red Sea resort": where the story is written
            if piece.head in SURROUNDINGS and arg is not None:  # "in Cox's Bazar district"
                within = [
                    b.np for b in clause.args if b.prep == "in" and b.np.first == piece.last + 2 and _placed(b.np)
                ]
                if any(not contains(np.data.place, attr.data.place) for np in within):
                    continue  # "the Zaporizhzhia plant in Enerhodar"
                own = Arg(arg.prep, attr, arg.at, arg.noun, arg.head, arg.fronted, arg.before)
                yield Site(clause, own, attr.data)
                continue
            noun = piece if piece.what == "event" else None
            yield Site(clause, Arg("in" if noun else "", attr, attr.first, noun), attr.data, "attr")
    if piece.owner is not None and _placed(piece.owner):
        yield Site(clause, Arg("", piece.owner, piece.owner.first), piece.owner.data, "genitive")


def _placed(piece: Phrase) -> bool:
    return piece.what == "place" and piece.data is not None and piece.data.place is not None


def _near(one: Place, other: Place) -> bool:
    return km(one.latitude, one.longitude, other.latitude, other.longitude) <= _NEAR_KM


def _mark_containers(ordered: Sequence[Site], phrases: Sequence[Phrase]) -> None:
    """Places that only say where the place before them lies ("Tashkent, Uzbekistan", "Hiroshima in Japan")."""
    if len(ordered) < 2:
        return
    where = {piece.first: number for number, piece in enumerate(phrases)}
    for before, site in pairwise(ordered):
        first, second = where.get(before.arg.np.first), where.get(site.arg.np.first)
        if first is None or second is None:
            continue
        apart = 6 if site.arg.prep == "opposite" else 3  # "in Evian, on the lake opposite Lausanne"
        if site.arg.prep in _BESIDE and second - first <= apart and _near(site.place, before.place):
            site.container = True  # "in Cambridge outside Boston"
            continue
        between = [w for p in phrases[first + 1 : second] for w in p.words]
        if (
            between in ([",", "on"], ["on"])
            and before.place.kind == "city"
            and site.place.kind in ("admin1", "natural")
        ):
            site.container = True  # "Sharm el-Sheikh, on the Red Sea"
        elif (
            len(between) <= _ASIDE_WORDS
            and between[:1] == [","]
            and between[-1:] in (["of"], ["off"])
            and not _AREAS.isdisjoint(between)
            and all(p.kind in ("np", "prep", "punct") for p in phrases[first + 1 : second])
            and before.place.kind in ("city", "island", "base")
            and site.place.kind in ("admin1", "admin2", "island", "natural", "region")
        ):
            # "Boao, on the Chinese island of Hainan", "Kunashir, one of four islands off Hokkaido"
            site.container = True
            continue
        if not contains(site.place, before.place):
            continue
        between = [w for p in phrases[first + 1 : second] for w in p.words]
        if between and len(between) <= 2 and all(w in (",", "in", "(", "of", "outside", "-") for w in between):
            site.container = True
