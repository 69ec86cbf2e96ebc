"""The pages of managing agreements: what each costs, what lists show and find, what forms keep."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.do.partners.models import JointService
from precept.foundation.people.models import Person
from precept.review.management import actions
from precept.review.management.models import ImprovementPlan, Meeting, Risk
from tests.reading import rows, words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
LISTS = ("meetings", "actions", "issues", "risks", "plans", "exits")


def one_more(cast: SimpleNamespace, agreement: Agreement, number: int) -> None:
    """One more of everything: an agreement of its own, with a meeting, an action, an issue, a risk."""
    of = Agreement.objects.create(
        reference=f"MORE{number:03}",
        title=f"More {number}",
        status="active",
        provider=agreement.provider,
        ends=date(2027, 3, 31),
    )
    fill(cast, of)


def fill(cast: SimpleNamespace, of: Agreement | JointService) -> None:
    """Something of everything that is kept of an agreement."""
    from datetime import time

    actions.call_meeting(
        by=cast.officer, of=of, kind="review", on=date(2026, 12, 7), at=time(10), place="Here"
    )
    actions.agree_action(
        by=cast.officer, of=of, what="Send it", owner=cast.officer, due=date(2026, 11, 20)
    )
    actions.raise_issue(
        by=cast.officer,
        of=of,
        title="A late letter",
        what="x",
        happened_on=date(2026, 11, 20),
        severity="low",
        owner=cast.officer,
    )
    actions.note_risk(
        by=cast.officer,
        of=of,
        title="People leave",
        what="x",
        mitigation="y",
        likelihood=4,
        impact=4,
        owner=cast.officer,
        review_on=date(2027, 1, 1),
    )
    if isinstance(of, Agreement):
        assert of.provider is not None
        actions.open_plan(
            by=cast.officer,
            of=of,
            provider=of.provider,
            title="Calls",
            reason="other",
            why="x",
            must="y",
            shown_how="z",
            by_when=date(2027, 2, 1),
            owner=cast.officer,
        )
        actions.begin_exit(by=cast.officer, agreement=of, owner=cast.officer)


@pytest.mark.parametrize("what", LISTS)
def test_a_list_costs_the_same_at_one_row_and_at_many(
    cast: SimpleNamespace,
    agreement: Agreement,
    client_as: ClientAs,
    counted: Any,
    what: str,
) -> None:
    one_more(cast, agreement, 1)
    browser = client_as(cast.auditor)
    browser.get(f"/office/management/{what}")
    with counted() as one:
        assert len(rows(browser.get(f"/office/management/{what}"))) == 1
    for number in range(2, 8):
        one_more(cast, agreement, number)
    with counted() as many:
        assert len(rows(browser.get(f"/office/management/{what}"))) == 7

    assert len(many) == len(one) <= 6


def test_the_page_of_an_agreement_costs_the_same_whatever_is_open(
    cast: SimpleNamespace, agreement: Agreement, client_as: ClientAs, counted: Any
) -> None:
    fill(cast, agreement)
    browser, address = client_as(cast.officer), "/office/management/of/agreements/CORE004"
    browser.get(address)
    with counted() as one:
        browser.get(address)
    for number in range(6):
        actions.agree_action(
            by=cast.officer, of=agreement, what=f"{number}", owner=cast.other, due=date(2026, 12, 9)
        )
        actions.note_risk(
            by=cast.officer,
            of=agreement,
            title=f"{number}",
            what="x",
            mitigation="y",
            likelihood=2,
            impact=4,
            owner=cast.other,
            review_on=date(2027, 1, 1),
        )
        actions.raise_issue(
            by=cast.officer,
            of=agreement,
            title=f"{number}",
            what="x",
            happened_on=date(2026, 11, 20),
            severity="low",
            owner=cast.other,
        )
    with counted() as many:
        browser.get(address)

    assert len(many) == len(one) <= 30


@pytest.mark.parametrize("at", ["/office/management", "/my/management"])
def test_the_pages_one_begins_at_cost_the_same_at_many(
    cast: SimpleNamespace, agreement: Agreement, client_as: ClientAs, counted: Any, at: str
) -> None:
    somebody = cast.officer if at.startswith("/office") else cast.provider
    one_more(cast, agreement, 1)
    browser = client_as(somebody)
    browser.get(at)
    with counted() as one:
        browser.get(at)
    for number in range(2, 6):
        one_more(cast, agreement, number)
    with counted() as many:
        browser.get(at)

    assert len(many) == len(one) <= 20


def test_a_desk_costs_the_same_at_many(
    cast: SimpleNamespace, agreement: Agreement, client_as: ClientAs, counted: Any
) -> None:
    one_more(cast, agreement, 1)
    browser = client_as(cast.officer)
    browser.get("/office/")
    with counted() as one:
        browser.get("/office/")
    for number in range(2, 6):
        one_more(cast, agreement, number)
    with counted() as many:
        browser.get("/office/")

    assert len(many) == len(one)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("risks?which=above", 1),
        ("risks?which=late", 0),
        ("risks?state=closed", 0),
        ("risks?words=leave", 1),
        ("risks?words=MORE001", 1),
        ("risks?words=nothing", 0),
        ("actions?state=late", 1),
        ("actions?state=done", 0),
        ("actions?owner=office", 1),
        ("actions?owner=body", 0),
        ("actions?owner=me", 0),
        ("issues?severity=low", 1),
        ("issues?state=closed", 0),
        ("meetings?state=planned", 1),
        ("meetings?state=unagreed", 0),
        ("meetings?kind=board", 0),
        ("plans?state=draft", 1),
        ("plans?words=Oxenmere", 1),
        ("exits?state=soon", 0),
        ("exits?state=open", 1),
        ("exits?words=MORE001", 1),
    ],
)
def test_a_list_finds_what_is_asked_for(
    cast: SimpleNamespace, agreement: Agreement, client_as: ClientAs, query: str, found: int
) -> None:
    one_more(cast, agreement, 1)
    page = client_as(cast.auditor).get(f"/office/management/{query}")

    if found:
        assert len(rows(page)) == found
    else:
        assert "Nothing to show" in words(page)


def test_an_empty_office_is_told_where_to_begin(cast: SimpleNamespace, client_as: ClientAs) -> None:
    browser = client_as(cast.officer)

    for what in LISTS:
        assert (
            "from the page of an agreement’s management"
            in words(browser.get(f"/office/management/{what}"))
            or what == "actions"
        )
    assert "Note one from the page" in words(browser.get("/office/management"))
    assert "Nothing concerns you yet" in words(client_as(cast.stranger).get("/my/management"))
    assert browser.get("/office/management/nothing").status_code == 404
    assert browser.get("/office/management/of/agreements/NOTHING").status_code == 404
    assert browser.get("/office/management/of/nothing/CORE004").status_code == 404


def test_an_agreements_page_leads_to_its_management_with_what_is_late(
    cast: SimpleNamespace, agreement: Agreement, client_as: ClientAs
) -> None:
    browser = client_as(cast.auditor)
    fill(cast, agreement)

    said = words(browser.get("/office/register/CORE004"))

    assert (
        "Meetings, actions, risks and exit: 1 action open, 1 late; 1 improvement plan open;"
        " exit: 0 of 12 done" in said
    )


def test_everything_is_written_down_on_a_page(
    cast: SimpleNamespace, agreement: Agreement, client_as: ClientAs
) -> None:
    browser, base = client_as(cast.officer), "/office/management/of/agreements/CORE004/new"

    def day(name: str, on: date) -> dict[str, str]:
        return {
            f"{name}-day": str(on.day),
            f"{name}-month": str(on.month),
            f"{name}-year": str(on.year),
        }

    person = cast.officer.reference
    sent: dict[str, dict[str, Any]] = {
        "meeting": {
            "kind": "review",
            **day("on", date(2026, 12, 7)),
            "at": "10am",
            "minutes_long": "60",
            "place": "Here",
            "people": [person],
            "bodies": ["oxenmere"],
            "guests": "Court users | A. N. Other",
        },
        "action": {"what": "Send it", "owner": "body:oxenmere", **day("due", date(2026, 12, 9))},
        "issue": {
            "title": "A late letter",
            "what": "x",
            **day("happened_on", date(2026, 11, 20)),
            "severity": "low",
            "owner": person,
        },
        "risk": {
            "title": "People leave",
            "what": "x",
            "likelihood": "4",
            "impact": "3",
            "mitigation": "y",
            "owner": person,
            **day("review_on", date(2027, 1, 1)),
        },
        "plan": {
            "provider": "oxenmere",
            "title": "Calls",
            "reason": "other",
            "why": "x",
            "must": "y",
            "shown_how": "z",
            **day("by_when", date(2027, 2, 1)),
            "owner": person,
        },
        "exit": {"owner": person},
    }
    for what, typed in sent.items():
        assert browser.post(f"{base}/{what}", {}).status_code == 422, what
        assert browser.post(f"{base}/{what}", typed).status_code == 302, what

    made = Meeting.objects.get()
    assert [one.shown for one in made.attendees.order_by("pk")] == [
        "Ada Quillfeather",
        "Oxenmere",
        "A. N. Other, Court users",
    ]
    assert Risk.objects.get().score == 12
    assert ImprovementPlan.objects.get().state == "draft"
    assert browser.get(f"{base}/nothing").status_code == 404
    assert client_as(cast.auditor).get(f"{base}/meeting").status_code == 403


def test_a_joint_service_is_managed_as_one(
    cast: SimpleNamespace, service: JointService, client_as: ClientAs
) -> None:
    fill(cast, service)
    said = words(client_as(cast.officer).get(f"/office/management/of/services/{service.reference}"))

    assert "Its other commissioners read this too: District." in said
    assert "JOINT1 Patrols" in said
    page = words(client_as(cast.auditor).get(f"/office/partnerships/services/{service.reference}"))
    assert "Meetings, actions, risks and improvement plans: 1 action open, 1 late" in page
    delivers = words(client_as(cast.auditor).get("/office/management/of/agreements/JOINT1"))
    assert "It delivers a joint service" in delivers
    assert (
        client_as(cast.officer)
        .get(f"/office/management/of/services/{service.reference}/new/exit")
        .status_code
        == 404
    )


def test_a_meeting_is_changed_recorded_and_agreed_on_its_pages(
    cast: SimpleNamespace, agreement: Agreement, call: Callable[..., Meeting], client_as: ClientAs
) -> None:
    made = call(on=date(2026, 11, 30))
    browser, base = client_as(cast.officer), f"/office/management/meetings/{made.reference}"
    officer, club = made.attendees.order_by("pk")
    item = made.items.get(source="opening")
    typed = {
        "version": 1,
        f"came-{officer.pk}": "present",
        f"came-{club.pk}": "apologies",
        f"notes-{item.pk}": "All are well",
    }

    wrong = browser.post(f"{base}/record", {**typed, f"came-{club.pk}": ""})
    assert "Say whether Oxenmere came" in words(wrong)
    assert browser.post(f"{base}/record", typed).status_code == 302
    assert browser.post(f"{base}/record", typed).status_code == 409
    assert browser.post(f"{base}/agree", {"version": 1}).status_code == 409
    assert browser.post(f"{base}/agree", {"version": 2}).status_code == 302
    said = words(browser.get(base))
    assert "Oxenmere: sent apologies" in said
    assert "All are well" in said
    assert "Version 1, agreed by Ada Quillfeather" in said
    corrected = {**typed, "version": 3, f"notes-{item.pk}": "Most are well"}
    assert "Say what was wrong" in words(browser.post(f"{base}/correct", corrected))
    assert browser.post(f"{base}/correct", {**corrected, "why": "One was ill"}).status_code == 302
    said = words(browser.get(base))
    assert "It corrects the version before: One was ill" in said
    assert "Version 1, agreed" in said
    assert "All are well" in said


def test_the_forms_of_a_plan_keep_what_was_typed_where_somebody_was_first(
    cast: SimpleNamespace, draft: Callable[..., ImprovementPlan], client_as: ClientAs
) -> None:
    made = draft()
    browser, base = client_as(cast.officer), f"/office/management/plans/{made.reference}"
    typed = {
        "version": 1,
        "title": "All calls are answered",
        "reason": "other",
        "why": "x",
        "must": "y",
        "shown_how": "z",
        "by_when-day": "1",
        "by_when-month": "2",
        "by_when-year": "2027",
        "owner": cast.officer.reference,
    }

    assert browser.post(f"{base}/change", typed).status_code == 302
    again = browser.post(f"{base}/change", {**typed, "title": "Some calls"})
    assert again.status_code == 409
    assert "All calls are answered" in words(again)
    assert browser.post(f"{base}/propose", {"version": 1}).status_code == 409
    assert browser.post(f"{base}/propose", {"version": 2}).status_code == 302
    assert browser.post(f"{base}/review", {"version": 3, "words": "x"}).status_code == 422
