"""Every weight of place finding, in one table each. All were set by hand; positive speaks for a place.

`NAMING` adds up to whether a stretch of text names a place at all: it does from 0 upwards.
`READING` adds up to which of its places a name means; one unit is a tenfold population.
"""

from __future__ import annotations

# how well known the name is by itself: (least prominence, weight), first that fits
KNOWN: tuple[tuple[float, float], ...] = (
    (9.0, 3.0),
    (7.5, 2.5),
    (6.0, 2.0),
    (5.0, 1.2),
    (4.3, 0.4),
    (3.3, -0.4),
    (0.0, -1.0),
)

NAMING: dict[str, float] = {
    # the name itself
    "several words": 1.5,
    "an ordinary word": -2.5,
    "ordinary words": -1.5,
    "a day, a month, a title or a mere letter": -12.0,
    "a word for an office, a firm or a kind of place": -4.0,
    "a statesman's name": -3.0,
    "a given name": -1.2,
    "a family name": -0.8,
    # before it
    "after a preposition of place": 2.5,
    "after a preposition": 0.8,
    "after a noun such as city or province": 2.2,
    "after a compass word": 1.0,
    "after an article": -1.8,
    "after a title": -7.0,
    "after a given name": -7.0,
    "a person's name in this text": -4.0,
    "inside a person's name": -8.0,
    "inside the name of a firm, paper, club or ship": -4.0,
    "joined to an unknown name": -3.0,
    "joined to an unknown name, but well known": -0.8,
    "the first word of its sentence": -0.6,
    # after it
    "before the land it lies in": 4.5,
    "names the land of the place before it": 3.0,
    "dateline": 4.0,
    "before a noun such as province or airport": 2.0,
    "before the name of a thing or disease": -3.5,
    "inside the name of a school or the like": -3.5,
    "a part of a code": -4.0,
    "before an office of state": 0.6,
    "with -based or the like": 2.0,
    "possessive": 0.3,
    "before a verb of saying": -1.0,
    "before an unknown name": -1.6,
    "before an unknown name, but well known": 0.0,
    "in a list of places": 1.5,
    # the rest of the text
    "clearly a place elsewhere in this text": 1.5,
    "written small elsewhere in this text": -2.0,
}

READING: dict[str, float] = {
    "well known": 1.0,  # times its prominence
    "named with its land": 8.0,
    "its division is named in the text": 2.2,
    "its country is named in the text": 1.4,
    "its country's people are named in the text": 0.6,
    "near other places of the text": 1.0,
    "in the country of most places of the text": 1.2,
    "of the same kind as its neighbours in a list": 1.6,
    "of the kind the word beside it says": 3.0,
    "the only place of the name": 0.0,
}
# nearness: (within km of another settled place, weight)
NEAR: tuple[tuple[float, float], ...] = ((30.0, 2.4), (100.0, 1.6), (250.0, 0.8))
