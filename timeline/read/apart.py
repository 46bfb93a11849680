"""Reading in a process of its own, so that a document costs no more time and memory than it may.

Readers of rich formats rest on libraries that a hostile file of a few kilobytes keeps busy for hours, fills with
gigabytes, or brings down. One process reads document after document; where a limit is passed it is ended, the document
is told as one that cannot be read, and the next one gets a new process.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from timeline.errors import InputError
from timeline.read.options import MB, Options
from timeline.records import Dispatch, RawEvent

Item = Dispatch | RawEvent
Reader = Callable[[bytes, str, Options], list[Item]]
# -P: the folder that the program is called in is no place to import from
_WORDS = (sys.executable, "-P", "-W", "ignore", "-c", "from timeline.read.apart import main; main()")
_GRACE = 2.0
"""Seconds that the process lets pass before it ends itself where nobody else ended it."""
_MAY_COME_BACK = {("timeline.records", "Dispatch"), ("timeline.records", "RawEvent"), ("datetime", "date")}


def _environment() -> dict[str, str]:
    """That of this process, with this package to be found first."""
    places = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}


class _Answer(pickle.Unpickler):
    """An answer may hold items and days and nothing else, whatever has become of the process that gives it."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _MAY_COME_BACK:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")
        return super().find_class(module, name)


class _Helper:
    """The process that reads; started when it is first needed, and again after it was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._turn = threading.Lock()

    def read(self, reader: Reader, data: bytes, name: str, options: Options) -> list[Item]:
        with self._turn:
            process = self._running()
            late = threading.Event()

            def stop() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(options.seconds_reading, stop)
            timer.start()
            try:
                items, refused = _asked(process, (reader, data, name, options))
            except Exception:  # no answer, or none that may be believed
                self.end()
                raise InputError(_cause(late.is_set(), options)) from None
            except BaseException:  # interrupted: the answer to this question must not be taken for one to the next
                self.end()
                raise
            finally:
                timer.cancel()
        if refused:
            raise InputError(refused)
        return items

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # after a fork it is the other process's
            self._process, self._owner = None, os.getpid()
        if self._process is None or self._process.poll() is not None:
            pipe, silent = subprocess.PIPE, subprocess.DEVNULL
            self._process = subprocess.Popen(_WORDS, stdin=pipe, stdout=pipe, stderr=silent, env=_environment())
        return self._process

    def end(self) -> None:
        """Ends the process, if there is one."""
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.communicate()
            self._process = None


def _asked(process: subprocess.Popen[bytes], question: tuple[Any, ...]) -> tuple[list[Item], str]:
    assert process.stdin is not None and process.stdout is not None
    pickle.dump(question, process.stdin)
    process.stdin.flush()
    items, refused = _Answer(process.stdout).load()
    return items, refused


def _cause(late: bool, options: Options) -> str:
    if late:
        return f"takes longer to read than {options.seconds_reading:g} seconds, the limit (--limit seconds)"
    most = f"{options.max_memory / MB:g} MB"
    return f"ended its reader: it is damaged, or needs more memory than {most}, the limit (--limit memory)"


_HELPER = _Helper()
atexit.register(_HELPER.end)


def read_apart(reader: Reader, data: bytes, name: str, options: Options) -> list[Item]:
    """What `reader` gives for the data, read in another process within the limits of `options`.

    Raises `InputError` as the reader does, and where the document takes too long, needs too much memory or ends the
    process.
    """
    return _HELPER.read(reader, data, name, options)


def _answer(reader: Reader, data: bytes, name: str, options: Options) -> tuple[list[Item], str]:
    try:
        return reader(data, name, options), ""
    except InputError as err:
        return [], str(err)
    except MemoryError:
        return [], f"needs more than {options.max_memory / MB:g} MB of memory, the limit (--limit memory)"
    except Exception as err:  # whatever a library stumbles over: the document is told, and the others are read
        return [], f"cannot be read ({type(err).__name__}: {' '.join(str(err).split())[:80]})"


def _bounded(most: int) -> None:
    """Bounds the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _ending(seconds: float) -> None:
    """Ends this process after a while, where the system can: the one that asked may have been killed meanwhile."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)  # not handled, which no library's loop can put off


def main() -> None:
    """Reads what the process that started this one sends, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that asks decides
    answers: IO[bytes] = sys.stdout.buffer
    sys.stdout = io.TextIOWrapper(io.BytesIO())  # what a library prints is no answer
    while True:
        try:
            reader, data, name, options = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _bounded(options.max_memory)
        _ending(options.seconds_reading + _GRACE)
        pickle.dump(_answer(reader, data, name, options), answers)
        answers.flush()
        _ending(0)  # no more
