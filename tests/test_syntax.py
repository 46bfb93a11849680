"""The parser of sentences: a table of constructions, and what holds for any text."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.extract.syntax import scanner
from timeline.extract.syntax.builder import Builder
from timeline.extract.syntax.clause import Clause
from timeline.extract.syntax.lexis import lexis
from timeline.extract.syntax.phrase import Mention, Phrase
from timeline.extract.syntax.scanner import Scanner
from timeline.extract.tokens import Token, tokenise

_MARKED = re.compile(r"\[([PLDO]) ([^\]]+)\]")
_DATA: dict[str, Any] = {"P": ("person", (0,)), "O": ("office", "", "", ""), "L": None, "D": None}


def unmark(marked: str) -> tuple[list[Token], list[Mention]]:
    """Tokens and mentions of a text in which "[P Kerry]" marks a person, L a place, D a date and O an office."""
    text, mentions, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        kind = "P" if match[1] == "O" else match[1]
        mentions.append((len(text), len(text) + len(match[2]), kind, _DATA[match[1]]))
        text += match[2]
        at = match.end()
    return tokenise(text + marked[at:]), mentions


def scan(marked: str) -> list[Phrase]:
    tokens, mentions = unmark(marked)
    return Scanner(tokens, mentions, lexis()).phrases()


def told(clause: Clause) -> str:
    """A clause as "link subject verb.tense.flags preposition:noun ..."."""
    subject = "+".join(p.head for p in clause.subject) or "-"
    verb = "-"
    if clause.verb is not None:
        verb = ".".join((clause.verb.head, clause.verb.tense, *sorted(f for f in clause.verb.flags if " " not in f)))
    return " ".join((clause.link, subject, verb, *(f"{a.prep}:{a.np.head}" for a in clause.args)))


TABLE = """
[P Kerry] flew to [L Rome] on [D Monday].
    main kerry fly.past to:rome on:monday
[P Kerry] and [P Lavrov] met in [L Geneva].
    main kerry+lavrov meet.past in:geneva
[P Kerry] met [P Lavrov] and flew to [L Rome].
    main kerry meet.past :lavrov | coord kerry fly.past to:rome
[P Kerry] flew to [L Rome], met the pope and returned to [L Washington].
    main kerry fly.past to:rome | coord kerry meet.past :pope | coord kerry return.past to:washington
[P Kerry] flew to [L Rome] and [P Lavrov] went to [L Minsk].
    main kerry fly.past to:rome | coord lavrov go.past to:minsk
[P Kerry] visited [L Rome], [L Paris] and [L Berlin].
    main kerry visit.past :rome :paris :berlin
[P Kerry] travelled to [L Rome] as well as [L Paris].
    main kerry travel.past to:rome to:paris
[P Kerry], who visited [L Rome], met the pope.
    main kerry meet.past :pope | rel kerry visit.past :rome
[P Kerry] met the minister who will visit [L Rome].
    main kerry meet.past :minister | rel minister visit.fut :rome
[P Kerry] flew to [L Rome], where he met the pope.
    main kerry fly.past to:rome | rel he meet.past in:rome :pope
[P Kerry] left [L Rome], which he had visited on [D Monday].
    main kerry leave.past :rome | rel he visit.past.perfect :rome on:monday
[L Rome] is the town in which [P Kerry] met the pope.
    main rome be.pres :town | rel kerry meet.past :pope
[L Rome], in which he stayed, was quiet.
    main rome be.past :quiet | rel he stay.past in:rome
[P Kerry] arrived in [L Rome] after visiting [L Paris].
    main kerry arrive.past in:rome | ger kerry visit.ger :paris
[P Kerry] arrived in [L Rome] after he had visited [L Paris].
    main kerry arrive.past in:rome | adv he visit.past.perfect :paris
Arriving in [L Rome], [P Kerry] met the pope.
    main kerry meet.past :pope | part kerry arrive.ger in:rome
