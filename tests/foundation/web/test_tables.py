"""Searching a list by words."""

import pytest

from precept.foundation.people.models import Person
from precept.foundation.web.tables import words_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ama", ["Ama Example", "Bea Amarillo"]),
        ("AMA example", ["Ama Example"]),
        ("ama county", ["Bea Amarillo"]),
        ("ama nobody", []),
        ("100%", []),
    ],
    ids=["in one field", "two words in one", "two words in two", "one nowhere", "no pattern"],
)
def test_a_search_finds_what_holds_each_word_in_some_field(words: str, found: list[str]) -> None:
    for name, email in (
        ("Ama Example", "one@group.test"),
        ("Bea Amarillo", "two@county.test"),
        ("Cai Other", "three@group.test"),
    ):
        Person.objects.create(name=name, email=email)

    search = words_in("name", "email")

    rows = search(Person.objects.order_by("name"), words)
    assert list(rows.values_list("name", flat=True)) == found
