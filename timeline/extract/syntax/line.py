"""The state of reading one sentence: its words, the phrases put out so far, and the noun phrase that is still open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from timeline.extract.syntax.lexis import Lexis
from timeline.extract.syntax.phrase import Mention, Phrase
from timeline.extract.syntax.word import NONE, Word
from timeline.extract.tokens import Token

_LOWER, _END = attrgetter("lower"), attrgetter("end")


class Line:
    """One sentence while it is read.

    `at` has the mention laid over each token, `ends` the last token of each mention by its first. The open noun phrase
    is `start` (-1 where none is open), the word indices in `buffer`, its `owner` and `attrs`, and whether it is
    `determined`.
    """

    __slots__ = (
        "at",
        "attrs",
        "buffer",
        "count",
        "determined",
        "ends",
        "lexis",
        "out",
        "owner",
        "quoted",
        "share",
        "start",
        "stop",
        "tokens",
        "verb",
        "words",
    )

    def __init__(self, tokens: Sequence[Token], mentions: Sequence[Mention], lexis: Lexis) -> None:
        vocabulary = lexis.words
        self.tokens = tokens
        self.lexis = lexis
        self.words: list[Word] = list(map(vocabulary.__getitem__, map(_LOWER, tokens)))
        self.stop: Word = vocabulary["."]  # what is seen behind the last word
        self.count = len(tokens)
        self.at: list[Mention | None] = [None] * self.count
        self.ends: dict[int, int] = {}
        if mentions:
            self._overlay(mentions)
        self.out: list[Phrase] = []
        self.verb: Phrase | None = None  # the last verb group put out
        self.share = NONE  # flags that a joined verb takes over from the group before
        self.quoted = False
        self.buffer: list[int] = []
        self.owner: Phrase | None = None
        self.attrs: list[Phrase] = []
        self.determined = False
        self.start = -1

    def _overlay(self, mentions: Sequence[Mention]) -> None:
        """Note at each token its mention; a longer word than the mention ("China-Africa") is not covered."""
        tokens, count, index = self.tokens, self.count, 0
        for mention in mentions:
            start, end, kind, _data = mention
            index = bisect_right(tokens, start, index, key=_END)
            first = -1
            while index < count and tokens[index].start < end:
                token = tokens[index]
                if token.end - end <= 2 or (kind != "L" and end - token.start > 2):
                    first = index if first < 0 else first
                    self.at[index] = mention
                    self.ends[first] = index
                else:
                    first = -1
                index += 1

    def following(self, index: int) -> Word:
        """The word behind `index`, a full stop at the end."""
        return self.words[index + 1] if index + 1 < self.count else self.stop

    def mention_behind(self, index: int) -> Mention | None:
        return self.at[index + 1] if index + 1 < self.count else None

    def free(self, index: int) -> Word | None:
        """The word at `index` where no mention covers it."""
        return self.words[index] if index < self.count and self.at[index] is None else None

    def texts(self, first: int, last: int) -> tuple[str, ...]:
        """The words from `first` to `last`."""
        if first == last:
            return self.words[first].alone
        return tuple([word.lower for word in self.words[first : last + 1]])

    def last_word(self) -> Word | None:
        """The last word of the open noun phrase, without its owner and attributes."""
        return self.words[self.buffer[-1]] if self.buffer else None

    def open(self, index: int) -> None:
        """Begin a noun phrase, unless one is open."""
        if self.start < 0:
            self.start = index

    def close(self) -> None:
        """Put out the open noun phrase, if there is one."""
        if self.start < 0:
            return
        if self.buffer or self.owner is not None:
            self.out.append(self._noun_phrase())
        elif self.attrs:
            self.out.append(self.attrs[-1])
        self.buffer, self.owner, self.attrs, self.determined, self.start = [], None, [], False, -1

    def reset(self) -> None:
        """Forget the open noun phrase."""
        self.buffer, self.owner, self.attrs, self.determined, self.start = [], None, [], False, -1

    def _noun_phrase(self) -> Phrase:
        buffer, owner, first = self.buffer, self.owner, self.start
        if buffer:
            last = buffer[-1]
            head = self.words[last]
            words = head.alone if len(buffer) == 1 else tuple([self.words[i].lower for i in buffer])
            what = head.sort
            if words[0] == "air" and len(words) == 3 and words[1] == "force" and not head.event:
                what = "vehicle"  # "Air Force One", "Air Force Two"
            piece = Phrase(
                "np", first, last, head.lower, what, None, words, self.quoted, owner, self.attrs, head.noun_kinds
            )
        else:
            pronoun = owner is not None and owner.what == "pronoun"
            what, data = ("pronoun", owner.data) if owner is not None and pronoun else ("noun", None)
            piece = Phrase("np", first, first, "", what, data, (), self.quoted, owner, self.attrs)
        piece.definite = self.determined
        return piece

    def put(self, kind: str, index: int, last: int = -1) -> Phrase:
        """Put out a small word or a mark, from `index` to `last`."""
        if self.start >= 0:
            self.close()
        word = self.words[index]
        if last < 0:
            piece = Phrase(kind, index, index, word.lower, "", None, word.alone, self.quoted)
        else:
            piece = Phrase(kind, index, last, word.lower, "", None, self.texts(index, last), self.quoted)
        self.out.append(piece)
        return piece

    def put_verb(self, piece: Phrase) -> None:
        """Put out a verb group."""
        if self.start >= 0:
            self.close()
        self.out.append(piece)
        self.verb = piece
