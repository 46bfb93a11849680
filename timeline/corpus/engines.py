"""Where the work is done: in this process, on all cores of this machine, or on the workers of a Dask scheduler.

An engine maps a function over tasks and gives the results as they come, with only so many tasks under way that memory
does not grow with their number. Functions and tasks must pickle.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from itertools import islice
from typing import Any, Protocol, TypeVar

from timeline.corpus.supervise import read_batch, stop_all
from timeline.errors import InputError, TimelineError

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 2  # tasks under way for each worker: one that it does and one that waits


class Engine(Protocol):
    """What corpus work asks of the place where it is done."""

    def read(self, tasks: Iterable[tuple[bytes, float]]) -> Iterator[dict[str, int]]:
        """`supervise.read_batch` over the tasks."""
        ...

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results of a function, in any order."""
        ...

    def close(self) -> None:
        """End what the engine began."""
        ...


class Local:
    """This machine. `cores` processes do the work; with one, merging stays in this process."""

    def __init__(self, cores: int | None = None) -> None:
        self.cores = cores or usable_cores()

    def read(self, tasks: Iterable[tuple[bytes, float]]) -> Iterator[dict[str, int]]:
        """Threads that only wait, each for a process of its own that reads."""
        try:
            with ThreadPoolExecutor(self.cores) as pool:
                try:
                    yield from _bounded(pool, read_batch, tasks, self.cores * _AHEAD)
                except BaseException:
                    stop_all()  # so that the threads, which wait for their processes, end
                    pool.shutdown(cancel_futures=True)
                    raise
        finally:
            stop_all()

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Processes, begun anew for each call, unless there is a single task."""
        waiting = iter(tasks)
        first = list(islice(waiting, 2))
        if self.cores == 1 or len(first) < 2:
            yield from map(function, (*first, *waiting))
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.cores, mp_context=context) as pool:
            yield from _bounded(pool, function, _chain(first, waiting), self.cores * _AHEAD)

    def close(self) -> None:
        """Nothing outlives a call."""


def _chain(first: list[T], rest: Iterator[T]) -> Iterator[T]:
    yield from first
    yield from rest


def _bounded(pool: Executor, function: Callable[[T], R], tasks: Iterable[T], most: int) -> Iterator[R]:
    waiting = iter(tasks)
    under_way: set[Future[R]] = {pool.submit(function, task) for task in islice(waiting, most)}
    while under_way:
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        under_way |= {pool.submit(function, task) for task in islice(waiting, len(done))}
        yield from (future.result() for future in done)


class Dask:
    """The workers of a running scheduler, which shares the work out and does again what a lost worker had in hand.

    It is named by its address, or given as a `distributed.Client`. Raises `InputError` where Dask is not installed or
    the scheduler does not answer.
    """

    def __init__(self, address: Any) -> None:
        if not isinstance(address, str):
            self._client = address
            return
        try:
            from distributed import Client
        except ImportError:
            raise InputError("a scheduler needs Dask: pip install 'diplomatic-timeline[scale]'") from None
        try:
            self._client = Client(address, timeout=20, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as err:
            raise InputError(f"{address}: no scheduler answers: {err}") from None

    def read(self, tasks: Iterable[tuple[bytes, float]]) -> Iterator[dict[str, int]]:
        """`read_batch` on the workers, each in a process of its own."""
        return self.map(read_batch, tasks)

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Tasks on the workers; one whose worker is lost is done again elsewhere."""
        from distributed import KilledWorker, as_completed

        waiting = iter(tasks)
        first = [self._submit(function, task) for task in islice(waiting, self._ahead())]
        under_way: Any = as_completed(first, loop=self._client.loop)
        for future in under_way:
            try:
                result: R = future.result()
            except KilledWorker as err:
                raise TimelineError(f"workers were lost one after the other: {err}") from err
            for task in islice(waiting, max(0, self._ahead() - under_way.count())):
                under_way.add(self._submit(function, task))
            yield result

    def _ahead(self) -> int:
        """Tasks that may be under way; workers come and go."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values())) * _AHEAD

    def _submit(self, function: Callable[[T], R], task: T) -> Any:
        return self._client.submit(function, task, pure=False)

    def close(self) -> None:
        """Leave the scheduler as it is."""
        self._client.close()


def engine(scheduler: str = "", cores: int | None = None) -> Engine:
    """The engine for a scheduler's address, or for this machine."""
    return Dask(scheduler) if scheduler else Local(cores)


def usable_cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