[P Kerry] left [L Rome], ending a visit to [L Italy].
    main kerry leave.past :rome | part kerry end.ger :visit to:italy
While visiting [L Rome], [P Kerry] met the pope.
    main kerry meet.past :pope | adv kerry visit.ger :rome
[P Kerry] flew to [L Rome] to meet the pope.
    main kerry fly.past to:rome | inf kerry meet.inf :pope
To mark the day, [P Kerry] flew to [L Rome].
    main kerry fly.past to:rome | inf kerry mark.inf :day
[P Obama] asked [P Kerry] to visit [L Rome].
    main obama ask.past :kerry | inf kerry visit.inf :rome
[P Kerry] wants to visit [L Rome] and to meet the pope.
    main kerry want.pres | inf kerry visit.inf :rome | inf kerry meet.inf :pope
[P Kerry] was received by the pope in [L Rome].
    main kerry receive.past.passive by:pope in:rome
[P Kerry] is being received in [L Rome].
    main kerry receive.pres.passive.progressive in:rome
[P Kerry] has been invited to [L Rome].
    main kerry invite.pres.passive.perfect to:rome
[P Kerry] flew to [L Rome] and [P Lavrov] to [L Minsk].
    main kerry fly.past to:rome | gap lavrov fly.past to:minsk
The treaty signed in [L Rome] ended the war.
    main treaty end.past :war | part treaty sign.past in:rome
The plane carrying [P Kerry] landed in [L Rome].
    main plane land.past in:rome | part plane carry.ger :kerry
“I will visit [L Rome],” [P Kerry] said.
    main i visit.fut :rome | main kerry say.past
“I will visit [L Rome],” said [P Kerry].
    main i visit.fut :rome | main - say.past :kerry
[P Kerry] said that he would visit [L Rome].
    main kerry say.past | comp he visit.cond.would :rome
[P Kerry] said [P Lavrov] would visit [L Rome].
    main kerry say.past | comp lavrov visit.cond.would :rome
Officials said [P Kerry] and [P Lavrov] would meet in [L Geneva].
    main officials say.past | comp kerry+lavrov meet.cond.would in:geneva
On [D Monday], [P Kerry] flew to [L Rome].
    main kerry fly.past on:monday to:rome
In [L Rome], [P Kerry] met the pope.
    main kerry meet.past in:rome :pope
From [L Rome] he will fly to [L Paris].
    main he fly.fut from:rome to:paris
[O Secretary of State] [P Kerry] visited [L Rome].
    main kerry visit.past :rome
[P Lavrov], the foreign minister, visited [L Rome].
    main lavrov visit.past :rome
The foreign minister, [P Lavrov], visited [L Rome].
    main lavrov visit.past :rome
[P Kerry] is due to visit [L Rome] on [D Monday].
    main kerry visit.pres.planned :rome on:monday
[P Kerry] is due in [L Rome] on [D Monday].
    main kerry be.pres.planned in:rome on:monday
[P Kerry] is to visit [L Rome].
    main kerry visit.pres.isto :rome
[P Kerry] is expected to meet the pope and visit [L Milan].
    main kerry meet.pres.planned :pope | coord kerry visit.pres.planned :milan
[P Kerry] was scheduled to have met the pope.
    main kerry meet.past.perfect.planned :pope
[P Kerry] is likely to travel to [L Rome].
    main kerry travel.pres.open to:rome
[P Kerry] may visit [L Rome].
    main kerry visit.cond.may :rome
[P Kerry] will not visit [L Rome].
    main kerry visit.fut.neg :rome
[P Kerry] didn't visit [L Rome].
    main kerry visit.past.neg :rome
[P Kerry] has to visit [L Rome].
    main kerry visit.pres.must :rome
[P Kerry] will on [D Friday] visit [L Rome].
    main kerry visit.fut :rome
[P Kerry] took off from [L Rome].
    main kerry take_off.past from:rome
