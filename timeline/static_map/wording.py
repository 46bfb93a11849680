"""How days and numbers are said on a map, in the form of a locale (Unicode CLDR, through babel)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from timeline.errors import UnknownNameError
from timeline.records import Entry, When

if TYPE_CHECKING:
    from babel import Locale

LOCALE = "en-GB"


@dataclass(frozen=True, slots=True)
class Wording:
    """Days and numbers as a locale writes them; the words around them are English."""

    locale: Locale

    def days(self, when: When) -> str:
        """Such as "28 Feb \u2013 1 Mar 2023", "May 2023", "between 28 Feb and 3 Mar 2023"; empty if not known."""
        if when.start and when.precision == "year":
            return self._day(when.start, "y")
        if when.start and when.precision == "month":
            return self._day(when.start, "yMMM")
        if when.start:
            return self._span(when.start, when.end or when.start)
        if when.earliest and when.latest:
            return self._bounds(when.earliest, when.latest)
        if when.earliest:
            return f"from {self._day(when.earliest)}"
        return f"by {self._day(when.latest)}" if when.latest else ""

    def period(self, entries: Iterable[Entry]) -> str:
        """From the first to the last day that is known of visits not cancelled; empty if none is."""
        whens = [e.when for e in entries if e.when.start and e.when.precision == "day" and e.status != "cancelled"]
        first = min((w.start for w in whens if w.start), default=None)
        last = max((w.end or w.start for w in whens if w.start), default=None)
        return self._span(first, last) if first and last else ""

    def visit(self, entry: Entry) -> str:
        """The days, and in what way the visit is not yet, or no longer, a fact."""
        kind = {"transit": "transit", "return": "return", "departure": "departure"}.get(entry.event, "")
        state = entry.status if entry.status != "reported" else ""
        return ", ".join(part for part in (self.days(entry.when), kind, state) if part)

    def kilometres(self, length: float) -> str:
        """Such as "2,000 km"."""
        from babel.units import format_unit

        return self._apart(format_unit(round(length), "length-kilometer", "short", locale=self.locale))

    def _apart(self, said: str) -> str:
        """What reads from right to left keeps its own order among the English words (UAX 9, isolates)."""
        return f"\u2067{said}\u2069" if self.locale.text_direction == "rtl" else said

    def _day(self, day: date, skeleton: str = "yMMMd") -> str:
        from babel.dates import format_skeleton

        return self._apart(format_skeleton(skeleton, day, locale=self.locale))

    def _span(self, first: date, last: date) -> str:
        from babel.dates import format_interval

        if first == last:
            return self._day(first)
        # CLDR sets the dash between thin spaces, which not every font has
        said = format_interval(first, last, "yMMMd", locale=self.locale)
        return self._apart(said.replace("\u2009", " ").replace("\u202f", " "))

    def _bounds(self, first: date, last: date) -> str:
        if first == last:
            return self._day(first)
        start = self._day(first, "yMMMd" if first.year != last.year else "MMMd")
        return f"between {start} and {self._day(last)}"


def wording(name: str = LOCALE) -> Wording:
    """The wording of a locale, as "en-GB", "de" or "zh_Hant". Raises `UnknownNameError` for one that CLDR has not."""
    from babel import Locale, UnknownLocaleError

    try:
        return Wording(Locale.parse(name.strip().replace("-", "_")))
    except (UnknownLocaleError, ValueError, TypeError):
        raise UnknownNameError("locale", name, ("en-GB", "en-US", "de", "fr", "es", "ar", "zh", "...")) from None
