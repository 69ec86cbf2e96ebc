"""An organisation that may be here already is warned of before it is entered twice."""

from collections.abc import Callable
from typing import Any

import pytest

from precept.foundation.people.models import Person
from precept.parties import actions, queries, rules
from precept.parties.models import Organisation

pytestmark = pytest.mark.django_db


def test_what_may_be_here_already_is_refused_with_its_candidates(
    manager: Person, withywick: Organisation
) -> None:
    with pytest.raises(actions.LooksKnown) as refusal:
        actions.add_organisation(by=manager, name="The Withywick Support Ltd")

    assert refusal.value.field == "confirmed"
    assert refusal.value.candidates == [
        queries.Candidate(
            reference="withywick-support",
            name="Withywick Support",
            area="Leicestershire",
            is_ended=False,
            likeness=rules.Likeness.LIKELY,
            why="The same name",
        )
    ]


def test_what_may_be_here_already_is_added_once_confirmed(
    manager: Person, withywick: Organisation
) -> None:
    made = actions.add_organisation(by=manager, name="Withywick Support", confirmed=True)

    assert made.reference == "withywick-support-2"


def test_a_number_somebody_has_is_refused_even_when_confirmed(
    manager: Person, add: Callable[..., Organisation]
) -> None:
    add("Withywick Support", identifiers=[("GB-CHC", "1234567")])

    with pytest.raises(actions.LooksKnown) as refusal:
        actions.add_organisation(
            by=manager,
            name="Quite Another Body",
            identifiers=[("GB-CHC", "GB-CHC-1234567")],
            confirmed=True,
        )

    assert (refusal.value.field, refusal.value.words) == (
        "value",
        "Withywick Support has this number already",
    )


def test_candidates_are_found_by_number_name_former_name_and_close_spelling(
    add: Callable[..., Organisation],
) -> None:
    add("Withywick Support", identifiers=[("GB-CHC", "1234567")])
    add("Listening Service", former_names=[("Withywick Support", None)])
    add("Withiwick Support")
    add("Support Withywick CIC")
    add("Larkmantle Refuge")

    found = queries.alike("Withywick Support", [("GB-CHC", "1234567")])

    assert [(one.name, one.likeness.name) for one in found] == [
        ("Withywick Support", "CERTAIN"),
        ("Listening Service", "LIKELY"),
        ("Support Withywick CIC", "POSSIBLE"),
        ("Withiwick Support", "POSSIBLE"),
    ]


def test_looking_for_candidates_costs_the_same_among_one_and_among_many(
    add: Callable[..., Organisation], django_assert_num_queries: Any
) -> None:
    add("Withywick Support 1")
    with django_assert_num_queries(6):
        queries.alike("Withywick Support", [("GB-CHC", "1234567")])

    for number in range(2, 40):
        add(f"Withywick Support {number}")
    with django_assert_num_queries(6):
        found = queries.alike("Withywick Support", [("GB-CHC", "1234567")])

    assert len(found) == 10
