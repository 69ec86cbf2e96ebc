"""A call of the rounds' task, on a round whose deadline passed a moment ago."""

from typing import Any

from tests.architecture.rounds import SHORT, close, publish, set_up
from tests.small_office import people


def a_round_whose_time_is_over() -> dict[str, Any]:
    """A round that is published as open, and closed an hour ago."""
    staff = people()
    close(publish(staff, set_up(staff, "Rural crime", SHORT)))
    return {}


SAMPLES = {"opportunities.keep_time": a_round_whose_time_is_over}
