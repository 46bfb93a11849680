"""Presence where a story is written: "PARIS (Agency) - ... told reporters on Thursday" puts the speaker in Paris.

A dateline alone proves nothing. It is a candidate for whoever the story shows in the act: meeting, speaking before
people, being received, arriving. The facts are of their own kind ("scene ..."), so that they are weighed apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from timeline.extract.frames import Frame
from timeline.extract.people import Person
from timeline.extract.roles import Reading
from timeline.extract.status import form_of, modality
from timeline.extract.story import Sentence, Story
from timeline.extract.tokens import Chunk
from timeline.records import PlaceMention

_LISTENERS = frozenset(
    "reporters journalists newsmen conference briefing crowd audience soldiers troops delegates students summit"
    " meeting forum lawmakers parliament ceremony leaders executives supporters dinner lunch rally event".split()
)
_REMOTE = frozenset("phone telephone call tweet tweeted twitter interview statement letter video email website".split())
_ACTS = ("v.presence", "v.arrive", "v.report", "v.hosted", "n.visit", "n.meeting")
_STORY_WIDE = frozenset("visit visits trip tour summit visiting talks conference delegation stop".split())


def scenes(story: Story) -> Iterator[tuple[Sentence, Frame, list[Chunk], str]]:
    """For each act told without a place of its own: its sentence, a frame at the dateline, who acts, and how."""
    if not story.datelines:
        return
    mention: PlaceMention = story.datelines[0][1][0]
    if mention.place is None or mention.place.kind in ("region", "natural"):
        return
    bound = {m.start for _, named in story.datelines for m in named}
    for sentence in story.sentences:
        if sentence.headline:
            continue
        taken = {f.cue for f in sentence.frames if f.cue >= 0 and f.place.start not in bound}
        for index, piece in enumerate(sentence.chunks):
            if piece.kind not in "VN" or index in taken or not any(k in piece.kinds for k in _ACTS):
                continue
            yield from _acting(sentence, index, piece, mention)
        for index, piece in enumerate(sentence.chunks):
            if piece.kind == "P" and index and sentence.chunks[index - 1].text == "visiting":
                yield sentence, _frame(sentence, index, mention), [piece], "visiting"


def _acting(
    sentence: Sentence, index: int, piece: Chunk, mention: PlaceMention
) -> Iterator[tuple[Sentence, Frame, list[Chunk], str]]:
    subject, how = sentence.reader.subject(index)
    if subject and how in ("subject", "who", "by", "possessor", "inherited", "ahead"):
        yield sentence, _frame(sentence, index, mention), subject, "subject"
    if piece.kind == "V" and {"v.presence", "v.hosted"} & piece.kinds:
        guests = sentence.reader.objects(index)
        if guests:
            yield sentence, _frame(sentence, index, mention), guests, "object"


def _frame(sentence: Sentence, index: int, mention: PlaceMention) -> Frame:
    cue = sentence.chunks[index]
    place = Chunk("L", cue.start, cue.end, "here", data=mention)
    frame = Frame(place, index, prep="in", cue=index, reasons=["scene"])
    days = [i for i, c in enumerate(sentence.chunks) if c.kind == "D"]
    if days:
        nearest = min(days, key=lambda i: abs(i - index))
        if abs(nearest - index) < 14:
            frame.dates, frame.date_how = [sentence.chunks[nearest]], "scene"
    return frame


def facts_of_scene(
    story: Story,
    sentence: Sentence,
    frame: Frame,
    person: Person,
    how: str,
    went: Mapping[int, Sequence[tuple[str, str]]],
) -> list[str]:
    """What speaks for and against "this person acts where the story is written"."""
    cue = sentence.chunks[frame.cue]
    place = frame.place.data.place
    home = "unknown" if not person.country else "home" if person.country == place.country_code else "abroad"
    main = story.discourse.main == person.number
    act = next((k for k in _ACTS if k in cue.kinds), "person")
    words = {c.text for c in sentence.chunks[max(0, frame.cue - 3) : frame.cue + 9]}
    said = "scene listeners" if words & _LISTENERS else "scene alone"
    others = [w for w in went.get(person.number, ()) if w[1] != place.place_id]
    land = any(code == place.country_code for code, _ in others)
    found = [
        "scene",
        f"scene {home}",
        f"scene {'main' if main else 'other'} {home}",
        f"scene {act}",
        f"scene {act} {home} {how}",
        f"scene by {how}",
        said,
        f"{said} {act}",
        f"scene form {form_of(sentence.chunks, frame)}",
        "scene office" if person.dignitary else "scene no office",
        f"scene place {place.kind}",
        f"scene land told {home}" if land else "scene elsewhere told" if others else "scene nowhere told",
        "scene early" if sentence.number < 3 else "scene later",
    ]
    found += [f"scene mood {mood}" for mood in modality(sentence.chunks, frame)]
    if frame.dates:
        found.append("scene dated")
    if sentence.quoted[frame.index]:
        found.append("scene quoted")
    if {c.text for c in sentence.chunks} & _REMOTE:
        found.append("scene from afar")
    if person.minor:
        found.append("speaks for others")
    if person.visiting:
        found.append("scene called visiting")
    if any(c.kind == "L" and c.data.place and c.data.place.place_id != place.place_id for c in sentence.chunks):
        found.append("scene another place in the sentence")
    capital = story.gazetteer.capital(place.country_code)
    found.append("scene capital" if capital and capital.place_id == place.place_id else "scene town")
    if home == "abroad" and any(c.text in _STORY_WIDE for s in story.sentences[:4] for c in s.chunks):
        found.append("scene a visit is told")
    return found


SCENE = Reading("at", 0.5, "where the story is written")
