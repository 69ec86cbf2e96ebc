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


def keep(number: int, row: dict[str, Any]) -> None:
    """Write one disposal, signed; on disk when this returns. The same again where it is there already."""
    statement = canonical(row)
    key = signing_key()
    signed = {
        "statement": statement,
        "signature": base64.b64encode(key.sign(statement.encode())).decode(),
        "key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
    }
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = place / f"disposal-{number:08}.json"
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(signed, file)
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


def own_key() -> str:
    """The public half of the key that this office signs with."""
    return base64.b64encode(signing_key().public_key().public_bytes_raw()).decode()


def read(trusted: Collection[str]) -> Iterator[dict[str, Any]]:
    """Every disposal that is kept, in order. NotOurs where a file is not as one of these keys signed it."""
    for number, path in _files():
        try:
            signed = json.loads(path.read_text(encoding="utf-8"))
            statement: str = signed["statement"]
            holds = signed["key"] in trusted and signature_holds(
                base64.b64decode(signed["key"]),
                statement.encode(),
                base64.b64decode(signed["signature"]),
            )
            row: dict[str, Any] = json.loads(statement)
            holds = holds and row["number"] == number
        except (ValueError, KeyError, TypeError) as problem:
            raise NotOurs(path.name) from problem
        if not holds:
            raise NotOurs(path.name)
        yield row
