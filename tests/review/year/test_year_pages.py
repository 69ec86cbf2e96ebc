"""The office's pages of the year: what is shown, to whom, and that nothing typed is lost."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.review.year import actions
from precept.review.year.models import Duty, Occurrence
from tests.reading import words
from tests.review.year.test_year_gathering import one_of_everything

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Any], Client]
UK17 = "/office/year/duties/payments-compliance"
SPRING = f"{UK17}/days/2026-04-29"


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def test_a_new_office_sees_what_every_office_must_do_and_begins_with_it(
    cast: SimpleNamespace, client_as: ClientAs
) -> None:
    manager = client_as(cast.manager)
    said = words(manager.get("/office/year"))
    assert "The year 2026–27" in said
    assert "The office has not begun its own calendar" in said
    assert "Publish the coming year's Commissioning Framework" in said
    assert "April 2026 0 0 0 0" in said
    assert "Begin the calendar" not in words(client_as(cast.auditor).get("/office/year"))
    wrong = manager.post("/office/year/begin", day("since", date(2030, 1, 1)))
    assert wrong.status_code == 422
    assert "It counts from today or from an earlier day." in words(wrong)
    assert "2030" in wrong.content.decode()
    done = manager.post("/office/year/begin", day("since", date(2026, 4, 1)))
    assert done.headers["Location"] == "/office/year"
    assert Duty.objects.exists()


def test_the_year_stands_month_by_month_with_counts_and_is_narrowed_by_its_address(
    begun: SimpleNamespace, client_as: ClientAs
) -> None:
    actions.finish_occurrence(
        by=begun.manager,
        key="payments-compliance",
        on=date(2026, 4, 29),
        version=0,
        outcome="Published",
    )
    browser = client_as(begun.finance)
    said = words(browser.get("/office/year"))
    # month, due, done, late, still to do
    assert "April 2026 5 1 4 0" in said
    assert "February 2027 4 0 0 4" in said
    mine = words(browser.get("/office/year?whose=me"))
    assert "April 2026 1 0 1 0" in mine
    assert "Review tendering documents" not in mine
    done = words(browser.get("/office/year?state=done"))
    assert "April 2026 1 1 0 0" in done
    nothing = words(browser.get("/office/year?kind=improvement"))
    assert "Nothing of this year is as you asked." in nothing
    # What is no choice of the list changes nothing.
    assert words(browser.get("/office/year?kind=nonsense&whose=them")) == said


def test_a_duty_shows_when_it_was_done_and_says_nothing_else_was(
    begun: SimpleNamespace, client_as: ClientAs
) -> None:
    actions.finish_occurrence(
        by=begun.manager,
        key="payments-compliance",
        on=date(2026, 4, 29),
        version=0,
        outcome="Published",
    )

    page = client_as(begun.finance).get(UK17)

    assert "29 April 2026" in words(page).partition("Done Due Whose State")[2]
    assert "Success" not in words(page)
    assert "Duty:" not in page.content.decode()


def test_a_full_month_shows_ten_things_and_all_where_it_is_asked_for_by_itself(
    begun: SimpleNamespace, client_as: ClientAs
) -> None:
    for number in range(30):
        Duty.objects.create(
            key=f"once-{number}",
            title=f"Once number {number}",
            often="once",
            once_on=date(2027, 2, 3),
            role="commissioning-manager",
            remind=7,
            since=date(2026, 4, 1),
        )
    browser = client_as(begun.manager)

    whole = browser.get("/office/year")
    alone = browser.get("/office/year?month=2027-02")

    assert "February 2027 34 0 0 34" in words(whole)
    assert "All 34 of February 2027" in words(whole)
    assert "?month=2027-02#month-2027-02" in whole.content.decode()
    assert words(whole).count("Once number") <= 10
    assert words(alone).count("Once number") == 30
    assert "All 34 of" not in words(alone)
    assert "April 2026 0 0 0 0" in words(alone)


def test_another_year_has_its_own_address_and_no_other_has(
    begun: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(begun.auditor)
    assert "The year 2027–28" in words(browser.get("/office/year/in/2027-28"))
    past = words(browser.get("/office/year/in/1999-00"))
    assert "Publish the Commissioning Framework 2000–01" in past
    assert "Publish the payments compliance notice" not in past
    for wrong in ("2027", "2027-29", "27-28", "none"):
        assert browser.get(f"/office/year/in/{wrong}").status_code == 404


def test_the_list_is_a_file_as_it_is_narrowed_and_ones_own_things_are_a_calendar(
    begun: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(begun.finance)
    sheet = browser.get("/office/year/in/2026-27.csv?whose=me")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Due,What,Kind,Whose,State,Note,Page"
    assert len(lines) == 13
    assert all("month's crime" in line for line in lines[1:])
    file = browser.get("/office/year/mine.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert file.content.count(b"BEGIN:VEVENT") > 12
    assert b"precept" not in file.content
    assert client_as(begun.provider).get("/office/year/mine.ics").status_code == 403


def test_a_time_is_done_given_moved_and_taken_up_on_its_pages(
    begun: SimpleNamespace, client_as: ClientAs
) -> None:
    manager, officer = client_as(begun.manager), client_as(begun.officer)
    page = words(manager.get(SPRING))
    assert "Late" in page
    assert "Procurement Act 2023, section 69" in page
    assert officer.get(f"{SPRING}/done").status_code == 403
    given = manager.post(f"{SPRING}/give", {"version": "0", "owner": begun.officer.reference})
    assert given.headers["Location"] == SPRING
    typed = {"version": "1", "outcome": "Published it", "kind": "decision", "typed": "EXE-NONE"}
    wrong = officer.post(f"{SPRING}/done", {**typed, **day("done_on", date(2026, 4, 28))})
    assert wrong.status_code == 422
    assert "There is no decision “EXE-NONE”" in words(wrong)
    assert "Published it" in wrong.content.decode()
    half = officer.post(
        f"{SPRING}/done", {**typed, "kind": "", **day("done_on", date(2026, 4, 28))}
    )
    assert "Choose what kind of record it is" in words(half)
    bare = {**typed, "kind": "", "typed": "", **day("done_on", date(2026, 4, 28))}
    stale = officer.post(f"{SPRING}/done", {**bare, "version": "0"})
    assert stale.status_code == 409
    assert "Published it" in stale.content.decode()
    assert officer.post(f"{SPRING}/done", bare).status_code == 302
    said = words(officer.get(SPRING))
    assert "Done 28 April 2026" in said
    assert "It is done" not in said
    assert (
        officer.post(f"{SPRING}/take-up", {"version": "2", "why": "Wrong half"}).status_code == 302
    )
    moved = {"version": "3", "why": "The books", **day("to", date(2026, 12, 14))}
    assert officer.post(f"{SPRING}/move", moved).status_code == 403
    assert manager.post(f"{SPRING}/move", moved).status_code == 302
    assert "14 December 2026, moved from 29 April 2026: The books" in words(manager.get(SPRING))
    assert Occurrence.objects.count() == 1
    for wrong_day in ("2026-04-30", "2026-13-01", "none", "2024-04-29"):
        assert manager.get(f"{UK17}/days/{wrong_day}").status_code == 404


def test_a_duty_is_added_changed_and_retired_on_its_pages(
    begun: SimpleNamespace, client_as: ClientAs
) -> None:
    manager = client_as(begun.manager)
    empty = manager.post("/office/year/duties/new", {})
    assert empty.status_code == 422
    for words_ in (
        "Enter what is to be done",
        "Choose how often",
        "Enter what asks for it",
        "Enter what shows that it was done",
        "Choose the role that owes it",
    ):
        assert words_ in words(empty)
    typed = {
        "title": "Feed the office cat",
        "often": "quarterly",
        "source": "The cat",
        "shows": "A full bowl",
        "role": "commissioning-officer",
        "owner": begun.officer.reference,
        "remind": "a week",
        **day("since", date(2026, 4, 1)),
    }
    wrong = manager.post("/office/year/duties/new", typed)
    said = words(wrong)
    assert wrong.status_code == 422
    assert "Enter a month" in said
    assert "Enter a day of the month" in said
    assert "Enter numbers of days, such as 30, 7" in said
    typed |= {"month": "2", "of_month": "31", "remind": "14 2"}
    made = manager.post("/office/year/duties/new", typed)
    cat = "/office/year/duties/feed-the-office-cat"
    assert made.headers["Location"] == cat
    said = words(manager.get(cat))
    assert "Every quarter, by the last day of February, May, August and November" in said
    assert "14, 2 days before, and once it is late" in said
    assert "Ada Quillfeather" in said
    change = {**typed, "version": "1", "title": "Feed the cat"}
    assert manager.post(f"{cat}/change", change).status_code == 302
    late = manager.post(f"{cat}/change", {**change, "title": "Feed the dog"})
    assert late.status_code == 409
    assert "Feed the dog" in late.content.decode()
    assert manager.post(f"{cat}/retire", {"version": "2", "why": "It left"}).status_code == 302
    assert "It is no longer due, since 30 November 2026." in words(manager.get(cat))
    assert "Feed the cat , since 30 November 2026" in words(manager.get("/office/year/duties"))
    assert manager.get("/office/year/duties/none").status_code == 404


@pytest.mark.parametrize(
    "page", ["begin", "duties/new", "duties/framework/change", "duties/framework/retire"]
)
def test_only_who_keeps_the_calendar_changes_it(
    begun: SimpleNamespace, client_as: ClientAs, page: str
) -> None:
    assert client_as(begun.officer).get(f"/office/year/{page}").status_code == 403
    assert client_as(begun.manager).get(f"/office/year/{page}").status_code == 200


def test_the_pages_cost_the_same_with_one_thing_and_with_many(
    begun: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(begun.manager)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        return len(caught)

    one_of_everything(begun)
    addresses = ("/office/year", "/office/year/duties", UK17)
    once = [asked(address) for address in addresses]
    for number in range(2, 9):
        one_of_everything(begun, number)
        actions.finish_occurrence(
            by=begun.manager,
            key="month-end",
            on=date(2026, number + 2, 31 if number + 2 in {5, 7, 8, 10} else 30),
            version=0,
            outcome="Published",
        )

    assert [asked(address) for address in addresses] == once
    assert once[0] <= 25
