"""The office's pages of records: what is shown, to whom, and that nothing typed is lost."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.records import actions, rules
from precept.records.models import DisposalRun, Hold, ScheduleRow
from tests.records.keeping_records import Shelf

OLD = date(2020, 1, 1)
As = Callable[[Person], Client]


def place(by: Person, **said: object) -> Hold:
    """A hold on every record."""
    given = {
        "what": "office",
        "which": "",
        "kind": "audit",
        "case": "AUD-7",
        "why": "The auditors asked",
        "review_on": clock.today() + timedelta(days=30),
    }
    return actions.place_hold(by=by, **(given | said))  # type: ignore[arg-type]


def test_what_is_due_is_shown_with_what_stands_against_it(
    shelf: Shelf, officer: Person, client_as: As
) -> None:
    shelf.put("FREE", OLD)
    shelf.put("HELD", OLD, "person:X")
    Hold.objects.create(
        thing="person:X",
        kind="foi",
        case="F",
        why="W",
        review_on=clock.today(),
        placed_by=officer,
    )
    page = client_as(officer).get("/office/records").text

    assert "Shown FREE" in page
    assert page.count("May go") == 1
    assert "person:X" in page
    assert "/office/records/runs/new" in page


def test_an_empty_list_says_what_to_do(shelf: Shelf, officer: Person, client_as: As) -> None:
    browser = client_as(officer)

    assert "Look again each quarter" in browser.get("/office/records").text
    assert "Place a hold as soon as" in browser.get("/office/records/holds").text
    assert "propose a run from there" in browser.get("/office/records/runs").text
    assert "Nothing was disposed of yet" in browser.get("/office/records/register").text


def test_the_list_of_holds_says_in_words_what_is_held(
    shelf: Shelf, officer: Person, client_as: As
) -> None:
    Hold.objects.create(
        thing="organisation:one",
        kind="foi",
        case="F",
        why="W",
        review_on=clock.today(),
        placed_by=officer,
    )
    page = client_as(officer).get("/office/records/holds").text

    assert "organisation:one" not in page
    assert "rganisation one" in page


def test_who_has_nothing_to_do_with_it_is_refused(
    shelf: Shelf, marker: Person, client_as: As
) -> None:
    browser = client_as(marker)
    for place_ in (
        "",
        "/schedule",
        "/holds",
        "/holds/new",
        "/runs",
        "/register",
        "/register.csv",
        "/register.jsonl",
    ):
        answer = browser.get(f"/office/records{place_}")
        assert answer.status_code == 403, place_
        assert "Only people who" in answer.text


def test_an_auditor_reads_and_changes_nothing(
    shelf: Shelf, person: Callable[..., Person], officer: Person, client_as: As
) -> None:
    shelf.put("ONE", OLD)
    run = actions.propose_run(by=officer)
    browser = client_as(person(role="auditor"))
    page = browser.get(f"/office/records/runs/{run.reference}").text

    assert "contact:ONE" in page
    assert "/approve" not in page
    assert "/withdraw" not in page
    assert browser.get(f"/office/records/runs/{run.reference}/approve").status_code == 403


def test_the_schedule_shows_every_kind_and_is_changed_with_a_reason(
    chief: Person, officer: Person, client_as: As
) -> None:
    page = client_as(chief).get("/office/records/schedule").text
    for one in rules.first_schedule():
        assert one.title in page
    assert "To be confirmed" in page
    assert "/schedule/contact" not in client_as(officer).get("/office/records/schedule").text

    browser = client_as(chief)
    typed = {"years": "2", "source": "Our policy", "is_confirmed": "on", "why": "", "version": "0"}
    wrong = browser.post("/office/records/schedule/contact", typed)
    assert wrong.status_code == 422
    assert "Say why it is changed" in wrong.text
    assert "Our policy" in wrong.text
    assert not ScheduleRow.objects.exists()
    right = browser.post("/office/records/schedule/contact", typed | {"why": "As agreed"})
    assert right.status_code == 302
    assert ScheduleRow.objects.get().years == 2
    stale = browser.post("/office/records/schedule/contact", typed | {"why": "Late", "years": "9"})
    assert stale.status_code == 409
    assert "Somebody changed this since you read it" in stale.text
    assert 'value="9"' in stale.text


def test_years_that_are_no_number_are_refused_in_plain_words(chief: Person, client_as: As) -> None:
    typed = {"years": "soon", "source": "Our policy", "why": "So", "version": "0"}
    page = client_as(chief).post("/office/records/schedule/contact", typed)

    assert page.status_code == 422
    assert "Enter a whole number from 1 to 100" in page.text


def test_a_hold_is_placed_read_put_off_and_released(
    officer: Person, chief: Person, client_as: As
) -> None:
    day = clock.today() + timedelta(days=40)
    typed = {
        "what": "person",
        "which": "nobody",
        "kind": "litigation",
        "letter_on-day": "2",
        "letter_on-month": "11",
        "letter_on-year": "2020",
        "claimant": "Somebody who bid",
        "concerns": "procurement",
        "case": "KB-1",
        "why": "A letter before claim",
        "review_on-day": str(day.day),
        "review_on-month": str(day.month),
        "review_on-year": str(day.year),
    }
    browser = client_as(officer)
    wrong = browser.post("/office/records/holds/new", typed)
    assert wrong.status_code == 422
    assert "There is nothing of this kind with the reference" in wrong.text
    assert "A letter before claim" in wrong.text
    right = browser.post("/office/records/holds/new", typed | {"which": chief.reference})
    made = Hold.objects.get()
    assert right.headers["Location"] == f"/office/records/holds/{made.reference}"

    page = browser.get(right.headers["Location"]).text
    assert "Chi Chief" in page
    assert "A letter before claim" in page
    assert "/release" not in page
    assert "You placed it" in page
    assert "KB-1" in browser.get("/office/records/holds?state=force").text
    assert "KB-1" not in browser.get("/office/records/holds?state=released").text
    other = client_as(chief)
    assert "/release" in other.get(right.headers["Location"]).text
    for said in (
        "Day of the letter",
        "2 November 2020",
        "Somebody who bid",
        "A challenge of a pro",
    ):
        assert said in page
    silent = other.post(f"{right.headers['Location']}/release", {"version": "1", "why": "Settled"})
    assert silent.status_code == 422
    assert "Choose how the claim ended" in silent.text
    end = {"version": "1", "why": "Settled", "outcome": "settled"}
    end |= {"ended_on-day": "1", "ended_on-month": "12", "ended_on-year": "2020"}
    freed = other.post(f"{right.headers['Location']}/release", end)
    assert freed.status_code == 302
    assert "Released by Chi Chief" in browser.get(right.headers["Location"]).text
    assert "It was settled" in browser.get(right.headers["Location"]).text
    again = other.post(f"{right.headers['Location']}/release", end | {"version": "2"})
    assert again.status_code == 409


def test_a_run_goes_from_page_to_page(
    shelf: Shelf, officer: Person, chief: Person, client_as: As
) -> None:
    shelf.put("ONE", OLD)
    browser, other = client_as(officer), client_as(chief)
    made = browser.post("/office/records/runs/new", {"words": "Yearly"}).headers["Location"]
    assert "somebody else who approves" in browser.get(made).text
    page = other.get(made).text
    assert "Shown ONE" in page
    assert "Waits for a second person" in page
    assert "It cannot be undone" in other.get(f"{made}/approve").text
    stale = other.post(f"{made}/approve", {"version": "7", "why": "Fine"})
    assert stale.status_code == 409
    assert "Fine" in stale.text
    assert other.post(f"{made}/approve", {"version": "1", "why": "Fine"}).status_code == 302
    assert "0 of 1 done" in other.get(made).text
    run = DisposalRun.objects.get()
    actions.dispose_some(reference=run.reference)

    assert "Disposed of: 1" in other.get(made).text
    register = other.get("/office/records/register").text
    assert "contact:ONE" in register
    assert "Chi Chief" in register
    found = other.get("/office/records/register.csv")
    assert found.headers["Content-Type"].startswith("text/csv")
    rows = found.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "Olu Officer" in rows[1]
    assert "Shown ONE" not in register
    signed = other.get("/office/records/register.jsonl").content.decode().splitlines()
    assert [json.loads(json.loads(one)["statement"])["thing"] for one in signed] == ["contact:ONE"]


def test_nothing_due_is_said_above_the_form(shelf: Shelf, officer: Person, client_as: As) -> None:
    page = client_as(officer).post("/office/records/runs/new", {"words": "Yearly look"})

    assert page.status_code == 422
    assert "Nothing is due today" in page.text
    assert "Yearly look" in page.text


@pytest.mark.parametrize("place_", ["", "/runs/{run}", "/holds", "/register"])
def test_the_number_of_queries_does_not_grow(
    shelf: Shelf, officer: Person, chief: Person, client_as: As, place_: str
) -> None:
    browser = client_as(officer)
    counts = []
    for times in (1, 30):
        for number in range(times):
            shelf.put(f"N{times}-{number}", OLD)
            place(officer, case=f"C{times}-{number}")
        Hold.objects.update(thing="office:nothing")
        run = actions.propose_run(by=officer)
        if place_ == "/register":
            actions.approve_run(by=chief, run=run, version=1)
            actions.dispose_some(reference=run.reference)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = browser.get(f"/office/records{place_.format(run=run.reference)}")
        assert page.status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 12


def test_the_menu_leads_there(officer: Person, marker: Person, client_as: As) -> None:
    assert 'href="/office/records"' in client_as(officer).get("/office/").text
    assert 'href="/office/records"' not in client_as(marker).get("/office/").text


def test_a_claim_is_asked_about_only_where_the_hold_is_for_one(
    officer: Person, chief: Person, client_as: As
) -> None:
    browser = client_as(officer)
    form = browser.get("/office/records/holds/new").text
    inside = form.index('class="govuk-radios__conditional')
    assert inside < form.index('name="letter_on-day"') < form.index('value="foi"')
    day = clock.today() + timedelta(days=40)
    typed = {
        "what": "office",
        "which": "",
        "kind": "foi",
        "letter_on-day": "2",
        "letter_on-month": "11",
        "letter_on-year": "2020",
        "claimant": "Somebody who bid",
        "concerns": "procurement",
        "case": "FOI-1",
        "why": "Somebody asked",
        "review_on-day": str(day.day),
        "review_on-month": str(day.month),
        "review_on-year": str(day.year),
    }
    there = browser.post("/office/records/holds/new", typed).headers["Location"]

    made = Hold.objects.get()
    assert (made.letter_on, made.claimant_words, made.concerns) == (None, "", "")
    assert "Day of the letter" not in browser.get(there).text
    release = client_as(chief).get(f"{there}/release").text
    assert "How did it end?" not in release
