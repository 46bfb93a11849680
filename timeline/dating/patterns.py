"""The regular expressions that find calendar expressions, and the same in parts for reading them.

They run in two steps for speed: `GATE` looks at the first letters of a word and turns almost every word away; only
where it stops are the full forms of `FORMS` tried.
"""

from __future__ import annotations

import re

from timeline.dating.words import MONTHS, NUMBERS, WEEKDAYS, any_case, one_of, strings, table

_SHORT_MONTHS = ["sept", *(name[:3] for name in MONTHS if len(name) > 3)]
_MONTH_FORMS = "|".join([*MONTHS, *(rf"{short}\.?" for short in _SHORT_MONTHS), r"june?\.", r"july?\."])
# a capital first letter keeps the verbs "may" and "march" out
MONTH = rf"(?=[A-Z])(?i:{_MONTH_FORMS})(?![A-Za-z])"
_WEEKDAY = rf"(?=[A-Z])(?i:{'|'.join(WEEKDAYS)})(?![A-Za-z])"
_SHORT_WEEKDAY = r"(?=[A-Z])(?:(?i:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun))\.?(?![A-Za-z])"
_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|{_SHORT_WEEKDAY})"

_ORDINAL = r"(?i:st|nd|rd|th)"
_NOT_A_DAY = r"(?![\w%]|[.:,]\d|\s?%|\s(?i:percent|per\scent|million|billion)\b)"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9])(?:{_ORDINAL})?{_NOT_A_DAY}"
_YEAR = r"(?:1\d{3}|20\d\d)(?![\w%])(?![.,:]\d)"
_DASH = r"(?:\s?[-–—]\s?|\s+(?i:to|through|until|till|and|&)\s+|/)"
_NO_CLOCK = r"(?!\s?(?i:[ap]\.?m\b|o[’']clock|percent|per\scent|other|people|years|million|hours))"
_NO_NUMBER_BEFORE = r"(?<![$£€#%])(?<!\d[.,:/–-])(?<!(?i:no)\.\s)"

_TIME_OF_DAY = rf"(?i:{'|'.join(strings('times_of_day'))})(?![a-z])"
_LEAD = rf"(?:(?P<wd>{_ANY_WEEKDAY})(?:\s+{_TIME_OF_DAY})?(?:,?\s+(?i:the\s+)?|\s*\())?"
_SECOND_LEAD = _LEAD.replace("<wd>", "<wd2>")
_TAIL = rf"(?:\s*\({_ANY_WEEKDAY}\)|,?\s+(?i:an?)\s+{_WEEKDAY})?"
_OF_YEAR = r"(?:\s+(?i:of\s+)?(?P<ry>(?i:last|this|next|that|the\s+same|the\s+following|the\s+previous))\s+(?i:year)\b)"
_AFTER_DAY = rf"(?:,?\s+(?P<year>{_YEAR})|{_OF_YEAR})?{_TAIL}(?:\s+{_TIME_OF_DAY})?"
_UNITS_IN_WORDS = "|".join(word for word, value in NUMBERS.items() if value < 10 and len(word) > 2)
NUMBER = rf"(?:{one_of(NUMBERS)})(?:-(?:{_UNITS_IN_WORDS}))?|\d{{1,3}}"
_PART = r"early|mid|late|later|earlier|sometime"
_EDGE = r"(?:the\s+)?(?:beginning|start|middle|end)\s+of"
_SEASON = one_of(table("seasons"))
_HOLIDAY = one_of(table("holidays") | table("easter") | table("nth_weekday"))
_DECADES = strings("decades")
_UNIT_WORDS = "one|two|three|four|five|six|seven|eight|nine"

