"""Full disks, closed pipes, killed processes, foreign locales: one line, and nothing half-written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from timeline.errors import GazetteerError, RenderError
from timeline.files import JOURNAL, finish, write_all
from timeline.gazetteer import store
from timeline.gazetteer.layers import Layer, config_file

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
EVENTS = str(SAMPLES / "events.csv")
OLD = {"index.html": b"old page", "itinerary.csv": b"old table", "itinerary.json": b"old data"}
NEW = {name: b"new" + data[3:] for name, data in OLD.items()}
posix = pytest.mark.skipif(os.name != "posix", reason="needs signals and limits of POSIX")


def program(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    settings = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 120, **options}
    return subprocess.run([sys.executable, "-m", "timeline", *words], **settings)  # type: ignore[call-overload,no-any-return]


def site(folder: Path, files: Mapping[str, bytes] = OLD) -> Path:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_remains_of_a_killed_process_are_swept_when_they_are_old(tmp_path: Path) -> None:
    folder = site(tmp_path / "site")
    old, young, own = (folder / n for n in (".index.html.abcd1234.part", ".index.html.abcd1235.part", ".mine.part"))
    for path in (old, young, own):
        path.write_bytes(b"x")
        os.utime(path, (0, 0) if path is not young else None)
    write_all({folder / "index.html": b"new"})
    assert not old.exists() and young.exists() and own.exists()


@pytest.mark.parametrize(
    "journal",
    [
        b"", b"[", b"[1]", b'{"a": 1}', b"[" * 100_000, b"\xff",
        b'{"../secret": "index.html"}', b'{".x.abcd1234.part": "../secret"}', b'{".x.abcd1234.part": ".ssh"}',
        b'{".x.abcd1234.part": "/etc/passwd"}', b'{"itinerary.csv": "index.html"}',
        b'{".x.abcd9999.part": "index.html"}',
    ],
)  # fmt: skip
def test_journal_of_a_stranger_does_no_harm(journal: bytes, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    folder = site(tmp_path / "site", {**OLD, ".x.abcd1234.part": b"evil", JOURNAL: journal})
    finish(folder)
    assert {name: data for name, data in content(folder).items() if name in OLD} == OLD
    assert (tmp_path / "secret").read_bytes() == b"secret" and not (folder / JOURNAL).exists()


def test_folder_where_a_file_should_be(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", {"index.html": b"old page"})
    (folder / "itinerary.csv").mkdir()
    with pytest.raises(RenderError, match=r"itinerary\.csv: cannot be written: Is a directory"):
        write_all({folder / name: data for name, data in NEW.items()})
    assert sorted(p.name for p in folder.iterdir()) == ["index.html", "itinerary.csv"]
    assert (folder / "index.html").read_bytes() == b"old page"


@posix
@pytest.mark.parametrize("most", [0, 1000, 100_000])
def test_full_disk(most: int, tmp_path: Path) -> None:
    """No file may grow beyond `most` bytes, as on a disk that is full."""
    import resource

    folder = site(tmp_path / "site")
    (folder / "itinerary.csv").unlink()  # else it counts as edited by hand
    before = content(folder)
    bound = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))  # noqa: E731
    done = program("build", EVENTS, "-o", str(folder), preexec_fn=bound)
    (line,) = done.stderr.splitlines()
    assert (done.returncode, line.endswith("index.html: cannot be written: File too large")) == (1, True), line
    assert content(folder) == before


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["extract", EVENTS], ["--help"], ["gazetteer", "lookup", "Vienna"]])
def test_output_that_cannot_be_written(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = program(*words, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert (done.returncode, done.stderr) == (1, "timeline: standard output: no space left on device\n")


@posix
def test_pipe_that_nobody_reads() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = program("extract", EVENTS, stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


@posix
def test_closed_standard_streams() -> None:
    shell = f'exec "{sys.executable}" -m timeline extract - <&-'
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (1, "timeline: -: standard input is closed\n")
    shell = f'exec "{sys.executable}" -m timeline extract "{EVENTS}" >&- 2>&-'
    assert subprocess.run(["sh", "-c", shell], timeout=60).returncode == 0


def test_poorest_locale(tmp_path: Path) -> None:
    """Tables are UTF-8 wherever they go; no command stumbles over a terminal that knows no accents."""
    poor = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert "Brasília" in program("extract", EVENTS, env=poor).stdout
    assert "Brasília" in program("gazetteer", "lookup", "Brasilia", env=poor).stdout
    for name, env in (("poor", poor), ("rich", None)):
        assert program("build", EVENTS, "-o", str(tmp_path / name), env=env).returncode == 0
    assert content(tmp_path / "poor") == content(tmp_path / "rich")


def test_windows_line_ends(tmp_path: Path) -> None:
    for kind, end in (("unix", b"\n"), ("windows", b"\r\n")):
        (tmp_path / kind).mkdir()
        for name in ("story.txt", "events.csv"):
            (tmp_path / kind / name).write_bytes((SAMPLES / name).read_bytes().replace(b"\n", end))
        assert program("build", ".", "-o", "../" + kind + "-site", cwd=tmp_path / kind).returncode == 0
    assert content(tmp_path / "unix-site") == content(tmp_path / "windows-site")


def test_without_a_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*names: str) -> str:
        raise RuntimeError("no home")

    monkeypatch.delenv("TIMELINE_CACHE", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_dir", homeless)
    monkeypatch.setattr("platformdirs.user_config_dir", homeless)
    assert [folder.parent for folder in store.cache_folders()] == [Path(store.tempfile.gettempdir())]
    assert config_file().read_bytes() == b""


def tiny(folder: Path) -> list[Layer]:
    """A gazetteer of two lands and two venues."""
    countries = folder / "countries.csv"
    countries.write_text("name,latitude,longitude,country_code,id,kind,aliases\nAustria,47.3,13.3,AT,1,country,\n")
    venues = folder / "venues.csv"
    venues.write_text("name,latitude,longitude,country_code\nHofburg,48.2,16.4,AT\nBelvedere,48.2,16.4,AT\n")
    return [Layer("venues", venues)]


BUILD = """
import sys
from pathlib import Path
from timeline.gazetteer.layers import Layer
from timeline.gazetteer.store import index_file
print(index_file([Layer("venues", Path(sys.argv[1]))]))
"""


def test_two_processes_build_the_index_at_once(tmp_path: Path) -> None:
    (layer,) = tiny(tmp_path)
    env = {**os.environ, "TIMELINE_CACHE": str(tmp_path / "cache")}
    words = [sys.executable, "-c", BUILD, str(layer.path)]
    both = [subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {process.communicate(timeout=60)[0].strip() for process in both}
    assert [process.returncode for process in both] == [0, 0, 0] and len(said) == 1
    assert sorted(path.suffix for path in (tmp_path / "cache").iterdir()) == [".names", ".sqlite"]


@posix
def test_cache_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next folder is tried, and if none will do, each is named with its cause."""
    import resource

    (layer,) = tiny(tmp_path)
    env = {**os.environ, "TIMELINE_CACHE": str(tmp_path / "cache"), "TMPDIR": str(tmp_path / "temporary")}
    (tmp_path / "temporary").mkdir()
    bound = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))  # noqa: E731
    words = [sys.executable, "-c", BUILD, str(layer.path)]
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=60, preexec_fn=bound)
    last = done.stderr.splitlines()[-1]
    assert re.search(
        r"GazetteerError: no folder .* can be written \(.*cache.*; .*temporary.*\); set TIMELINE_CACHE", last
    )
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".csv"]


def test_cache_that_may_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TIMELINE_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr(store.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    found = store.index_file(tiny(tmp_path))
    assert found.parent.parent == tmp_path / "temporary" and found.parent.stat().st_mode & 0o777 == 0o700


@posix
def test_index_that_somebody_else_may_have_made_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_CACHE", "/dev/null/cache")
    monkeypatch.setattr(store.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = tmp_path / f"timeline-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(GazetteerError, match="belongs to somebody else"):
        store.index_file(tiny(tmp_path))
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(GazetteerError, match="belongs to somebody else"):
        store.index_file(tiny(tmp_path))
