"""`timeline serve`: the page over HTTP, to this machine alone, following the itinerary as it is edited."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from browsers import Browser
from itineraries import mission

from timeline.codec import to_json
from timeline.corrections import read_edited
from timeline.errors import InputError, TimelineError
from timeline.files import write_text
from timeline.frame import write_csv
from timeline.page import render_page
from timeline.serve import Server

pytestmark = pytest.mark.enable_socket  # loopback alone


class Site:
    """A folder with an itinerary, and its server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.csv = folder / "itinerary.csv"
        write_csv(mission(), self.csv)
        self.told: list[str] = []
        self.server = Server(folder, tell=self.told.append)

    def ask(self, path: str = "/", method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=10)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        return connection.getresponse()

    def edit(self, old: str, new: str) -> None:
        text = self.csv.read_text(encoding="utf-8")
        assert old in text
        self.csv.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "site"
    folder.mkdir()
    made = Site(folder)
    thread = Thread(target=made.server.run)
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        thread.join(10)


def event(response: http.client.HTTPResponse) -> tuple[str, str]:
    """The next server-sent event: its kind and its data."""
    lines = iter(lambda: response.readline().decode().strip(), "")
    found = dict(line.split(": ", 1) for line in lines)
    return found["event"], found["data"]


def test_gives_the_page_and_the_files_of_its_folder(site: Site) -> None:
    (site.folder / "more.json").write_text("{}", encoding="utf-8")
    page = site.ask()
    assert (page.status, page.getheader("Content-Type")) == (200, "text/html; charset=utf-8")
    assert b"Antony Blinken" in page.read()
    assert site.ask("/itinerary.csv").read() == site.csv.read_bytes()
    assert site.ask("/more.json").getheader("Content-Type") == "application/json"
    head = site.ask(method="HEAD")
    assert int(head.getheader("Content-Length") or 0) > 100_000
    assert head.read() == b""


def test_listens_on_loopback_alone(site: Site) -> None:
    assert site.server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost"},
        {"Host": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/itinerary.csv", "/events"])
def test_refuses_other_hosts_and_origins(site: Site, path: str, headers: dict[str, str]) -> None:
    assert site.ask(path, **headers).status == 403


def test_takes_its_own_names(site: Site) -> None:
    for name in ("127.0.0.1", "localhost"):
        host = f"{name}:{site.server.server_port}"
        assert site.ask(Host=host, Origin=f"http://{host}").status == 200
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}  # a link on another page
    assert site.ask(**followed).status == 200


def test_gives_nothing_outside_its_folder(site: Site) -> None:
    (site.folder.parent / "secret.txt").write_text("s", encoding="utf-8")
    (site.folder / ".hidden").write_text("s", encoding="utf-8")
    (site.folder / "link").symlink_to(site.folder.parent / "secret.txt")
    (site.folder / "out").symlink_to(site.folder.parent)
    outside = (
        "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/etc/passwd", "/link", "/.hidden",
        "/out/secret.txt", "/%00", "/" + "a" * 5000, "/out", "/site",
    )  # fmt: skip
    assert {path: site.ask(path).status for path in outside} == dict.fromkeys(outside, 404)


def test_other_methods_are_unknown(site: Site) -> None:
    assert {site.ask(method=m).status for m in ("POST", "PUT", "DELETE")} == {501}


def test_tells_of_a_saved_itinerary_and_of_one_that_cannot_be_read(site: Site) -> None:
    events = site.ask("/events")
    assert events.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    kind, first = event(events)
    assert kind == "version"
    site.edit("Astana", "Almaty")
    kind, second = event(events)
    assert kind == "version" and second != first
    assert b"Almaty" in site.ask().read()
    site.edit("2023-02-26", "some day")
    kind, problem = event(events)
    assert kind == "problem" and "some day" in problem
    assert site.told == [problem]
    assert b"Almaty" in site.ask().read()
    site.edit("some day", "2023-02-26")
    assert event(events)[0] == "version"


def test_shows_what_render_writes_of_an_edited_itinerary(site: Site) -> None:
    """A city that was corrected stands where it is, and its row is marked."""
    write_text(site.folder / "itinerary.json", to_json(mission()))
    events = site.ask("/events")
    event(events)
    site.edit("Astana", "Almaty")
    assert event(events)[0] == "version"
    shown = site.ask().read().decode()
    assert shown == render_page(read_edited(site.csv).trips, version=site.server.live.version)
    assert "edited by hand" in shown and "43.25" in shown


def test_follows_its_path_when_another_folder_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one does for good when a build is killed; the server may have been started in the folder."""
    folder = tmp_path / "site"
    folder.mkdir()
    write_csv(mission(), folder / "itinerary.csv")
    monkeypatch.chdir(folder)
    server = Server(Path())
    before = server.live.version
    folder.rename(tmp_path / "old")
    folder.mkdir()
    text = (tmp_path / "old" / "itinerary.csv").read_text(encoding="utf-8")
    (folder / "itinerary.csv").write_text(text.replace("Antony Blinken", "Anna Berg"), encoding="utf-8")
    server.live.look()
    server.live.look()
    assert server.live.version != before and b"Anna Berg" in server.live.page
    server.server_close()


def test_wants_an_itinerary_and_a_free_port(site: Site, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"itinerary\.csv"):
        Server(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        Server(tmp_path / "none")
    with pytest.raises(TimelineError, match=f"port {site.server.server_port}: cannot be listened on"):
        Server(site.folder, port=site.server.server_port)


def test_page_follows_the_saved_itinerary(site: Site, browser: Browser) -> None:
    browser.driver.get(f"{site.server.address}#stop=antony-blinken.2")
    browser.wait("return document.documentElement.dataset.ready === 'yes'")
    assert browser.chosen() == "Astana"
    site.edit(",Astana,", ",Almaty,")
    browser.wait("return document.querySelector('#details .kicker + h2')?.textContent === 'Almaty'")
    site.edit("reported", "perhaps")
    browser.wait("return document.getElementById('notice')?.textContent.includes('perhaps')")
    assert browser.chosen() == "Almaty"
    site.edit("perhaps", "reported")
    browser.wait("return document.getElementById('notice')?.hidden")
    assert browser.errors() == []


def test_command_says_where_the_page_is_and_ends_when_interrupted(site: Site) -> None:
    command = [sys.executable, "-u", "-m", "timeline", "serve", str(site.folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
