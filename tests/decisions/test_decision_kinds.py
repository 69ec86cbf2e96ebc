"""The kinds of decision: a table of the office, offered everywhere, each with its advice and its signers."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.decisions import actions, rules
from precept.decisions.models import Decision
from precept.decisions.rules.kinds import read_kinds
from precept.foundation.ledger.actions import NotAllowed
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from tests.decisions.conftest import sign

Make = Callable[..., Decision]
SINCE = date(2026, 11, 16)
ROW = """[[kind]]
key = "award"
title = "Award"
in_a_sentence = "an award"
commits_money = true
finance = "Is there money?"
"""


def test_no_kind_that_decisions_have_had_is_lost() -> None:
    assert {"award", "spend", "other"} <= set(rules.KINDS)
    assert [rules.KINDS[key] for key in ("award", "spend", "other")] == [
        "Award of grants",
        "Spend outside the framework",
        "Other",
    ]
    assert {"contract", "direct", "vary", "renew", "plan"} <= set(rules.KINDS)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('key = "award"', 'key = "awardsofgrants"', "at most 10 small letters"),
        ('key = "award"', 'key = "Award"', "at most 10 small letters"),
        ('finance = "Is there money?"', 'finance = " "', "lacks its words"),
        ("commits_money = true", 'commits_money = "yes"', "true or false"),
        ('title = "Award"', "", "title"),
        (ROW, ROW + ROW, "two kinds have the same key"),
    ],
)
def test_a_slip_in_the_table_is_an_error(old: str, new: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_kinds(ROW.replace(old, new))


@pytest.mark.parametrize(
    ("kind", "amount", "signers"),
    [
        ("contract", "231600.00", {"deputy", "commissioner"}),
        ("contract", "250000.01", {"commissioner"}),
        ("contract", None, {"commissioner"}),
        ("direct", "900.00", {"deputy", "commissioner"}),
        ("vary", None, {"deputy", "commissioner"}),
        ("renew", None, {"deputy", "commissioner"}),
        ("plan", None, {"commissioner"}),
    ],
)
def test_who_signs_each_kind(kind: str, amount: str | None, signers: set[str]) -> None:
    found = rules.who_may_sign(kind, Money.of(amount) if amount else None, SINCE)

    assert {role for one in found for role in one.roles} == signers


@pytest.mark.parametrize("kind", sorted(rules.KINDS))
def test_finance_and_law_advise_where_a_kind_commits_money(kind: str) -> None:
    needed = rules.advice_needed(kind, None)

    assert ({"finance", "legal"} <= set(needed)) == rules.kind_table[kind].commits_money
    assert "finance" in rules.advice_needed(kind, Money.of("1.00"))


@pytest.mark.django_db
def test_every_kind_is_drafted_filtered_and_published(
    published: Make, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    one = published(kind="contract", title="A contract for courses")
    plain = published(kind="other", title="A plain thing")

    page = client_as(cast.officer).get("/office/decisions/new").content.decode()
    for key, title in rules.KINDS.items():
        assert f'value="{key}"' in page
        assert title in page
    log = Client().get("/decisions?kind=contract").content.decode()
    assert "A contract for courses" in log
    assert "Award of a contract" in log
    assert plain.reference not in log
    assert one.reference not in Client().get("/decisions?kind=other").content.decode()
    listed = client_as(cast.officer).get("/office/decisions?kind=contract").content.decode()
    assert one.reference in listed
    other = client_as(cast.officer).get("/office/decisions?kind=vary").content.decode()
    assert one.reference not in other
    assert "Award of a contract" in Client().get(f"/decisions/{one.reference}").content.decode()


@pytest.mark.django_db
def test_finance_is_asked_what_the_kind_asks(
    draft: Make, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    one = draft(kind="vary")
    actions.send_for_advice(by=cast.officer, decision=one)

    asked = client_as(cast.treasurer).get(f"/office/decisions/{one.reference}/advice/finance")
    legal = client_as(cast.chief).get(f"/office/decisions/{one.reference}/advice/legal")

    assert rules.kind_table["vary"].finance in asked.content.decode()
    assert rules.kind_table["vary"].finance not in legal.content.decode()


@pytest.mark.django_db
def test_a_plan_is_signed_by_the_commissioner_alone(ready: Make, cast: SimpleNamespace) -> None:
    one = ready(kind="plan", amount=None, power="")
    with pytest.raises(NotAllowed, match="the commissioner may sign the adoption of a plan"):
        sign(one, cast.deputy)

    assert sign(one, cast.commissioner).state == "signed"
