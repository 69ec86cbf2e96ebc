"""What the public may know of a project before anything is bought or given. Pure."""

from typing import Final

from precept.foundation.money import Money

BANDS: Final = (
    (Money.of("10000"), "Up to £10,000"),
    (Money.of("50000"), "£10,000 to £50,000"),
    (Money.of("250000"), "£50,000 to £250,000"),
    (Money.of("1000000"), "£250,000 to £1 million"),
    (Money.of("5000000"), "£1 million to £5 million"),
)
"""The most of each band, and the band in words: roughly how much, so that nobody bids to a figure."""
MOST: Final = "More than £5 million"
NOT_KNOWN: Final = "Not known yet"
STAGES: Final = {
    "understand": "Finding out what is needed",
    "plan": "Weighing how to meet it",
    "do": "Being bought or given",
    "review": "Looking at what it changed",
}
"""What each phase is called in public."""
ENDS: Final = {"finished": "Finished", "stopped": "Stopped"}
MARKET_PHASES: Final = ("understand", "plan")
"""The phases in which a project stands in the market position statement: what is open shows by itself."""


def band_words(estimate: Money | None) -> str:
    """Roughly how much a project may cost over its whole life."""
    if estimate is None:
        return NOT_KNOWN
    return next((words for most, words in BANDS if estimate <= most), MOST)


def stage_words(phase: str, state: str) -> str:
    """Where a project stands, as the public reads it."""
    return ENDS.get(state) or STAGES[phase]


def stands_in_market(phase: str, state: str, *, is_in_market: bool) -> bool:
    """Whether providers are told of a project as something that is coming."""
    return is_in_market and state == "going" and phase in MARKET_PHASES
