"""A whole grant round, from set-up to the agreement: everybody in turn, through the pages, on a desk and on a phone.

Only time passes by hand (``passing.py``): that the round opens, and that it closes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import award_steps, round_steps
from tests.journeys.conftest import copied, served
from tests.journeys.playing import Round
from tests.once import demonstration

pytestmark = pytest.mark.journey

WIDTHS = {"desk": 1280, "phone": 375}
STRETCHES = [
    round_steps.sets_up,
    round_steps.publishes,
    round_steps.opens,
    round_steps.applies,
    round_steps.closes,
    round_steps.opens_and_checks,
    round_steps.marks,
    award_steps.moderates,
    award_steps.recommends,
    award_steps.gives_feedback,
    award_steps.decides,
    award_steps.completes,
    award_steps.tells,
    award_steps.tells_everybody,
    award_steps.accepts,
]


@pytest.fixture(params=sorted(WIDTHS))
def played(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Round]:
    """A demonstration office of its own, looked at on a desk or on a phone."""
    home = copied(demonstration(), tmp_path)
    with served(home) as office:
        of = Round(office.address, home, browser, WIDTHS[request.param])
        yield of
        for one in of.at_work.values():
            one.close()


def test_a_round_goes_from_set_up_to_the_published_award(played: Round) -> None:
    for stretch in STRETCHES:
        stretch(played)
