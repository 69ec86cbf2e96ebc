"""Spending that no framework foresaw: no signature until a separate decision is published (design rule 10)."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.decisions.models import Decision
from precept.do.agreements import actions, queries
from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import SYSTEM, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.plan.models import Framework, FrameworkLine, FrameworkSection
from tests.do.agreements.signed import OUTCOME, REPORT, drafted
from tests.reading import words

pytestmark = pytest.mark.django_db
SIGNED_ON = date(2026, 11, 2)


@pytest.fixture
def ready(on: Callable[[date], None]) -> Agreement:
    """An agreement with everything that a signature asks for."""
    on(date(2026, 11, 16))
    made = drafted()
    now = actions.amend_agreement(
        by=SYSTEM, agreement=made, version=made.version, power="power-victims-services"
    )
    return actions.state_terms(
        by=SYSTEM, agreement=now, version=now.version, outcomes=[OUTCOME], report_by=REPORT
    )


def framework(state: str = "published", year: str = "2026-27", **line: Any) -> Framework:
    made = Framework.objects.create(year=year, version=1, state=state, title="Framework")
    section = FrameworkSection.objects.create(
        framework=made, place=1, key="core", title="Contracts", layout="contract periods"
    )
    if line:
        FrameworkLine.objects.create(section=section, place=1, name="x", kind="contract", **line)
    return made


def listed(agreement: Agreement, year: str = "2026-27") -> None:
    agreement.listings.create(year=year, section="core", place=1)


def sign(now: Agreement) -> Agreement:
    now = queries.full(Agreement.objects.all()).get(pk=now.pk)
    return actions.sign_agreement(
        by=SYSTEM, agreement=now, version=now.version, signed_on=SIGNED_ON
    )


def test_what_the_published_framework_names_is_signed(ready: Agreement) -> None:
    framework(subject=ready.subject)
    listed(ready)

    assert sign(ready).is_signed


def test_what_shares_a_row_with_others_is_named_by_its_public_address(ready: Agreement) -> None:
    link = {"text": ready.reference, "href": f"/register/{ready.reference}"}
    framework(subject="agreement:ANOTHER", links=[link])
    listed(ready)

    assert sign(ready).is_signed


@pytest.mark.parametrize("state", ["draft", "approved", "withdrawn", "superseded"])
def test_a_framework_that_is_not_in_force_names_nothing(state: str, ready: Agreement) -> None:
    framework(state, "2025-26", subject=ready.subject)
    listed(ready, "2025-26")
    framework()

    with pytest.raises(Refused, match="No published framework names it"):
        sign(ready)


def test_without_a_framework_of_the_year_nothing_lies_outside_one(ready: Agreement) -> None:
    framework(year="2024-25")

    assert sign(ready).is_signed


def test_spending_outside_it_is_stopped_until_its_own_decision_is_published(
    ready: Agreement, cast: SimpleNamespace
) -> None:
    framework()
    with pytest.raises(Refused, match="no decision about it is published"):
        sign(ready)
    with pytest.raises(Refused) as silent:
        actions.draft_spend_decision(
            by=cast.manager, agreement=ready, version=ready.version, why=" "
        )
    with pytest.raises(NotAllowed):
        actions.draft_spend_decision(
            by=cast.auditor, agreement=ready, version=ready.version, why="It is urgent"
        )
    assert silent.value.field == "why"

    made = actions.draft_spend_decision(
        by=cast.manager, agreement=ready, version=ready.version, why="It is urgent"
    )

    assert (made.kind, made.about, made.power) == (
        "spend",
        ready.subject,
        "power-victims-services",
    )
    assert made.amount == ready.current_amount
    assert {"name": "Agreement", "words": "CORE050"} in made.facts
    with pytest.raises(Refused, match=f"decision {made.reference} about it is not published yet"):
        sign(ready)
    with pytest.raises(Refused, match="is about it already"):
        actions.draft_spend_decision(
            by=cast.manager, agreement=ready, version=ready.version, why="Again"
        )
    Decision.objects.filter(pk=made.pk).update(state="signed")
    with pytest.raises(Refused):
        sign(ready)
    Decision.objects.filter(pk=made.pk).update(state="published")

    now = sign(ready)

    assert now.is_signed
    assert queries.payload(now).decision == made.reference


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_a_decision_that_came_to_nothing_does_not_stand_in_for_one(
    state: str, ready: Agreement, cast: SimpleNamespace
) -> None:
    framework()
    made = actions.draft_spend_decision(
        by=cast.manager, agreement=ready, version=ready.version, why="It is urgent"
    )
    Decision.objects.filter(pk=made.pk).update(state=state)

    with pytest.raises(Refused, match="no decision about it is published"):
        sign(ready)


def test_what_is_foreseen_needs_no_decision_of_its_own(
    ready: Agreement, cast: SimpleNamespace
) -> None:
    framework(subject=ready.subject)
    listed(ready)
    now = queries.full(Agreement.objects.all()).get(pk=ready.pk)

    with pytest.raises(Refused, match="names it"):
        actions.draft_spend_decision(
            by=cast.manager, agreement=now, version=now.version, why="It is urgent"
        )


def test_the_page_says_what_stands_in_the_way_and_leads_to_the_decision(
    ready: Agreement, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    framework()
    browser, page = client_as(cast.manager), f"/office/register/{ready.reference}"
    assert "No published framework names it" in words(browser.get(page))
    assert "Draft the decision" in words(browser.get(page))
    assert "Draft the decision" not in words(client_as(cast.auditor).get(page))

    typed = {"version": str(ready.version), "why": "It is urgent"}
    assert browser.post(f"{page}/decision", {**typed, "why": ""}).status_code == 422
    assert browser.post(f"{page}/decision", typed).status_code == 302

    made = Decision.objects.get(about=ready.subject)
    assert f"Read decision {made.reference}" in words(browser.get(page))
    assert f"/office/decisions/{made.reference}" in browser.get(page).content.decode()