# name -> pattern; the first that matches at a place is taken, so the longer forms stand first
PATTERNS: dict[str, str] = {
    "iso": r"(?P<y>[12]\d{3})[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?!\d)"
    r"(?:T\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
    "numeric": rf"{_NO_NUMBER_BEFORE}(?P<a>\d{{1,2}})"
    r"(?:/(?P<b>\d{1,2})/(?P<y>(?:[12]\d)?\d\d)|[.-](?P<b2>\d{1,2})[.-](?P<y2>[12]\d{3}))(?![\d/])",
    "weekof": r"(?i:the\s+week\s+(?:of|beginning|starting|ending)(?:\s+on)?)\s+(?i:the\s+)?"
    rf"(?:(?P<month>{MONTH})\s*(?P<d>{_DAY})|(?P<d2>{_DAY})\s+(?i:of\s+)?(?P<month2>{MONTH}))"
    rf"(?:,?\s+(?P<year>{_YEAR}))?",
    "monthday": rf"{_LEAD}(?:(?P<rel>(?i:last|next|this))\s+)?(?P<month>{MONTH})\s*(?i:the\s+)?(?P<d>{_DAY})(?!/\d)"
    rf"(?:(?P<more>(?:,\s?{_DAY}){{0,7}})(?:\s*\({_ANY_WEEKDAY}\))?(?P<sep>,?{_DASH})(?P<d2>{_DAY})(?!\s+{MONTH})"
    rf"{_NO_CLOCK})?{_AFTER_DAY}",
    "daymonth": rf"{_NO_NUMBER_BEFORE}{_LEAD}(?:(?i:the)\s+)?"
    rf"(?:(?P<d>{_DAY})(?P<more>(?:,\s?{_DAY}){{0,7}})(?P<sep>{_DASH}){_SECOND_LEAD}(?:(?i:the)\s+)?)?"
    rf"(?P<d2>{_DAY})(?:\s+(?i:of\s+)?|-)(?P<month>{MONTH})(?:-(?P<hy>{_YEAR})|{_AFTER_DAY})",
    "weekday_day": rf"(?P<wd>{_WEEKDAY}),?\s+"
    rf"(?:(?i:the)\s+(?P<d>{_DAY})|(?P<d2>\d{{1,2}}{_ORDINAL}|\d{{1,2}}(?=\s*(?:[.,;)–]|\n|$)(?!\d))))",
    "month": rf"(?:(?P<mod>(?i:{_PART}|{_EDGE}|end(?=-)))(?:\s+(?i:in\s+))?[\s-]+)?"
    r"(?:(?P<rel>(?i:last|next|this\s+past|this\s+coming|this|that|the\s+following|the\s+previous))\s+)?"
    rf"(?P<month>{MONTH})(?:(?:,|\s+(?i:of)|-)?\s*(?P<year>{_YEAR})|{_OF_YEAR})?",
    "holiday": rf"(?:(?P<rel>(?i:last|next|this))\s+)?(?P<name>(?=[A-Z])(?i:{_HOLIDAY}))"
    rf"(?!\w|\s+(?i:agreement|accord|peace))(?:,?\s+(?P<year>{_YEAR}))?",
    "weekday": rf"(?:(?i:{_PART})(?:\s+(?i:on))?\s+)?"
    r"(?:(?P<rel>(?i:last|next|this\s+past|this\s+coming|this|that\s+same|that|the\s+following|the\s+previous|"
    r"the\s+next|coming))\s+)?"
    rf"(?P<wd>{_WEEKDAY})(?:\s+{_TIME_OF_DAY})?(?:\s+(?i:of\s+)?(?P<rw>(?i:last|this|next))\s+(?i:week)\b)?",
    "deictic": rf"(?i:(?:{_PART})(?:\s+on)?\s+)?(?P<word>(?i:the\s+day\s+before\s+yesterday|"
    r"the\s+day\s+after\s+tomorrow|today|tonight|yesterday|tomorrow|last\s+night|last\s+evening|"
    rf"this\s+(?:very\s+)?(?:morning|afternoon|evening|lunchtime)))(?:\s+{_TIME_OF_DAY})?(?!\w)",
    "unit": rf"(?i:(?P<mod>{_PART}|{_EDGE})(?:\s+in)?[\s-]+)?"
    r"(?P<rel>(?i:this\s+past|this\s+coming|this|last|next|the\s+coming|the\s+current))\s+"
    rf"(?P<unit>(?i:weekend|week|month|year|{_SEASON}))(?!\w)",
    "end": r"(?:(?i:the\s+)?(?i:end)\s+of|(?P<mod>(?i:later|earlier))\s+in)\s+"
    r"(?i:the)\s+(?P<unit>(?i:week|month|year))(?!\w)",
    "this_year": r"(?i:the\s+(?:full\s+|whole\s+)?year)"
    r"(?!\w|-|\s+(?i:end|before|after|ago|to|in\s+which|that|when|\d|two))|(?P<end>(?i:year(?:[’']s\s|\s|-)end))(?!\w)",
    "ago": rf"{_NO_NUMBER_BEFORE}(?P<n>(?i:{NUMBER}))\s+(?P<unit>(?i:day|week|fortnight|month|year|decade))"
    r"(?:s[’']?|[’']s)?\s+(?P<dir>(?i:ago|earlier|later|from\s+now|hence|time|before(?=[.,;)])|after(?=[.,;)])|previously))(?!\w)",
    "anchored": r"(?:(?i:later|earlier|early|late)(?:\s+on)?\s+)?(?:"
    r"(?P<rel>(?i:(?:the|that|this)\s+(?:very\s+)?same|(?:the\s+)?(?:very\s+)?next|the\s+following|the\s+previous|"
    r"the\s+preceding|that))\s+"
    rf"(?P<unit>(?i:day|morning|afternoon|evening|night|weekend|week|month|year|{_SEASON}))"
    r"|(?i:the)\s+(?P<bunit>(?i:day|night|evening|morning|week|month|year))\s+"
    r"(?P<dir>(?i:before|after|earlier))(?=\s*(?:[.,;)]|$))"
    r"|(?P<in>(?i:later|earlier)\s+(?:in\s+the|that|the\s+same)\s+day))(?!\w)",
    "weekend": rf"(?i:(?:{_PART})\s+)?(?P<rel>(?i:the|that|the\s+following|the\s+previous|the\s+coming))\s+"
    r"(?i:weekend)(?!\w)(?!\s+(?i:before|after|of)\b)",
    "decade": r"(?i:(?:the\s+)?(?:early|mid|middle|late|later)[\s-]+)?(?:(?i:the)\s+)?"
    r"(?:(?P<y>1[5-9][1-9]0|1900|20[0-4]0)[’']?s|[’'‘](?P<yy>[1-9]0)[’']?s"
    rf"|(?<=(?i:the)\s)(?P<w>(?i:{'|'.join(_DECADES)})))(?!\w)",
    "season": rf"(?i:(?:early|mid|late)[\s-]+)?(?P<season>(?i:{_SEASON}))"
    rf"(?:\s+(?i:of\s+(?:the\s+year\s+)?)?|,\s+)(?P<year>{_YEAR})",
    "quarter": r"(?:(?P<q>(?i:first|second|third|fourth))[\s-]+(?P<what>(?i:quarter|half))\s+(?i:of)\s+"
    rf"|Q(?P<qn>[1-4])\s+)(?P<year>{_YEAR})",
    "years": rf"{_NO_NUMBER_BEFORE}(?P<y>1[4-9]\d\d|20\d\d)(?P<sep>[-–—/]|\s[-–—]\s)"
    r"(?P<y2>(?:1[4-9]|20)?\d\d)(?![\w%]|[-–.,:/]\d)",
    "year": rf"{_NO_NUMBER_BEFORE}(?:(?i:{_PART}|{_EDGE})[\s-]+)?(?:(?i:fiscal)\s+(?i:year\s+)?)?"
    rf"(?P<year>{_YEAR})(?!-\d|/\d)",
    "spoken": r"(?i:(?:the\s+year\s+)?(?:(?P<c>nineteen)\s+"
    r"(?P<t>ninety|eighty|seventy|sixty|fifty|forty|thirty|twenty)"
    rf"(?:[\s-](?P<u>{_UNIT_WORDS}))?|(?<=year\s)(?P<k>two\s+thousand)(?:\s+(?:and\s+)?(?P<ku>{_UNIT_WORDS}))?))(?!\w)",
    "ordinal": rf"(?i:the)\s+(?P<d>(?:3[01]|[12]\d|[1-9]){_ORDINAL})(?!\w)",
    "overnight": r"(?i:overnight)(?!\w)",
}

