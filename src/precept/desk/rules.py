"""What waits for somebody: one list from every part, each line with where to go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """Something to do; ``tone`` is red where it is late, amber where it soon will be, else grey."""

    text: str
    href: str
    tone: str
    note: str = ""


TONES = {"red": 0, "amber": 1, "grey": 2}


def most_pressing_first(things: list[Waiting]) -> list[Waiting]:
    """Red before amber before grey; as given within each."""
    return sorted(things, key=lambda thing: TONES[thing.tone])


def counted(count: int, one: str, many: str) -> str:
    """«1 file waits», «12 files wait»."""
    return f"{count:,} {one if count == 1 else many}"
