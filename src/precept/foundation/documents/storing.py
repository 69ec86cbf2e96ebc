"""Where the content of files lies: Django's storage, under names that say nothing."""

import hashlib
import logging
import os
import secrets
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from precept.foundation.documents.kinds import LIMITS

logger = logging.getLogger(__name__)


class Altered(Exception):
    """What lies in the store is not what was given."""


def put(content: bytes) -> str:
    """Store content under a new random name; on disk when this returns. OSError where it can't be."""
    name = secrets.token_hex(20)
    kept = default_storage.save(f"uploads/{name[:2]}/{name}", ContentFile(content))
    try:
        path = Path(default_storage.path(kept))
    except NotImplementedError:  # a store elsewhere answers once the content is safe
        return kept
    for place in (path, path.parent, path.parent.parent, path.parent.parent.parent):
        _flush(place)
    return kept


def _flush(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def content(kept: str, sha256: str) -> bytes:
    """What was stored. Altered where its digest is another, OSError where it can't be read."""
    with default_storage.open(kept, "rb") as file:
        found: bytes = file.read(LIMITS.most_bytes + 1)
    if hashlib.sha256(found).hexdigest() != sha256:
        raise Altered(kept)
    return found


def forget(kept: str) -> None:
    """Delete content; nothing happens where it is gone already."""
    default_storage.delete(kept)


def forget_quietly(kept: str) -> None:
    """Delete content that nothing names; a store that can't do it now leaves it, unseen by anyone."""
    try:
        forget(kept)
    except Exception:
        logger.exception("content that nothing names was left in the file store")
