"""Between the web server and Django: requests are noted when their head arrives, and wait here for their body.

A thread that works for people is only taken once a request is whole. Otherwise a few slow lines would hold
every thread, and whoever came behind them would be noted late, perhaps after a deadline (security: A16, A18).
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from precept.foundation import clock
from precept.foundation.web.beginning import ARRIVED

logger = logging.getLogger(__name__)

Application = Callable[..., Iterable[bytes]]
KEPT_IN_MEMORY = 1024 * 1024
"""A body larger than this waits on disk."""
LARGEST_BODY = 256 * 1024 * 1024
"""What no request of the office comes near; Django and the parts hold each to their own smaller limits."""
TOO_LARGE = b"This is too large. Go back and choose smaller files.\n"


class Arrivals:
    """A WSGI application as Granian's own interface (RSGI) serves it, with ``threads`` to work in."""

    def __init__(self, application: Application, threads: int) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="answers")

    async def __rsgi__(self, scope: Any, line: Any) -> None:
        """Note when a request arrives, wait for all of it, then have a thread answer it."""
        arrived = clock.now()
        with SpooledTemporaryFile(KEPT_IN_MEMORY) as body:
            size = 0
            async for part in line:
                size += len(part)
                if size > LARGEST_BODY:
                    line.response_bytes(413, [("content-type", "text/plain")], TOO_LARGE)
                    return
                body.write(part)
            body.seek(0)
            environ = environ_of(scope, body, size, arrived)
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self.pool, self._answer, environ, line, loop)

    def _answer(self, environ: dict[str, Any], line: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Answer in one thread from beginning to end: a database connection belongs to its thread."""
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
            said["status"] = int(status.split(" ", 1)[0])
            said["headers"] = [(name.lower(), text) for name, text in headers]

        parts = self.application(environ, start)
        try:
            if isinstance(parts, list) or not getattr(parts, "streaming", False):
                line.response_bytes(said["status"], said["headers"], b"".join(parts))
                return
            transport = line.response_stream(said["status"], said["headers"])
            for part in parts:
                asyncio.run_coroutine_threadsafe(_send(transport, part), loop).result()
        finally:
            if hasattr(parts, "close"):
                parts.close()


async def _send(transport: Any, part: bytes) -> None:
    await transport.send_bytes(part)  # waits while the line is slow, so that nothing piles up here


def environ_of(scope: Any, body: IO[bytes], size: int, arrived: datetime) -> dict[str, Any]:
    """A request as WSGI (PEP 3333) describes it."""
    server, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        ARRIVED: arrived,
    }
    for name, text in scope.headers.items():
        if "_" in name:  # it would be taken for the header with dashes, which a proxy vouches for
            continue
        key = "HTTP_" + name.upper().replace("-", "_")
        environ[key] = f"{environ[key]}, {text}" if key in environ else text
    if scope.authority and "HTTP_HOST" not in environ:  # HTTP/2 names the host elsewhere
        environ["HTTP_HOST"] = scope.authority
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(size)
    return environ
