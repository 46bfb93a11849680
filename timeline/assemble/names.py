"""One name for one traveller: "Blinken", "Antony J. Blinken" and "Secretary Blinken" over all dispatches.

Names are compared without accents, titles and middle initials. Full names are one person when the surname is the same
and the given names do not contradict; a bare name goes to the full name that best shares its documents, its office
and its time, and stands alone when there is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline.assemble.claims import fold
from timeline.records import Problem, TripEvent

# given names that are the same
_NICKNAMES = """
antony anthony tony; joseph joe; michael mike; james jim jimmy; william bill billy will; robert bob bobby rob
richard dick rick; thomas tom; edward ed eddie ted; david dave; daniel dan; stephen steven steve; benjamin ben bibi
samuel sam; donald don; christopher chris; nicholas nick; gregory greg; jeffrey jeff geoffrey; john jack; patrick pat
andrew andy; alexander alex; matthew matt; timothy tim; lawrence larry; kenneth ken; ronald ron; charles charlie chuck
elizabeth liz; catherine katherine kathy kate; susan sue; deborah debbie; sergei sergey serguei; dmitry dmitri
mohammed mohamed muhammad mohammad; hussein hussain husain; yousef yusuf youssef; mahmoud mahmud; ahmed ahmad
"""
_SAME = {word: row.split()[0] for row in _NICKNAMES.replace(";", "\n").splitlines() for word in row.split()}
_TITLE_WORDS = """
mr mrs ms miss dr sir dame lord lady president vice prime foreign defense defence deputy first second acting former
secretary minister general gen senator sen representative rep congressman congresswoman governor gov ambassador envoy
chancellor king queen prince princess crown emperor empress sheikh sheik emir sultan pope colonel col admiral adm
marshal premier speaker commissioner chairman professor prof us u s uk state the of interior treasury special
"""
_PARTICLE_WORDS = "al el as ash ad an ar at de del della der di da dos von van bin ben ibn the la le"
_TITLES = frozenset(_TITLE_WORDS.split())
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_REGNAL = frozenset(("king", "queen", "pope", "prince", "princess", "sheikh", "emperor", "empress", "emir", "sultan"))
_FAR_DAYS = 3653  # a bare surname is not carried over more than ten years


@dataclass(slots=True)
class _Name:
    """One way of writing a name, with what is known of its use."""

    text: str
    tokens: tuple[str, ...]
    count: int = 0
    docs: set[str] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    days: set[int] = field(default_factory=set)

    @property
    def surname(self) -> str:
        return self.tokens[-1]

    @property
    def full(self) -> bool:
        """Whether a given name stands beside the surname, not only its initial."""
        return is_full(self.tokens)


def strip_titles(name: str) -> str:
    """The name without titles before it, possessive and quotes; the name itself when nothing else is left."""
    words = name.replace("’", "'").strip(" \"'“”,.").removesuffix("'s").split()
    rest = list(words)
    while len(rest) > 1 and set(fold(rest[0]).split()) <= _TITLES:
        rest.pop(0)
    if len(rest) == 1 and len(words) > 1 and fold(words[-2]) in _REGNAL:
        rest = words[-2:]  # "King Abdullah", "Pope Francis": the title is the given part of the name
    if rest and all(w.isupper() and len(w) > 3 for w in rest):
        rest = [w.title() for w in rest]
    return " ".join(rest)


def tokenised(name: str) -> tuple[str, ...]:
    """The words of a name by which it is compared, the surname last; never empty."""
    tokens = [t for t in fold(name).split() if t not in _SUFFIXES]
    core = [t for t in tokens if t not in _PARTICLES]
    return tuple(core or tokens or [name])


def is_full(tokens: Sequence[str]) -> bool:
    """Whether a given name stands beside the surname, not only its initial."""
    return len(tokens) > 1 and any(len(t) > 1 for t in tokens[:-1])


def _agree(first: str, second: str) -> bool:
    """Whether two given names can be the same: equal, a nickname, or the initial of the other."""
    if _SAME.get(first, first) == _SAME.get(second, second):
        return True
    short, long = sorted((first, second), key=len)
    return len(short) == 1 and long.startswith(short)


def compatible(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two tokenised full names can be one person: surname equal, given names without contradiction."""
    if first[-1] != second[-1]:
        return False
    short, long = sorted((first[:-1], second[:-1]), key=len)
    if not short or not long:
        return False
    if tuple(long[-len(short) :]) == tuple(short):  # "Suu Kyi", "Tayyip Erdogan"
        return True
    if not _agree(short[0], long[0]):
        return False
    middles, others = short[1:], long[1:]
    if not middles or any(a == b for a in middles for b in others if len(a) > 1):
        return True
    return _agree(middles[0], others[0])  # "George W." is not "George H. W."