[P Kerry] went back to [L Washington].
    main kerry go_back.past to:washington
[P Kerry] set out for [L Rome] by train.
    main kerry set_out.past for:rome by:train
[P Kerry] stopped over in [L Rome].
    main kerry stop_over.past in:rome
[P Kerry] visits [L Rome] on [D Monday].
    main kerry visit.pres :rome on:monday
The visits to [L Rome] were short.
    main visits be.past to:rome :short
The visit to [L Rome] ended on [D Monday].
    main visit end.past to:rome on:monday
[P Kerry]'s visit to [L Rome] ended.
    main visit end.past to:rome
The [L Rome] talks failed.
    main talks fail.past
Foreign ministers meet in [L Rome].
    main ministers meet.pres in:rome
The couple return to [L London] on [D Monday].
    main couple return.pres to:london on:monday
They're flying to [L Rome].
    main they fly.pres.progressive to:rome
I've visited [L Rome].
    main i visit.pres.perfect :rome
We'll meet in [L Rome].
    main we meet.fut in:rome
His trip to [L Rome] was long.
    main trip be.past to:rome
[L Italy]'s president hosted [P Kerry].
    main president host.past :kerry
Talks with [P Lavrov] in [L Geneva]
    main - - with:lavrov in:geneva :talks
[D Monday]: [L Rome], [L Milan]
    main - - :monday :rome :milan
Arrives in [L Rome]
    main - arrive.pres in:rome
If [P Kerry] goes to [L Rome], [P Lavrov] will stay in [L Moscow].
    main lavrov stay.fut in:moscow | adv kerry go.pres to:rome
[P Kerry] flew to [L Rome]; [P Lavrov] stayed in [L Moscow].
    main kerry fly.past to:rome | main lavrov stay.past in:moscow
[P Kerry] called off a trip to [L Rome].
    main kerry call_off.past :trip to:rome
[P Kerry] flew from [L Rome] via [L Vienna] to [L Minsk].
    main kerry fly.past from:rome via:vienna to:minsk
[P Kerry] arrived in the port of [L Haifa].
    main kerry arrive.past in:port in:haifa
The key is to the left.
    main key be.pres to:left
[P Kerry] had begun the day in [L Rome] and flown to [L Minsk].
    main kerry begin.past.perfect :day in:rome | coord kerry fly.past.perfect to:minsk
He indeed arrived in [L Rome].
    main he indeed.past | part he arrive.past in:rome
[P Trump] said on [D Friday] he would visit [L Manila].
    main trump say.past on:friday | comp he visit.cond.would :manila
[P Kerry] said in [L London] on [D Friday] the ministers would meet.
    main kerry say.past in:london on:friday | comp ministers meet.cond.would
The plane seized in [L Rome] on [D Monday] left for [L Cairo].
    main plane leave.past for:cairo | part plane seize.past in:rome on:monday
[P Trump] will fly to [L Tokyo] and later visit [L Seoul].
    main trump fly.fut to:tokyo | coord trump visit.fut :seoul
[P Trump] will attend the summit, then travel to [L Paris].
    main trump attend.fut :summit | coord trump travel.fut to:paris