# no expression begins inside a word or behind a currency sign
_GUARD = r"(?<![\w$£€#])"
_FREQUENT = "taosiwfhbcmpdlnregukvyjq"
"""The first letters of words, the commonest first: the engine tries one after the other."""
_FIRST_WORDS = """early late later earlier sometime last next today tonight yesterday tomorrow fiscal overnight
    coming""".split()
_AFTER_THE = """day night evening morning week month year end start beginning middle very same next following previous
    preceding coming current early mid late later full whole""".split()
_AFTER_THAT = """very same day morning afternoon evening night week month year spring summer autumn fall
    winter""".split()
_PARTED = {
    "mid": r"[\s-]", "middle": r"[\s-]", "beginning": r"\s", "start": r"\s", "end": r"[\s-]", "year": r"[’'\s-]",
    "nineteen": r"\s", "first": r"[\s-]+[qQhH]", "second": r"[\s-]+[qQhH]", "third": r"[\s-]+[qQhH]",
    "fourth": r"[\s-]+[qQhH]",
}  # fmt: skip
"""Words that open an expression only where this follows."""
_COUNT = r"(?!\d{0,2}(?:,\d|%|\s(?:[bceghijklnpqrsvxz]|mill)))"
"""Behind a first digit: no amount, and nothing follows that is counted and is neither month nor unit of time."""


