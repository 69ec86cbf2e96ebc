"""Requests are noted when they arrive, and slow lines hold nobody up (security cases A16 and A18)."""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from precept.foundation import clock
from precept.foundation.web.arrivals import LARGEST_BODY
from precept.foundation.web.beginning import ARRIVED, LONGEST_UPLOAD
from precept.foundation.web.middleware import stamp_beginning

SERVED = '''
import json, sys
from granian import Granian
from granian.constants import Interfaces
from precept.foundation.web import arrivals
arrivals.LARGEST_BODY = 3_000_000

def said(environ, start_response):
    """Answers with what it was asked."""
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "application/json"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    if environ["PATH_INFO"] == "/in-parts":
        return Parts()
    kept = {name: text for name, text in environ.items() if isinstance(text, str)}
    return [json.dumps({**kept, "size": len(body), "arrived": environ["precept.arrived"].isoformat()}).encode()]

class Parts:
    streaming = True
    def __iter__(self):
        yield from (b"one,", b"two,", b"three")
    def close(self):
        print("closed", file=sys.stderr, flush=True)

app = arrivals.Arrivals(said, threads=2)
if __name__ == "__main__":
    Granian("served:app", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.RSGI,
            workers=1, log_access=False, log_level="warning").serve()
'''


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The real web server, with two threads to work in."""
    folder: Path = tmp_path_factory.mktemp("served")
    (folder / "served.py").write_text(SERVED)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "served.py", str(free)], cwd=folder)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", free), 0.2).close()
            break
        except OSError:
            threading.Event().wait(0.05)
    yield free
    server.terminate()
    server.wait(20)


def opened(port: int, head: str) -> socket.socket:
    """A line on which the head of a request was sent."""
    line = socket.create_connection(("127.0.0.1", port), 20)
    line.sendall(f"{head}\r\nHost: here.example\r\nConnection: close\r\n".encode())
    return line


def answered(line: socket.socket) -> tuple[str, bytes]:
    """The head and the body of an answer."""
    read = b""
    while part := line.recv(65_536):
        read += part
    line.close()
    head, _, body = read.partition(b"\r\n\r\n")
    return head.decode(), body


def said_by(port: int, head: str, body: bytes = b"", more: str = "") -> dict[str, Any]:
    import json

    line = opened(port, head)
    line.sendall(f"{more}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    found: dict[str, Any] = json.loads(answered(line)[1])
    return found


def test_people_behind_many_slow_lines_are_answered_and_slow_lines_are_noted_at_their_head(
    port: int,
) -> None:
    import json

    slow = [opened(port, "POST /slow HTTP/1.1") for _ in range(20)]
    for line in slow:
        line.sendall(b"Content-Length: 6\r\n\r\nabc")
    # Ten times more lines than threads stand open and unfinished: somebody else is answered all the same.
    between = said_by(port, "POST /quick HTTP/1.1", b"x" * 2_000_000)
    assert between["size"] == 2_000_000
    finished = []
    for line in slow:
        line.sendall(b"def")
        finished.append(json.loads(answered(line)[1]))
    assert {one["size"] for one in finished} == {6}
    # Each was noted before the quick one, though it was whole only after it.
    assert max(one["arrived"] for one in finished) <= between["arrived"]


def test_a_request_reaches_the_application_as_it_was_sent(port: int) -> None:
    said = said_by(
        port,
        "GET /caf%C3%A9/a%20b?q=a%26b&c=%C3%A9 HTTP/1.1",
        more="X-One: 1\r\nX-Two: a\r\nX-Two: b\r\nContent-Type: text/plain\r\n",
    )
    assert said["PATH_INFO"].encode("latin-1").decode() == "/café/a b"
    assert said["QUERY_STRING"] == "q=a%26b&c=%C3%A9"
    assert (said["REQUEST_METHOD"], said["HTTP_HOST"]) == ("GET", "here.example")
    assert (said["HTTP_X_ONE"], re.sub(" ", "", said["HTTP_X_TWO"])) == ("1", "a,b")
    assert (said["CONTENT_TYPE"], said["REMOTE_ADDR"]) == ("text/plain", "127.0.0.1")
    assert (said["wsgi.url_scheme"], said["SERVER_PORT"]) == ("http", str(port))


def test_every_header_of_an_answer_is_passed_on_and_parts_follow_one_another(port: int) -> None:
    line = opened(port, "GET /in-parts HTTP/1.1")
    line.sendall(b"\r\n")
    head, body = answered(line)
    assert head.lower().count("set-cookie") == 2
    assert b"one,two,three" in re.sub(rb"\r\n[0-9a-f]+\r\n|^[0-9a-f]+\r\n", b"", body)


def test_a_body_beyond_all_limits_is_refused_in_words(port: int) -> None:
    line = opened(port, "POST / HTTP/1.1")
    line.sendall(b"Content-Length: 3000001\r\n\r\n" + b"x" * 3_000_001)
    head, body = answered(line)
    assert head.startswith("HTTP/1.1 413")
    assert b"choose smaller files" in body
    assert LARGEST_BODY == 256 * 1024 * 1024


@pytest.mark.parametrize("is_behind", [True, False])
def test_a_request_began_when_it_arrived(is_behind: bool, settings: Any) -> None:
    settings.PRECEPT_BEHIND_PROXY = is_behind
    now = clock.now()
    seen: list[datetime] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.begun)  # type: ignore[attr-defined]  # the first middleware gave it
        return HttpResponse()

    for arrived in (now - timedelta(seconds=40), now - timedelta(hours=1), now + timedelta(1)):
        request = RequestFactory().post("/")
        request.META[ARRIVED] = arrived
        stamp_beginning(answer)(request)
    assert seen[0] == now - timedelta(seconds=40)
    assert timedelta(0) <= seen[1] - (now - LONGEST_UPLOAD) < timedelta(minutes=1)
    assert now <= seen[2] <= clock.now()


def test_no_header_is_called_as_our_own_note(settings: Any) -> None:
    settings.PRECEPT_BEHIND_PROXY = True
    request = RequestFactory().get(
        "/", headers={"precept.arrived": "1990", "precept-arrived": "1990"}
    )
    assert ARRIVED not in request.META
