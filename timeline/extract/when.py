"""From the date chunks of a frame to what is known of the event's days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from timeline.extract.calendar import shifted
from timeline.extract.mood import tense
from timeline.extract.sites import Site
from timeline.extract.syntax.phrase import Phrase
from timeline.records import DateMention, Status, TripEvent, When

_UNTIL = frozenset(("until", "till", "through"))
_ENDING = ("end", "wrap", "wound", "wind", "conclud", "clos", "finish", "complet")
_IN = frozenset(("in", "at"))
_PARTS = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}
_BY_VERB = ("front", "after", "between", "list", "listed")
_WEEK = timedelta(days=7)
_FAR_AHEAD = 5 * _WEEK  # a weekday read later than that is no slip of a week or two


def prep_of(site: Site) -> str:
    """The preposition before the site's first date."""
    first = site.dates[0]
    return next((a.prep for a in site.clause.args if a.np is first), "")


GONE = ("past", "perfect", "participle")
"""How the tenses begin of what is told as done."""


def mentions_of(site: Site, status: Status, published: date | None) -> list[DateMention]:
    """The site's dates; a weekday of a plan that reads as past means the one to come."""
    off = status == "cancelled" and site.date_how in _BY_VERB and _calls_off(site)
    ahead = not tense(site.telling).startswith(GONE) and site.date_how != "closing"
    found = []
    for piece in site.dates:
        mention: DateMention = piece.data
        if mention.first is None and mention.last is None:
            continue
        if off and published and mention.last and mention.last <= published:
            if not _of_visit(site, piece):
                continue  # "on Tuesday she called off her visit": the day of saying so
            verb = site.clause.verb
            if mention.kind == "weekday" and mention.first and verb is not None and "perfect" in verb.flags:
                # "her visit on Friday has been called off"
                mention = replace(mention, first=shifted(mention.first, _WEEK), last=shifted(mention.last, _WEEK))
        if status == "reported" and published and not ahead:
            mention = _past(mention, published)
        late = published and mention.kind == "weekday" and mention.last and mention.last < published
        if late and ahead and status == "planned" and mention.first and mention.last:
            mention = replace(mention, first=shifted(mention.first, _WEEK), last=shifted(mention.last, _WEEK))
        found.append(_part(mention))
    return found


def _of_visit(site: Site, day: Phrase) -> bool:
    """Whether a day stands between the place and the verb that calls the visit off."""
    verb = site.clause.verb
    return verb is not None and site.at < day.first < verb.first


