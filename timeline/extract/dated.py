"""Which dates of a sentence go with which of its sites."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from timeline.extract.hung import bare, hung
from timeline.extract.sites import Site
from timeline.extract.syntax.clause import Arg, Clause
from timeline.extract.syntax.phrase import Phrase

_TO = frozenset(("to", "until", "till", "through", "and", "-", "–", "—"))
_EDGES = frozenset("end conclude wrap_up wind_up finish close complete begin start kick_off".split())
_LATER = frozenset("later then afterwards afterward next subsequently eventually finally".split())
_TIMES = frozenset(
    "morning afternoon evening night nights hours dawn noon midnight week weekend day days month year end start"
    " beginning middle course eve part rest summer winter spring autumn".split()
)
_NEAR = 4


def _of_thing(day: Arg) -> bool:
    """Whether a date belongs to a thing that is named ("the earthquakes of 6 February"), not to the part of a day."""
    return day.prep == "of" and day.left == "noun" and day.before not in _TIMES


class Dates:
    """Gives the dates of one sentence to its sites."""

    def __init__(self, clauses: Sequence[Clause], phrases: Sequence[Phrase], sites: Sequence[Site]) -> None:
        self.clauses = clauses
        self.phrases = phrases
        self.number = {p.first: i for i, p in enumerate(phrases)}
        self.sites = [s for s in sites if not s.container]
        self.taken: set[int] = set()
        self.dates = {
            c.number: sorted((a for a in c.args if a.np.what == "date" and not _of_thing(a)), key=lambda a: a.np.first)
            for c in clauses
        }
        self._move_on()

    def assign(self) -> None:
        """Fill in `dates` and `date_how`: in the site's own clause first, then from those it hangs on."""
        for clause in self.clauses:
            own = self._takers(clause)
            if own and self.dates[clause.number]:
                self._in_clause(clause, own, self.dates[clause.number])
        for site in self.sites:
            if not site.dates:
                self._attributive(site)
        for site in self.sites:
            if not site.dates:
                self._related(site)
        for site in self.sites:
            if not site.dates:
                hung(site, self.clauses, self.dates, self.sites)
        self._items()
        self._share()
        self._said_of()
        self._closing()

    def _items(self) -> None:
        """A day holds for all places behind it, in a clause without a verb ("Monday Jerusalem and Ramallah").

        "Next week West Africa: Senegal and Ghana": the days before a colon bound what stands behind it.
        """
        for before, site in pairwise(self.sites):
            if site.dates or site.form != "item" or site.reading is None or site.reading.rule != "a day and a place":
                continue
            days = [a.np.first for a in site.clause.args if a.np.what == "date"]
            if (
                before.clause is site.clause
                and before.date_how == "between"
                and not any(before.at < day < site.at for day in days)
            ):
                site.dates, site.date_how = list(before.dates), "between"
            elif not days and site.clause.parent is not None and self.dates[site.clause.parent.number]:
                site.dates, site.date_how = [self.dates[site.clause.parent.number][-1].np], "listed"

    def _move_on(self) -> None:
        """A date between "and" and the verb of a joined clause is that clause's ("and tomorrow meets Mr. Putin")."""
        for before, clause in pairwise(self.clauses):
            dates = self.dates[before.number]
            if clause.link not in ("coord", "comp", "main") or not dates or self._verb_at(clause) < dates[-1].np.first:
                continue
            if clause.verb is None:
                continue
            last = self.number.get(dates[-1].np.first, -1)
            at = last - (2 if last > 0 and self.phrases[last - 1].kind == "prep" else 1)
            inner = self.phrases[last + 1 : self.number.get(clause.verb.first, 0)]
            if (
                at >= 0
                and self.phrases[at].kind == "cc"
                and all(p.kind in ("adv", "punct") or p in clause.subject for p in inner)
            ):
                self.dates[clause.number] = [dates.pop(), *self.dates[clause.number]]

    @staticmethod
    def _verb_at(clause: Clause) -> int:
        return clause.verb.first if clause.verb is not None else 10**6

    def _takers(self, clause: Clause) -> list[Site]:
        """The sites of a clause that its dates may go to: those the grammar reads as visited, if there are any."""
        within = (s for s in self.sites if s.clause is clause)  # of subjects only such as "Suva was Wednesday"
        own = [s for s in within if s.form in ("arg", "item", "attr", "where") or (s.form == "subject" and s.reading)]
        read = [s for s in own if s.reading is not None and s.place.kind not in ("region", "natural")]
        return read or own

    def _said_of(self) -> None:
        """Dates said of the same place in a clause of its own ("a visit to Russia which he made on Monday")."""
        for site in self.sites:
            if site.dates or site.reading is None or site.reading.role == "from":
                continue
            same = (s for s in self.sites if s.dates and s.reading is None and s.place.place_id == site.place.place_id)
            held = next((s for s in same if s.clause.parent is site.clause), None)
            if held is not None:
                site.dates, site.date_how, site.said = list(held.dates), "after", held.clause
            elif site.clause.verb is not None:
                bare(site, self.clauses, self.dates, self.sites)

    def _closing(self) -> None:
        """A date behind the last comma of a caption dates all of it ("... as he arrives to speak, Oct. 4.")."""
        words = [p for p in self.phrases if p.kind != "punct"]
        if not words or words[-1].what != "date" or words[-1].data.precision != "day":
            return
        last = self.number[words[-1].first]
        while last > 1 and self.phrases[last - 1].words == (",",) and self.phrases[last - 2].what == "date":
            last -= 2  # "Tuesday, Oct. 19"
        if self.phrases[last - 1].words != (",",) or any(d is words[-1] for s in self.sites for d in s.dates):
            return
        for site in self.sites:
            if not site.dates and site.reading is not None and site.reading.role in ("at", "to", "hosted"):
                site.dates, site.date_how = [words[-1]], "closing"

    # -- inside one clause -------------------------------------------------------------------------------------
    def _in_clause(self, clause: Clause, own: Sequence[Site], dates: Sequence[Arg]) -> None:
        heads = own
        verb_at = self._verb_at(clause)
        behind = [s for s in heads if s.at > verb_at]
        for number, site in enumerate(heads):
            following = heads[number + 1].at if number + 1 < len(heads) else 10**6
            if behind and site.at < verb_at and site.form != "subject":
                following = min(following, verb_at)  # what stands behind the verb goes to the places there
            after = [d for d in dates if site.at < d.np.first < following and not self._leads_on(d, following)]
            if after and not self._purpose(site, after[0], clause):
                near = after[0].np.first - site.at <= _NEAR + len(site.mention.text.split())
                before = self._between(clause, site, dates, heads[number - 1].at if number else -1)
                if near or not before:
                    self._give(site, after, "after")
                    continue
            before = self._between(clause, site, dates, heads[number - 1].at if number else -1)
            if before:
                self._give(site, before, "between")
        front = [d for d in dates if d.np.first < verb_at and id(d) not in self.taken]
        if front:
            self._front(heads, front, verb_at)
        self._leave(heads, dates)

    def _leave(self, heads: Sequence[Site], dates: Sequence[Arg]) -> None:
        """The day of going somewhere is the day of leaving where one comes from; one place in another has its day."""
        dated = [s for s in heads if s.dates]
        if len(dated) != 1 or len(self._span(dates)) < len(dates):
            return
        only = dated[0]
        for site in heads:
            if site.dates or site.reading is None or only.reading is None or site.listed:
                continue
            if site.reading.role == "from" and only.reading.role in ("to", "back"):
                site.dates, site.date_how = list(only.dates), "left"
            elif site.reading.role == only.reading.role == "at" and site.at < only.at and only.date_how == "after":
                site.dates, site.date_how = list(only.dates), "after"

    def _front(self, heads: Sequence[Site], front: Sequence[Arg], verb_at: int) -> None:
        """A date before the verb goes to the first undated place of the clause, and bounds those listed with it."""
        waiting = [s for s in heads if not s.dates]
        if not waiting:
            return
        first = waiting[0]
        dated_before = [s for s in heads if s.dates and s.at < first.at]
        if dated_before and first.listed:
            return
        near = [d for d in front if first.at > verb_at or abs(d.np.first - first.at) < 12]
        if near:
            self._give(first, near[-1:] if len(self._span(near)) == 1 else near, "front")
            for other in waiting[1:]:
                roles = {s.reading.role for s in (first, other) if s.reading is not None}
                if not other.listed and roles == {"at"}:  # "at the Forbidden City in Beijing"
                    other.dates, other.date_how = list(first.dates), "front"
                if not other.listed:
                    continue
                other.dates, other.date_how = list(first.dates), "front" if _day_of(first) else "listed"

    def _leads_on(self, date: Arg, following: int) -> bool:
        """Whether a date behind a comma or "and" belongs to the next place ("to Cairo and on Monday to Amman")."""
        index = self.number.get(date.np.first, -1)
        if index < 0 or following >= 10**6:
            return False
        at = index - 1
        if at >= 0 and self.phrases[at].kind == "prep":
            at -= 1
        joined = at >= 0 and (
            self.phrases[at].kind == "cc"
            or self.phrases[at].words == (",",)
            or self.phrases[at].head in ("then", "and")
        )
        if not joined:
            return False
        behind = next((p for p in self.phrases[index + 1 : index + 4] if p.kind != "adv"), None)
        to_next = behind is not None and (behind.kind == "prep" or behind.what == "place" or behind.kind == "vg")
        return (to_next and self.phrases[at].words != (",",)) or (
            to_next and behind is not None and behind.first <= following <= behind.last + 3
        )

    def _between(self, clause: Clause, site: Site, dates: Sequence[Arg], previous: int) -> list[Arg]:
        """Dates between the governing word (or the place before) and the place."""
        start = max(
            previous,
            clause.verb.first if clause.verb is not None else -1,
            site.noun.first if site.noun is not None else -1,
        )
        found = [d for d in dates if start < d.np.first < site.at and id(d) not in self.taken]
        if site.listed and previous >= 0:
            found = [d for d in found if self._leads_on(d, site.at) or d.np.first > previous]
        return found[-2:]

    def _purpose(self, site: Site, date: Arg, clause: Clause) -> bool:
        """Whether the date belongs to what the visit is for ("continues to Addis Ababa for a speech on Thursday")."""
        first, last = self.number.get(site.at, -1), self.number.get(date.np.first, -1)
        inner = self.phrases[first + 1 : last] if 0 <= first < last else []
        purpose = any(p.kind == "prep" and p.head in ("for", "before") for p in inner) and any(
            p.what == "event" for p in inner
        )
        other = any(d.fronted or d.np.first < site.at for d in clause.args if d.np.what == "date")
        return purpose and other

    def _give(self, site: Site, dates: Sequence[Arg], how: str) -> None:
        found = self._span(dates)
        site.dates, site.date_how = [d.np for d in found], how
        self.taken.update(id(d) for d in found)

    def _span(self, dates: Sequence[Arg]) -> list[Arg]:
        """The first date, and the one that closes its range ("from Feb 28 to March 3", "July 8 and 9")."""
        found = list(dates[:1])
        if (
            len(dates) > 1
            and dates[1].np.first - dates[0].np.last <= 3
            and (dates[1].prep in _TO or self._joined(dates[0], dates[1]))
        ):
            found.append(dates[1])
        return found

    def _joined(self, first: Arg, second: Arg) -> bool:
        low, high = self.number.get(first.np.first, -1), self.number.get(second.np.first, -1)
        inner = [w for p in self.phrases[low + 1 : high] for w in p.words]
        return bool(inner) and all(w in _TO for w in inner)

    # -- from elsewhere in the sentence ------------------------------------------------------------------------
    def _attributive(self, site: Site) -> None:
        """The date before the noun that the place hangs on ("Friday's summit in Riga")."""
        noun = site.noun
        if noun is None:
            return
        for attr in (*noun.attrs, *((noun.owner,) if noun.owner is not None else ())):
            if attr.what == "date":
                site.dates, site.date_how = [attr], "attr"
                return

    def _related(self, site: Site) -> None:
        """Dates of the clause that this one is joined with or hangs on."""
        clause = site.clause
        for other, how in self._relatives(clause):
            dates = sorted((a for a in other.args if a.np.what == "date"), key=lambda a: a.np.first)
            if how == "joined":
                verb_at = other.verb.first if other.verb is not None else 10**6
                dates = [d for d in dates if d.fronted and d.np.first < verb_at]
            if is_edge(other) and not any(s.clause is other for s in self.sites):
                continue  # "..., ending on Nov. 14": a day of the whole journey
            if dates:
                if how == "when":
                    dates = [d for d in dates if d.np.first < self.phrases[clause.first].first][-1:]
                found = self._span(dates[-2:] if len(dates) > 1 else dates)
                if not found:
                    continue
                site.dates, site.date_how = [d.np for d in found[:1]] if how == "joined" else [d.np for d in found], how
                return

    def _relatives(self, clause: Clause) -> list[tuple[Clause, str]]:
        found: list[tuple[Clause, str]] = []
        if clause.parent is not None and clause.link in ("inf", "part") and clause.marker != "reduced":
            verb = clause.parent.verb
            report = verb is not None and "v.report" in verb.kinds and not (verb.kinds & {"v.presence", "v.go"})
            if not report:
                found.append((clause.parent, "parent"))
        if clause.link == "coord" and not follows_on(clause, self.phrases):
            found += [(c, "joined") for c in self._conjuncts(clause)]
        if clause.link == "rel":
            found += [(c, "goes on") for c in self._going_on(clause)]
        if clause.link in ("main", "coord"):
            found += [
                (c, "part")
                for c in self.clauses
                if c.parent is clause and c.link == "part" and c.first < (clause.verb.first if clause.verb else 0)
            ]
        if clause.link == "adv" and clause.marker == "when" and clause.parent is not None and clause.first:
            before = self.phrases[max(0, clause.first - 2) : clause.first]
            if any(p.what == "date" for p in before):
                found.append((clause.parent, "when"))
        if (
            clause.link == "rel"
            and clause.anchor is not None
            and clause.anchor.what == "date"
            and clause.parent is not None
        ):
            found.append((clause.parent, "parent"))
        return found

    def _going_on(self, clause: Clause) -> list[Clause]:
        """The clauses that go on about what a relative clause hangs on, where they name no place of their own."""
        later = [c for c in self.clauses[clause.number + 1 :] if c.link == "coord" and c.anchor is clause.anchor]
        return [c for c in later if c.anchor is not None and not any(s.clause is c for s in self.sites)]

    def _conjuncts(self, clause: Clause) -> list[Clause]:
        """The clauses before that have the same subject, nearest first."""
        return [
            c
            for c in reversed(self.clauses[: clause.number])
            if c.subject and clause.subject and c.subject[0] is clause.subject[0]
        ]

    def _share(self) -> None:
        """A date of a list belongs to all of it: a range bounds them ("to Egypt, Tunisia and Togo from Jan. 13")."""
        for head in [s for s in self.sites if not s.listed]:
            members = [s for s in self.sites if s is head or s.arg.head is head.arg]
            dated = [s for s in members if s.dates]
            if len(members) < 2 or len(dated) != 1:
                continue
            only = dated[0]
            day_item = head.clause.verb is not None and head.clause.verb.head == "be" and not _is_range(only.dates)
            if day_item and only is head and _day_of(head):
                for member in members:
                    member.dates, member.date_how = only.dates, "front"
            elif only is members[-1] or (only is head and _is_range(head.dates)):
                for member in members:
                    member.dates, member.date_how = only.dates, "list"


def follows_on(clause: Clause, phrases: Sequence[Phrase]) -> bool:
    """Whether a clause, or one it hangs on, tells what comes after the clause before ("and later visit Seoul").

    "Before going to Seoul" is such a clause, too: whatever day the sentence names, that day is not its own.
    """
    while True:
        verb = clause.verb
        if clause.marker == "before" and clause.link in ("ger", "adv"):
            return True
        if verb is not None and verb.head == "follow":
            return True  # "..., followed by Uganda"
        if verb is not None and clause.link == "coord":
            return any(p.last + 1 == verb.first and p.head in _LATER for p in phrases)
        if clause.parent is None or clause.link in ("main", "coord"):
            return False
        clause = clause.parent


def _day_of(site: Site) -> bool:
    """Whether the sentence says what a day was ("Friday was Amman, Doha and Manama")."""
    return site.reading is not None and site.reading.rule == "the day is a place"


def _is_range(dates: Sequence[Phrase]) -> bool:
    first, last = dates[0].data.first, dates[-1].data.last
    return bool(first and last and (last - first).days > 1)


def is_edge(clause: Clause) -> bool:
    """Whether the clause tells when a journey begins or ends."""
    return clause.verb is not None and clause.verb.head in _EDGES
