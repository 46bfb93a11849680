"""What the grammar says of a site's reality: tense, plans, doubts, denials and cancellations around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from timeline.extract.sites import Site
from timeline.extract.syntax.clause import Clause
from timeline.extract.syntax.phrase import Phrase

_PLAN_NOUNS = frozenset(
    "plan plans intention intentions decision promise readiness hope hopes aim date deal order orders".split()
)
_ASK_NOUNS = frozenset(
    "invitation invitations request offer call calls appeal proposal permission suggestion wish desire".split()
)
_COMING = frozenset("planned upcoming forthcoming next scheduled coming expected impending future imminent".split())
_GONE = frozenset("last previous earlier recent past former latest".split())
_OFF = frozenset("cancelled canceled postponed aborted delayed scrapped abandoned".split())
_FACTUAL = frozenset(("when", "while", "after", "since"))
_BEING_THERE = frozenset(("v.visit", "v.presence", "v.stay"))
_ENDING = frozenset(("wrap_up", "wind_up", "conclude", "end", "finish", "complete", "round_off"))
_SOON = 2  # days; a visit that ends then has begun
_SETTING_OFF = frozenset(("v.go", "v.depart"))
_STILL_TODAY = ("today", "tonight", "this afternoon", "this evening", "later today")
_DOUBT = frozenset(("may", "might", "could", "can", "should", "ought"))
_SOFT = frozenset("possible potential proposed possibly perhaps likely mooted rumoured rumored".split())


def tense(clause: Clause | None, depth: int = 0) -> str:
    """How a clause stands in time: past, perfect, present, future, would and the like, through what it hangs on."""
    if clause is None or depth > 6:
        return "none"
    verb = clause.verb
    if verb is None:
        return "verbless"
    flags = verb.flags
    if verb.head == "follow" and clause.parent is not None and any(a.prep == "by" for a in clause.args):
        return tense(clause.parent, depth + 1)  # "..., followed by Uganda"
    if flags & {"planned", "isto", "must"} and verb.tense == "past" and "perfect" in flags:
        return "unmet future in past"  # "was to have visited", "had been due in"
    if flags & {"planned", "isto", "must"}:
        return "future in past" if verb.tense == "past" else "future"
    if flags & {"open"}:
        return "open"
    if verb.tense == "fut":
        return "future perfect" if "perfect" in flags else "future"
    if verb.tense == "cond":
        if "perfect" in flags and flags & {"should", "ought"}:
            return "would have"  # "should have arrived in Paris on Sunday": he did not
        if flags & _DOUBT:
            return "may have" if "perfect" in flags else "may"
        return "would have" if "perfect" in flags else "would"
    if verb.tense == "past":
        return "past perfect" if "perfect" in flags else "past progressive" if "progressive" in flags else "past"
    if verb.tense == "pres":
        return "perfect" if "perfect" in flags else "progressive" if "progressive" in flags else "present"
    return _unfinite(clause, verb, depth)


def _unfinite(clause: Clause, verb: Phrase, depth: int) -> str:
    parent = clause.parent
    if verb.tense == "inf":
        return _infinitive(clause, parent, depth)
    if clause.link == "ger":
        if clause.marker in ("before", "until"):
            return f"before {tense(parent, depth + 1)}"
        if clause.marker in ("after", "since", "following"):
            return "after"
    if clause.link == "part" and clause.marker == "reduced":
        return "participle" if verb.tense == "ppart" else "ing"
    above = tense(parent, depth + 1)
    return above if above != "verbless" else "ing"


def _infinitive(clause: Clause, parent: Clause | None, depth: int) -> str:
    anchor = clause.anchor
    if anchor is not None and anchor.head in _PLAN_NOUNS:
        return "future"
    if anchor is not None and anchor.head in _ASK_NOUNS:
        return "asked"
    verb = parent.verb if parent is not None else None
    if verb is None:
        return "to do"
    if "v.plan" in verb.kinds:
        return "planned in past" if verb.tense == "past" else "future"
    for kind in ("cancel", "deny", "ask", "seem"):
        if f"v.{kind}" in verb.kinds:
            return f"{kind} to" if kind != "seem" else tense(parent, depth + 1)
    above = tense(parent, depth + 1)
    return f"to do {above}"


def moods(site: Site) -> Iterator[str]:
    """Marks of plans, doubt, denial and cancellation on the site's verb, its noun and what they hang on."""
    clause, noun = site.clause, site.noun
    seen: Clause | None = clause
    step = 0
    while seen is not None and step < 4:
        verb = seen.verb
        if verb is not None:
            where = "own" if step == 0 else "above"
            if "neg" in verb.flags:
                yield f"negated {where}"
            for kind in ("cancel", "deny", "ask", "plan"):
                if f"v.{kind}" in verb.kinds and (step or noun is not None or kind == "cancel"):
                    yield f"{kind} {where}"
            if verb.head == "invite":
                yield f"invited {where}"
        if seen.marker in ("if", "whether", "unless", "because", "although", "though"):
            yield f"under {seen.marker}"
        if (seen.link in ("main", "coord") and step) or (seen.link == "adv" and seen.marker in _FACTUAL):
            break  # "a term he avoided when visiting Myanmar": he did visit it
        seen = seen.parent
        step += 1
    if noun is not None:
        words = {*noun.words}
        if noun.words[:1] == ("no",):
            yield "negated own"
        for name, known in (("coming", _COMING), ("gone", _GONE), ("off", _OFF), ("soft", _SOFT)):
            if words & known:
                yield f"{name} noun"
        if "first" in words:
            yield "first noun"
        if noun.head in ("cancellation", "postponement"):
            yield "off noun"


