"""Whose programme it is, and who an entry names at its head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline.extract.people import People, Person
from timeline.extract.programme.block import Block
from timeline.extract.programme.lines import Line
from timeline.records import PlaceMention

_LABEL = re.compile(
    r"(?i)^\W*(?:to|chair(?:man|person|woman)?|travell?er|passenger|name|leader|head of (?:the )?delegation|delegate"
    r"|principal|visitor|prepared for"
    r"|official|staff member|in favou?r of)\b[^:\n]{0,30}:"
)
_NAMED = re.compile(
    r"(?:(?:[A-Z]\.?){2,4}|[A-Z][a-z]{1,5}\.?|the|of)?[ ]*(?P<name>[A-ZÀ-Þ][\w'’.-]+(?:[ ](?:de|van|von|bin|al|el"
    r"|[A-ZÀ-Þ][\w'’.-]*)){1,3})"
)
_OFFICES = re.compile(
    r"(?i)\b(?:of|by|for)\s+(?:the\s+|h\.?\s?e\.?\s+the\s+)?(?P<office>(?:deputy )?prime minister|vice[- ]president"
    r"|president|foreign (?:minister|secretary)"
    r"|minister (?:of|for) [a-z]+(?: [a-z]+)?|secretary[- ]general|holy father|king|queen|chancellor|speaker)\b"
)
_LED = re.compile(
    r"\W*(?:[A-Z]{2,5} |[A-Z][a-z]{1,4}\.? "
    r"|[A-Z][a-z]+ ){0,2}?(?P<name>(?:[A-ZÀ-Þ][a-zà-ÿ'’-]+ ){0,2}[A-ZÀ-Þ][\w'’-]+) (?:in|to|travels|returns|departs"
    r"|arrives|visits|leaves)\b"
)
_TITLED = re.compile(
    r"(?i)\b(?:secretary|president|minister|premier|ambassador|senator|commissioner|mr|mrs|ms|dr"
    r"|sir)\.? (?P<name>[A-Z][\w-]{3,})(?='S|'s|\b)"
)
_MEMBERS = re.compile(r"(?i)\b(?:members|accompanied by|with)\s*:")
_SENDER = re.compile(r"(?i)^\W*(?:from|cc|bcc|copies|copy|issued by|contact|approved by|prepared by)\b[^:\n]{0,20}:")
_ABOUT = re.compile(
    r"(?i)\b(?:programme|program|visits?|schedule|itinerary|journey|tour|trip|travels?|diary|calendar|mission"
    r"|engagements|codel)\b"
)
_VERB = (
    r"(?:arriv\w+|depart\w*|leav\w+|return\w*|travel\w*|fl(?:y|ies)|visit\w*|attend\w*|land\w*|proceed\w*|continu\w+"
    r"|goes|go"
    r"|cancels?|joins?|in|to|at|en route)"
)
_HEAD = re.compile(rf"\s*(?:\([^)]*\)|,[^,:\n]{{0,50}},|,)?\s*(?:only)?\s*(?P<sign>:|\b{_VERB}\b)", re.I)
_JOIN = re.compile(r"\s*(?:,|and|&|,\s*and)\s+(?:\w+\.?\s+){0,5}?$", re.I)
_OFFICE = re.compile(
    r"(?i)^\W*(?:the )?(?:(?:vice[- ])?president|prime minister|pm|hm|h\.?e\.?|his holiness|holy father|pope|king"
    r"|queen|duke|duchess|prince|princess"
    r"|secretary(?:[- ]general)?|(?:foreign )?minister|commissioner|chancellor|premier|ambassador|leader|chair(?:man"
    r"|person)?|delegation|party|speaker"
    r"|m[rs]s?\.? \w+|he|she|you)\b(?P<rest>[^;\n]{0,20})"
)
_ACTS = re.compile(rf"\W*(?:[Tt]he |THE )?([A-Za-z]+(?: [A-Za-z]+){{0,3}}?) {_VERB}\b", re.I)
_LABELS = re.compile(
    r"(?i)(?:lodging|hotel|overnight|return|outbound|inbound|contact|subject|accommodation|transport|flight)\b"
)
_SOLO = re.compile(r"(?i)^\W*(?:leader|head of (?:the )?delegation|principal)(?: only)?\s*:")


@dataclass(frozen=True, slots=True)
class Owners:
    """The persons whose programme it is, the leader first; none where it is a diary of several."""

    numbers: tuple[int, ...]
    diary: bool = False
    sure: float = 1.0


def _score(person: Person, people: People, block: Block) -> float:
    """How much speaks for a person: office, mentions, and the lines above the programme that name him."""
    score = 1.0 * person.dignitary + min(person.mentions, 4) * 0.2 - 1.5 * person.minor - person.first / 2000
    for mention in people.mentions:
        if person.number not in mention.persons:
            continue
        line = next((x for x in block.before if x.start <= mention.start <= x.end), None)
        if line is None:
            continue
        if _ABOUT.search(person.name):
            score -= 2
        if _SENDER.match(line.text):
            score -= 3
        elif (label := _LABEL.match(line.text)) and _first_in(
            people, line.start + label.end(), line.end, person.number
        ):
            score += 4
        elif _ABOUT.search(line.text):
            score += 1.5
        score += 0.5
    first = block.lines[0].start if block.lines else 0
    outside = any(m.start < first for m in people.mentions if person.number in m.persons)
    return score - (0 if outside else 1.0)


def _first_in(people: People, start: int, end: int, number: int) -> bool:
    """Whether that person is the first who is named in a stretch."""
    first = next((m for m in people.mentions if start <= m.start < end), None)
    return first is not None and number in first.persons


def by_place(people: People, start: int, end: int, here: Sequence[PlaceMention], text: str) -> tuple[int, ...] | None:
    """The visitor whom an entry names behind the place that opens it ("BAMAKO: Minister X arrives").

    None if no place opens it; nobody if only somebody at home is named.
    """
    if not here or here[0].place is None or text[start : here[0].start].strip():
        return None
    sign = text.find(":", here[0].end, min(end, here[-1].end + 2, here[0].end + 30))
    if sign < 0:
        return None
    for mention in people.mentions:
        if sign < mention.start < min(end, sign + 90):
            person = people.persons[mention.persons[0]]
            return mention.persons[:1] if person.country != here[0].place.country_code else ()
    return ()


def owners(people: People, block: Block, places: Sequence[PlaceMention], text: str) -> Owners:
    """Whose programme a block is."""
    headed = [h for line in block.lines if (h := head(people, line.at, line.end, text)[0])]
    if _of_several(people, block, places, text, headed):
        return Owners((), diary=True)
    acting = {n for h in headed for n in h}
    for line in block.lines:
        office = _ACTS.match(line.rest)
        acting.update(people.described(office[1].lower().split())[:1] if office else ())
    scores = {p.number: _score(p, people, block) for p in people.persons if p.mentions or p.first}
    for number in acting & set(scores):
        scores[number] += 3.0 if people.persons[number].dignitary else 1.5
    best = max(scores, key=lambda n: scores[n], default=None)
    if best is None or (scores[best] < 0.5 and best not in acting):
        made = _unknown(people, block)
        if made is not None:
            return Owners((made,), sure=0.9)
    if best is None:
        return Owners(())
    named = dict.fromkeys((best, *_paired(people, block, best, text), *_members(people, block)))
    return Owners(tuple(named), sure=1.0 if _score(people.persons[best], people, block) > 1.5 else 0.8)


def _of_several(
    people: People, block: Block, places: Sequence[PlaceMention], text: str, headed: Sequence[tuple[int, ...]]
) -> bool:
    """Whether it is a diary of several: by the heads of its entries, by labels, or by visitors behind places."""
    told = sum(1 for line in block.lines if line.rest and not line.blank)
    labels = {n for line in block.lines if not line.blank for n in by_label(people, line) or ()}
    persons = {n for h in headed for n in h} | labels
    if len(persons) >= 2 and ((len(headed) >= 3 and len(headed) * 3 >= told) or len(labels) >= 2):
        return True
    led = []
    for line in block.lines:
        here = [p for p in places if line.at <= p.start < line.end]
        who = by_place(people, line.at, line.end, here, text)
        led += [who] if who is not None else []
    return len({n for who in led for n in who}) >= 2 and len(led) * 2 >= told - len(block.lines) // 4


def _members(people: People, block: Block) -> list[int]:
    """Those whom a label above the programme names as members of the party."""
    found = []
    for line in block.before:
        match = _MEMBERS.search(line.text)
        if match:
            start = line.start + match.end()
            found += [n for m in people.mentions if start <= m.start < line.end for n in m.persons]
    return found


def _paired(people: People, block: Block, number: int, text: str) -> list[int]:
    """Whom the title names with the owner ("The King and the Queen will visit")."""
    for mention, later in pairwise(people.mentions):
        if number not in mention.persons or later.start > block.lines[0].start:
            continue
        line = next((x for x in block.before if x.start <= mention.start <= x.end), None)
        joined = re.fullmatch(
            r"\s*(?:and|&)\s+(?:[Tt]he |[Mm][rs]s?\.? |his wife,? |her husband,? )?", text[mention.end : later.start]
        )
        if (
            line is not None
            and joined
            and not re.search(r"(?i)\b(?:between|with|talks)\b", line.text[: mention.start - line.start])
        ):
            return [n for n in later.persons if n != number]
    return []


def _unknown(people: People, block: Block) -> int | None:
    """The owner whom a label names though nothing else shows a person there, or whose office alone the title gives."""
    for line in block.before:
        label = _LABEL.match(line.text)
        name = _NAMED.match(line.text[label.end() :].lstrip()) if label else None
        if name is not None:
            return _made(people, name["name"], line.start)
    heads = [m["name"] for line in block.lines if (m := _LED.match(line.rest))]
    for surname, times in Counter(name.split()[-1] for name in heads).most_common(1):
        if times > 1:
            return _made(people, max((n for n in heads if n.split()[-1] == surname), key=len), block.lines[0].start)
    titles = [line for line in block.before if _ABOUT.search(line.text)]
    for line in titles:
        titled = _TITLED.search(line.text)
        if titled is not None:
            return _made(people, titled["name"].title(), line.start)
    for line in titles:
        office = _OFFICES.search(line.text)
        if office is not None:
            return people.unnamed(office["office"].title(), line.start)
    return None


def _made(people: People, name: str, first: int) -> int:
    """A person of that name, added to those of the text."""
    number = len(people.persons)
    people.persons.append(Person(number, [name], listed=True, mentions=1, first=first))
    return number


def head(people: People, start: int, end: int, text: str) -> tuple[tuple[int, ...], int]:
    """The persons at the head of an entry, and where their names end."""
    found: list[int] = []
    at = start
    for mention in people.mentions:
        if not at <= mention.start < end:
            continue
        lead = text[at : mention.start]
        if _LABELS.match(text[mention.start : mention.end]):
            break
        titled = re.fullmatch(r"[\W\d]*(?:(?:[A-Z][\w'’.-]*|of|the|for|and|de)[ ,]+){0,7}", lead) is not None
        if not titled or (found and not _JOIN.search(lead) and not re.search(r"\band\b|,", lead)):
            break
        found += mention.persons
        at = mention.end
        sign = _HEAD.match(text, at, end)
        if sign:
            return tuple(found), at
    return (), start


def by_label(people: People, line: Line) -> tuple[int, ...] | None:
    """The persons of a line that is only a label ("Ms. Lanigan:", "Tánaiste:"); None if it is none."""
    piece = line.text[line.at - line.start :].strip()
    if not piece.endswith(":") or len(piece) > 50 or line.timed:
        return None
    for mention in people.mentions:
        if line.at <= mention.start < line.end:
            return mention.persons
    words = piece.rstrip(":").lower().split()
    found = people.described([w for w in words if w not in ("the", "a")])
    return tuple(found[:1])


def by_office(rest: str) -> bool:
    """Whether an entry begins with an office alone, which is the owner's."""
    return _OFFICE.match(rest) is not None


def solo(rest: str) -> bool:
    """Whether an entry is the leader's alone ("Leader only: ...")."""
    return _SOLO.match(rest) is not None
