"""A31: before what is most sensitive somebody shows again who they are, and then goes on with what they sent."""

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from precept.foundation import clock
from precept.foundation.ledger.models import Event
from precept.foundation.people import actions, rules
from precept.foundation.people.models import Person, RoleHeld, SignedIn, Unsent
from precept.foundation.people.testing import signed_in
from tests.access_table import Row, rows
from tests.architecture.world import World
from tests.foundation.people.conftest import app_code, with_app
from tests.security.house import House

STEP = "/sign-in/second-step"
ASKED = {
    "opening sealed bids": ("bids.open",),
    "approving the framework": ("plan.approve",),
    "withdrawing": ("agreements.withdraw_paper", "decisions.withdraw", "publications.one"),
    "revealing a protected address": ("parties.address",),
    "publishing": (
        "agreements.publish",
        "agreements.publish_changes",
        "agreements.release_paper",
        "answers.publish",
        "answers.release",
        "decisions.correct",
        "decisions.explain",
        "decisions.keep",
        "decisions.lift",
        "decisions.publish",
        "decisions.release",
        "decisions.release_copy",
        "decisions.review",
        "opportunities.publish",
        "opportunities.publish_call",
        "parties.office",
        "parties.organisation",
        "plan.publish_project",
        "partners.publish_formula",
        "partners.publish_partnership",
        "partners.publish_plan",
        "partners.publish_service",
        "plan.publish",
        "procedures.approve",
        "procedures.close_review",
        "procedures.retire",
        "plan.publish_fund",
        "parties.publish_stakes",
        "understand.measures",
        "understand.plan",
        "understand.publish_voice",
        "understand.publish_need",
        "understand.strategy",
    ),
    "bank details": ("parties.account_numbers", "parties.approve_bank"),
    "roles and accounts": (
        "people.end_role",
        "people.end_their_session",
        "people.give_role",
        "people.invite",
        "people.name_deputy",
        "people.reset_second_factor",
        "people.switch_off",
        "people.switch_on",
    ),
    "paying": ("spending.download_file", "spending.release_file"),
    "signing": ("decisions.sign",),
    "letting records go": ("records.approve_run", "records.release_hold"),
}
"""The acts before which somebody is asked, by what they are; the addresses by which they are done."""
SENT: dict[str, dict[str, str]] = {
    "parties.address": {"why": "A visit"},
    "publications.one": {"why": "It was wrong"},
    "parties.office": {"act": "publish", "why": "A new logo"},
    "parties.organisation": {"why": "It moved"},
}
"""What must be sent for the act itself to be done, where a page does others as well."""
STALE = rules.PROOF_LASTS + timedelta(seconds=1)
GRAVE = {name for names in ASKED.values() for name in names}


@pytest.fixture
def world(office: House) -> World:
    """The demonstration office with one of each thing."""
    return World.filled()


def somebody_who_may(row: Row, world: World) -> Person:
    """The first who may do it by the table, with an app to prove themself."""
    role = next(role for role, cell in row.cells.items() if cell == "ok")
    found = world.person(role)
    with_app(found)
    return found


def asked_again(browser: Client, row: Row, world: World) -> bool:
    """Whether sending a row's form leads to the page that asks again."""
    kept = deepcopy(browser.cookies)
    with transaction.atomic():
        answer = browser.post(world.fill(row.example), {"sure": "on", **SENT.get(row.name, {})})
        transaction.set_rollback(True)
    browser.cookies = kept
    return answer.status_code == 302 and answer["Location"] == STEP


def test_each_act_asks_after_half_an_hour_and_not_before(world: World) -> None:
    tried, wrong = set(), []
    for row in rows():
        if row.name not in GRAVE or row.method != "POST" or "ok" not in row.cells.values():
            continue
        tried.add(row.name)
        with transaction.atomic():
            who = somebody_who_may(row, world)
            fresh = clock.now() - rules.PROOF_LASTS + timedelta(minutes=1)
            for proved, asks in ((fresh, False), (clock.now() - STALE, True)):
                browser = signed_in(who, proved=proved)
                if asked_again(browser, row, world) is not asks:
                    wrong.append(f"{row.said}, proved {proved}: asked {not asks}")
            transaction.set_rollback(True)

    assert wrong == []
    assert tried >= GRAVE - {"decisions.correct"}


def test_an_export_by_a_button_comes_back_to_its_page_and_did_nothing_before(world: World) -> None:
    payer = world.person("chief-finance-officer")
    secret = with_app(payer)
    browser = signed_in(payer)
    session = SignedIn.objects.filter(person=payer).latest("pk")
    page = world.fill("/office/payments/files/{file_released}")
    for _ in range(20):
        actions.take_out(signed_in=session, kind=rules.EXPORTS["book"], what="/office/outturn.xlsx")

    assert browser.post(f"{page}/download")["Location"] == STEP
    assert not Event.objects.filter(
        type="payment file downloaded", actor=payer.ledger_name
    ).exists()

    assert browser.post(STEP, {"code": app_code(secret)})["Location"] == page
    assert browser.post(f"{page}/download")["Content-Disposition"].startswith("attachment")
    assert (
        Event.objects.filter(type="payment file downloaded", actor=payer.ledger_name).count() == 1
    )