class _Person:
    """Names that are one person."""

    def __init__(self, name: _Name) -> None:
        self.names: list[_Name] = []
        self.docs: set[str] = set()
        self.roles: set[str] = set()
        self.days: list[int] = []
        self.count = 0
        self.add(name)

    def add(self, name: _Name) -> None:
        """Takes one more way of writing the person."""
        self.names.append(name)
        self.docs |= name.docs
        self.roles |= {fold(role) for role in name.roles}
        self.days = sorted({*self.days, *name.days})
        self.count += name.count

    def fits(self, name: _Name) -> bool:
        """Whether a full name contradicts none of those already here."""
        return all(compatible(own.tokens, name.tokens) for own in self.names)

    @property
    def best(self) -> str:
        """The way of writing that most documents use, middle initials avoided."""

        def rank(name: _Name) -> tuple[int, int, int, str]:
            initials = sum(len(t) == 1 for t in name.tokens)
            return (initials, -len(name.docs), -name.count, name.text)

        return min(self.names, key=rank).text

    def closeness(self, name: _Name) -> tuple[int, int, int, int]:
        """How well a name goes with this person: shared documents, office, nearness in time, use."""
        shared = len(self.docs & name.docs) if len(name.docs) > 1 else int(bool(name.docs & self.docs))
        roles = len(self.roles & {fold(r) for r in name.roles})
        gap = min((self._gap(day) for day in name.days), default=0)
        return (-1, 0, 0, 0) if gap > _FAR_DAYS else (shared, roles, -gap, self.count)

    def _gap(self, day: int) -> int:
        at = bisect_left(self.days, day)
        return min((abs(d - day) for d in self.days[max(0, at - 1) : at + 1]), default=0)


class _Register:
    """All names of a batch of events and the persons behind them.

    A full name is one person in all documents. A bare name is settled document by document, for the "Clinton" of one
    may be another's.
    """

    def __init__(self, events: Sequence[TripEvent]) -> None:
        self.problems: list[Problem] = []
        self._texts: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._names: dict[tuple[str, str], _Name] = {}
        self._keys = [self._note(event) for event in events]
        self._persons = self._gather()
        self._by_first: dict[str, list[_Person]] = defaultdict(list)
        for person in (p for group in self._persons.values() for p in group):
            for first in sorted({n.tokens[0] for n in person.names}):
                self._by_first[first].append(person)

    def names(self) -> list[str]:
        """The canonical name of each event's traveller, in the order of the events."""
        found: dict[tuple[str, str], str] = {}
        for person in (p for group in self._persons.values() for p in group):
            found.update(((name.text, ""), person.best) for name in person.names)
        alone: dict[str, str] = {}
        for key in sorted(k for k, n in self._names.items() if not n.full):
            name = self._names[key]
            found[key] = self._settle(name) or alone.setdefault(fold(name.text), name.text)
        return [found[key] for key in self._keys]

    def _note(self, event: TripEvent) -> tuple[str, str]:
        """Counts one use of a name; returns the key under which it is settled."""
        if event.traveller not in self._texts:
            text = strip_titles(event.traveller)
            self._texts[event.traveller] = text, tokenised(text)
        text, tokens = self._texts[event.traveller]
        source = event.evidence.source
        name = _Name(text, tokens)
        key = (text, "" if name.full else source)
        name = self._names.setdefault(key, name)
        name.count += 1
        name.docs.add(source)
        name.roles.update([event.role] if event.role else [])
        if event.published:
            name.days.add(event.published.toordinal())
        return key

    def _gather(self) -> dict[str, list[_Person]]:
        """Persons with a full name, by surname; the names that say most come first, so that the others join them."""
        persons: dict[str, list[_Person]] = defaultdict(list)
        full = [name for name in self._names.values() if name.full]
        for name in sorted(full, key=lambda n: (-len(n.tokens), n.text)):
            fitting = [p for p in persons[name.surname] if p.fits(name)]
            if fitting:
                max(fitting, key=lambda p: (p.closeness(name), p.best)).add(name)
            else:
                persons[name.surname].append(_Person(name))
        return persons

    def _settle(self, name: _Name) -> str:
        """The person behind a bare name, or "" when none is near enough."""
        candidates = self._persons.get(name.surname, [])
        if len(name.tokens) > 1:  # "A. Blinken"
            candidates = [p for p in candidates if p.fits(name)]
        elif not candidates:  # "Xi", "Prince Mohammed": a first name counts beside the full name only
            candidates = [p for p in self._by_first.get(name.surname, ()) if p.docs & name.docs]
        ranked = sorted(((p.closeness(name), p.best) for p in candidates), reverse=True)
        ranked = [r for r in ranked if r[0][0] >= 0]
        if not ranked:
            return ""
        if len(ranked) > 1 and ranked[0][0][:2] == ranked[1][0][:2]:
            options = ", ".join(sorted(best for _, best in ranked))
            message = f"{name.text!r} could be {options}; taken as {ranked[0][1]}"
            self.problems.append(Problem("name", message, source=min(name.docs)))
        return ranked[0][1]


def canonical(events: Sequence[TripEvent]) -> tuple[list[str], list[Problem]]:
    """The canonical traveller of each event, and a problem for each bare name that could be several persons."""
    register = _Register(events)
    return register.names(), register.problems
