"""The register outside the database: a signed file for each disposal, to be done again after an older backup.

A backup that is restored brings back what was disposed of since. These files say what that was, so they lie apart
from it (``PRECEPT_KEEPING``) and are never put back with it.
"""

import base64
import json
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from precept.foundation.ledger.sealing import signing_key
from precept.foundation.ledger.verify_ledger import canonical, signature_holds

NAME: Final = re.compile(r"disposal-(\d{8})\.json", re.ASCII)


class NotOurs(Exception):
    """A file that was changed, cut short, or signed by another office."""


def folder() -> Path:
    """Where they lie."""
    return Path(settings.PRECEPT_KEEPING)


def own_key() -> str:
    """The public half of the key that this office signs with."""
    return base64.b64encode(signing_key().public_key().public_bytes_raw()).decode()


def signed(row: dict[str, Any]) -> str:
    """One disposal as a line of JSON: what it says, and the office's signature."""
    statement = canonical(row)
    signature = base64.b64encode(signing_key().sign(statement.encode())).decode()
    return json.dumps({"statement": statement, "signature": signature, "key": own_key()})


def keep(number: int, row: dict[str, Any]) -> None:
    """Write one disposal, signed; on disk when this returns. The same again where it is there already."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = place / f"disposal-{number:08}.json"
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(signed(row) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _files() -> list[tuple[int, Path]]:
    place = folder()
    if not place.is_dir():
        return []
    found = [(NAME.fullmatch(path.name), path) for path in place.iterdir()]
    return sorted((int(name[1]), path) for name, path in found if name)


def numbers() -> list[int]:
    """Which disposals are kept here, in order."""
    return [number for number, _ in _files()]


def lines(register: Path | None = None) -> Iterator[tuple[str, str]]:
    """Where each disposal stands and its line: of the folder, or of a register that somebody downloaded."""
    if register is None:
        for _, path in _files():
            yield path.name, path.read_text(encoding="utf-8")
        return
    with register.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            yield f"line {number} of {register.name}", line


def read(trusted: Collection[str], register: Path | None = None) -> Iterator[dict[str, Any]]:
    """Every disposal that is kept, in order. NotOurs where one is not as one of these keys signed it."""
    for where, line in lines(register):
        try:
            said = json.loads(line)
            statement: str = said["statement"]
            holds = said["key"] in trusted and signature_holds(
                base64.b64decode(said["key"]),
                statement.encode(),
                base64.b64decode(said["signature"]),
            )
            row: dict[str, Any] = json.loads(statement)
        except (ValueError, KeyError, TypeError) as problem:
            raise NotOurs(where) from problem
        if not holds:
            raise NotOurs(where)
        yield row
