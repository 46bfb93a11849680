"""Files made to fill the memory, to keep the program busy, or to lead it elsewhere: one line each, the rest is read."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzzing.readers import dying, large, slow, sound, stumbling
from fuzzing.seeds import RSS, STORY, docx, xlsx

from timeline.errors import InputError
from timeline.read import Options, ReadResult, read_inputs
from timeline.read.apart import Item, read_apart
from timeline.records import Dispatch

SHEET, WORDS = "xl/worksheets/sheet1.xml", "word/document.xml"


def repacked(whole: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The zip file with one part changed, packed as tight as can be."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            content = package.read(name)
            made.writestr(name, change(content) if name == part else content)
    return out.getvalue()


def pdf(stream: bytes, pages: int = 1, kids: bytes = b"") -> bytes:
    """A PDF of pages that all show the same packed content."""
    packed = zlib.compress(stream, 9)
    kids = kids or b" ".join(b"%d 0 R" % (10 + i) for i in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % pages,
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        4: b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
        **dict.fromkeys(range(10, 10 + pages), page),
    }
    out, table = b"%PDF-1.4\n", b"xref\n0 1\n0000000000 65535 f \n"
    for number, content in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (10 + pages, len(out))


LINE = b"BT /F1 12 Tf 60 700 Td (Anna Berg arrived in Vienna on Tuesday) Tj ET\n"
FILES: dict[str, tuple[bytes, str]] = {
    "laughs.xml": (b'<!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><trips>&b;</trips>', "declares entities"),
    "outside.xml": (b'<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><trips>&a;</trips>', "declares entities"),
    "parameter.rss": (b'<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://[::1]/x"> %a;]><rss/>', "declares entities"),
    "utf16.xml": ('<!DOCTYPE t [<!ENTITY a "b">]><trips>&a;</trips>'.encode("utf-16"), "declares entities"),
    "defaults.xml": (
        b"<!DOCTYPE t [<!ATTLIST a x CDATA '" + b"y" * 60_000 + b"'>]><trips>" + b"<a/>" * 50_000 + b"</trips>", "is"
    ),
    "deep.xml": (b"<trips>" + b"<a>" * 100_000, "not well-formed"),
    "bomb.docx": (repacked(docx(), WORDS, lambda c: c + b" " * 300_000_000), "unpacks to more than 256 MB"),
    "deep.docx": (
        repacked(docx(), WORDS, lambda c: c.replace(b"<w:tbl>", b"<w:tbl><w:tr><w:tc>" * 5000 + b"<w:tbl>", 1)),
        "no sound Word document",
    ),
    "entities.docx": (repacked(docx(), WORDS, lambda c: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + c), "declares entities"),
    "bomb.xlsx": (repacked(xlsx(), SHEET, lambda c: c + b" " * 300_000_000), "unpacks to more than 256 MB"),
    "rows.xlsx": (
        repacked(xlsx(), SHEET, lambda c: c.replace(b'r="3"', b'r="999999999"').replace(b'"A3"', b'"A999999999"')),
        "more than 20,000 empty rows after row 2",
    ),
    "pages.pdf": (pdf(LINE, 2001), "has more than 2000 pages"),
    "loop.pdf": (pdf(LINE, kids=b"2 0 R"), "damaged PDF"),
    "deep.html": (b"<html><body>" + b"<div>" * 200_000 + b"<p>Anna Berg arrived in Vienna.", "no readable text"),
    "deep.jsonl": (b"[" * 200_000, "line 1: is nested too deeply"),
    "story.pdf": (STORY.encode(), "no PDF that can be opened"),
    "story.docx": (STORY.encode(), "no office file"),
    "story.xlsx": (docx(), "no sound workbook"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(50), "binary data"),
    "zeros.txt": (bytes(5000), "binary data"),
    "long.txt": (b"word " * 900_000, "more than 4,000,000 characters in one text"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_refused_in_one_line(name: str, tmp_path: Path) -> None:
    data, cause = FILES[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.txt").write_text(STORY, encoding="utf-8")
    bad, good = read_inputs([str(tmp_path)])
    assert bad.error.startswith(f"{tmp_path / name}: ") and cause in bad.error and "\n" not in bad.error
    assert len(good.items) == 1 and not good.error


HARMLESS = {
    "merged.docx": repacked(docx(), WORDS, lambda c: c.replace(b'w:val="2"', b'w:val="2000000000"')),
    "wide.xlsx": repacked(xlsx(), SHEET, lambda c: c.replace(b'r="E3"', b'r="XFD3"')),
    "many.pdf": pdf(LINE * 1000, 3),
    "comments.eml": b"Subject: x\nDate: " + b"(" * 50_000 + b"\n\n" + STORY.encode(),
    "codec.html": b"<html><meta charset=zip><body><p>\xff" + STORY.encode() * 3,
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_read_all_the_same(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(HARMLESS[name])
    (found,) = read_inputs([str(tmp_path / name)])
    assert found.items and not found.error


def test_larger_than_the_limit_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1 << 30)
    (tmp_path / "b.txt").write_bytes(b"a" * 3_000_000)
    errors = [found.error for found in read_inputs([str(tmp_path)], options=Options(max_bytes=2_000_000))]
    assert [error.rpartition(": ")[2] for error in errors] == ["is larger than 1.90735 MB, the limit (--max-mb)"] * 2


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
def test_what_a_folder_may_hold(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    for path in (folder / "deeper", outside):
        path.mkdir(parents=True)
        (path / "own.txt").write_text(STORY, encoding="utf-8")
    (folder / "new\nline\x1b[2J.txt").write_text(STORY, encoding="utf-8")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "out.txt").symlink_to(outside / "own.txt")
    (folder / "out").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    found = list(read_inputs([str(folder)]))
    assert [Path(result.name).name for result in found] == ["own.txt", "new\nline\x1b[2J.txt"]
    assert all(len(result.items) == 1 for result in found)


@pytest.mark.parametrize("name", ["a" * 5000 + ".txt", "a/" * 3000, "nul\0.txt", "\ud800.txt"])
def test_names_that_no_file_can_have(name: str) -> None:
    (found,) = read_inputs([name])
    assert found.error


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="needs a user of its own to lack a right")
def test_unreadable_files_and_folders_are_told(tmp_path: Path) -> None:
    """As another user than root, who may read everything."""
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents:
        if parent.stat().st_mode & 0o055 != 0o055 and parent.is_relative_to(tempfile.gettempdir()):
            parent.chmod(0o755)
    (tmp_path / "closed").mkdir(mode=0)
    for name, mode in (("a.txt", 0o644), ("b.txt", 0)):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
        (tmp_path / name).chmod(mode)
    os.seteuid(65534)
    try:
        found = list(read_inputs([str(tmp_path)]))
    finally:
        os.seteuid(0)
    assert [result.error.removeprefix(f"{tmp_path}/") for result in found] == [
        "closed: permission denied", "", "b.txt: permission denied",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "cause"),
    [
        (slow, "takes longer to read than 3 seconds, the limit"),
        (large, r"needs more than 1024 MB of memory, the limit|ended its reader"),
        (dying, "ended its reader: it is damaged, or needs more memory than 1024 MB"),
        (stumbling, r"cannot be read \(RuntimeError: over a stone\)"),
    ],
)
def test_reader_that_fails_leaves_the_next_one_alone(
    reader: Callable[[bytes, str, Options], list[Item]], cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    read_apart.__globals__["_HELPER"].end()  # the next knows these readers
    options = Options(seconds_reading=3 if reader is slow else 60, max_memory=1 << 30)
    with pytest.raises(InputError, match=cause):
        read_apart(reader, b"", "a", options)
    assert read_apart(sound, b"Anna", "a", Options()) == [Dispatch("Anna", source="a")]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to look for processes")
def test_reader_whose_asker_was_killed_ends_itself() -> None:
    asking = (
        "from timeline.read import Options, apart; from fuzzing.readers import slow\n"
        "print(apart._HELPER._running().pid, flush=True)\n"
        "apart.read_apart(slow, b'', 'a', Options(seconds_reading=1))"
    )
    folder = Path(__file__).parent
    with subprocess.Popen(
        [sys.executable, "-c", asking],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdout=subprocess.PIPE,
    ) as asker:
        assert asker.stdout
        reader = Path("/proc") / asker.stdout.readline().decode().strip()
        time.sleep(0.5)
        assert reader.exists()
        asker.kill()
    until = time.monotonic() + 60
    while reader.exists() and "Z" not in (reader / "stat").read_text().split()[2] and time.monotonic() < until:
        time.sleep(0.1)
    assert time.monotonic() < until


def test_limits_can_be_changed() -> None:
    assert Options().limited(["pages=5", "memory=100"]) == Options(max_pages=5, max_memory=100 * 1024 * 1024)
    for wrong in ("pages", "pages=0", "pages=x", "speed=1", "pages=²"):
        with pytest.raises(InputError):
            Options().limited([wrong])


def test_feed_is_read_apart(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS, encoding="utf-8")
    (found,) = read_inputs([str(tmp_path)])
    assert isinstance(found, ReadResult) and [item.source for item in found.items] == ["https://wire.example/1"]
