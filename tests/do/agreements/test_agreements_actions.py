"""Recording agreements and changing them: by state, event and refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.do.agreements import access, actions
from precept.do.agreements.models import Agreement, Listing, Programme
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.money import TBC, Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(officer: Person) -> Agreement:
    return actions.record_agreement(
        by=officer, reference="core 018", title="CARA", due="01/04/2023", amount=Money.of(56_000)
    )


def last(subject: str) -> tuple[str, Any, Any]:
    """The last event of a subject: its type, before and after."""
    event = ledger.story(subject)[0]
    facts = said(event)
    return event.type, facts.get("before"), facts.get("after")


def test_an_agreement_is_recorded_under_its_reference_in_capitals(
    agreement: Agreement, officer: Person, event_types: Callable[[str], list[str]]
) -> None:
    assert (agreement.reference, agreement.version, agreement.published_version) == (
        "CORE018",
        2,
        0,
    )
    assert event_types("agreement:CORE018") == ["agreement recorded", "value stated"]
    first = Event.objects.get(subject="agreement:CORE018", place=1)
    assert (first.actor, said(first)["after"]) == (
        officer.ledger_name,
        {
            "title": "CARA",
            "kind": "Contract",
            "status": "Upcoming",
            "procedure": "Not stated",
            "due": "01/04/2023",
        },
    )


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"reference": "core018"}, "reference"),
        ({"reference": "tbc"}, "reference"),
        ({"title": "  "}, "title"),
        ({"starts": date(2023, 4, 1), "ends": date(2023, 3, 31)}, "ends"),
        ({"due": "x" * 121}, "due"),
        ({"programme": "???"}, "programme"),
        ({"priorities": [str(number) for number in range(51)]}, "priorities"),
    ],
)
def test_what_cannot_be_recorded_is_refused_beside_its_field(
    agreement: Agreement, officer: Person, answers: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.record_agreement(by=officer, **{"reference": "CORE099", "title": "PAVE"} | answers)

    assert refusal.value.field == field
    assert Agreement.objects.count() == 1


def test_an_agreement_is_amended_with_what_it_said_before(
    agreement: Agreement, officer: Person
) -> None:
    now = actions.amend_agreement(
        by=officer,
        agreement=agreement,
        version=2,
        why="It was renamed",
        title="CARA Service",
        status="cancelled",
        due="01/04/2023",
    )

    assert (now.title, now.status, now.version) == ("CARA Service", "cancelled", 3)
    assert last("agreement:CORE018") == (
        "agreement amended",
        {"title": "CARA", "status": "Upcoming"},
        {"title": "CARA Service", "status": "Cancelled"},
    )


def test_the_same_values_are_no_event_and_no_new_version(
    agreement: Agreement, officer: Person
) -> None:
    before = Event.objects.count()

    now = actions.amend_agreement(by=officer, agreement=agreement, version=2, title=" CARA ")

    assert (now.version, Event.objects.count()) == (2, before)


CHANGES: dict[str, Callable[..., Any]] = {
    "amend": lambda **given: actions.amend_agreement(title="PAVE", **given),
    "value": lambda **given: actions.state_value(amount=TBC, **given),
    "shares": lambda **given: actions.set_shares(shares=[], **given),
    "list": lambda **given: actions.list_in_framework(year="2022-23", section="core", **given),
    "unlist": lambda **given: actions.unlist(year="2022-23", **given),
    "successor": lambda agreement, **given: actions.link_successor(
        agreement=agreement, successor=agreement, **given
    ),
    "no successor": lambda **given: actions.unlink_successor(**given),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_saves_second_is_told_that_it_changed(
    agreement: Agreement, officer: Person, change: str
) -> None:
    actions.amend_agreement(by=officer, agreement=agreement, version=2, title="First")

    with pytest.raises(Changed):
        CHANGES[change](by=officer, agreement=agreement, version=2)

    assert Agreement.objects.get().title == "First"


@pytest.mark.parametrize("change", CHANGES)
def test_only_people_who_keep_the_register_change_it(
    agreement: Agreement, reader: Person, change: str
) -> None:
    before = Event.objects.count()

    with pytest.raises(NotAllowed):
        CHANGES[change](by=reader, agreement=agreement, version=2)

    assert Event.objects.count() == before


def test_only_people_who_keep_the_register_add_to_it(reader: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.record_agreement(by=reader, reference="CORE001", title="PAVE")

    assert Agreement.objects.count() == 0


def test_the_command_line_may_keep_the_register(db: None) -> None:
    made = actions.record_agreement(by=SYSTEM, reference="CORE001", title="PAVE")

    assert access.may_keep_register(SYSTEM)
    assert access.visible_to(SYSTEM).get() == made


def test_a_value_is_stated_beside_the_earlier_ones(agreement: Agreement, officer: Person) -> None:
    now = actions.state_value(
        by=officer,
        agreement=agreement,
        version=2,
        amount=TBC,
        kind="lifetime maximum",
        vat="excluding",
        dated=date(2023, 1, 9),
        source="Notice of January 2023",
    )

    assert (now.current_amount, now.current_kind, now.version) == (None, "lifetime maximum", 3)
    values = now.values.order_by("pk").values_list("amount", "kind", "is_current")
    assert list(values) == [
        (Money.of(56_000), "contract value", False),
        (None, "lifetime maximum", True),
    ]
    _, before, after = last("agreement:CORE018")
    assert before["value"] == "£56,000"
    assert after == {
        "value": "not yet known",
        "kind of value": "Lifetime maximum",
        "VAT": "Excluding VAT",
        "dated": "9 January 2023",
        "source": "Notice of January 2023",
    }


def test_the_very_same_value_is_not_stated_twice(agreement: Agreement, officer: Person) -> None:
    now = actions.state_value(by=officer, agreement=agreement, version=2, amount=Money.of(56_000))

    assert (now.version, now.values.count()) == (2, 1)


def test_shares_add_up_to_the_value_to_the_penny(
    agreement: Agreement, officer: Person, funds: dict[str, Fund]
) -> None:
    shares = [(funds["CORE"], Money.of(50_000)), (funds["VRN"], Money.of("5999.99"))]

    with pytest.raises(Refused) as refusal:
        actions.set_shares(by=officer, agreement=agreement, version=2, shares=shares)
    assert refusal.value.words == (
        "The shares add up to £55,999.99, which is £0.01 less than £56,000.00."
    )

    shares[1] = (funds["VRN"], Money.of(6_000))
    now = actions.set_shares(by=officer, agreement=agreement, version=2, shares=shares)
    assert [(one.fund.code, one.amount) for one in now.shares.all()] == [
        ("CORE", Money.of(50_000)),
        ("VRN", Money.of(6_000)),
    ]
    assert last("agreement:CORE018") == (
        "fund shares set",
        None,
        {"funds": "CORE £50,000, VRN £6,000"},
    )


def test_a_fund_is_named_once(
    agreement: Agreement, officer: Person, funds: dict[str, Fund]
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.set_shares(
            by=officer,
            agreement=agreement,
            version=2,
            shares=[(funds["CORE"], None), (funds["CORE"], None)],
        )

    assert refusal.value.words == "Name each fund once"


@pytest.fixture
def shared(agreement: Agreement, officer: Person, funds: dict[str, Fund]) -> Agreement:
    """An agreement of £56,000 that two funds pay, three quarters and one."""
    return actions.set_shares(
        by=officer,
        agreement=agreement,
        version=2,
        shares=[(funds["CORE"], Money.of(42_000)), (funds["VRN"], Money.of(14_000))],
    )


def test_a_new_value_that_the_shares_do_not_make_up_is_refused(
    shared: Agreement, officer: Person
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.state_value(by=officer, agreement=shared, version=3, amount=Money.of(60_000))

    assert refusal.value.field == "shares_become"
    assert shared.values.count() == 1


@pytest.mark.parametrize(
    ("how", "shares"),
    [
        ("in proportion", [Money(7_501), Money(2_500)]),
        ("not stated", [None, None]),
    ],
)
def test_shares_follow_a_new_value_as_it_is_said(
    shared: Agreement, officer: Person, how: str, shares: list[Money | None]
) -> None:
    now = actions.state_value(
        by=officer, agreement=shared, version=3, amount=Money(10_001), shares_become=how
    )

    assert [one.amount for one in now.shares.all()] == shares


@pytest.fixture
def next_one(officer: Person) -> Agreement:
    return actions.record_agreement(by=officer, reference="CORE118", title="CARA II")


def test_one_agreement_follows_another_and_both_tell_it(
    agreement: Agreement, next_one: Agreement, officer: Person
) -> None:
    actions.link_successor(by=officer, agreement=agreement, version=2, successor=next_one)

    assert Agreement.objects.get(reference="CORE118").predecessor == agreement
    assert last("agreement:CORE018") == ("successor linked", None, {"followed by": "CORE118"})
    assert last("agreement:CORE118") == ("predecessor linked", None, {"follows": "CORE018"})


def test_what_follows_is_taken_back(
    agreement: Agreement, next_one: Agreement, officer: Person
) -> None:
    now = actions.link_successor(by=officer, agreement=agreement, version=2, successor=next_one)

    actions.unlink_successor(by=officer, agreement=now, version=3)

    assert Agreement.objects.get(reference="CORE118").predecessor is None
    assert last("agreement:CORE018")[0] == "successor unlinked"
    assert last("agreement:CORE118")[0] == "predecessor unlinked"


def test_agreements_never_follow_one_another_in_a_circle(
    agreement: Agreement, next_one: Agreement, officer: Person
) -> None:
    actions.link_successor(by=officer, agreement=agreement, version=2, successor=next_one)
    next_one.refresh_from_db()

    for successor in (next_one, agreement):
        with pytest.raises(Refused) as refusal:
            actions.link_successor(by=officer, agreement=next_one, version=2, successor=successor)
        assert refusal.value.field == "successor"


def test_only_one_agreement_follows_another(
    agreement: Agreement, next_one: Agreement, officer: Person
) -> None:
    third = actions.record_agreement(by=officer, reference="CORE218", title="CARA III")
    now = actions.link_successor(by=officer, agreement=agreement, version=2, successor=next_one)

    with pytest.raises(Refused) as refusal:
        actions.link_successor(by=officer, agreement=now, version=3, successor=third)
    assert refusal.value.words == "CORE118 already follows it."

    with pytest.raises(Refused) as refusal:
        actions.link_successor(by=officer, agreement=third, version=1, successor=next_one)
    assert refusal.value.words == "CORE118 already follows CORE018."


def test_an_agreement_is_listed_last_moved_and_taken_off(
    agreement: Agreement, next_one: Agreement, officer: Person
) -> None:
    given: dict[str, Any] = {"by": officer, "year": "2022/23", "section": "core"}
    now = actions.list_in_framework(agreement=agreement, version=2, **given)
    actions.list_in_framework(agreement=next_one, version=1, **given)
    assert list(Listing.objects.values_list("agreement__reference", "year", "place")) == [
        ("CORE018", "2022-23", 1),
        ("CORE118", "2022-23", 2),
    ]

    now = actions.list_in_framework(agreement=now, version=3, **given)
    assert now.version == 3
    now = actions.list_in_framework(agreement=now, version=3, place=9, **given)
    assert now.listings.get().place == 9

    now = actions.unlist(by=officer, agreement=now, version=4, year="2022-23")
    assert (now.version, now.listings.count()) == (5, 0)
    assert last("agreement:CORE018") == (
        "taken off a framework",
        {"year": "2022-23", "table": "core", "place": 9},
        None,
    )


@pytest.mark.parametrize(
    ("year", "section", "field"), [("2022", "core", "year"), ("2022-23", "", "section")]
)
def test_a_listing_needs_a_year_and_a_table(
    agreement: Agreement, officer: Person, year: str, section: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.list_in_framework(
            by=officer, agreement=agreement, version=2, year=year, section=section
        )

    assert refusal.value.field == field


def test_agreements_join_and_leave_a_programme_by_its_title(
    agreement: Agreement, officer: Person
) -> None:
    now = actions.amend_agreement(
        by=officer, agreement=agreement, version=2, programme="Specialist  Providers"
    )
    assert now.programme == Programme.objects.get(reference="specialist-providers")
    again = actions.record_agreement(
        by=officer, reference="VRN002", title="B", programme="Specialist Providers"
    )
    assert again.programme == now.programme

    now = actions.amend_agreement(by=officer, agreement=now, version=3, programme="")
    assert now.programme is None
    assert last("agreement:CORE018")[1:] == (
        {"programme": "Specialist Providers"},
        {"programme": ""},
    )


def test_a_provider_is_named_by_reference_in_the_ledger(
    agreement: Agreement, officer: Person
) -> None:
    provider = Organisation.objects.create(reference="withywick", name="Withywick Support")

    actions.amend_agreement(by=officer, agreement=agreement, version=2, provider=provider)

    assert last("agreement:CORE018")[1:] == ({"provider": ""}, {"provider": "withywick"})


def test_nobody_outside_the_office_sees_the_register(
    agreement: Agreement, person: Callable[..., Person], reader: Person
) -> None:
    assert list(access.visible_to(person(role="provider"))) == []
    assert list(access.visible_to(reader)) == [agreement]
