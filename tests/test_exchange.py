"""Several files of a folder change in one step: wherever a process is killed, the path leads to a whole folder."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.errors import RenderError
from timeline.files import JOURNAL, exchange, finish, write_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders")
NAMES = ("index.html", "itinerary.csv", "itinerary.json")
OWN = {"notes.txt": "mine", "pictures/one/a.txt": "picture", ".hidden": "hidden"}
KILLED = """
import os, signal, sys
from pathlib import Path
from timeline import files
from timeline.files import exchange

STEPS = ("os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.utime", "tempfile.mkstemp", "ctypes.dlsym")
top, by, names = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
new = {name: b"new " + name.encode() for name in names}

def write(folder, step):
    def hook(event, arguments):
        nonlocal step
        if event in STEPS:
            step -= 1
            if step < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    if by == "journal":
        exchange.change = lambda *_: False
    sys.addaudithook(hook)
    files.write_all({folder / name: data for name, data in new.items()})
    os._exit(0)

for step, folder in enumerate(sorted(top.iterdir())):
    process = os.fork()
    if not process:
        write(folder, step)
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
"""


def site(folder: Path, word: str = "old") -> Path:
    """A site with files of its user beside it."""
    folder.mkdir(parents=True)
    for name in NAMES if word else ():
        (folder / name).write_text(f"{word} {name}")
    for name, text in OWN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "link").symlink_to("../elsewhere")
    return folder


def files(folder: Path) -> dict[str, str]:
    """What stands in a folder, without temporary files."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part")
    return {str(path.relative_to(folder)): path.read_text() for path in found}


def whole(word: str) -> dict[str, str]:
    return {**OWN, **{name: f"{word} {name}" for name in NAMES if word}}


def new(folder: Path, word: str = "new") -> dict[Path, bytes]:
    return {folder / name: f"{word} {name}".encode() for name in NAMES}


def killed(top: Path, by: str, *names: str) -> list[int]:
    """Write into each folder of `top`, killed one step later each time; the exit codes."""
    words = [sys.executable, "-c", KILLED, str(top), by, *names]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True)
    return [int(line) for line in done.stdout.split()]


@pytest.mark.parametrize("before", ["old", ""])
def test_killed_at_any_step(before: str, tmp_path: Path) -> None:
    """As the folder lies there, before any other command; also when it holds no site yet."""
    sites = [site(tmp_path / "top" / f"{n:02}" / "", before) for n in range(60)]
    codes = killed(tmp_path / "top", "exchange", *NAMES)
    assert codes[-1] == 0 and codes[0] < 0 and codes == sorted(codes)
    found = [files(folder) for folder in sites]
    changed = found.index(whole("new"))
    assert 5 < changed < codes.index(0), "the sites change while processes are still killed"
    assert found == [whole(before)] * changed + [whole("new")] * (len(sites) - changed)
    assert all((folder / "link").is_symlink() for folder in sites)
    for folder in sites:  # and the next command leaves nothing behind
        write_all(new(folder, "newer"))
        assert files(folder) == whole("newer") and not list(folder.glob(".*.part"))
    assert sorted(p.name for p in (tmp_path / "top").iterdir()) == [f"{n:02}" for n in range(60)]


def test_killed_at_any_step_where_nothing_can_be_exchanged(tmp_path: Path) -> None:
    """Then a journal leads on to the whole site, and each file by itself is whole."""
    sites = [site(tmp_path / "top" / f"{n:02}") for n in range(20)]
    codes = killed(tmp_path / "top", "journal", *NAMES)
    assert codes[-1] == 0 and codes[0] < 0
    for folder in sites:
        for name in NAMES:
            assert (folder / name).read_text() in (f"old {name}", f"new {name}")
        finish(folder)
        assert files(folder) in (whole("old"), whole("new")) and not (folder / JOURNAL).exists()