def calls_off(clause: Clause) -> bool:
    """Whether the clause calls something off, and does not only leave a place out ("will skip Brussels")."""
    verb = clause.verb
    if verb is None or "v.cancel" not in verb.kinds:
        return False
    parts = (*clause.subject, *(a.np for a in clause.args if not a.prep))
    return all(np.what != "place" for np in parts)


def reality(site: Site) -> str:
    """How real a site's visit is by grammar alone: real, plan, off, may, no, asked, bare or none."""
    site.real = site.real or _reality(site)
    return site.real


def _reality(site: Site) -> str:
    marks = set(moods(site))
    form = tense(site.telling)
    if "cancel own" in marks and form in ("may", "open"):
        return "may"  # "his return may be delayed"
    if marks & {"cancel own", "cancel above", "off noun"} or form == "would have" or form == "cancel to":
        return "off"
    if marks & {"negated own", "deny own", "deny above"} or form == "deny to":
        return "no"
    if form.startswith("ask") or marks & {"invited own", "ask own"}:
        return "asked"
    if form in ("may", "may have", "open") or marks & {"under if", "under whether", "soft noun"}:
        return "may"
    if (
        form.startswith(
            ("future", "unmet", "would", "planned", "before future", "before would", "to do future", "to do would")
        )
        or "coming noun" in marks
    ):
        return "plan"
    if form in (
        "past",
        "perfect",
        "past perfect",
        "past progressive",
        "participle",
        "after",
        "before past",
        "to do past",
        "to do perfect",
        "future perfect",
    ):
        return "real"
    if form in ("present", "progressive", "before present", "to do present"):
        return "present"
    return "none" if form in ("none", "verbless") else "bare"


def day_of(site: Site) -> date | None:
    """The day a site's own dates name, if they name one."""
    return next((d.data.first for d in site.dates if d.data.precision == "day"), None)


def by_rule(site: Site, published: date | None, advance: bool) -> str:
    """The status that tense and day suggest by themselves, with the reason."""
    marks = set(moods(site))
    form = tense(site.telling)
    day = day_of(site)
    if marks & {"cancel own", "cancel above", "off noun"} or form in ("would have",):
        return "cancelled: called off"
    if form in ("future in past", "planned in past") and day and published and day < published:
        return "reported: was to"
    if day and published and day > published:
        return "planned: a day to come"
    if (
        form.startswith(("future", "unmet", "before future", "would", "to do future", "before would"))
        or form == "planned in past"
    ):
        return "planned: future"
    if under_way(site, published):
        return "reported: under way"
    if setting_out(site) and "perfect" not in form:
        return "planned: what somebody leaves for"
    if form in ("present", "progressive") and _moving(site) and not (day and published and day < published):
        return "planned: the present of what comes"
    if form in ("present", "progressive", "to do present", "verbless") and advance:
        return "planned: announced"
    if "coming noun" in marks:
        return "planned: a coming visit"
    return "reported: past"


