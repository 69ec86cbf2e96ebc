"""Variations: drafted, checked by rule, approved by another hand, put in force in one act."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.do.agreements import actions, queries, rules, sign_ups
from precept.do.agreements.models import Agreement, Variation
from precept.foundation.documents.model import Table
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.queries import latest_or_none
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.do.agreements.signed import ENDS, OUTCOME, REPORT, drafted, signed
from tests.reading import words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def midday(on: Callable[[date], None]) -> None:
    on(TODAY)


@pytest.fixture
def agreement(funds: dict[str, Fund], cast: SimpleNamespace) -> Agreement:
    return signed(funds["CORE"], manager=cast.officer)


def draft(cast: SimpleNamespace, agreement: Agreement, kind: str, **changes: Any) -> Variation:
    made = actions.draft_variation(
        by=cast.officer, agreement=agreement, kind=kind, reason="More victims come forward."
    )
    return actions.change_variation(
        by=cast.officer,
        variation=made,
        version=made.version,
        reason=made.reason,
        ground=changes.pop("ground", ""),
        changes=changes,
    )


def check(cast: SimpleNamespace, made: Variation) -> Variation:
    return actions.check_variation(by=cast.officer, variation=made, version=made.version)


def approve(cast: SimpleNamespace, made: Variation) -> Variation:
    return actions.approve_variation(by=cast.manager, variation=made, version=made.version)


def force(cast: SimpleNamespace, made: Variation) -> Variation:
    return actions.put_in_force(
        by=cast.officer, variation=made, version=made.version, signed_on=TODAY
    )


def now_of(agreement: Agreement) -> Agreement:
    return queries.full(Agreement.objects.filter(pk=agreement.pk)).get()


def test_one_act_changes_agreement_shares_plan_outcomes_and_public_record_together(
    agreement: Agreement, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[Any, ...]] = []
    monkeypatch.setattr(sign_ups, "_when_varied", [lambda *said: heard.append(said)])
    agreement = actions.publish_agreement(by=SYSTEM, agreement=agreement)
    made = draft(
        cast,
        agreement,
        "extension",
        ends=date(2028, 12, 31),
        value=Money.of(430_000),
        shares_become="in proportion",
        option=1,
    )
    made = actions.vary_outcomes(
        by=cast.officer,
        variation=made,
        version=made.version,
        outcomes=[rules.Outcome(120, 80, OUTCOME.change, OUTCOME.measure)],
        report_by=date(2029, 1, 31),
    )
    made = force(cast, approve(cast, check(cast, made)))

    now = now_of(agreement)
    assert (now.ends, now.current_amount) == (date(2028, 12, 31), Money.of(430_000))
    assert [one.amount for one in queries.shares_of(now)] == [Money.of(430_000)]
    assert [one.as_rule for one in now.payments.all()] == [
        rules.Payment(date(2026, 1, 1), Money.of(300_000), "Signed"),
        rules.Payment(ENDS, Money.of(100_000), "The last report"),
        rules.Payment(date(2028, 12, 31), Money.of(30_000), "The last report"),
    ]
    assert [one.people for one in now.outcomes.all()] == [120]
    assert now.options.get().state == "used"
    assert [one.is_current for one in queries.history_of_values(now)] == [True, False]
    assert made.before["Last day"] == "31 December 2027"
    assert made.after["Last day"] == "31 December 2028"
    released = latest_or_none("agreement", now.reference)
    assert released is not None
    assert released.payload.ends == "2028-12-31"
    assert now.published_version == now.version
    (varied,) = heard
    assert varied[0] == now
    assert (varied[1]["value"], varied[2]["value"]) == (Money.of(400_000), Money.of(430_000))
    assert varied[2]["shares"] == {"CORE": Money.of(430_000)}
    assert varied[3:] == (cast.officer, "More victims come forward.")


def test_what_a_part_above_refuses_changes_nothing(
    agreement: Agreement, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_said: Any) -> None:
        raise Refused("The fund has not so much left.")

    monkeypatch.setattr(sign_ups, "_when_varied", [refuse])
    made = draft(cast, agreement, "value", value=Money.of(430_000), shares_become="in proportion")
    made = approve(cast, check(cast, made))
    with pytest.raises(Refused, match="not so much left"):
        force(cast, made)
    assert now_of(agreement).current_amount == Money.of(400_000)
    assert queries.fresh_variation(made).state == "approved"


def test_who_drafted_or_changed_a_variation_does_not_approve_it(
    agreement: Agreement, cast: SimpleNamespace, person: Callable[..., Person]
) -> None:
    cast.chief_keeper = person(role="commissioning-manager", name="Gil Tarnside")
    made = check(cast, draft(cast, agreement, "value", value=Money.of(400_000)))
    for by in (cast.officer, cast.treasurer, cast.auditor):
        with pytest.raises(NotAllowed):
            actions.approve_variation(by=by, variation=made, version=made.version)
    changed = draft(cast, agreement, "value", value=Money.of(400_000))
    changed = actions.change_variation(
        by=cast.chief_keeper,
        variation=changed,
        version=changed.version,
        reason="Prices rose.",
        changes={"value": Money.of(400_000)},
    )
    changed = check(cast, changed)
    with pytest.raises(NotAllowed):
        actions.approve_variation(by=cast.chief_keeper, variation=changed, version=changed.version)
    own = actions.draft_variation(
        by=cast.manager, agreement=agreement, kind="value", reason="Prices rose."
    )
    own = actions.change_variation(
        by=cast.manager,
        variation=own,
        version=own.version,
        reason="Prices rose.",
        changes={"value": Money.of(400_000)},
    )
    own = actions.check_variation(by=cast.manager, variation=own, version=own.version)
    with pytest.raises(NotAllowed):
        approve(cast, own)
    assert (
        actions.approve_variation(by=cast.chief, variation=own, version=own.version).state
        == "approved"
    )


def test_the_rules_refuse_what_they_do_not_allow_and_keep_what_they_found(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    made = draft(
        cast,
        agreement,
        "value",
        value=Money.of(500_000),
        shares_become="in proportion",
        favours_provider=True,
    )
    with pytest.raises(Refused, match="do not allow"):
        check(cast, made)
    made = actions.change_variation(
        by=cast.officer,
        variation=queries.fresh_variation(made),
        version=made.version,
        reason=made.reason,
        ground="change-additional",
        changes={},
    )
    made = check(cast, made)
    assert next((one["rule"], one["verdict"]) for one in made.findings) == (
        "change-additional",
        "allowed",
    )


def test_shares_that_no_longer_add_up_are_refused_at_the_check(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    made = draft(cast, agreement, "value", value=Money.of(430_000))
    with pytest.raises(Refused) as refusal:
        check(cast, made)
    assert refusal.value.field == "shares_become"


def test_an_agreement_that_moved_on_is_checked_again(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    made = check(cast, draft(cast, agreement, "value", value=Money.of(400_000)))
    now = now_of(agreement)
    actions.amend_agreement(by=SYSTEM, agreement=now, version=now.version, note="Moved.")
    with pytest.raises(Changed, match="check it again"):
        approve(cast, made)
    made = actions.take_variation_back(
        by=cast.manager, variation=made, version=made.version, why="It moved on."
    )
    made = approve(cast, check(cast, made))
    assert force(cast, made).state == "in force"


def test_another_provider_takes_an_agreement_over(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    Organisation.objects.create(name="Harbour Light", reference="harbour-light")
    made = draft(
        cast,
        agreement,
        "novation",
        provider="harbour-light",
        ground="change-restructuring",
    )
    force(cast, approve(cast, check(cast, made)))
    provider = now_of(agreement).provider
    assert provider is not None
    assert provider.reference == "harbour-light"
    (said,) = queries.payload(now_of(agreement)).variations
    assert "harbour" not in str(said.changes)


def test_an_early_end_takes_from_the_last_payments(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    made = draft(
        cast,
        agreement,
        "termination",
        ends=date(2026, 10, 31),
        value=Money.of(250_000),
        shares_become="in proportion",
    )
    made = check(cast, made)
    assert [one["rule"] for one in made.findings] == ["uk11-contract-termination"]
    force(cast, approve(cast, made))
    now = now_of(agreement)
    assert (now.status, now.ends) == ("ended", date(2026, 10, 31))
    assert [one.amount for one in now.payments.all()] == [Money.of(250_000)]
    assert now.decide_by is None


def test_a_later_small_change_remembers_the_ones_before(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    made = draft(cast, agreement, "value", value=Money.of(430_000), shares_become="in proportion")
    force(cast, approve(cast, check(cast, made)))
    assert queries.standing_of(now_of(agreement)).earlier == (Money.of(30_000),)


def test_a_variation_is_given_up_with_its_reason(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    made = draft(cast, agreement, "value", value=Money.of(400_000))
    with pytest.raises(Refused) as refusal:
        actions.drop_variation(by=cast.officer, variation=made, version=made.version, why=" ")
    assert refusal.value.field == "why"
    made = actions.drop_variation(
        by=cast.officer, variation=made, version=made.version, why="Not needed."
    )
    with pytest.raises(Refused, match="dropped already"):
        check(cast, made)


def test_only_a_signed_agreement_is_varied(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="signed and not over"):
        actions.draft_variation(
            by=cast.officer, agreement=drafted(), kind="value", reason="Prices rose."
        )


def test_a_changed_plan_stands_before_and_after_in_a_table_for_the_office_the_letter_and_the_public(
    agreement: Agreement, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    agreement = actions.publish_agreement(by=SYSTEM, agreement=agreement)
    made = draft(
        cast,
        agreement,
        "termination",
        ends=date(2026, 10, 31),
        value=Money.of(320_000),
        shares_become="in proportion",
    )
    rows = [
        ("1 January 2026", "Signed", "£300,000", "£300,000"),
        ("31 December 2027", "The last report", "£100,000", "£20,000"),
    ]
    shown = queries.variation_shown(made)
    assert shown.plan is not None
    assert (shown.plan.rows, shown.plan.total) == (rows, ("Together", "", "£400,000", "£320,000"))

    made = force(cast, approve(cast, check(cast, made)))

    shown = queries.variation_shown(made)
    assert shown.plan is not None
    assert shown.plan.rows == rows
    assert "Payments planned" not in [name for name, _, _ in shown.changes]
    browser, page = client_as(cast.manager), f"/office/register/{agreement.reference}/variations/1"
    told = "Due What must have happened Before After 1 January 2026 Signed £300,000 £300,000"
    assert told in words(browser.get(page))
    assert told in words(Client().get(f"/register/{agreement.reference}"))
    tables = [one for one in queries.variation_document(made).blocks if isinstance(one, Table)]
    assert rows[1] in tables[-1].rows


def test_payments_that_one_plan_alone_has_say_so_and_those_without_a_day_come_last() -> None:
    whole = rules.Payment(None, Money.of(5), "")
    first = rules.Payment(date(2026, 1, 1), Money.of(3), "Signed")

    assert rules.plan_rows([whole], [first, whole]) == [
        ("1 January 2026", "Signed", "None", "£3"),
        ("Not stated", "Nothing", "£5", "£5"),
    ]
    assert rules.plan_of(rules.kept_plan([whole, first])) == [whole, first]


def test_a_payment_plan_adds_up_after_any_change() -> None:
    plan = [rules.Payment(None, Money.of(one), "") for one in (300, 100, 50)]
    for whole in (500, 450, 420, 400, 120, 0):
        after = rules.payments_after(plan, Money.of(whole), REPORT)
        assert sum((one.amount for one in after), Money(0)) == Money.of(whole)
        assert all(one.amount > Money(0) for one in after)
    assert rules.payments_after([], Money.of(5), None) == []
    assert rules.payments_after(plan, None, None) == plan


def test_an_option_gives_its_own_last_day_and_no_later_one(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    made = draft(cast, agreement, "extension", option=1)
    assert rules.Wanted.read(made.changes).ends == date(2028, 12, 31)
    with pytest.raises(Refused) as refusal:
        draft(cast, agreement, "extension", option=1, ends=date(2029, 1, 1))
    assert refusal.value.field == "ends"


def test_what_others_changed_and_did_not_publish_stays_unpublished(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    now = actions.publish_agreement(by=SYSTEM, agreement=agreement)
    now = actions.amend_agreement(
        by=SYSTEM, agreement=now, version=now.version, note="Not for the public yet."
    )
    made = draft(cast, now, "extension", option=1)
    force(cast, approve(cast, check(cast, made)))
    released = latest_or_none("agreement", now.reference)
    assert released is not None
    assert (released.payload.ends, released.payload.note) == ("2028-12-31", "")
    now = now_of(agreement)
    assert now.published_version < now.version


def test_what_the_public_never_reads_leaves_it_public_as_it_is(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    now = actions.publish_agreement(by=SYSTEM, agreement=agreement)
    now = actions.amend_agreement(
        by=SYSTEM, agreement=now, version=now.version, next_review=date(2027, 3, 1)
    )
    assert now.published_version == now.version
    now = actions.add_option(by=SYSTEM, agreement=now, version=now.version, months=6)
    assert now.published_version < now.version
