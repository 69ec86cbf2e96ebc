"""How agreements enter the register as signed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.do.agreements import actions, sign_ups
from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import SYSTEM, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund
from tests.do.agreements.signed import ENDS, OUTCOME, REPORT, drafted, signed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def midday(on: Callable[[date], None]) -> None:
    on(TODAY)


def sign(now: Agreement, **said: Any) -> Agreement:
    asked = {"signed_on": date(2026, 11, 2)} | said
    return actions.sign_agreement(by=SYSTEM, agreement=now, version=now.version, **asked)


def test_no_agreement_is_signed_without_an_outcome_a_measure_and_a_reporting_date() -> None:
    now = drafted()
    with pytest.raises(Refused, match="it has no outcome and it has no reporting date"):
        sign(now)
    now = actions.state_terms(
        by=SYSTEM, agreement=now, version=now.version, outcomes=[OUTCOME], report_by=None
    )
    with pytest.raises(Refused, match="it has no reporting date"):
        sign(now)
    now = actions.state_terms(
        by=SYSTEM, agreement=now, version=now.version, outcomes=[OUTCOME], report_by=REPORT
    )
    assert sign(now).status == "active"


@pytest.mark.parametrize("status", ["active", "ended"])
def test_no_other_way_leads_to_a_signed_agreement(status: str) -> None:
    with pytest.raises(Refused, match="not signed yet"):
        drafted(status=status)
    now = drafted()
    with pytest.raises(Refused, match="not signed yet"):
        actions.amend_agreement(by=SYSTEM, agreement=now, version=now.version, status=status)


def test_a_record_of_the_past_leaves_open_what_its_papers_do_not_state() -> None:
    now = drafted()
    with pytest.raises(Refused) as refusal:
        sign(now, signed_on=None, is_past=True)
    assert refusal.value.field == "why"
    now = sign(now, signed_on=None, is_past=True, why="It stands in the register of 2025.")
    assert (now.status, now.signed_on, now.is_past) == ("active", None, True)
    assert not now.outcomes.exists()
    with pytest.raises(Refused, match="already"):
        sign(now)


def test_signing_keeps_what_changes_are_measured_against_and_tells_the_parts_above(
    monkeypatch: pytest.MonkeyPatch, funds: dict[str, Fund]
) -> None:
    heard: list[tuple[Any, ...]] = []
    monkeypatch.setattr(sign_ups, "_when_signed", [lambda *said: heard.append(said)])
    now = signed(funds["CORE"])
    assert (now.award_amount, now.latest_end) == (Money.of(400_000), date(2028, 12, 31))
    assert heard == [(now, SYSTEM, "")]
    assert now.payments.count() == 2


def test_a_decide_by_day_moves_with_the_end_and_the_options() -> None:
    now = drafted()
    first = now.decide_by
    assert first is not None
    assert first < ENDS
    now = actions.add_option(
        by=SYSTEM, agreement=now, version=now.version, months=12, notice_by=date(2026, 12, 1)
    )
    assert now.decide_by == date(2026, 12, 1)
    now = actions.give_up_option(
        by=SYSTEM, agreement=now, version=now.version, place=1, why="It will not be used."
    )
    assert now.decide_by == first
    now = actions.amend_agreement(
        by=SYSTEM, agreement=now, version=now.version, ends=date(2028, 12, 31)
    )
    assert now.decide_by is not None
    assert now.decide_by > first


def test_options_and_breaks_that_cannot_be_are_refused(person: Callable[..., Person]) -> None:
    now = drafted()

    def option(**said: Any) -> str | None:
        with pytest.raises(Refused) as refusal:
            actions.add_option(by=SYSTEM, agreement=now, version=now.version, **said)
        return refusal.value.field

    assert option(months=0) == "months"
    assert option(months=12, until=ENDS) == "until"
    assert option(months=12, until=date(2028, 12, 31), notice_by=date(2029, 1, 1)) == "notice_by"
    with pytest.raises(Refused) as refusal:
        actions.add_break(
            by=SYSTEM,
            agreement=now,
            version=now.version,
            who="office",
            months=6,
            earliest=date(2030, 1, 1),
        )
    assert refusal.value.field == "earliest"
    with pytest.raises(Refused) as refusal:
        actions.see_evidence(
            by=person(role="commissioning-officer"),
            agreement=now,
            version=now.version,
            kind="public liability",
            seen_on=TODAY,
            expires=date(2026, 1, 1),
        )
    assert refusal.value.field == "expires"


def test_a_correction_of_a_signed_agreement_gives_its_reason_and_is_heard_above(
    monkeypatch: pytest.MonkeyPatch, funds: dict[str, Fund]
) -> None:
    heard: list[tuple[Any, ...]] = []
    monkeypatch.setattr(sign_ups, "_when_varied", [lambda *said: heard.append(said)])
    now = signed(funds["CORE"])
    with pytest.raises(Refused) as refusal:
        actions.amend_agreement(
            by=SYSTEM, agreement=now, version=now.version, ends=date(2027, 11, 30)
        )
    assert refusal.value.field == "why"
    now = Agreement.objects.get(pk=now.pk)
    assert now.ends == ENDS
    now = actions.state_value(
        by=SYSTEM,
        agreement=now,
        version=now.version,
        amount=Money.of(410_000),
        shares_become="in proportion",
        why="A nought was typed wrongly.",
    )
    (_, before, after, by, why) = heard[0]
    assert (before["value"], after["value"]) == (Money.of(400_000), Money.of(410_000))
    assert after["shares"] == {"CORE": Money.of(410_000)}
    assert (by, why) == (SYSTEM, "A nought was typed wrongly.")
    actions.amend_agreement(by=SYSTEM, agreement=now, version=now.version, note="No money in it.")
    assert len(heard) == 1
