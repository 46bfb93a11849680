"""What tells whether an event is reported, planned or cancelled: modality, tense and days around its cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from timeline.extract.frames import Frame
from timeline.extract.tokens import Chunk
from timeline.records import DateMention

_PAST_IRREGULAR = frozenset(
    """went flew flown left came drove rode met held spoke spent began took gave sat stood saw swept wound broke woke
    made was were had been lay laid told slept got became found set put shut read cut hit let led paid ran sought shook
    bade won lost kept dined toured travelled traveled taken driven flown gone been seen spoken""".split()
)
_PRESENT_3RD = ("s",)


def tense(word: str) -> str:
    """`past`, `present`, `ing` or `base` of a cue's first word."""
    first = word.split(" ")[0]
    if first.endswith("ing"):
        return "ing"
    if first in _PAST_IRREGULAR or first.endswith("ed"):
        return "past"
    return "present" if first.endswith("s") and not first.endswith("ss") else "base"


def modality(chunks: Sequence[Chunk], frame: Frame) -> set[str]:
    """The modal kinds (`future`, `cancel`, `negative`, `doubtful`) that hold for the frame's cue."""
    found: set[str] = set()
    if frame.cue < 0:
        return found
    for index in range(frame.cue, max(-1, frame.cue - 9), -1):
        piece = chunks[index]
        if index < frame.cue and (piece.text in (";", ":", "“", "”", '"', "who", "where", "which", "while", "but")):
            break
        if (
            index < frame.cue
            and piece.kind == "V"
            and tense(piece.text) == "past"
            and "v.report" not in piece.kinds
            and not ("m.cancel" in piece.kinds or "m.future" in piece.kinds or "m.doubtful" in piece.kinds)
        ):
            break
        for kind in piece.kinds:
            if kind.startswith("m."):
                found.add(kind[2:])
        if index < frame.cue and piece.text == "to" and chunks[frame.cue].kind == "V" and index == frame.cue - 1:
            found.add("infinitive")
    if frame.cue + 1 < len(chunks) and "m.negative" in chunks[frame.cue + 1].kinds:
        found.add("negative")
    return found


def cancelled_nearby(chunks: Sequence[Chunk], frame: Frame) -> bool:
    """Whether a word of calling off stands in the clause of the frame ("put off his journey to Beijing")."""
    low, high = sorted((frame.cue if frame.cue >= 0 else frame.index, frame.index))
    low, high = max(0, low - 10), min(len(chunks), high + (8 if frame.cue >= 0 else 14))
    for index in range(low, high):
        piece = chunks[index]
        if piece.text in (";",) and index > frame.index:
            break
        if "m.cancel" in piece.kinds:
            return True
    return False


def form_of(chunks: Sequence[Chunk], frame: Frame) -> str:
    """The tense that holds for the frame: of its cue, or of the verb that governs it."""
    cue = chunks[frame.cue] if frame.cue >= 0 else None
    if cue is not None and cue.text in ("is", "are", "'s", "'re"):
        return "present"
    if cue is not None and cue.text in ("was", "were"):
        return "past"
    if cue is not None and cue.kind == "V":
        form = tense(cue.text)
        if form == "past" and frame.cue and chunks[frame.cue - 1].text in ("be", "to"):
            return _governor_tense(chunks, frame.cue)  # "will be received"
        return form
    return "governed " + _governor_tense(chunks, frame.cue if frame.cue >= 0 else frame.index)


def status_facts(chunks: Sequence[Chunk], frame: Frame, published: date | None, advance: bool) -> Iterator[str]:
    """What the clause tells about whether the event happened, is to come, or was called off."""
    moods = modality(chunks, frame)
    form = form_of(chunks, frame)
    if cancelled_nearby(chunks, frame):
        yield "called off"
    if _future_behind(chunks, frame):
        yield "future behind"
    yield f"form {form}"
    if form in ("ing", "base"):
        yield f"{form} under {_governor_tense(chunks, frame.cue)}"
    link = _link(chunks, frame.cue) if frame.cue >= 0 else ""
    if link:
        yield f"{link} {form}"
        yield f"{link} {form} under {_governor_tense(chunks, frame.cue)}"
    when = _relation([c.data for c in frame.dates], published)
    yield f"day {when}"
    yield f"{form} day {when}"
    for mood in moods:
        yield f"mood {mood}"
        yield f"mood {mood} day {when}"
    if form not in ("past",) and "future" not in moods:
        yield f"{form} in an {'advance' if advance else 'account'}"
    if when == "unknown":
        yield f"{form} sentence day {_relation([c.data for c in chunks if c.kind == 'D'], published)}"


def _future_behind(chunks: Sequence[Chunk], frame: Frame) -> bool:
    """Whether a clause that hangs on the place tells of the future ("in Vietnam, which Trump will attend")."""
    linked = False
    for piece in chunks[frame.index + 1 : frame.index + 16]:
        linked = linked or piece.text in ("which", "where", "that", "when")
        if piece.text == ";":
            break
        if linked and "m.future" in piece.kinds:
            return True
        if linked and piece.kind == "V":
            return False
    return False


def _relation(dates: Sequence[DateMention], published: date | None) -> str:
    first = next((d.first for d in dates if d.first), None)
    last = next((d.last for d in dates if d.last), None)
    if first is None or last is None or published is None:
        return "unknown"
    if dates[0].kind == "weekday" and 0 < (published - last).days <= 7:
        return "weekday before"
    return "past" if last < published else "future" if first > published else "today" if first == last else "now"


