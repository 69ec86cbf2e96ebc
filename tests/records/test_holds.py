"""Holds: on a thing and everything under it, looked at again, released by another hand."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event, Part
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.records import actions, queries, rules
from precept.records.models import Hold


def later(days: int = 90) -> Any:
    """A day to come."""
    return clock.today() + timedelta(days=days)


@pytest.fixture
def body(db: None) -> Organisation:
    """An organisation."""
    return Organisation.objects.create(reference="dusk-boxing", name="Dusk Boxing Club")


def place(by: Person, **said: Any) -> Hold:
    """A hold on the organisation."""
    given = {
        "what": "organisation",
        "which": "dusk-boxing",
        "kind": "foi",
        "case": "FOI 12",
        "why": "Somebody asked for it",
        "review_on": later(),
    }
    return actions.place_hold(by=by, **(given | said))


def test_a_hold_holds_at_once(body: Organisation, officer: Person) -> None:
    made = place(officer, which=" dusk-boxing ")

    assert made.thing == "organisation:dusk-boxing"
    assert queries.thing_named(officer, made.thing) == "Dusk Boxing Club (dusk-boxing)"
    assert queries.held_among([rules.Record("contact:A", later(), (made.thing,))]) == {made.thing}


def test_what_a_hold_is_for_can_be_erased_from_its_history(
    body: Organisation, officer: Person
) -> None:
    made = place(officer)
    event = Event.objects.get(subject=made.subject)
    texts = dict(Part.objects.filter(event=event).values_list("name", "text"))

    assert "FOI 12" not in texts["facts"]
    assert "FOI 12" in texts["personal"]


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"what": "no such"}, "what", "Choose what is held"),
        ({"which": "nobody"}, "which", "There is nothing of this kind with the reference “nobody”"),
        ({"which": " "}, "which", "Enter its reference"),
        ({"kind": "whim"}, "kind", "Choose what it is held for"),
        ({"case": " "}, "case", "Enter the reference"),
        ({"why": ""}, "why", "Say why it is held"),
        ({"review_on": clock.today()}, "review_on", "must be in the future"),
    ],
)
def test_a_hold_says_what_why_and_until_when(
    body: Organisation, officer: Person, said: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        place(officer, **said)

    assert refused.value.field == field
    assert not Hold.objects.exists()


def test_the_same_is_not_held_twice_for_one_case(body: Organisation, officer: Person) -> None:
    place(officer)
    with pytest.raises(Refused, match="already"):
        place(officer)

    assert place(officer, case="FOI 13").case == "FOI 13"


def test_everything_can_be_held_with_one_act(officer: Person) -> None:
    made = place(officer, what="office", which="")

    assert made.thing == rules.EVERYTHING
    assert queries.held_among([]) == {rules.EVERYTHING}
    assert queries.thing_named(officer, made.thing) == "Every record of the office"


def test_a_person_can_be_held(officer: Person, manager: Person) -> None:
    made = place(officer, what="person", which=manager.reference)

    assert made.thing == manager.ledger_name


def test_another_hand_releases_it(
    body: Organisation, manager: Person, chief: Person, officer: Person
) -> None:
    made = place(manager)
    with pytest.raises(Refused, match="somebody else releases"):
        actions.release_hold(by=manager, hold=made, version=1, why="Over")
    with pytest.raises(NotAllowed):
        actions.release_hold(by=officer, hold=made, version=1, why="Over")
    with pytest.raises(Refused, match="Say why"):
        actions.release_hold(by=chief, hold=made, version=1, why=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=made.pk).update(released=clock.now(), released_by=manager)
    freed = actions.release_hold(by=chief, hold=made, version=1, why="The claim was settled")

    assert freed.released is not None
    assert queries.held_among([rules.Record("contact:A", later(), (made.thing,))]) == set()
    with pytest.raises(Changed, match="released already"):
        actions.release_hold(by=chief, hold=made, version=2, why="Again")


def test_nobody_else_holds(body: Organisation, marker: Person) -> None:
    with pytest.raises(NotAllowed):
        place(marker)


def test_a_review_is_put_off_with_a_reason(body: Organisation, officer: Person) -> None:
    made = place(officer)
    with pytest.raises(Changed):
        actions.put_review_off(by=officer, hold=made, version=9, review_on=later(9), why="Still")
    put_off = actions.put_review_off(
        by=officer, hold=made, version=1, review_on=later(180), why="The case goes on"
    )

    assert (put_off.review_on, put_off.version) == (later(180), 2)


def test_who_placed_it_is_reminded_once_for_each_review(
    body: Organisation, officer: Person, chief: Person
) -> None:
    made = place(officer)
    assert actions.remind_of_holds() == 0
    Hold.objects.filter(pk=made.pk).update(review_on=clock.today())

    assert [actions.remind_of_holds(), actions.remind_of_holds()] == [1, 0]
    mail = Mail.objects.get()
    assert mail.to == officer.email
    assert "FOI" not in mail.subject
    made.refresh_from_db()
    actions.put_review_off(by=officer, hold=made, version=1, review_on=later(), why="Still")
    Hold.objects.filter(pk=made.pk).update(review_on=clock.today() - timedelta(days=1))
    assert actions.remind_of_holds() == 1


def test_a_released_hold_reminds_nobody(body: Organisation, officer: Person, chief: Person) -> None:
    made = place(officer)
    actions.release_hold(by=chief, hold=made, version=1, why="Over")
    Hold.objects.filter(pk=made.pk).update(review_on=clock.today())

    assert actions.remind_of_holds() == 0


def test_the_desk_says_what_waits(
    body: Organisation, officer: Person, manager: Person, chief: Person, marker: Person
) -> None:
    assert queries.waits_for(marker) == []
    assert [one.tone for one in queries.waits_for(officer)] == ["grey"]
    made = place(officer)
    Hold.objects.filter(pk=made.pk).update(review_on=clock.today())

    assert [one.tone for one in queries.waits_for(chief)] == ["red", "grey"]


CLAIM: dict[str, Any] = {
    "kind": "litigation",
    "letter_on": date(2020, 11, 2),
    "claimant": "Somebody who bid",
    "concerns": "procurement",
}


def test_a_claim_says_since_when_by_whom_and_about_what(
    body: Organisation, officer: Person
) -> None:
    made = place(officer, **CLAIM | {"claimant": " dusk-boxing "})

    assert queries.claim_lines(officer, made) == [
        ("Day of the letter", "2 November 2020"),
        ("Challenge made by", "Dusk Boxing Club (dusk-boxing)"),
        ("What it concerns", "A challenge of a procurement"),
    ]
    in_words = place(officer, **CLAIM | {"case": "B"})
    assert ("Challenge made by", "Somebody who bid") in queries.claim_lines(officer, in_words)
    texts = dict(Part.objects.filter(event__subject=in_words.subject).values_list("name", "text"))
    assert "Somebody who bid" not in texts["facts"]
    assert "Somebody who bid" in texts["personal"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"letter_on": None}, "letter_on"),
        ({"letter_on": date(2999, 1, 1)}, "letter_on"),
        ({"claimant": " "}, "claimant"),
        ({"concerns": ""}, "concerns"),
        ({"concerns": "weather"}, "concerns"),
        ({"kind": "foi"}, "kind"),
    ],
)
def test_a_claim_is_told_whole_and_of_nothing_else(
    said: dict[str, Any], field: str, body: Organisation, officer: Person
) -> None:
    with pytest.raises(Refused) as refused:
        place(officer, **CLAIM | said)

    assert refused.value.field == field
    assert not Hold.objects.exists()


def test_the_hold_of_a_claim_is_released_with_its_end(
    body: Organisation, officer: Person, chief: Person
) -> None:
    made = place(officer, **CLAIM)
    free = partial(actions.release_hold, by=chief, hold=made, version=1, why="Over")
    for said, field in (
        ({}, "ended_on"),
        ({"ended_on": date(2020, 11, 1), "outcome": "won"}, "ended_on"),
        ({"ended_on": date(2999, 1, 1), "outcome": "won"}, "ended_on"),
        ({"ended_on": date(2020, 12, 1)}, "outcome"),
    ):
        with pytest.raises(Refused) as refused:
            free(**said)
        assert refused.value.field == field

    done = free(ended_on=date(2020, 12, 1), outcome="part")

    assert queries.claim_lines(officer, done)[3:] == [
        ("Ended", "1 December 2020"),
        ("Outcome", "Each won in part"),
    ]
    other = place(officer)
    assert queries.claim_lines(officer, other) == []
    with pytest.raises(Refused, match="Only a claim ends with an outcome"):
        actions.release_hold(
            by=chief, hold=other, version=1, why="Over", ended_on=date(2020, 12, 1), outcome="won"
        )


def test_the_database_itself_keeps_claims_apart(body: Organisation, officer: Person) -> None:
    made = place(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=made.pk).update(concerns="procurement")
