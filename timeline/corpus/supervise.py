"""Gives batches to a process of its own and watches it: what takes too long or kills it is set aside by name.

A thread cannot be stopped and a signal does not reach code that is busy in a library; a process can be killed.
(`multiprocessing` does not let the workers of a cluster, which are daemons, have processes of their own; `subprocess`
does.)
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from typing import IO

import msgspec

from timeline.corpus.child import receive, send
from timeline.corpus.jobs import Job, Step
from timeline.errors import TimelineError

_local = threading.local()
_begun: list[Supervisor] = []
_START = 120.0  # seconds that a process may take to begin, for it may have to build the gazetteer's index


class Supervisor:
    """One process for one thread; it is begun when it is needed and again after it was killed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._steps: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def run(self, job: Job, seconds: float) -> dict[str, int]:
        """Have a batch read and kept; no single document may take more than `seconds`.

        Returns the tally of the batch. Raises `TimelineError` where the program cannot work at all.
        """
        while True:
            end, reason, last = self._once(job, seconds)
            if end is not None:
                return end.tally
            if last is None or last.id in job.aside:
                self.stop()
                raise TimelineError(f"a reading process {reason} before it began to read")
            job = msgspec.structs.replace(job, aside={**job.aside, last.id: f"{reason}, and is set aside"})

    def _once(self, job: Job, seconds: float) -> tuple[Step | None, str, Step | None]:
        """One try: the step that ends the batch, or why it broke off and at which step."""
        process = self._started()
        assert process.stdin is not None
        last: Step | None = None
        try:
            send(process.stdin, job)  # type: ignore[arg-type]
            while True:
                data = self._steps.get(timeout=seconds if last else max(seconds, _START))
                if data is None:
                    break
                step = msgspec.msgpack.decode(data, type=Step)
                if step.what == "end":
                    return step, "", None
                if step.what == "error":
                    raise TimelineError(step.name)
                last = step
        except queue.Empty:
            self.stop()
            return None, f"took longer than {seconds:g} s", last
        except BrokenPipeError:
            pass
        status = process.wait()
        self.stop()
        return None, f"ended the process that read it (status {status})", last

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from timeline.corpus.child import main; main()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={"ARROW_DEFAULT_MEMORY_POOL": "system", **os.environ},  # which gives back what it does not need
            )
            self._steps = queue.SimpleQueue()
            threading.Thread(target=_pump, args=(self._process.stdout, self._steps), daemon=True).start()
        return self._process

    def stop(self) -> None:
        """Kill the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    try:
                        stream.close()
                    except OSError:
                        continue
            self._process = None


def _pump(stream: IO[bytes], steps: queue.SimpleQueue[bytes | None]) -> None:
    try:
        while (data := receive(stream)) is not None:  # type: ignore[arg-type]
            steps.put(data)
    except (OSError, ValueError):
        pass
    steps.put(None)


def read_batch(task: tuple[bytes, float]) -> dict[str, int]:
    """Have an encoded `Job` done by this thread's process, with the time limit in seconds; returns the tally."""
    data, seconds = task
    if not hasattr(_local, "supervisor"):
        _local.supervisor = Supervisor()
        _begun.append(_local.supervisor)
    tally: dict[str, int] = _local.supervisor.run(msgspec.msgpack.decode(data, type=Job), seconds)
    return tally


def stop_all() -> None:
    """Kill the processes that threads of this process began."""
    while _begun:
        _begun.pop().stop()
