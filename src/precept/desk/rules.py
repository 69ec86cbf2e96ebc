"""What waits for somebody: one list from every part, each line with where to go."""

from precept.foundation.web.waits import Waits

TONES = {"red": 0, "amber": 1, "grey": 2}


def most_pressing_first(things: list[Waits]) -> list[Waits]:
    """Red before amber before grey; as given within each."""
    return sorted(things, key=lambda thing: TONES[thing.tone])


def counted(count: int, one: str, many: str) -> str:
    """«1 file waits», «12 files wait»."""
    return f"{count:,} {one if count == 1 else many}"
