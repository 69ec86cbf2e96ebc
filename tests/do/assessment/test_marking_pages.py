"""The marker's pages: what is shown and to whom, what is kept, what is never shown (A05, A06)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.assessment.models import Mark, MarkSheet
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare, give
from tests.do.assessment.sheets_handed_in import TYPED, at, hand_in, round_at

pytestmark = pytest.mark.django_db

# What waits


def test_a_marker_finds_what_waits_with_its_dates(marking: Call, bel: Client) -> None:
    page = bel.get("/my/marking").content.decode()

    assert "Safer evenings" in page
    assert "0 of 4 submitted" in page
    assert "A decision is expected on 18 December 2026." in page


def test_somebody_with_nothing_to_mark_is_told_so(
    person: Callable[..., Person], client_as: Callable[[Person], Client]
) -> None:
    page = client_as(person(role="external-expert")).get("/my/marking")

    assert "No bid waits for your marks" in page.content.decode()


@pytest.mark.parametrize("role", ["provider", "partner", "auditor", ()], ids=str)
def test_whoever_marks_no_bids_is_refused(
    marking: Call,
    bids: list[Bid],
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
    role: str,
) -> None:
    client = client_as(person(role=role))

    for address in ("/my/marking", round_at(marking), at(bids[0]), at(bids[0], "files/1")):
        assert client.get(address).status_code == 403


def test_a_stranger_signs_in_first(marking: Call, bids: list[Bid]) -> None:
    assert Client().get(at(bids[0])).headers["Location"].startswith("/sign-in")


# Declaring first


def test_before_declaring_a_marker_sees_no_bid_and_is_told_what_to_do(
    marking: Call,
    bids: list[Bid],
    markers: list[Person],
    officer: Person,
    client_as: Callable[[Person], Client],
) -> None:
    give(bids[0], markers[2], by=officer)
    cy = client_as(markers[2])

    page = cy.get(round_at(marking)).content.decode()
    assert f"/my/interests/{marking.opportunity.reference}" in page
    assert bids[0].reference not in page
    assert bids[0].title not in page
    assert cy.get(at(bids[0])).status_code == 404
    assert cy.post(at(bids[0]), TYPED).status_code == 404


def test_before_marking_begins_nothing_is_open(marking: Call, bids: list[Bid], bel: Client) -> None:
    Call.objects.update(stage="opened")

    assert "Marking has not begun yet" in bel.get(round_at(marking)).content.decode()
    assert bel.get(at(bids[0])).status_code == 404


def test_somebody_who_was_given_nothing_finds_no_round(
    marking: Call, markers: list[Person], client_as: Callable[[Person], Client]
) -> None:
    assert client_as(markers[2]).get(round_at(marking)).status_code == 404


# Marking


def test_a_bid_stands_beside_its_criteria_with_what_earns_each_score(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    page = bel.get(at(bids[0])).content.decode()

    assert "will walk with people home" in page
    assert "Strong evidence" in page
    assert "What we look for in delivery" in page
    assert "Read the whole bid first." in page
    assert 'href="#answer-plan"' in page
    assert "CANARY-HEARD-OF-US" not in page  # hidden from markers


def test_saving_keeps_what_was_typed_and_says_that_nothing_is_handed_in(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    sent = {"version": "0", "reason_need": "Half a thought", "do": "save"}
    page = bel.post(at(bids[0]), sent, follow=True).content.decode()

    assert "Nothing is handed in yet" in page
    assert "Half a thought" in page
    assert MarkSheet.objects.get().state == "draft"


def test_submitting_saves_first_and_says_everything_that_lacks(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    typed = TYPED | {"score_delivery": "", "reason_value": " ", "do": "submit"}
    answer = bel.post(at(bids[0]), typed)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Choose a score for “Delivery”" in page
    assert "Give your reason for “Value for money”" in page
    assert Mark.objects.get(criterion__key="need").reason == "Clear"  # saved all the same
    # And sent again from this page it is no stale save.
    done = bel.post(at(bids[0]), TYPED | {"version": "1", "do": "submit"})
    assert done.status_code == 302
    assert MarkSheet.objects.get().state == "submitted"


def test_after_submitting_nothing_is_left_to_change(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    bel.post(at(bids[0]), TYPED | {"do": "submit"})

    page = bel.get(at(bids[0])).content.decode()
    assert "You gave" in page
    assert "<textarea" not in page
    again = bel.post(at(bids[0]), TYPED | {"version": "2", "score_need": "0", "do": "submit"})
    assert again.status_code == 302
    assert Mark.objects.get(criterion__key="need").score == 3


def test_two_windows_lose_nothing_and_both_texts_are_shown(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    bel.post(at(bids[0]), TYPED | {"reason_need": "First window"})
    answer = bel.post(at(bids[0]), TYPED | {"reason_need": "Second window"})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "What the other window saved" in page
    assert "3: First window" in page
    assert "Second window" in page
    assert Mark.objects.get(criterion__key="need").reason == "First window"
    assert 'name="version" id="id_version" value="1"' in page


def test_a_score_nobody_offered_is_refused_in_our_words(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    answer = bel.post(at(bids[0]), TYPED | {"score_need": "11"})

    assert answer.status_code == 422
    assert "Choose a score of the list for “Need”" in answer.content.decode()
    assert "Thin" in answer.content.decode()


def test_a_field_that_the_form_does_not_have_changes_nothing(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    forged = {"state": "submitted", "submitted": "2026-01-01", "marker": "1", "sheet": "1"}
    bel.post(at(bids[0]), TYPED | forged | {"do": "save"})

    sheet = MarkSheet.objects.get()
    assert (sheet.state, sheet.submitted, sheet.version) == ("draft", None, 1)


# Autosave


def test_autosave_answers_in_a_line_with_the_version(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    sent = TYPED | {"autosave": "yes", "key": "w-1"}
    first = bel.post(at(bids[0]), sent).json()
    again = bel.post(at(bids[0]), sent).json()

    assert first["version"] == again["version"] == 1
    assert first["words"].startswith("Saved at ")


def test_what_a_page_saved_by_itself_is_no_other_window_when_its_button_is_pressed(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    bel.post(at(bids[0]), TYPED | {"autosave": "yes", "key": "w-1", "writer": "w"})
    pressed = TYPED | {"writer": "w", "do": "submit", "reason_need": "Said a moment later"}
    answer = bel.post(at(bids[0]), pressed)

    assert answer.status_code == 302
    assert Mark.objects.get(criterion__key="need").reason == "Said a moment later"


def test_a_page_that_names_another_page_as_its_own_overtakes_nothing(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    bel.post(at(bids[0]), TYPED | {"autosave": "yes", "key": "w-1", "writer": "w"})
    bel.post(at(bids[0]), TYPED | {"version": "1", "do": "save", "reason_need": "By hand"})

    assert bel.post(at(bids[0]), TYPED | {"writer": "w"}).status_code == 409
    assert Mark.objects.get(criterion__key="need").reason == "By hand"


def test_autosave_of_an_old_window_leads_to_a_page_with_both_texts(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    bel.post(at(bids[0]), TYPED)
    answer = bel.post(
        at(bids[0]), TYPED | {"reason_need": "Old window", "autosave": "yes", "key": "w-2"}
    )

    assert answer.status_code == 409
    page = bel.get(answer.json()["href"]).content.decode()
    assert "3: Old window" in page
    assert "Clear" in page


def test_another_s_kept_text_is_not_shown(
    marking: Call, bids: list[Bid], ada: Client, bel: Client
) -> None:
    bel.post(at(bids[0]), TYPED)
    sent = TYPED | {"reason_need": "CANARY-OLD", "autosave": "yes", "key": "w-2"}
    href = bel.post(at(bids[0]), sent).json()["href"]

    assert "CANARY-OLD" not in ada.get(href).content.decode()


def test_autosave_says_what_was_not_saved(marking: Call, bids: list[Bid], bel: Client) -> None:
    sent = TYPED | {"autosave": "yes", "key": "w-1", "reason_need": "x" * 5_001}
    answer = bel.post(at(bids[0]), sent)

    assert answer.status_code == 422
    assert "Not saved: Your reason must be 5,000 characters or fewer" in answer.json()["words"]


# Budgets


def test_one_bid_with_answers_and_marks_takes_no_more_queries_with_more_markers(
    marking: Call,
    bids: list[Bid],
    markers: list[Person],
    officer: Person,
    ada: Client,
    counted: Any,
) -> None:
    hand_in(markers[0], bids[0])
    hand_in(markers[1], bids[0])
    ada.get(at(bids[0]))
    with counted() as one:
        ada.get(at(bids[0]))
    give(bids[0], markers[2], by=officer)
    declare(markers[2], marking)
    hand_in(markers[2], bids[0])
    with counted() as two:
        ada.get(at(bids[0]))

    assert len(one) == len(two) <= 15


def test_a_round_takes_as_many_queries_for_many_bids_as_for_few(
    marking: Call,
    bids: list[Bid],
    make_bids: Callable[..., list[Bid]],
    markers: list[Person],
    officer: Person,
    ada: Client,
    counted: Any,
) -> None:
    hand_in(markers[0], bids[0])
    ada.get(round_at(marking))
    with counted() as few:
        ada.get(round_at(marking))
    made = make_bids(20)
    declare(markers[0], marking)
    for bid in made:
        give(bid, markers[0], by=officer)
        hand_in(markers[0], bid)
    with counted() as many:
        page = ada.get(round_at(marking)).content.decode()

    assert "21 of 24 submitted" in page
    assert len(few) == len(many) <= 15
