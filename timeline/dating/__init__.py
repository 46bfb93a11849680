"""Date phrases of a text and the days they mean.

The finder is one regular expression; the reading is calendar arithmetic: a bare weekday follows the tense of its clause
and the day of publication, a date without a year the sentence, the order of telling and the tense.
"""

from __future__ import annotations

from datetime import date

from timeline.dating.durations import durations
from timeline.dating.finder import find
from timeline.dating.phrase import resolve
from timeline.dating.published import infer_published
from timeline.records import DateMention

__all__ = ["durations", "find_dates", "infer_published", "resolve"]


def find_dates(text: str, published: date | None = None) -> list[DateMention]:
    """The calendar expressions of `text` in order, without overlap, each with its first and last day.

    Without `published`, weekdays and relative expressions are returned with unknown days; a day or month without a
    year takes the year of the text's own full date.
    """
    return find(text, published)