def by_rule(
    chunks: Sequence[Chunk], frame: Frame, day: date | None, published: date | None, *, headline: bool, advance: bool
) -> str:
    """A first reading of the status by rule, and why; one fact among others."""
    if frame.cue < 0:
        return "no cue"
    cue = chunks[frame.cue]
    mods = modality(chunks, frame)
    if cancelled_nearby(chunks, frame):
        return "cancelled: called off"
    if "negative" in mods and "future" not in mods:
        return "denied: negated"
    if "negative" in mods:
        return "cancelled: will not"
    if "doubtful" in mods and "future" not in mods:
        return "denied: only possible"
    form = tense(cue.text) if cue.kind == "V" else _governor_tense(chunks, frame.cue)
    if (
        form in ("present", "base")
        and not mods
        and not headline
        and _relation([c.data for c in frame.dates], published) == "weekday before"
    ):
        return "planned: a weekday told in the present"
    if _setting_out(chunks, frame) and "future" not in mods:
        return "planned: set out for"
    if "future" in mods or ("infinitive" in mods and form == "base"):
        if day and published and day < published and "future" in mods:
            return "reported: the planned day is past"
        return "planned: future"
    if form == "base" and not headline and _governor_tense(chunks, frame.cue) == "future":
        return "planned: goes on a plan"
    if form == "present" and not headline:
        if day and published:
            return "planned: present tense of a day to come" if day >= published else "reported: past day"
        return "planned: present tense" if advance else "reported: present tense"
    if form == "ing" and not headline:
        before = _governor_tense(chunks, frame.cue)
        if before == "future" or (before == "present" and advance):
            if _after(chunks, frame.cue):
                return "reported: after"
            return "planned: follows a plan"
        if day and published and day > published:
            return "planned: a day to come"
        return (
            "planned: before"
            if _link(chunks, frame.cue) == "before" and _late(chunks, frame, published)
            else "reported: past"
        )
    if day and published and day > published:
        return "planned: a day to come"
    if form == "future":
        return "planned: future"
    if cue.kind == "N" and form in ("base", "present") and advance and not (day and published and day <= published):
        return "planned: announced"
    return "reported: past"


def follows(chunks: Sequence[Chunk], frame: Frame) -> bool:
    """Whether the frame's clause tells of something earlier than the clause it stands with."""
    if frame.cue < 0:
        return False
    cue = chunks[frame.cue]
    if _link(chunks, frame.cue) == "after":
        return True
    before = [c.text for c in chunks[max(0, frame.cue - 3) : frame.cue]]
    perfect = "had" in before or "having" in before
    perfect = perfect or bool(
        {"has", "have"} & set(before) and {"also", "already", "previously", "earlier"} & set(before)
    )
    return perfect and cue.kind == "V" and tense(cue.text) == "past" and "v.report" not in cue.kinds


def _setting_out(chunks: Sequence[Chunk], frame: Frame) -> bool:
    """Whether the place is what somebody leaves for: it is not reached yet ("departs for travel to Astana")."""
    cue = chunks[frame.cue]
    if {"n.meeting", "n.visit"} & cue.kinds and frame.prep not in ("for", "to", "toward", "towards"):
        return _bound_for(chunks, frame.cue)
    if frame.prep not in ("for", "to", "toward", "towards"):
        return False
    if "v.depart" in cue.kinds:
        return True
    near = chunks[max(0, frame.cue - 3) : frame.cue]
    return "n.visit" in cue.kinds and any("v.depart" in c.kinds for c in near)


def _bound_for(chunks: Sequence[Chunk], cue: int) -> bool:
    """Whether a meeting is what somebody leaves for ("left Beijing for the summit in Vietnam")."""
    at = next((i for i in range(cue - 1, max(-1, cue - 7), -1) if chunks[i].text == "for"), -1)
    return at > 0 and any(
        {"v.depart"} & c.kinds or c.text.startswith(("head", "bound")) for c in chunks[max(0, at - 7) : at]
    )


def _late(chunks: Sequence[Chunk], frame: Frame, published: date | None) -> bool:
    """Whether the clause that "before ...ing" follows tells of the day of publication or later."""
    days = [c.data.last for c in chunks[: frame.cue] if c.kind == "D" and c.data.last]
    return bool(published and days and max(days) >= published)


def _link(chunks: Sequence[Chunk], cue: int) -> str:
    for index in range(cue - 1, max(-1, cue - 3), -1):
        if chunks[index].text in ("before", "after"):
            return chunks[index].text
    return ""


def _after(chunks: Sequence[Chunk], cue: int) -> bool:
    return _link(chunks, cue) == "after"


def _governor_tense(chunks: Sequence[Chunk], cue: int) -> str:
    """The tense of the verb before a noun cue or a participle: `future` if a modal goes with it."""
    for index in range(cue - 1, -1, -1):
        piece = chunks[index]
        if piece.kind == "M" and "m.future" in piece.kinds:
            return "future"
        if piece.kind == "V" and "v.report" not in piece.kinds:
            for back in range(index, max(-1, index - 4), -1):
                if "m.future" in chunks[back].kinds:
                    return "future"
            return tense(piece.text)
        if piece.text in (";", "."):
            break
    for piece in chunks[cue + 1 : cue + 14]:
        if "m.future" in piece.kinds:
            return "future"
        if piece.kind == "V":
            return tense(piece.text)
    return "base"