def _past(mention: DateMention, published: date) -> DateMention:
    """The weekday that has been, where the text tells as done what would lie ahead ("he was in Cairo on Tuesday")."""
    first, last = mention.first, mention.last
    if first is None or last is None or first <= published or mention.kind not in ("weekday", "range"):
        return mention
    weeks = -(-(first - published).days // 7) * _WEEK
    if weeks > _FAR_AHEAD:
        return mention
    return replace(mention, first=shifted(first, -weeks), last=shifted(last, -weeks))


def _part(mention: DateMention) -> DateMention:
    """The third that "early", "mid" and "late" leave of a week, a month or a year ("early next week")."""
    word = mention.text.lower().replace("-", " ").split(" ", 1)[0]
    first, last = mention.first, mention.last
    if word not in _PARTS or mention.precision not in ("week", "month", "year") or not first or not last:
        return mention
    third = (last - first + timedelta(days=1)) / 3
    low, high = _PARTS[word]
    begin, end = first + (third * low), first + (third * high)
    return replace(mention, first=begin, last=min(last, end))


def _calls_off(site: Site) -> bool:
    """Whether the clause tells that a visit is called off, and not that it is broken off on the spot."""
    verb = site.clause.verb
    return verb is not None and "v.cancel" in verb.kinds and not verb.head.startswith(("abort", "cut", "abandon"))


def when(site: Site, status: Status, published: date | None, *, header: bool = False) -> When:
    """The days that the site's own dates give, with the bounds that its status and `published` add.

    `header` says that the date which heads the text is only that of its release.
    """
    released = header and site.date_how == "heading"
    ahead = site.reading is not None and site.reading.rule == "on the way"
    mentions = [] if released or ahead else mentions_of(site, status, published)
    text = " – ".join(m.text for m in mentions)
    if not mentions:
        return _bounds(When(text=text), status, published)
    first, last = mentions[0].first, mentions[-1].last
    prep = prep_of(site)
    cue = site.clause.verb.head if site.clause.verb is not None else ""
    if site.date_how == "list":
        return _bounds(When(earliest=first, latest=last, precision="bounded", text=text), status, published)
    if site.date_how == "listed":
        return _bounds(When(earliest=first, precision="bounded", text=text), status, published)
    over = cue.startswith(_ENDING) and site.date_how in ("after", "between", "front") and not _ends_with(site)
    last_stop = over and site.prep in _IN and not (site.noun is not None and "visit" in site.noun.head)
    if prep in _UNTIL or (
        over and not last_stop
    ):  # "ends his visit to Rome on Monday"; "the trip ends in Rome on Monday"
        under_way = "reported" if over and status == "planned" else status  # "will wrap up his visit on Wednesday"
        return _bounds(When(end=last, latest=last, precision="bounded", text=text), under_way, published)
    if prep == "by":
        return _bounds(When(latest=last, precision="bounded", text=text), status, published)
    if prep == "before" or site.date_how == "opening":
        return _bounds(When(latest=first, precision="bounded", text=text), status, published)
    if prep == "after":
        return _bounds(When(earliest=first, precision="bounded", text=text), status, published)
    span = len(mentions) > 1 or mentions[0].kind == "range"
    daily = mentions[0].precision == "day" or (mentions[0].kind == "range" and _short(first, last))
    if first and last and daily and (first == last or span):
        end = last if span and last != first else None
        return When(start=first, end=end, earliest=first, latest=first, precision="day", text=text)
    return _bounds(When(earliest=first, latest=last, precision=mentions[0].precision, text=text), status, published)


def _ends_with(site: Site) -> bool:
    """Whether a journey ends with the visit ("will finish the trip with a visit to Brazzaville on March 29")."""
    return site.noun is not None and any(a.np is site.noun and a.prep in ("with", "by") for a in site.clause.args)


def _short(first: date | None, last: date | None) -> bool:
    return bool(first and last and (last - first).days <= 14)


def _bounds(found: When, status: Status, published: date | None) -> When:
    """What happened did so by the day of publication; what is planned not before it."""
    earliest, latest = found.earliest, found.latest
    if published and status == "reported" and (latest is None or latest > published):
        latest = published if earliest is None or earliest <= published else latest
    if published and status == "planned" and (earliest is None or earliest < published):
        earliest = published if latest is None or latest >= published else earliest
    precision = found.precision
    if precision in ("day", "unknown"):
        precision = "bounded" if earliest or latest else "unknown"
    return When(found.start, found.end, earliest, latest, precision, found.text)


def left(days: When) -> When:
    """A date of leaving bounds the stay from above, it is not its first day."""
    last = days.start or days.latest
    return When(None, last if days.start else None, None, last, "bounded" if last else "unknown", days.text)


def within(event: TripEvent, first: date | None, last: date | None) -> TripEvent:
    """The event with its open bounds drawn in to the days of its whole trip, as far as these are known."""
    days = event.when
    if days.start or event.background or event.event == "departure":
        return event
    if (first and days.latest and days.latest < first) or (last and days.earliest and days.earliest > last):
        return event
    earliest = first if first and (days.earliest is None or days.earliest < first) else days.earliest
    latest = last if last and (days.latest is None or days.latest > last) else days.latest
    return replace(event, when=replace(days, earliest=earliest, latest=latest, precision="bounded"))