"""
ROWS = [row.split("\n    ") for row in re.split(r"\n(?=\S)", TABLE.strip())]


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_sentence(sentence: str, expected: str) -> None:
    assert " | ".join(map(told, Builder(scan(sentence)).clauses_of())) == expected


def test_list_head_and_governor() -> None:
    """Members of a list point to the first; a phrase behind a noun of travel points to that noun."""
    (clause,) = Builder(
        scan("[P Kerry] planned a visit to [L Rome], [L Paris] and [L Berlin] on [D Monday].")
    ).clauses_of()
    rome, paris, berlin = clause.args[1:4]
    assert rome.noun is clause.args[0].np
    assert paris.head is rome and berlin.head is rome


def test_quoted_verbs_are_told() -> None:
    first, second = Builder(scan("“I visit [L Rome],” he said.")).clauses_of()
    assert first.verb is not None and first.verb.quoted
    assert second.verb is not None and not second.verb.quoted


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("[P Kerry] is due to fly to [L Rome] and [P Lavrov] visited [L Minsk].", "visit"),
        ("It is to cut aid and visits, he added.", "add"),
    ],
)
def test_flags_of_a_plan_stay_with_it(earlier: str, later: str) -> None:
    verb = next(p for p in scan(earlier) if p.head == later)
    assert not verb.flags


# -- any text ----------------------------------------------------------------------------------------------------------
WORDS = st.sampled_from(
    """he she they who which where that a his her and or but , ; : — “ ” " ( ) . - ' to in from of with after before
    while as well until once is was be been being will would may has had did not likely due expected visit visits
    visited visiting talks meeting fly flew flown return left set cut leads said says asked Rome minister's back off
    together both ahead out they're he'd couldn't indeed fully $ Mr [L_Rome] [L_Paris]'s [P_Kerry] [P_Lavrov]
    [P_Kerry]'s [D_Monday] [O_minister]""".split()
).map(lambda word: word.replace("_", " "))
SENTENCES = st.lists(WORDS, max_size=40).map(" ".join)


@st.composite
def mentioned(draw: st.DrawFn) -> tuple[list[Token], list[Mention]]:
    """Any text with mentions anywhere, in order and apart."""
    text = draw(st.text(max_size=80))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    kinds = st.sampled_from("PLDO")
    found: list[Mention] = []
    for start, end in pairs:
        kind = draw(kinds)
        found.append((start, end, "P" if kind == "O" else kind, _DATA[kind]))
    return tokenise(text), found


def hold(tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
    """Phrases are in order and apart; a clause comes after the one it hangs on."""
    phrases = Scanner(tokens, mentions, lexis()).phrases()
    for before, after in itertools.pairwise(phrases):
        assert before.last < after.first or _clitic(before, after)
    assert all(0 <= p.first <= p.last < len(tokens) for p in phrases)
    clauses = Builder(phrases).clauses_of()
    assert all(c.parent is None or c.parent.number < c.number for c in clauses)
    assert all(a.number < b.number for a, b in itertools.pairwise(clauses))
    assert all(a.head is None or a.head.head is None for c in clauses for a in c.args)


def _clitic(before: Phrase, after: Phrase) -> bool:
    """Whether two phrases are the halves of one word ("they're")."""
    return before.last == after.first and before.what in ("pronoun", "there") and "'" in before.words[0]


@given(mentioned())
def test_any_text(given_: tuple[list[Token], list[Mention]]) -> None:
    hold(*given_)


@given(SENTENCES)
def test_any_words(sentence: str) -> None:
    hold(*unmark(sentence))


@given(st.text(max_size=200))
def test_tokens_are_the_words_of_the_text(text: str) -> None:
    tokens = tokenise(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
    assert all(text[t.start : t.end].startswith(t.text) for t in tokens)
    covered = {i for t in tokens for i in range(t.start, t.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


def steps(sentence: str) -> int:
    """How many lines of the parser run for a sentence."""
    tokens, mentions = unmark(sentence)
    room = str(Path(scanner.__file__).parent)
    count = 0

    def inside(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return inside

    def enter(frame: FrameType, event: str, arg: object) -> Any:
        return inside if frame.f_code.co_filename.startswith(room) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        Builder(Scanner(tokens, mentions, lexis()).phrases()).clauses_of()
    finally:
        sys.settrace(before)
    return count


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_work_grows_with_the_length(unit: list[str]) -> None:
    """Twice the words take about twice the steps; a search over all before would take four times."""
    scan(" ".join(unit))  # so that no new word is classified while steps are counted
    once, twice = (steps(" ".join(unit * times)) for times in (150, 300))
    assert twice < 3 * once
