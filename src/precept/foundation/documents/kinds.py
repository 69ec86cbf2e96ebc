"""The kinds of file that people may give, and how much of them: data, in ``kinds.toml`` beside this."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Kind:
    """A kind of file: ``endings`` of its name, ``media_type`` as it is served."""

    key: str
    title: str
    endings: tuple[str, ...]
    media_type: str


@dataclass(frozen=True)
class Limits:
    """How much is taken: bytes, files about one subject, what a file unpacks to, pixels, characters."""

    most_bytes: int
    most_files: int
    most_unpacked: int
    most_parts: int
    most_swelling: int
    swelling_from: int
    most_objects: int
    most_pixels: int
    longest_side: int
    longest_name: int


def _read() -> tuple[Limits, dict[str, Kind], dict[str, str], frozenset[str]]:
    text = files("precept.foundation.documents").joinpath("kinds.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    kinds = {
        key: Kind(key, kind["title"], tuple(kind["endings"]), kind["media_type"])
        for key, kind in told["kinds"].items()
    }
    return Limits(**told["limits"]), kinds, told["instead"], frozenset(told["runs"])


LIMITS, KINDS, INSTEAD, RUNS = _read()
BY_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}
ENDINGS = tuple(BY_ENDING)


def spoken_size(size: int) -> str:
    """A size as people say it: "812 bytes", "34 KB", "9.8 MB" (of 1,024 bytes to the KB)."""
    if size < 1024:
        return f"{size} byte{'' if size == 1 else 's'}"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + " MB"


def accepted_in_words() -> str:
    """What a page says beside the box in which a file is chosen."""
    endings = [f".{ending}" for ending in ENDINGS]
    return (
        f"The file must be a {', '.join(endings[:-1])} or {endings[-1]}"
        f" and no larger than {spoken_size(LIMITS.most_bytes)}"
    )