def under_way(site: Site, published: date | None) -> bool:
    """Whether somebody is there just now: "who is visiting Kuwait", not "is visiting Kuwait next week"."""
    verb = site.telling.verb
    if verb is None or tense(site.telling) != "progressive" or verb.kinds.isdisjoint(_BEING_THERE):
        return False
    return relation(site, published) in ("no day", "that day", "before")


def ahead(site: Site) -> bool:
    """Whether what is told happens before the visit ("spoke ahead of his trip to Japan")."""
    return site.noun is not None and any(a.np is site.noun and a.prep == "before" for a in site.clause.args)


def _still_to_come(site: Site, published: date | None) -> bool:
    """Whether a visit that something was done ahead of lies ahead yet: nothing in the clause was long ago."""
    days = [a.np.data.last for a in site.clause.args if a.np.what == "date"]
    return ahead(site) and not site.dates and not any(d and published and (published - d).days > _SOON for d in days)


def sure_status(site: Site, published: date | None) -> str:
    """ "reported" or "planned" where the words leave no doubt, else nothing."""
    if under_way(site, published):
        return "reported"
    verb, form = site.telling.verb, tense(site.telling)
    if verb is not None and site.noun is not None and verb.head in _ENDING and form == "future":
        day = day_of(site)
        soon = published is not None and day is not None and 0 <= (day - published).days <= _SOON
        return "reported" if soon and "n.visit" in site.noun.kinds else ""  # "is due to wrap up a visit to Seoul"
    if _still_to_come(site, published):
        return "planned"
    if verb is None or site.noun is not None or "neg" in verb.flags:
        return ""
    if form == "past" and site.reading is not None and site.reading.role == "from" and "v.depart" in verb.kinds:
        return "reported"  # "departed from Istanbul on Monday"
    today = any(d.data.text.lower().startswith(_STILL_TODAY) for d in site.dates)
    return "planned" if form == "present" and today and not verb.kinds.isdisjoint(_SETTING_OFF) else ""


def setting_out(site: Site) -> bool:
    """Whether the place is what somebody leaves for, not reached yet ("left Tokyo on Thursday for Malaysia")."""
    verb = site.clause.verb
    if tense(site.clause).endswith("past perfect"):
        return False  # "before leaving for Rome he had said": he has left since
    if site.reading is not None and site.reading.rule == "on the way":
        return True
    if verb is not None and "v.depart" in verb.kinds and noun_prep(site) in ("for", "to"):
        return True  # "left for the summit in Rome"
    if verb is None or site.prep not in ("for", "to") or site.reading is None or site.reading.role != "to":
        return False
    return "v.depart" in verb.kinds and site.prep == "for"


def noun_prep(site: Site) -> str:
    """The preposition of the noun that the place hangs on ("ahead of a visit to Rome": before), if it has one."""
    return next((a.prep for a in site.clause.args if a.np is site.noun), "") if site.noun is not None else ""


def _moving(site: Site) -> bool:
    verb = site.clause.verb
    return verb is not None and bool(verb.kinds & {"v.go", "v.arrive", "v.return", "v.depart", "v.visit", "v.stop"})


def relation(site: Site, published: date | None) -> str:
    """Where the site's days lie: before, on or after the day of publication."""
    if not site.dates or published is None:
        return "no day"
    first, last = site.dates[0].data.first, site.dates[-1].data.last
    if first and first > published:
        return "later"
    if last and last < published:
        return "long before" if (published - last).days > 20 else "before"
    return "that day" if first == last and first is not None else "around"


def follows(site: Site) -> bool:
    """Whether the site's clause tells of something earlier than the clause it stands with."""
    clause = site.clause
    verb = clause.verb
    if verb is None:
        return False
    if clause.link == "ger" and clause.marker in ("after", "following"):
        return True
    if clause.link == "adv" and clause.marker in ("after", "since"):
        return True
    if "perfect" not in verb.flags or "v.report" in verb.kinds:
        return False
    return verb.tense in ("past", "ger")
