"""The keys of an installation: from the environment, or made once and kept under its home."""

import base64
import os
import secrets
from pathlib import Path


def kept(home: Path, name: str, make: str) -> str:
    """The text of ``keys/<name>``, written with ``make`` the first time, readable by its owner alone."""
    path = home / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of this office made it a moment ago
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(make)
            file.flush()
            os.fsync(file.fileno())
    return path.read_text().strip()


def secret_key(home: Path) -> str:
    """Signs sessions and codes (``PRECEPT_SECRET_KEY``)."""
    return os.environ.get("PRECEPT_SECRET_KEY") or kept(home, "secret", secrets.token_urlsafe(64))


def field_keys(home: Path) -> list[str]:
    """Encrypts protected addresses; the first key writes, all of them read (``PRECEPT_FIELD_KEYS``)."""
    named = os.environ.get("PRECEPT_FIELD_KEYS")
    if named:
        return named.split(",")
    return [kept(home, "field", base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())]


def sealing_key(home: Path) -> str:
    """Signs the ledger's checkpoints: 32 bytes of Ed25519 seed in base64 (``PRECEPT_SEALING_KEY``)."""
    return os.environ.get("PRECEPT_SEALING_KEY") or kept(
        home, "sealing", base64.b64encode(secrets.token_bytes(32)).decode()
    )


def scanner(home: Path) -> str:
    """Where clamd is, or "none", as ``init`` was told (``PRECEPT_SCANNER``); nothing while nobody said."""
    path = home / "scanner"
    return os.environ.get("PRECEPT_SCANNER") or (path.read_text().strip() if path.exists() else "")


def keep_scanner(home: Path, named: str) -> None:
    """Remember where clamd is, in place of what was said before."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "scanner").write_text(named.strip() + "\n")