def test_no_address_that_publishes_signs_opens_or_pays_is_left_out() -> None:
    """By its name: an address made tomorrow must be named above or here, with why it asks nobody."""
    grave = re.compile(r"publish|\.sign$|release|bids\.open$|approve_bank|role|switch_o|give_bank")
    asks_by_itself = {"parties.give_bank"}  # in words, since people outside have no second factor
    only_records = {"agreements.sign"}  # that both signed, on paper or elsewhere
    named = {row.name for row in rows() if row.method == "POST" and grave.search(row.name)}

    assert named - GRAVE - asks_by_itself - only_records == set()


def hidden_of(page: str) -> dict[str, str]:
    """What a page's first form sends by itself."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: text for name, text in found if name != "csrfmiddlewaretoken"}


@pytest.fixture
def administrator(person: Callable[..., Person]) -> Person:
    """Somebody who manages people."""
    return person("administrator")


@pytest.mark.django_db
def test_what_was_sent_is_kept_and_goes_on_with_one_button(
    administrator: Person, person: Callable[..., Person]
) -> None:
    somebody, secret = person("marker"), with_app(administrator)
    browser = signed_in(administrator)
    address = f"/office/people/{somebody.reference}/give-role"
    typed = {
        "role": "auditor",
        "starts-day": "1",
        "starts-month": "1",
        "starts-year": "2020",
        "why": "The audit of the year",
    }
    SignedIn.objects.update(proved=clock.now() - STALE)

    assert browser.post(address, typed)["Location"] == STEP
    page = browser.get(STEP).content.decode()
    assert "What you are about to change decides who can sign in" in page
    assert "What you sent is kept" in page
    assert browser.post(STEP, {"code": app_code(secret)})["Location"] == "/my/typed"

    page = browser.get("/my/typed").content.decode()
    assert "Go on and do it" in page
    assert "You had been signed out" not in page
    assert f'action="{address}"' in page
    sent = hidden_of(page)
    assert {name: sent[name] for name in typed} == typed
    assert not RoleHeld.objects.filter(person=somebody, role="auditor").exists()

    answer = browser.post(address, sent)
    assert answer["Location"] == f"/office/people/{somebody.reference}"
    held = RoleHeld.objects.get(person=somebody, role="auditor")
    assert held.why == "The audit of the year"
    assert Unsent.objects.count() == 0


@pytest.mark.django_db
def test_one_proof_is_enough_for_what_follows_within_half_an_hour(
    administrator: Person, person: Callable[..., Person]
) -> None:
    somebody, secret = person("marker"), with_app(administrator)
    browser = signed_in(administrator)
    SignedIn.objects.update(proved=clock.now() - STALE)
    first = f"/office/people/{somebody.reference}/switch-off"
    assert browser.get(first)["Location"] == STEP
    assert browser.post(STEP, {"code": app_code(secret)})["Location"] == first
    assert [browser.get(first).status_code, browser.get("/office/people/invite").status_code] == [
        200,
        200,
    ]


@pytest.mark.django_db
def test_a_wrong_code_does_nothing_and_tries_are_few(
    administrator: Person, person: Callable[..., Person]
) -> None:
    somebody, secret = person("marker"), with_app(administrator)
    browser = signed_in(administrator)
    SignedIn.objects.update(proved=clock.now() - STALE)
    address = f"/office/people/{somebody.reference}/switch-off"
    browser.post(address, {"why": "To try"})
    for _ in range(rules.SECOND_STEP_LIMITS[0].most):
        assert browser.post(STEP, {"code": "000000"}).status_code == 422
    last: Any = browser.post(STEP, {"code": app_code(secret)})
    assert "There were too many tries" in last.content.decode()
    assert browser.post(address, {"why": "To try"})["Location"] == STEP
    somebody.refresh_from_db()
    assert somebody.is_active is True


@pytest.mark.django_db
def test_nobody_else_is_given_what_was_kept(
    administrator: Person, person: Callable[..., Person]
) -> None:
    somebody = person("marker")
    with_app(administrator)
    browser = signed_in(administrator)
    SignedIn.objects.update(proved=clock.now() - STALE)
    browser.post(f"/office/people/{somebody.reference}/switch-off", {"why": "A canary of why"})
    other = signed_in(person("administrator"))
    assert other.get("/my/typed").status_code == 302
    assert "canary" not in other.get("/my/typed", follow=True).content.decode()
