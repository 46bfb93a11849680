"""Dates that stand in a clause of their own, which hangs on the visit they date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.extract.sites import Site
from timeline.extract.syntax.clause import Arg, Clause

_OPENS = frozenset("open begin start kick_off".split())
_PLANNED = frozenset("plan schedule set slate fix pencil_in expect".split())

Dated = Mapping[int, Sequence[Arg]]
"""The dates of each clause, by its number."""


def hung(site: Site, clauses: Sequence[Clause], dates: Dated, sites: Sequence[Site]) -> None:
    """Date a visit by the clause that tells when it, or what it is for, begins or was to be.

    "for the forum, which opens on Friday", "a visit to Oslo planned for Friday".
    """
    if site.reading is None or site.reading.role == "from":
        return
    for clause in clauses:
        verb, anchor = clause.verb, clause.anchor
        if clause.parent is not site.clause or verb is None or anchor is None or len(dates[clause.number]) != 1:
            continue
        if any(s.clause is clause and s.form == "arg" for s in sites):
            continue
        own = anchor is site.noun or anchor is site.arg.np
        if clause.link == "rel" and verb.head in _OPENS:
            how = "after" if own else "opening" if anchor.what == "event" and anchor.first > site.at else ""
        else:
            how = "after" if own and clause.link == "part" and verb.head in _PLANNED else ""
        if how:
            site.dates, site.date_how = [dates[clause.number][0].np], how


def bare(site: Site, clauses: Sequence[Clause], dates: Dated, sites: Sequence[Site]) -> None:
    """Date a visit by a phrase without a verb that hangs on its clause ("as part of a delegation in May")."""
    for clause in clauses[site.clause.number :]:
        alone = clause.parent is site.clause and clause.verb is None and clause.marker == "as"
        if alone and len(dates[clause.number]) == 1 and not any(s.clause is clause for s in sites):
            site.dates, site.date_how = [dates[clause.number][0].np], "after"
            return
