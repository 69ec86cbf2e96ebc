"""The one way out to public registers: fixed hosts, https, no inside addresses, no redirects, small and soon.

(security: A24.) A name is resolved once, every address it has must be a public one, and the connection goes
to that very address, so that a name that changes in between leads nowhere else.
"""

import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, Final

HOSTS: Final = frozenset({"api.charitycommission.gov.uk", "api.company-information.service.gov.uk"})
"""Where a register may be asked: nowhere else, whatever a setting or an answer says."""
SECONDS: Final = 3.0
MOST_BYTES: Final = 512 * 1024
AWAY: Final = "The register does not answer. Look it up by hand, and say where you looked."


class Away(Exception):
    """The register could not be asked, or gave no answer that can be read; ``words`` are fit to show."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
        self.words = AWAY


def _resolve(host: str) -> list[str]:
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return [str(address[0]) for _, _, _, _, address in found]


def is_outside(address: str) -> bool:
    """Whether an address is of the public internet: not this machine, its network or a cloud's inside."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(read, "ipv4_mapped", None)
    return (mapped or read).is_global and not read.is_multicast


@dataclass(frozen=True)
class Way:
    """How the register is reached; a test puts its own stand-in here."""

    resolve: Callable[[str], list[str]] = _resolve
    may_connect: Callable[[str], bool] = is_outside
    port: int = 443
    trust: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)
    hosts: frozenset[str] = HOSTS
    seconds: float = SECONDS


class _Pinned(HTTPSConnection):
    """A connection to the address that was looked at, with the certificate of the name that was asked for.

    It ends at its last moment, however slowly the other side talks.
    """

    def __init__(self, host: str, address: str, way: Way) -> None:
        self._trusted = way.trust()
        super().__init__(host, way.port, timeout=way.seconds, context=self._trusted)
        self._address = address
        self._until = time.monotonic() + way.seconds
        self._end: threading.Timer | None = None

    def connect(self) -> None:
        """Connect to the address, never to the name."""
        made = socket.create_connection((self._address, self.port), self.timeout)
        self._end = threading.Timer(max(0.0, self._until - time.monotonic()), _cut, [made])
        self._end.daemon = True
        self._end.start()
        try:
            self.sock = self._trusted.wrap_socket(made, server_hostname=self.host)
        except BaseException:
            made.close()
            raise
        self._end.args = [self.sock]

    def close(self) -> None:
        """Close it, and let the last moment pass."""
        if self._end is not None:
            self._end.cancel()
        super().close()

    @property
    def is_over(self) -> bool:
        """Whether its last moment has passed."""
        return time.monotonic() >= self._until


def _cut(open_socket: socket.socket) -> None:
    with suppress(OSError):
        open_socket.shutdown(socket.SHUT_RDWR)


def get(
    host: str, path: str, headers: Mapping[str, str], *, way: Way | None = None
) -> dict[str, Any] | None:
    """The JSON object at an address of a register; None where the register has nothing there (404).

    Away where it cannot be asked, redirects, is slow, says too much or nothing that can be read.
    """
    route = way or Way()
    if host not in route.hosts:
        raise Away(f"{host} is no register’s address")
    if not path.startswith("/") or any(sign <= " " or sign > "~" for sign in path):
        raise Away("a path with signs that have no place there")
    try:
        addresses = route.resolve(host)
    except OSError:
        raise Away("its name cannot be resolved") from None
    if not addresses or not all(route.may_connect(address) for address in addresses):
        raise Away("its name leads inside")
    connection = _Pinned(host, addresses[0], route)
    try:
        connection.request("GET", path, headers={"Accept": "application/json", **headers})
        answer = connection.getresponse()
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise Away(f"it answered {answer.status}")
        return _read(answer, connection)
    except (OSError, HTTPException, ValueError) as problem:
        # Without the cause: an error of a connection can hold the key that was sent.
        why = "it took too long" if connection.is_over else type(problem).__name__
        raise Away(why) from None
    finally:
        connection.close()


def _read(answer: HTTPResponse, connection: _Pinned) -> dict[str, Any]:
    content = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Away("it said too much")
    if connection.is_over:
        raise Away("it took too long")
    said = json.loads(content)
    if not isinstance(said, dict):
        raise Away("it said something else than was asked")
    return said
