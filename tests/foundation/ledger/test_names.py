"""The short names by which things are kept: drawn by lot, or made of words and free."""

import re

import pytest

from precept.foundation.ledger.names import SIGNS, drawn, free_name
from precept.parties.models import Organisation


@pytest.mark.parametrize(("said", "like"), [({}, ""), ({"initial": "K"}, "K")])
def test_a_name_is_drawn_from_signs_that_nobody_mistakes(said: dict[str, str], like: str) -> None:
    found = {drawn(**said) for _ in range(200)}

    assert all(re.fullmatch(f"{like}[{SIGNS}]{{8}}", one) for one in found)
    assert not {*"01ILOU"} & {*SIGNS}
    assert len(found) == 200


def test_a_name_is_as_long_as_it_is_asked_to_be() -> None:
    assert len(drawn(length=20)) == 20
    assert len(drawn("W", 10)) == 11


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("there", "kept", "free"),
    [
        ([], [], "withywick"),
        (["withywick-house"], [], "withywick"),
        (["withywick"], [], "withywick-2"),
        (["withywick", "withywick-2", "withywick-4"], [], "withywick-3"),
        ([], ["withywick"], "withywick-2"),
        (["withywick-2"], ["withywick"], "withywick-3"),
    ],
)
def test_a_name_that_is_taken_goes_with_the_next_number(
    there: list[str], kept: list[str], free: str
) -> None:
    for reference in there:
        Organisation.objects.create(reference=reference, name=reference)

    assert free_name(Organisation, "withywick", field="reference", kept=kept) == free
