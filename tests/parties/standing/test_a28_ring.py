"""A ring of applicants that are not what they say (security: A28): shown to the office, decided by nobody."""

from collections.abc import Callable, Iterable

import pytest

from precept.foundation.people.models import Person
from precept.parties import actions, queries, tasks
from precept.parties.models import Mark, Organisation, Profile
from tests.parties.standing.accounts import give


@pytest.fixture
def ring(start: Callable[..., Organisation], person: Callable[..., Person]) -> list[Organisation]:
    """Five applicants, each with one thing of the first, and all else its own."""
    people = [person() for _ in range(5)]
    for number, one in enumerate(people):
        Person.objects.filter(pk=one.pk).update(email=f"ring{number}@gmail.com")
        one.refresh_from_db()
    first = start(
        "Withymead Boxing Club",
        by=people[0],
        scheme="GB-CHC",
        value="1234567",
        telephone="0116 496 0321",
        postal_address="1 Withy Lane\nOxenmere\nLE15 9ZZ",
        email="hello@withymead.example",
    )
    actions.add_officer(by=people[0], organisation=first, name="Tam A. Trustee")
    give(people[0], first)
    account = start("Larkmantle Youth", by=people[1])
    give(
        people[1], account, sort_code="404784", account_number="7087 2490", name="Larkmantle Youth"
    )
    trustee = start("Fenwick Fencing", by=people[2])
    actions.add_officer(by=people[2], organisation=trustee, name="TRUSTEE, Tam")
    place = start(
        "Hollow Arts",
        by=people[3],
        postal_address="Unit 1, Withy Lane, LE159ZZ",
        telephone="+44 116 496 0321",
        email="arts@withymead.example",
    )
    number = start("Withymead Boxing", by=people[4], scheme="GB-CHC", value="1234567")
    return [first, account, trustee, place, number]


def kinds(one: Organisation, other: Organisation) -> set[str]:
    return {flag.kind for flag in queries.flags(one) if flag.other == other}


def test_a_seeded_ring_of_five_is_found(ring: list[Organisation]) -> None:
    first, account, trustee, place, number = ring

    assert kinds(account, first) == {"bank"}
    assert kinds(trustee, first) == {"person"}
    assert kinds(place, first) == {"place", "telephone", "domain"}
    assert "number" in kinds(number, first)
    assert {flag.other for flag in queries.flags(first)} == set(ring) - {first}
    assert Profile.objects.filter(is_flagged=True).count() == 5


def test_the_gravest_is_shown_first(ring: list[Organisation]) -> None:
    found = [flag.kind for flag in queries.flags(ring[0])]

    assert found[0] == "bank"
    assert found[-1] in {"number", "name"}


def test_honest_applicants_are_not_flagged(
    ring: list[Organisation], start: Callable[..., Organisation], person: Callable[..., Person]
) -> None:
    honest = person()
    Person.objects.filter(pk=honest.pk).update(email="honest@gmail.com")
    honest.refresh_from_db()
    own = start(
        "Quillet Chess",
        by=honest,
        telephone="0116 496 0555",
        postal_address="2 Withy Lane\nOxenmere\nLE15 9ZZ",
    )
    actions.add_officer(by=honest, organisation=own, name="Tom Trustee")

    assert queries.flags(own) == []


def test_what_is_corrected_is_shared_no_longer(ring: list[Organisation]) -> None:
    first, _, _, place, _ = ring
    (keeper,) = queries.keepers(place)
    place.refresh_from_db()

    actions.amend_profile(
        by=keeper,
        organisation=place,
        postal_address="9 Fen Row\nOxenmere\nLE15 9ZY",
        telephone="0116 496 0777",
        email="",
    )

    assert kinds(place, first) == set()


def test_marks_keep_no_word_of_what_they_are_made_of(ring: list[Organisation]) -> None:
    said: Iterable[str] = Mark.objects.values_list("digest", flat=True)

    assert all(len(digest) == 64 for digest in said)
    assert not any("trustee" in digest or "1164960321" in digest for digest in said)


def test_many_that_share_something_are_bounded(
    start: Callable[..., Organisation], person: Callable[..., Person]
) -> None:
    made = [
        start(f"Club of {n} Withies", by=person(), telephone="0116 496 0321") for n in range(55)
    ]

    assert len(queries.flags(made[0])) == 50


def test_organisations_from_before_get_their_marks(withywick: Organisation) -> None:
    Mark.objects.all().delete()

    tasks.mark_organisations()

    assert Mark.objects.filter(organisation=withywick, kind="name").exists()
    assert actions.mark_the_unmarked() == 0


def test_a_refuge_is_compared_by_its_hidden_address(
    start: Callable[..., Organisation], person: Callable[..., Person]
) -> None:
    one = start(
        "Larkmantle House",
        by=person(),
        is_protected=True,
        area="Leicestershire",
        secret_address="71 Hollow Canary Lane\nOxenmere\nLE15 9ZZ",
    )
    other = start("Somebody Else", by=person(), postal_address="71 Hollow Canary Lane, LE15 9ZZ")

    assert "place" in kinds(other, one)
