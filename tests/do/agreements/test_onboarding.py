"""Beginning in the middle of a year: the office's own register, through intake."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.do.agreements import actions, queries, sign_ups
from precept.do.agreements.models import Agreement
from precept.foundation.intake.models import Intake
from precept.foundation.ledger.actions import SYSTEM, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.do.agreements.signed import drafted

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
HEAD = "Reference,Title,Type,Provider,Start,End,Value,Fund,Paid to date,As at,Next return,Next review,Manager\n"
ROWS = (
    'C-101,Victim advocacy,Contract,Harbour Light,01/04/2025,31/03/2028,"£300,000",CORE,'
    '"£150,000",31/10/2026,15/01/2027,01/03/2027,Ada Quillfeather\n'
    'G-7,Boxing club,Grant,Ring Youth,01/06/2026,31/05/2027,"£10,000",,,,,,Somebody Else\n'
)
ADDED = {"unknown": "add"}


@pytest.fixture(autouse=True)
def midday(on: Callable[[date], None]) -> None:
    on(TODAY)


@pytest.fixture
def ada(person: Callable[..., Person]) -> Person:
    return person(role="commissioning-officer", name="Ada Quillfeather")


def test_the_office_s_register_is_taken_in_with_what_was_paid_and_what_is_next(
    load: Callable[..., Intake],
    funds: dict[str, Fund],
    ada: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paid: list[tuple[Any, ...]] = []
    signed: list[str] = []
    monkeypatch.setattr(sign_ups, "_when_onboarded", [lambda *said: paid.append(said[:3])])
    monkeypatch.setattr(sign_ups, "_when_signed", [lambda of, *_: signed.append(of.reference)])
    load("register", "register.csv", (HEAD + ROWS).encode(), **ADDED)

    first = Agreement.objects.get(reference="C-101")
    assert (first.kind, first.status, first.is_past) == ("contract", "active", True)
    assert (first.starts, first.ends) == (date(2025, 4, 1), date(2028, 3, 31))
    assert first.current_amount == first.award_amount == Money.of(300_000)
    assert (first.next_return, first.next_review) == (date(2027, 1, 15), date(2027, 3, 1))
    assert first.manager == ada
    assert first.provider == Organisation.objects.get(name="Harbour Light")
    assert [one.fund.code for one in queries.shares_of(first)] == ["CORE"]
    assert (first.paid_before, first.paid_before_on) == (Money.of(150_000), date(2026, 10, 31))
    assert first.decide_by is not None
    grant = Agreement.objects.get(reference="G-7")
    assert (grant.kind, grant.manager, grant.paid_before) == ("grant agreement", None, None)
    assert not grant.outcomes.exists()
    assert signed == ["C-101", "G-7"]
    assert paid == [(first, Money.of(150_000), date(2026, 10, 31))]


def test_the_same_file_again_changes_nothing_and_a_later_one_corrects(
    load: Callable[..., Intake], funds: dict[str, Fund], ada: Person
) -> None:
    load("register", "register.csv", (HEAD + ROWS).encode(), **ADDED)
    before = Agreement.objects.get(reference="C-101").version
    load("register", "again.csv", (HEAD + ROWS).encode(), **ADDED)
    assert Agreement.objects.get(reference="C-101").version == before
    later = (HEAD + ROWS).replace("£150,000", "£175,000").replace("31/10/2026", "10/11/2026")
    load("register", "later.csv", later.encode(), **ADDED)
    now = Agreement.objects.get(reference="C-101")
    assert (now.paid_before, now.paid_before_on) == (Money.of(175_000), date(2026, 11, 10))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("C-1,One,,,01/04/2026,31/03/2026,£5,,,,,,\n", "It ends before it starts."),
        ("C-1,One,,,,,£5,,£6,,,,\n", "More was paid than it is worth."),
        ("C-1,One,,,,,£5,,tbc,,,,\n", "What was paid is a sum"),
    ],
)
def test_rows_that_contradict_themselves_are_refused_one_by_one(
    give: Callable[..., Intake], row: str, words: str
) -> None:
    file = give("register", "register.csv", (HEAD + row + ROWS).encode(), **ADDED)
    assert (file.rows_refused, file.rows_to_load) == (1, 2)
    (refused,) = file.rows.filter(state="refused")
    assert words in str(refused.problems)


def test_what_was_paid_must_be_possible() -> None:
    now = drafted()

    def onboard(now: Agreement, **said: Any) -> Agreement:
        asked: dict[str, Any] = {"paid": Money.of(5), "paid_on": TODAY} | said
        return actions.onboard(by=SYSTEM, agreement=now, version=now.version, **asked)

    with pytest.raises(Refused, match="Only a signed agreement"):
        onboard(now)
    now = actions.sign_agreement(
        by=SYSTEM,
        agreement=now,
        version=now.version,
        signed_on=None,
        is_past=True,
        why="It stands in the old register.",
    )
    for said in (
        {"paid": Money.of(-1)},
        {"paid": Money.of(400_001)},
        {"paid_on": date(2026, 11, 17)},
    ):
        with pytest.raises(Refused) as refusal:
            onboard(now, **said)
        assert refusal.value.field in said
    now = onboard(now)
    assert onboard(now).version == now.version
