"""The one regular expression that finds calendar expressions, and the same in parts for reading them."""

from __future__ import annotations

import re

from timeline.dating.words import MONTHS, NUMBERS, WEEKDAYS, one_of, strings, table

_MONTH_FORMS = "|".join(
    [*MONTHS] + [rf"{short}\.?" for short in ("sept", *(name[:3] for name in MONTHS if len(name) > 3))] + [r"june?\.", r"july?\."]
)
# a capital first letter keeps the verbs "may" and "march" out
MONTH = rf"(?=[A-Z])(?i:{_MONTH_FORMS})(?![A-Za-z])"
_WEEKDAY = rf"(?=[A-Z])(?i:{'|'.join(WEEKDAYS)})(?![A-Za-z])"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUES?|WED|THU(?:RS?)?|FRI|SAT|SUN)\.?(?![A-Za-z])"
_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|{_SHORT_WEEKDAY})"
_ORDINAL = r"(?i:st|nd|rd|th)"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9])(?:{_ORDINAL})?(?![\w%]|[.:,]\d|\s?%|\s(?i:percent|per\scent|million|billion)\b)"
_YEAR = r"(?:1\d{3}|20\d\d)(?![\w%])(?![.,:]\d)"
_DASH = r"(?:\s?[-–—]\s?|\s+(?i:to|through|until|till|and|&)\s+|/)"
_TIME_OF_DAY = rf"(?i:{'|'.join(strings('times_of_day'))})(?![a-z])"
_LEAD_WEEKDAY = rf"(?:(?P<wd>{_ANY_WEEKDAY}),?\s+(?i:the\s+)?)?"
_TAIL_WEEKDAY = rf"(?:\s*\({_ANY_WEEKDAY}\)|,?\s+(?i:an?)\s+{_WEEKDAY})?"
_OF_YEAR = r"(?:\s+(?i:of\s+)?(?P<ry>(?i:last|this|next|that|the\s+same|the\s+following|the\s+previous))\s+(?i:year)\b)"
_AFTER_DAY = rf"(?:,?\s+(?P<year>{_YEAR})|{_OF_YEAR})?{_TAIL_WEEKDAY}(?:\s+{_TIME_OF_DAY})?"
_NO_CLOCK = r"(?!\s?(?i:[ap]\.?m\b|o[’']clock|percent|per\scent|other|people|years|million|hours))"
_NUMBER = rf"(?:{one_of(NUMBERS)})(?:-(?:{'|'.join(w for w, n in NUMBERS.items() if n < 10 and len(w) > 2)}))?|\d{{1,3}}"
_PART = r"early|mid|late|later|earlier|sometime"
_EDGE = r"(?:the\s+)?(?:beginning|start|middle|end)\s+of"
_SEASON = one_of(table("seasons"))
_NO_NUMBER_BEFORE = r"(?<![$£€#%])(?<!\d[.,:/–-])(?<!(?i:no)\.\s)"