def test_the_folder_stays_the_same(tmp_path: Path) -> None:
    """Who is in it stays in it: a shell, a server, a container; with its rights and the files of its user."""
    folder = site(tmp_path / "site")
    folder.chmod(0o750)
    number = os.open(folder, os.O_RDONLY)
    before, note = folder.stat(), (folder / "notes.txt").stat()
    write_all(new(folder))
    assert os.path.samestat(folder.stat(), os.fstat(number)) and folder.stat().st_mode == before.st_mode
    assert os.path.samestat((folder / "notes.txt").stat(), note) and (folder / "notes.txt").stat().st_nlink == 1
    with os.scandir(number) as entries:
        assert {e.name for e in entries} == {*NAMES, "notes.txt", "pictures", ".hidden", "link"}
    os.close(number)
    assert files(folder) == whole("new") and [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("where", [".", "sub/..", "../here", "../link"])
def test_folder_by_another_path(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(tmp_path / "here")
    (folder / "sub").mkdir()
    (tmp_path / "link").symlink_to("here")
    monkeypatch.chdir(folder)
    write_all(new(Path(where)))
    assert files(folder) == whole("new") == files(Path())
    assert (tmp_path / "link").is_symlink() and sorted(p.name for p in tmp_path.iterdir()) == ["here", "link"]


def test_a_reader_never_misses_a_file(tmp_path: Path) -> None:
    folder, missing, done = site(tmp_path / "site"), [], threading.Event()

    def read() -> None:
        while not done.is_set():
            missing.extend(name for name in (*NAMES, *OWN) if not (folder / name).exists())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        write_all(new(folder, str(number)))
    done.set()
    reader.join()
    assert not missing


def test_writers_take_turns(tmp_path: Path) -> None:
    """Also one that waits for a folder which another takes the place of meanwhile."""
    folder = site(tmp_path / "site")

    def write(word: str) -> None:
        for number in range(15):
            write_all(new(folder, f"{word}{number}"))

    writers = [threading.Thread(target=write, args=(word,)) for word in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    last = (folder / "index.html").read_text().split()[0]
    assert last[1:] == "14" and files(folder) == whole(last)
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.fixture(params=["second", "first"])
def meanwhile(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Somebody saves a file and makes one just before the folders change places again, by the path or out of sight."""
    swap, calls = exchange._swap, []

    def saved(one: Path, other: Path) -> None:
        calls.append("swap")
        if len(calls) == 2:
            folder = one if request.param == "second" else other
            (folder / "saved").write_text("saved")
            os.utime(folder / "saved", (2e9, 2e9))
            (folder / "saved").replace(folder / "notes.txt")
            (folder / "pictures" / "more").mkdir()
            (folder / "pictures" / "more" / "b.txt").write_text("made")
        swap(one, other)

    monkeypatch.setattr(exchange, "_swap", saved)
    yield calls
    assert calls == ["swap", "swap"]


def test_what_is_saved_meanwhile_stays(meanwhile: list[str], tmp_path: Path) -> None:
    folder = site(tmp_path / "site")
    write_all(new(folder))
    assert files(folder) == {**whole("new"), "notes.txt": "saved", "pictures/more/b.txt": "made"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_what_is_saved_out_of_sight_after_a_kill_is_brought_home(tmp_path: Path) -> None:
    """A shell may still be in the folder that was being brought up to date."""
    folder, away = site(tmp_path / "site", "new"), site(exchange.hidden(tmp_path / "site"))
    for path in away.iterdir():
        os.utime(path, (1e9, 1e9), follow_symlinks=False)
    os.utime(away / "notes.txt", (3e9, 3e9))
    (away / "notes.txt").write_text("later")
    os.utime(away / "notes.txt", (3e9, 3e9))
    exchange.clear(folder)
    assert files(folder) == {**whole("new"), "notes.txt": "later"} and not away.exists()


@pytest.mark.parametrize(
    ("target", "word"), [("timeline.files.exchange._swap", "old"), ("pathlib.Path.replace", "new"), ("os.link", "old")]
)
def test_interrupted(target: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the new files stand, or after that."""
    folder = site(tmp_path / "site")

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(target, interrupt)
        write_all(new(folder))
    assert files(folder) == whole(word) and not list(folder.glob(".*.part"))
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("cause", ["taken", "much", "mounted", "swap", "linked"])
def test_where_it_cannot_be_done_the_journal_serves(
    cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(tmp_path / "site")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if cause == "taken":
        exchange.hidden(folder).write_text("a file of that name")
    elif cause == "much":
        monkeypatch.setattr(exchange, "MOST", 3)
    elif cause == "mounted":
        monkeypatch.setattr("os.path.ismount", lambda path: True)
    else:
        monkeypatch.setattr(*(("os.link",) if cause == "linked" else (exchange, "_swap")), refused)
    assert exchange.change(folder, {"index.html": b"x", "itinerary.csv": b"y"}) is False
    assert files(folder) == whole("old")
    write_all(new(folder))
    assert files(folder) == whole("new")
    assert cause == "taken" or [p.name for p in tmp_path.iterdir()] == ["site"]


def test_folder_where_a_file_should_be(tmp_path: Path) -> None:
    folder = site(tmp_path / "site")
    (folder / "itinerary.csv").unlink()
    (folder / "itinerary.csv").mkdir()
    with pytest.raises(RenderError, match=r"itinerary\.csv: cannot be written: Is a directory"):
        write_all(new(folder))
    assert (folder / "index.html").read_text() == "old index.html"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
