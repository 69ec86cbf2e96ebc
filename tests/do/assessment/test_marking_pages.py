"""The marker's pages: what is shown and to whom, what is kept, what is never shown (A05, A06)."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.assessment import actions, rules
from precept.do.assessment.models import Mark, MarkSheet
from precept.do.bids.models import Bid, Conflict, Submission
from precept.do.opportunities.models import Call
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.storing import put
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.assessment.conftest import declare, give

pytestmark = pytest.mark.django_db

WHOLE = {key: rules.Given(2, f"CANARY-REASON-{key}") for key in ("need", "delivery", "value")}
TYPED = {
    "version": "0",
    "score_need": "3",
    "reason_need": "Clear",
    "score_delivery": "2",
    "reason_delivery": "Thin",
    "score_value": "4",
    "reason_value": "Cheap",
    "overall": "",
}


def hand_in(marker: Person, bid: Bid) -> MarkSheet:
    saved = actions.save_marks(by=marker, bid=bid, given=WHOLE, overall="CANARY-WHOLE", read=0)
    return actions.submit_sheet(by=marker, bid=bid, version=saved.version)


def at(bid: Bid, *more: str) -> str:
    return "/".join(["/my/marking", bid.opportunity.reference, bid.reference, *more])


def round_at(call: Call) -> str:
    return f"/my/marking/{call.opportunity.reference}"


@pytest.fixture
def ada(markers: list[Person], client_as: Callable[[Person], Client]) -> Client:
    """The browser of the first marker."""
    return client_as(markers[0])


@pytest.fixture
def bel(markers: list[Person], client_as: Callable[[Person], Client]) -> Client:
    """The browser of the second marker, from outside the office."""
    return client_as(markers[1])


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
    assert first["words"].startswith("Saved ")


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


# A05: nobody's marks before one's own


def _pages(call: Call, bids: list[Bid]) -> list[str]:
    return ["/my/marking", round_at(call), *(at(bid) for bid in bids)]


@pytest.mark.parametrize(
    "query",
    ["", "?kept=1", "?marker=1&sheet=1&state=submitted", "?words=CANARY&sort=score&all=yes"],
    ids=["plain", "kept", "other objects", "filters"],
)
def test_a_peer_s_marks_and_name_stand_on_no_page_before_one_s_own_are_in(
    marking: Call, bids: list[Bid], markers: list[Person], ada: Client, query: str
) -> None:
    hand_in(markers[1], bids[0])

    for address in _pages(marking, bids):
        page = ada.get(address + query).content.decode()
        assert "CANARY-REASON" not in page
        assert "CANARY-WHOLE" not in page
        assert markers[1].name not in page
        assert markers[1].reference not in page


def test_afterwards_the_others_marks_are_shown_without_their_names(
    marking: Call, bids: list[Bid], markers: list[Person], ada: Client
) -> None:
    hand_in(markers[1], bids[0])
    hand_in(markers[1], bids[1])
    ada.post(at(bids[0]), TYPED | {"do": "submit"})

    page = ada.get(at(bids[0])).content.decode()
    assert "CANARY-REASON-need" in page
    assert "Marker 2" in page
    assert markers[1].name not in page
    assert "CANARY-REASON" not in ada.get(at(bids[1])).content.decode()


def test_whoever_is_first_is_told_how_many_are_out(
    marking: Call, bids: list[Bid], ada: Client
) -> None:
    ada.post(at(bids[0]), TYPED | {"do": "submit"})

    assert "1 other marker has not submitted theirs yet" in ada.get(at(bids[0])).content.decode()


# A06: a conflict shuts every door in the next request


def test_a_conflict_declared_after_viewing_shuts_the_bid_at_once(
    marking: Call, bids: list[Bid], markers: list[Person], bel: Client
) -> None:
    assert bel.get(at(bids[0])).status_code == 200
    Conflict.objects.create(bid=bids[0], person=markers[1], kind="money")

    assert bel.get(at(bids[0])).status_code == 404
    assert bel.get(at(bids[0], "files/1")).status_code == 404
    assert bel.post(at(bids[0]), TYPED | {"do": "submit"}).status_code == 404
    assert bel.post(at(bids[0]), TYPED | {"autosave": "yes"}).status_code == 404
    page = bel.get(round_at(marking)).content.decode()
    assert bids[0].reference not in page
    assert bids[0].title not in page
    assert "0 of 3 submitted" in page
    assert "0 of 3 submitted" in bel.get("/my/marking").content.decode()


# Where the round hides applicants


@pytest.fixture
def hidden(marking: Call) -> Call:
    """The round, marked without the applicants' names."""
    Call.objects.update(hides_applicant=True)
    return marking


