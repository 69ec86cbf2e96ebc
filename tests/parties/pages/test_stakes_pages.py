"""The pages of interests and gifts: one's own, the register, what the public reads."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.parties.actions import stakes as actions
from precept.parties.models import Stake
from tests.reading import words

pytestmark = pytest.mark.django_db
People = Callable[..., Person]
ClientAs = Callable[[Any], Client]
OWN = "/my/interests-and-gifts"


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def test_somebody_who_marks_from_outside_declares_changes_and_takes_out_their_own(
    person: People, client_as: ClientAs
) -> None:
    expert = client_as(person(role="external-expert"))
    assert "You declared none. If you have none, there is nothing to do." in words(expert.get(OWN))
    typed = {"kind": "office", "body": "Lampwick Trust", "words": "Trustee", "scheme": "GB-CHC"}
    wrong = expert.post(f"{OWN}/new/interest", {**typed, "number": "many"})
    assert wrong.status_code == 422
    assert "6 or 7 digits" in words(wrong)
    assert "Trustee" in wrong.content.decode()
    done = expert.post(f"{OWN}/new/interest", {**typed, "number": "1234567"})
    assert done.headers["Location"] == OWN
    assert "Lampwick Trust : trustee, director, governor or another office." in words(
        expert.get(OWN)
    )
    one = f"{OWN}/{Stake.objects.get().reference}"
    change = {**typed, "number": "1234567", "version": "1", **day("ends", date(2026, 5, 1))}
    assert expert.post(f"{one}/change", change).status_code == 302
    late = expert.post(f"{one}/change", {**change, "words": "Chair"})
    assert (late.status_code, "Chair" in late.content.decode()) == (409, True)
    assert "until 1 May 2026" in words(expert.get(OWN))
    other = client_as(person(role="marker"))
    assert other.get(f"{one}/change").status_code == 404
    assert client_as(person(role="provider")).get(OWN).status_code == 403
    assert expert.post(f"{one}/remove", {"version": "2", "why": "Not mine"}).status_code == 302
    assert expert.get(f"{one}/change").status_code == 404
    assert expert.get(f"{OWN}/new/nothing").status_code == 404


def test_the_monitoring_officer_enters_for_the_commissioner_and_publishes_without_a_name(
    person: People, client_as: ClientAs
) -> None:
    commissioner = person(role="commissioner", name="Di Commissioner")
    chief, officer = client_as(person(role="chief-executive")), client_as(person(role="marker"))
    empty = words(client_as(commissioner).get("/office/interests"))
    assert "Nothing is entered that you may read." in empty
    assert "Publish" not in empty
    new = "/office/interests/new/gift"
    assert officer.get(new).status_code == 403
    typed = {
        "person": commissioner.reference,
        "kind": "hospitality",
        "body": "Harrowmere Races",
        "words": "Two tickets",
        "value": "80",
        "answer": "declined",
    }
    wrong = chief.post(new, typed)
    assert wrong.status_code == 422
    assert "Two tickets" in wrong.content.decode()
    made = chief.post(new, {**typed, **day("starts", date(2026, 5, 1))})
    assert made.status_code == 302
    page = words(chief.get(made.headers["Location"]))
    assert "Two tickets" in page
    assert "£80" in page
    assert officer.get(made.headers["Location"]).status_code == 404
    register = words(chief.get("/office/interests"))
    assert "Harrowmere Races" in register
    assert "Commissioner, 1 entry Not published" in register
    assert Client().get("/interests/commissioner").status_code == 404
    assert "No register is published yet" in words(Client().get("/interests"))
    done = chief.post("/office/interests/publish/commissioner", {"why": ""})
    assert done.headers["Location"] == "/office/interests"
    public = words(Client().get("/interests/commissioner"))
    assert "Harrowmere Races" in public
    assert "Two tickets" in public
    assert "1 May 2026" in public
    assert "Di Commissioner" not in public
    assert "0 interests, 1 gift or hospitality" in words(Client().get("/interests"))
    assert officer.get("/office/interests/publish/commissioner").status_code == 403
    assert chief.get("/office/interests/publish/marker").status_code == 404
    assert Client().get("/interests/marker").status_code == 404


def test_the_register_costs_the_same_with_one_entry_and_with_many(
    person: People, client_as: ClientAs
) -> None:
    chief = person(role="chief-executive")
    browser = client_as(chief)

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get("/office/interests").status_code == 200
        return len(caught)

    def declare(number: int) -> None:
        actions.declare_stake(
            by=person(role="marker"),
            sort="interest",
            kind="member",
            body=f"Club {number}",
            words="Member",
        )

    declare(0)
    once = asked()
    for number in range(1, 9):
        declare(number)
    assert asked() == once
