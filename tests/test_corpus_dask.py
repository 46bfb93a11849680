"""The corpus on a Dask scheduler with three workers in processes of their own, over TCP on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from stories import story

from timeline.cli import main
from timeline.corpus import Store


@contextmanager
def started(*words: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask that is ended with the test."""
    command = [sys.executable, "-m", "dask", *words]
    environment = {**os.environ, "DASK_TEMPORARY_DIRECTORY": str(folder)}
    with (folder / f"{words[0]}.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The scheduler's address and the three workers."""
    file = tmp_path / "scheduler.json"
    common = ("--scheduler-file", str(file), "--no-dashboard")
    with ExitStack() as stack:
        stack.enter_context(started("scheduler", *common, "--host", "tcp://127.0.0.1", "--port", "0", folder=tmp_path))
        until = time.monotonic() + 60
        while not file.exists() and time.monotonic() < until:
            time.sleep(0.05)
        workers = [
            stack.enter_context(
                started("worker", *common, "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", folder=tmp_path)
            )
            for _ in range(3)
        ]
        yield json.loads(file.read_text())["address"], workers


def test_a_lost_worker_changes_nothing(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, workers = cluster
    monkeypatch.setattr("timeline.corpus.merging._BUCKET", 16)
    monkeypatch.setattr("timeline.corpus.inputs._BATCH_FILES", 20)
    assert address.startswith("tcp://127.0.0.1:")
    news = tmp_path / "news"
    news.mkdir()
    for number in range(240):
        (news / f"{number:03}.txt").write_text(story(number, f"Number {number} of many. " * 20))
    pid = os.fork()
    if not pid:  # kills a worker when half the work is done; a process, for the command holds this one
        store = Store(str(tmp_path / "far"))
        until = time.monotonic() + 60
        while len(store.list("documents")) < 6 and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(workers[1].pid, signal.SIGKILL)
        os._exit(0)
    day = ("--published", "2023-07-30")
    runs = (("far", ("--scheduler", address)), ("near", ("--cores", "1")))
    for name, where in runs:
        added = CliRunner().invoke(main, ["corpus", "add", str(tmp_path / name), str(news), *day, *where])
        assert added.exit_code == 0, added.output
        assert "240 inputs read, 240 documents" in added.stdout
        if name == "far":
            os.waitpid(pid, 0)
            assert workers[1].wait() == -signal.SIGKILL
        words = ["corpus", "build", str(tmp_path / name), "-o", str(tmp_path / f"{name}-site"), *where]
        assert CliRunner().invoke(main, words).exit_code == 0
    sites = [tmp_path / f"{name}-site" for name, _ in runs]
    for file in ("index.html", "itinerary.csv", "itinerary.json"):
        assert (sites[0] / file).read_bytes() == (sites[1] / file).read_bytes()
    assert (sites[0] / "itinerary.csv").read_text().count("\n") > 20
    log = (tmp_path / "scheduler.log").read_text()
    assert workers[0].poll() is None and workers[2].poll() is None
    assert "Remove worker" in log or "remove-worker" in log.lower()