def _openings() -> dict[str, list[str]]:
    """What can open an expression, as patterns of the rest by first letter."""
    found: dict[str, list[str]] = {digit: [_COUNT] for digit in "0123456789"}
    found |= {mark: ["[1-9]0"] for mark in "’'‘"} | {"Q": [r"\d"]}
    for name in (*MONTHS, *WEEKDAYS):  # these and holidays only with a capital
        behind = f"{any_case(name[3])}|" if len(name) > 3 else ""
        found.setdefault(name[0].upper(), []).append(rf"{any_case(name[1:3])}(?:{behind}(?![A-Za-z]))")
    for first, *more in {tuple(name.split()) for name in table("holidays") | table("easter") | table("nth_weekday")}:
        behind = rf"\s+{any_case(more[0][0])}" if more else ""
        found.setdefault(first[0].upper(), []).append(any_case(first[1:]) + behind)
    articles = "|".join(any_case(word) for word in (*_AFTER_THE, *_DECADES))
    units = "|".join(any_case(word) for word in ("day", "week", "fort", "month", "year", "deca"))
    words = [*((word, "") for word in _FIRST_WORDS), *((word, "") for word in table("seasons")), *_PARTED.items()]
    words += [("this", r"\s"), ("that", rf"\s+(?:[A-Z]|{'|'.join(any_case(word) for word in _AFTER_THAT)})")]
    words += [("the", rf"\s+(?:[0-9’'‘]|{articles})"), *((word, rf"(?:-\w+)?\s+(?:{units})") for word in NUMBERS)]
    for word, tail in words:
        for first in sorted({word[0].upper(), word[0].lower()}):
            found.setdefault(first, []).append(any_case(word[1:]) + tail)
    return {letter: sorted(set(rests)) for letter, rests in found.items()}


def _gate() -> str:
    """What can open an expression, the first letters as one class before them: it turns most words away at once."""
    openings = _openings()
    letters = "".join(sorted(openings, key=lambda letter: (letter not in _FREQUENT, _FREQUENT.find(letter), letter)))
    rests = "|".join(f"{first}(?={'|'.join(openings[first])})" for first in letters)
    return f"{_GUARD}(?=[{letters}])(?:{rests})"


def _without_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


READERS: dict[str, re.Pattern[str]] = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
GATE = re.compile(_gate())
FORMS = re.compile("|".join(f"(?P<{name}>{_without_names(pattern)})" for name, pattern in PATTERNS.items()))
