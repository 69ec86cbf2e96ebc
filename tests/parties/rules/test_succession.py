"""How an organisation may end."""

from datetime import date

import pytest

from precept.parties.rules import Ending, ending_problem

DAY = date(2025, 6, 30)
AFTER = {"successor": "after", "successor_name": "After"}


@pytest.mark.parametrize(
    ("ending", "field"),
    [
        (Ending("one", None, DAY), None),
        (Ending("one", DAY, DAY), None),
        (Ending("one", date(2025, 7, 1), DAY), "ends"),
        (Ending("one", None, DAY, **AFTER), None),
        (Ending("one", None, DAY, **AFTER, successor_starts=date(2025, 7, 1)), None),
        (Ending("one", None, DAY, **AFTER, successor_ends=DAY), None),
        (Ending("one", None, DAY, **AFTER, successor_ends=date(2025, 6, 29)), "successor"),
        (Ending("one", None, DAY, **AFTER, after_successor=("two", "three")), None),
        (Ending("one", None, DAY, **AFTER, after_successor=("two", "one")), "successor"),
        (Ending("after", None, DAY, **AFTER), "successor"),
    ],
)
def test_what_stands_in_the_way_of_an_ending(ending: Ending, field: str | None) -> None:
    problem = ending_problem(ending)

    assert (problem[0] if problem else None) == field


def test_the_words_name_the_organisation_that_is_in_the_way() -> None:
    ending = Ending("one", None, DAY, **AFTER, after_successor=("one",))

    assert ending_problem(ending) == (
        "successor",
        "After was itself succeeded by this organisation",
    )