# name -> pattern; the first that matches at a place is taken, so the longer forms stand first
PATTERNS: dict[str, str] = {
    "iso": r"(?P<y>[12]\d{3})[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?!\d)(?:T\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
    "numeric": _NO_NUMBER_BEFORE + r"(?P<a>\d{1,2})(?:/(?P<b>\d{1,2})/(?P<y>(?:[12]\d)?\d\d)|[.-](?P<b2>\d{1,2})[.-](?P<y2>[12]\d{3}))(?![\d/])",
    "weekof": rf"(?i:the\s+week\s+(?:of|beginning|starting|ending)(?:\s+on)?)\s+(?i:the\s+)?"
    rf"(?:(?P<month>{MONTH})\s*(?P<d>{_DAY})|(?P<d2>{_DAY})\s+(?i:of\s+)?(?P<month2>{MONTH}))(?:,?\s+(?P<year>{_YEAR}))?",
    "monthday": rf"{_LEAD_WEEKDAY}(?:(?P<rel>(?i:last|next|this))\s+)?(?P<month>{MONTH})\s*(?i:the\s+)?(?P<d>{_DAY})(?!/\d)"
    rf"(?:(?P<sep>{_DASH})(?P<d2>{_DAY})(?!\s+{MONTH}){_NO_CLOCK})?{_AFTER_DAY}",
    "daymonth": rf"{_NO_NUMBER_BEFORE}{_LEAD_WEEKDAY}(?:(?P<d>{_DAY})(?P<sep>{_DASH}){_LEAD_WEEKDAY.replace('<wd>', '<wd2>')})?"
    rf"(?P<d2>{_DAY})(?:\s+(?i:of\s+)?|-)(?P<month>{MONTH})(?:-(?P<hy>{_YEAR})|{_AFTER_DAY})",
    "weekday_day": rf"(?P<wd>{_WEEKDAY}),?\s+(?:(?i:the)\s+(?P<d>{_DAY})|(?P<d2>\d{{1,2}}{_ORDINAL}|\d{{1,2}}(?=\s*(?:[.,;)–]|\n|$)(?!\d))))",
    "month": rf"(?:(?P<mod>(?i:{_PART}|{_EDGE}))(?:\s+(?i:in\s+))?[\s-]+)?"
    rf"(?:(?P<rel>(?i:last|next|this\s+past|this\s+coming|this|that|the\s+following|the\s+previous))\s+)?"
    rf"(?P<month>{MONTH})(?:(?:,|\s+(?i:of)|-)?\s*(?P<year>{_YEAR})|{_OF_YEAR})?",
    "holiday": rf"(?:(?P<rel>(?i:last|next|this))\s+)?(?P<name>(?=[A-Z])(?i:{one_of(table('holidays') | table('easter') | table('nth_weekday'))}))"
    rf"(?!\w|\s+(?i:agreement|accord|peace))(?:,?\s+(?P<year>{_YEAR}))?",
    "weekday": rf"(?:(?i:{_PART})(?:\s+(?i:on))?\s+)?"
    rf"(?:(?P<rel>(?i:last|next|this\s+past|this\s+coming|this|that\s+same|that|the\s+following|the\s+previous|the\s+next|coming))\s+)?"
    rf"(?P<wd>{_WEEKDAY})(?:\s+{_TIME_OF_DAY})?(?:\s+(?i:of\s+)?(?P<rw>(?i:last|this|next))\s+(?i:week)\b)?",
    "deictic": rf"(?i:(?:{_PART})(?:\s+on)?\s+)?(?P<word>(?i:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|today|tonight|yesterday|tomorrow|"
    rf"last\s+night|last\s+evening|this\s+(?:very\s+)?(?:morning|afternoon|evening|lunchtime)))(?:\s+{_TIME_OF_DAY})?(?!\w)",
    "unit": rf"(?i:(?P<mod>{_PART}|{_EDGE})(?:\s+in)?[\s-]+)?(?P<rel>(?i:this\s+past|this\s+coming|this|last|next|the\s+coming|the\s+current))\s+"
    rf"(?P<unit>(?i:weekend|week|month|year|{_SEASON}))(?!\w)",
    "end": r"(?:(?i:the\s+)?(?i:end)\s+of|(?P<mod>(?i:later|earlier))\s+in)\s+(?i:the)\s+(?P<unit>(?i:week|month|year))(?!\w)",
    "ago": rf"(?P<n>(?i:{_NUMBER}))\s+(?P<unit>(?i:day|week|fortnight|month|year|decade))s?\s+"
    r"(?P<dir>(?i:ago|earlier|later|from\s+now|hence|before(?=[.,;)])|after(?=[.,;)])|previously))(?!\w)",
    "anchored": r"(?:(?i:later|earlier|early|late)(?:\s+on)?\s+)?(?:"
    r"(?P<rel>(?i:(?:the|that|this)\s+(?:very\s+)?same|(?:the\s+)?(?:very\s+)?next|the\s+following|the\s+previous|the\s+preceding|that))\s+"
    r"(?P<unit>(?i:day|morning|afternoon|evening|night|weekend|week|month|year))"
    r"|(?i:the)\s+(?P<bunit>(?i:day|night|evening|morning|week|month|year))\s+(?P<dir>(?i:before|after|earlier))(?=\s*(?:[.,;)]|$))"
    r"|(?P<in>(?i:later|earlier)\s+(?:in\s+the|that|the\s+same)\s+day))(?!\w)",
    "weekend": rf"(?i:(?:{_PART})\s+)?(?P<rel>(?i:the|that|the\s+following|the\s+previous|the\s+coming))\s+(?i:weekend)(?!\w)(?!\s+(?i:before|after|of)\b)",
    "decade": r"(?i:(?:the\s+)?(?:early|mid|middle|late|later)[\s-]+)?(?:(?i:the)\s+)?(?:(?P<y>1[5-9][1-9]0|1900|20[0-4]0)[’']?s|[’'‘](?P<yy>[1-9]0)[’']?s"
    r"|(?<=(?i:the)\s)(?P<w>(?i:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)))(?!\w)",
    "season": rf"(?i:(?:early|mid|late)[\s-]+)?(?P<season>(?i:{_SEASON}))(?:\s+(?i:of\s+(?:the\s+year\s+)?)?|,\s+)(?P<year>{_YEAR})",
    "quarter": rf"(?:(?P<q>(?i:first|second|third|fourth))[\s-]+(?P<what>(?i:quarter|half))\s+(?i:of)\s+|Q(?P<qn>[1-4])\s+)(?P<year>{_YEAR})",
    "years": rf"{_NO_NUMBER_BEFORE}(?P<y>1[4-9]\d\d|20\d\d)(?P<sep>[-–—/]|\s[-–—]\s)(?P<y2>(?:1[4-9]|20)?\d\d)(?![\w%]|[-–.,:/]\d)",
    "year": rf"{_NO_NUMBER_BEFORE}(?:(?i:{_PART}|{_EDGE})[\s-]+)?(?:(?i:fiscal)\s+(?i:year\s+)?)?(?P<year>{_YEAR})(?!-\d|/\d)",
    "spoken": r"(?i:(?:the\s+year\s+)?(?:(?P<c>nineteen)\s+(?P<t>ninety|eighty|seventy|sixty|fifty|forty|thirty|twenty)"
    r"(?:[\s-](?P<u>one|two|three|four|five|six|seven|eight|nine))?|(?<=year\s)(?P<k>two\s+thousand)(?:\s+(?:and\s+)?(?P<ku>one|two|three|four|five|six|seven|eight|nine|ten))?))(?!\w)",
    "ordinal": rf"(?i:the)\s+(?P<d>(?:3[01]|[12]\d|[1-9]){_ORDINAL})(?!\w)",
    "overnight": r"(?i:overnight)(?!\w)",
}
_GUARD = r"(?<![\w$£€#])"


def _strip(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


READERS: dict[str, re.Pattern[str]] = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
FINDER = re.compile(_GUARD + "(?:" + "|".join(f"(?P<{name}>{_strip(pattern)})" for name, pattern in PATTERNS.items()) + ")")
