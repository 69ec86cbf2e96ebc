"""Finding an organisation by reference, name or number, among those one may look up."""

from collections.abc import Callable
from datetime import date

import pytest
from django.http import Http404, QueryDict

from precept.foundation.people.models import Person
from precept.parties import actions, queries
from precept.parties.models import Organisation

pytestmark = pytest.mark.django_db


def test_whoever_does_not_work_in_the_office_looks_nobody_up(
    person: Callable[..., Person], withywick: Organisation
) -> None:
    stranger = person(role="provider")

    with pytest.raises(Http404):
        queries.organisation(stranger, withywick.reference)
    assert queries.choices(stranger) == []
    assert queries.looked_up(stranger, "Withywick Support") is None
    assert queries.organisations_page(stranger, QueryDict()).rows == []


def test_everybody_in_the_office_looks_everybody_up(
    marker: Person, withywick: Organisation
) -> None:
    assert queries.organisation(marker, "withywick-support") == withywick
    assert queries.choices(marker) == [("withywick-support", "Withywick Support")]
    assert queries.looked_up(marker, "withywick-support") == withywick
    assert queries.looked_up(marker, "The Withywick Support Ltd") == withywick
    assert queries.looked_up(marker, "Nobody") is None


def test_choices_are_of_one_kind_where_that_is_asked(
    marker: Person, add: Callable[..., Organisation]
) -> None:
    add("Commissioner for Borderland", kinds=["commissioning body"])
    add("Withywick", kinds=["charity"])

    assert queries.choices(marker, "commissioning body") == [
        ("commissioner-for-borderland", "Commissioner for Borderland")
    ]


def test_a_name_names_an_organisation_only_where_one_has_it(
    manager: Person, add: Callable[..., Organisation]
) -> None:
    first = add("Withywick Support")
    renamed = actions.rename(
        by=manager, organisation=first, name="Withywick & Friends", until=date(2026, 3, 31)
    )
    assert queries.named("withywick support") == renamed
    assert queries.named("Withywick and Friends Ltd") == renamed

    second = add("Withywick Support")
    assert queries.named("Withywick Support") == second
    add("Withywick Support CIC")
    assert queries.named("Withywick Support") is None
    assert queries.named("!!!") is None


@pytest.mark.parametrize(
    ("scheme", "typed", "is_found"),
    [
        ("GB-CHC", "GB-CHC-1234567", True),
        ("GB-CHC", "1234 567", True),
        ("GB-COH", "1234567", False),
        ("GB-CHC", "12", False),
        ("GB-XXX", "1234567", False),
    ],
)
def test_a_number_finds_its_organisation_however_it_is_spelled(
    add: Callable[..., Organisation], scheme: str, typed: str, is_found: bool
) -> None:
    one = add("Withywick", identifiers=[("GB-CHC", "1234567")])

    assert queries.with_identifier(scheme, typed) == (one if is_found else None)
