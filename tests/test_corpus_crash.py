"""A run that is killed at any moment loses at most the document in hand, and never harms the store."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from stories import Inline, story, write_stories

from timeline.corpus import Index, Question, Store, add, query
from timeline.corpus.tables import read_note

# Loads everything once, then runs `add` in a forked process for each line that it is told; it tells what it is at.
RUNS = """
import os, sys
sys.path.insert(0, {tests!r})
from stories import Inline
from timeline.corpus import Store, add
from timeline.corpus import engines, work
from timeline.gazetteer import default
default(), work.version(work.READING)

class Telling(Inline):
    def read(self, tasks):
        for data, _ in tasks:
            for step in engine_run(data):
                os.write(1, f"{{step.what}} {{step.id.hex()}}\\n".encode())
            yield step.tally

def engine_run(data):
    return work.run(work.msgspec.msgpack.decode(data, type=work.Job))

for line in sys.stdin:
    pid = os.fork()
    if not pid:
        os.write(1, f"begun {{os.getpid()}}\\n".encode())
        add(Store({store!r}), [{stories!r}], Telling(), published="2023-07-30")
        os._exit(0)
    os.waitpid(pid, 0)
    os.write(1, b"over\\n")
"""
KILLS = 50


def kept(store: Store) -> set[str]:
    """The keys of all documents that the store has, those in the journal included; all of it must be readable."""
    index = Index(store)
    found = {bytes(key).ljust(16, b"\0").hex() for key in index.keys}
    for name in store.list("journal"):
        found |= {d.key.hex() for d in read_note(store, name).documents}
    return found


def test_killed_fifty_times(tmp_path: Path) -> None:
    chance = random.Random(7)
    stories = write_stories(tmp_path / "stories", 40)
    (stories / "many.jsonl").write_text("\n".join(json.dumps({"text": story(n, "More.")}) for n in range(40)))
    store = Store(str(tmp_path / "store")).make()
    code = RUNS.format(tests=str(Path(__file__).parent), store=store.url, stories=str(stories))
    runs = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert runs.stdin and runs.stdout
    done: set[str] = set()
    killed = 0
    try:
        while killed < KILLS:
            for number in chance.sample(range(40), 6):  # so that there is always something to do
                (stories / f"s{number:04}.txt").write_text(story(number, f"Round {killed}."))
            runs.stdin.write(b"\n")
            runs.stdin.flush()
            pid = int(runs.stdout.readline().split()[1])
            steps: list[list[bytes]] = []
            for _ in range(chance.randint(0, 40)):  # how far it may come
                steps.append(runs.stdout.readline().split())
                if steps[-1] in ([b"over"], [b"end"]):
                    break
            time.sleep(chance.uniform(0, 0.03))
            if steps[-1:] != [[b"over"]]:
                with suppress(ProcessLookupError):  # it was quicker, and does not count
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
                steps += [line.split() for line in iter(runs.stdout.readline, b"over\n")]
            steps = [step for step in steps if step != [b"over"]]
            read = [step[1].decode() for step in steps if step[0] == b"document"]
            in_hand = bool(steps) and steps[-1][0] == b"document"
            done |= set(read[:-1] if in_hand else read)
            assert done <= kept(store)
    finally:
        runs.stdin.close()
        runs.wait()
        runs.stdout.close()
    assert len(done) > 100
    add(store, [str(stories)], Inline(), published="2023-07-30")
    fresh = Store(str(tmp_path / "fresh")).make()
    add(fresh, [str(stories)], Inline(), published="2023-07-30")
    assert list(query(store, Inline(), Question())) == list(query(fresh, Inline(), Question()))


def test_the_whole_program_killed(tmp_path: Path) -> None:
    """As a person would: the command with its reading processes, all killed at once, then begun again."""
    stories = write_stories(tmp_path / "stories", 150)
    words = [sys.executable, "-m", "timeline", "corpus", "add", str(tmp_path / "store"), str(stories), "--cores", "2"]
    store = Store(str(tmp_path / "store"))
    for least in (20, 60):
        process = subprocess.Popen(words, start_new_session=True, stdout=subprocess.DEVNULL)
        while process.poll() is None and len(kept(store)) < least:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert len(kept(store)) >= least
    before = len(kept(store))
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert int(told.split(", ")[1].split()[0]) <= 150 - before + 50  # a batch that was done but for its end counts anew
    fresh = Store(str(tmp_path / "fresh")).make()
    add(fresh, [str(stories)], Inline())
    assert list(query(store, Inline(), Question())) == list(query(fresh, Inline(), Question()))