def test_a_hidden_applicant_stands_nowhere_in_the_bid(
    hidden: Call, bids: list[Bid], bel: Client
) -> None:
    for address in _pages(hidden, bids):
        page = bel.get(address).content.decode()
        for bid in bids:
            assert bid.organisation is not None
            assert bid.organisation.name.lower() not in page.lower()
            assert f"Lead of {bid.reference}" not in page  # a personal answer

    page = bel.get(at(bids[0])).content.decode()
    assert "[the applicant] will walk with people home" in page
    assert "Not shown in this round" in page


def test_an_applicant_who_is_not_hidden_is_named(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    assert bids[0].organisation is not None
    page = bel.get(at(bids[0])).content.decode()

    assert bids[0].organisation.name in page
    assert f"Lead of {bids[0].reference}" in page


def test_a_protected_organisation_appears_by_its_area_alone(
    marking: Call, bids: list[Bid], bel: Client
) -> None:
    assert bids[0].organisation is not None
    Organisation.objects.filter(pk=bids[0].organisation.pk).update(
        is_protected=True, area="North Larkshire"
    )

    page = bel.get(at(bids[0])).content.decode() + bel.get(round_at(marking)).content.decode()
    assert bids[0].organisation.name not in page
    assert "An organisation in North Larkshire" in page


def _with_file(bid: Bid, by: Person, **says: Any) -> StoredFile:
    """Give a bid a file, as its submission names it."""
    content = b"%PDF-1.7 wren"
    file = StoredFile.objects.create(
        about=bid.subject,
        name_given="Wrenfield accounts.pdf",
        name="Wrenfield accounts.pdf",
        kind="pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        kept=put(content),
        state="clean",
        settled=bid.opened,
        added_by=by,
    )
    listed = {
        "reference": file.reference,
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
    }
    assert bid.in_force is not None
    said = bid.in_force.said
    said["answers"]["papers"] = [listed]
    said["files"] = [{**listed, "question": "papers", "hidden_from": [], **says}]
    Submission.objects.filter(pk=bid.in_force.pk).update(content=canonical(said))
    return file


def test_a_marker_opens_a_file_of_their_bid_and_of_no_other(
    marking: Call,
    bids: list[Bid],
    officer: Person,
    markers: list[Person],
    bel: Client,
    client_as: Callable[[Person], Client],
) -> None:
    file = _with_file(bids[0], officer)

    assert "Wrenfield accounts.pdf" in bel.get(at(bids[0])).content.decode()
    opened = bel.get(at(bids[0], "files/1"))
    assert opened.content == b"%PDF-1.7 wren"
    assert "Wrenfield accounts.pdf" in opened.headers["Content-Disposition"]
    assert bel.get(f"/files/{file.reference}").status_code == 200
    assert bel.get(at(bids[0], "files/2")).status_code == 404
    cy = client_as(markers[2])
    assert cy.get(at(bids[0], "files/1")).status_code == 404
    assert cy.get(f"/files/{file.reference}").status_code == 404


def test_where_applicants_are_hidden_a_file_goes_out_without_its_name(
    hidden: Call, bids: list[Bid], officer: Person, bel: Client
) -> None:
    file = _with_file(bids[0], officer)

    page = bel.get(at(bids[0])).content.decode()
    assert "Wrenfield accounts" not in page
    assert "File 1" in page
    opened = bel.get(at(bids[0], "files/1"))
    assert opened.content == b"%PDF-1.7 wren"
    assert "Wrenfield" not in opened.headers["Content-Disposition"]
    assert f"{bids[0].reference}-1.pdf" in opened.headers["Content-Disposition"]
    # Its own address would say the name.
    assert bel.get(f"/files/{file.reference}").status_code == 404


def test_a_file_hidden_from_markers_is_not_opened(
    marking: Call, bids: list[Bid], officer: Person, bel: Client
) -> None:
    file = _with_file(bids[0], officer, hidden_from=["markers"])

    assert bel.get(f"/files/{file.reference}").status_code == 404
    assert bel.get(at(bids[0], "files/1")).status_code == 404


def test_a_conflict_shuts_the_file_too(
    marking: Call, bids: list[Bid], officer: Person, markers: list[Person], bel: Client
) -> None:
    file = _with_file(bids[0], officer)
    Conflict.objects.create(bid=bids[0], person=markers[1], kind="money")

    assert bel.get(f"/files/{file.reference}").status_code == 404
    assert bel.get(at(bids[0], "files/1")).status_code == 404


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
