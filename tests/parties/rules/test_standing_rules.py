"""Accounts as they are typed, cooling off, and how checks stand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.parties import rules
from precept.parties.rules import BankStand, RegisterEntry, Stated

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("sort_code", ["404784", "40-47-84", "40 47 84", "40–47–84"], ids=str)
@pytest.mark.parametrize("number", ["70872490", "7087 2490", "7087-2490"], ids=str)
def test_an_account_has_one_spelling(sort_code: str, number: str) -> None:
    account = rules.read_account(sort_code=sort_code, account_number=number, name=" A  Club ")

    assert (account.key, account.ending, account.name) == ("404784/70872490/", "2490", "A Club")


@pytest.mark.parametrize(("typed", "kept"), [("123456", "00123456"), ("1234567", "01234567")])
def test_a_short_number_is_filled_up_with_noughts(typed: str, kept: str) -> None:
    assert rules.read_account(sort_code="404784", account_number=typed, name="A").number == kept


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_typed_is_an_account_or_is_refused_in_words(
    code: str, number: str, name: str, roll: str
) -> None:
    refused = None
    try:
        account = rules.read_account(sort_code=code, account_number=number, name=name, roll=roll)
    except rules.NotAnAccount as problem:
        refused = problem
    if refused is not None:
        assert refused.field in {"sort_code", "number", "name", "roll"}
        assert refused.words
        return
    assert account.sort_code.isascii()
    assert len(account.sort_code + account.number) == 14
    assert account.number not in repr(account)


def test_other_scripts_digits_are_no_account() -> None:
    with pytest.raises(rules.NotAnAccount):
        rules.read_account(sort_code="٤٠٤٧٨٤", account_number="70872490", name="A")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(min_value=-10, max_value=10))
def test_nothing_is_payable_before_the_fifth_day(given_on: date, days: int) -> None:
    stand = BankStand(rules.first_payable(given_on), has_change_waiting=False)
    problem = rules.payment_problem(stand, on=given_on + timedelta(days=days))

    assert (problem is None) == (days >= 5)


def test_a_change_that_waits_blocks_whatever_was_approved() -> None:
    for approved in (None, DAY - timedelta(days=400)):
        assert rules.payment_problem(BankStand(approved, has_change_waiting=True), on=DAY)
    assert rules.payment_problem(BankStand(None, has_change_waiting=False), on=DAY)


@pytest.mark.parametrize(
    ("minutes", "fresh"), [(0, True), (30, True), (31, False), (-1, False)], ids=str
)
def test_proof_lasts_half_an_hour(minutes: int, fresh: bool) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    assert rules.proof_is_fresh(now - timedelta(minutes=minutes), now) is fresh
    assert not rules.proof_is_fresh(None, now)


@pytest.mark.parametrize(
    ("entry", "line", "agrees"),
    [
        (None, "The register has no such number.", False),
        (RegisterEntry("Oxenmere Boxing", "Active"), "The name agrees: “Oxenmere Boxing”.", True),
        (
            RegisterEntry("Oxenmere Fighting", "Active"),
            "The register still has a former name: “Oxenmere Fighting”.",
            True,
        ),
        (
            RegisterEntry("Oxenmere Boxxing", "Active"),
            "The name is much like it, not the same: the register has “Oxenmere Boxxing”.",
            False,
        ),
        (
            RegisterEntry("Oxenmere Boxing", "Liquidation"),
            "Its status is “Liquidation”, not one in force.",
            False,
        ),
        (
            RegisterEntry("Oxenmere Boxing", "Registered", date(2026, 6, 1)),
            "That is less than a year ago.",
            True,
        ),
        (
            RegisterEntry("Oxenmere Boxing", "Registered", date(2001, 6, 1)),
            "It says that it started later, on 1 May 2011.",
            False,
        ),
    ],
    ids=["none", "same", "former", "near", "status", "young", "older than it says"],
)
def test_the_register_is_compared_with_what_was_said(
    entry: RegisterEntry | None, line: str, agrees: bool
) -> None:
    starts = date(2011, 5, 1) if entry is None or entry.registered != date(2026, 6, 1) else None
    said = Stated("The Oxenmere Boxing", ("Oxenmere Fighting",), starts)

    compared = rules.compare_with_register(said, entry, on=DAY)

    assert line in compared.words
    assert compared.agrees is agrees


def test_how_all_checks_stand_in_a_line() -> None:
    states = ["complete", "missing", "missing", "expired"]

    assert rules.diligence_summary(states) == "1 complete, 2 missing, 1 expired"
    assert rules.diligence_problems([("bank", "expired"), ("accounts", "complete")]) == [
        "Bank account: expired"
    ]
