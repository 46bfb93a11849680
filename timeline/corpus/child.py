"""A process that reads batches: jobs come in on its standard input, steps go out on its standard output.

Both are msgspec records, each after its length in four bytes. It ends when its input does, so that it does not outlive
the process that began it.
"""

from __future__ import annotations

import os
from typing import BinaryIO

import msgspec

from timeline.errors import TimelineError


def send(stream: BinaryIO, record: object) -> None:
    """Write one record."""
    data = msgspec.msgpack.encode(record)
    stream.write(len(data).to_bytes(4, "big") + data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The bytes of one record; None at the end."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    data = stream.read(int.from_bytes(head, "big"))
    return data if len(data) == int.from_bytes(head, "big") else None


def main() -> None:
    """Serve jobs until the input ends."""
    jobs, steps = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the records
    from timeline.corpus.jobs import Job, Step
    from timeline.corpus.work import get_ready, run

    decoder = msgspec.msgpack.Decoder(Job)
    ready = False
    while (data := receive(jobs)) is not None:
        try:
            if not ready:
                get_ready()
                ready = True
            for step in run(decoder.decode(data)):
                send(steps, step)
        except BrokenPipeError:
            os._exit(1)
        except TimelineError as err:
            send(steps, Step("error", name=str(err)))
        except Exception as err:
            send(steps, Step("error", name=f"{type(err).__name__}: {err}"))
