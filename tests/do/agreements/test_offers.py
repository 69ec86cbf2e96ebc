"""Offers: accepted by who may sign, declined, lapsed, extended; the reserve list; what enters the register."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from precept.do.agreements import actions, queries, rules
from precept.do.agreements.models import Agreement, Award, Awarding
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.parties.rules import name_key
from tests.do.agreements.awarding import sent, sign_for

FIRST = "CSF-2026-0001"


@pytest.fixture
def offered(live_awards: Awarding, cast: SimpleNamespace) -> Awarding:
    """The live round's awards, offered to their bidders by mail."""
    return sent(live_awards, cast)


def award(reference: str = FIRST) -> Award:
    return Award.objects.get(reference=reference)


def accept(by: Person, one: Award) -> Agreement:
    return actions.accept_award(by=by, award=one, version=one.version, declares=True)


@pytest.mark.django_db
def test_who_signs_for_the_organisation_accepts_and_it_enters_the_register(
    offered: Awarding, live: SimpleNamespace
) -> None:
    agreement = accept(live.leads[0], award())

    assert (agreement.reference, agreement.kind, agreement.procedure) == (
        FIRST,
        "grant agreement",
        "grant round",
    )
    assert agreement.current_amount == award().amount
    shares = sum(one.amount.pence for one in agreement.shares.all() if one.amount is not None)
    paid = sum(one.amount.pence for one in agreement.payments.all())
    assert shares == paid == award().amount.pence
    assert agreement.provider == live.bids[0].organisation
    event = Event.objects.get(subject=f"award:{FIRST}", type="award accepted")
    assert event.actor == live.leads[0].ledger_name


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["another bidder", "a member who may not sign", "the office"])
def test_nobody_else_accepts_an_award(
    offered: Awarding,
    live: SimpleNamespace,
    cast: SimpleNamespace,
    person: Callable[..., Person],
    who: str,
) -> None:
    asked = {"another bidder": live.leads[1], "the office": cast.manager}.get(who) or person()
    if who == "a member who may not sign":
        live.bids[0].organisation.members.create(
            person=asked, keeps_profile=True, starts=date(2020, 1, 1)
        )

    with pytest.raises(NotAllowed, match="may sign for the organisation"):
        accept(asked, award())
    assert award().state == "offered"


@pytest.mark.django_db
def test_the_accountable_body_accepts_where_one_stands_in(
    live_awards: Awarding,
    live: SimpleNamespace,
    cast: SimpleNamespace,
    person: Callable[..., Person],
) -> None:
    body = Organisation.objects.create(
        reference="wrenfield-trust", name="Wrenfield Trust", name_key=name_key("Wrenfield Trust")
    )
    Award.objects.filter(reference=FIRST).update(accountable_body=body)
    sent(live_awards, cast)
    treasurer = person()
    sign_for(body, treasurer)

    with pytest.raises(NotAllowed):
        accept(live.leads[0], award())
    agreement = accept(treasurer, award())
    assert "Wrenfield Trust holds the money" in agreement.note


@pytest.mark.django_db
def test_an_award_that_was_not_told_yet_is_nobody_s_to_read(
    live_awards: Awarding, live: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(live.leads[0])

    assert browser.get(f"/my/awards/{FIRST}").status_code == 404
    assert FIRST not in browser.get("/my/awards").content.decode()


@pytest.mark.django_db
def test_a_bidder_reads_their_own_award_and_accepts_it_on_its_page(
    offered: Awarding, live: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(live.leads[0])
    assert FIRST in browser.get("/my/awards").content.decode()
    page = browser.get(f"/my/awards/{FIRST}").content.decode()
    assert "Accept the award" in page
    assert "No bank details are approved." in page
    assert browser.get("/my/awards/CSF-2026-0002").status_code == 404
    one = award()
    refused = browser.post(f"/my/awards/{FIRST}/accept", {"version": one.version})
    assert refused.status_code == 422
    assert "Confirm that you may accept this award" in refused.content.decode()
    done = browser.post(f"/my/awards/{FIRST}/accept", {"version": one.version, "declares": "on"})
    assert done.headers["Location"] == f"/my/awards/{FIRST}"
    assert f"The agreement is {FIRST}" in browser.get(f"/my/awards/{FIRST}").content.decode()
    assert browser.get(f"/my/awards/{FIRST}/letter.docx").status_code == 200


@pytest.mark.django_db
def test_an_award_is_accepted_once(offered: Awarding, live: SimpleNamespace) -> None:
    one = award()
    accept(live.leads[0], one)

    with pytest.raises(Changed):
        accept(live.leads[0], one)
    with pytest.raises(Refused, match="accepted"):
        accept(live.leads[0], award())
    assert Agreement.objects.count() == 1


@pytest.mark.django_db
def test_the_last_day_counts_and_the_day_after_does_not(
    offered: Awarding, live: SimpleNamespace, on: Callable[[date], None]
) -> None:
    last = award().accept_by
    assert last == rules.accept_by(clock.today(), rules.ACCEPT_DAYS)
    on(last)
    assert actions.lapse_due() == 0
    assert accept(live.leads[0], award()).reference == FIRST
    on(last + timedelta(days=1))
    with pytest.raises(Refused, match="The last day to accept was"):
        accept(live.leads[1], award("CSF-2026-0002"))


@pytest.mark.django_db
def test_reminders_come_once_each_and_the_offer_lapses(
    offered: Awarding, live: SimpleNamespace, on: Callable[[date], None]
) -> None:
    last = award().accept_by
    assert last is not None
    day = clock.today()
    seen = 0
    while day <= last + timedelta(days=2):
        on(day)
        seen += actions.remind_due()
        actions.remind_due()
        day += timedelta(days=1)
    assert seen == 4
    assert actions.lapse_due() == 2
    assert actions.lapse_due() == 0

    assert award().state == "lapsed"
    about = Mail.objects.filter(about=f"award:{FIRST}", to=live.leads[0].email)
    assert about.count() == 3


@pytest.mark.django_db
def test_more_time_brings_a_lapsed_offer_back(
    offered: Awarding, live: SimpleNamespace, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    last = award().accept_by
    assert last is not None
    on(last + timedelta(days=1))
    actions.lapse_due()
    one = award()
    actions.extend_offer(
        by=cast.officer,
        award=one,
        version=one.version,
        day=last + timedelta(days=14),
        why="Their board meets next week.",
    )

    assert accept(live.leads[0], award()).reference == FIRST


@pytest.mark.django_db
def test_a_declined_award_frees_money_for_the_first_in_reserve(
    offered: Awarding, live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    one = award()
    actions.decline_award(by=live.leads[0], award=one, version=one.version, why="We lost our hall.")
    board = queries.board(cast.manager, offered.opportunity)
    [first] = board.reserve
    assert first.result.bid == live.bids[2]
    assert first.free == one.amount
    with pytest.raises(Refused, match="is free"):
        actions.award_reserve(
            by=cast.officer, result=first.result, amount=first.free + Money(1), why="Next"
        )
    made = actions.award_reserve(
        by=cast.officer, result=first.result, amount=first.free, why="First in reserve"
    )
    assert sum(pence for _, _, pence in made.shares) == made.amount.pence
    assert not queries.board(cast.manager, offered.opportunity).reserve
    with pytest.raises(NotAllowed, match="somebody else sends the offer"):
        actions.send_offer(by=cast.officer, award=made, version=made.version)
    told = actions.send_offer(by=cast.manager, award=made, version=made.version)

    assert told.state == "offered"
    assert Mail.objects.filter(about=made.subject, to=live.leads[2].email).count() == 1
    assert accept(live.leads[2], told).current_amount == made.amount
    private = Event.objects.get(subject=f"award:{FIRST}", type="award declined")
    assert "hall" not in "".join(private.parts.filter(name="facts").values_list("text", flat=True))


@pytest.mark.django_db
def test_a_lapsed_offer_whose_money_went_on_does_not_come_back(
    offered: Awarding, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    last = award().accept_by
    assert last is not None
    on(last + timedelta(days=1))
    actions.lapse_due()
    [first] = queries.board(cast.manager, offered.opportunity).reserve
    asked = first.result.asked
    assert asked is not None
    actions.award_reserve(by=cast.officer, result=first.result, amount=asked, why="Next")
    one = award()

    with pytest.raises(Refused, match="went to the reserve list"):
        actions.extend_offer(
            by=cast.officer,
            award=one,
            version=one.version,
            day=last + timedelta(days=20),
            why="Late",
        )


@pytest.mark.django_db
def test_payments_change_with_a_reason_and_still_add_up(
    offered: Awarding, live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    accept(live.leads[0], award())
    one = award()
    half = rules.Payment(None, Money(1), "At once")
    with pytest.raises(Refused, match="payments add up to"):
        actions.set_payment_plan(
            by=cast.officer, award=one, version=one.version, payments=[half], why="Two parts"
        )
    rest = rules.Payment(None, one.amount - half.amount, "After the report")
    actions.set_payment_plan(
        by=cast.officer, award=one, version=one.version, payments=[half, rest], why="Two parts"
    )
    assert one.agreement is not None

    assert [row.amount for row in one.agreement.payments.all()] == [half.amount, rest.amount]


@given(
    pence=st.integers(1, 30_000_000),
    days=st.integers(0, 800),
    starts=st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 1, 1))),
)
def test_a_plan_of_payments_adds_up_to_the_penny(
    pence: int, days: int, starts: date | None
) -> None:
    ends = starts + timedelta(days=days) if starts else None
    plan = rules.payment_plan(Money(pence), starts, ends)

    assert sum(one.amount.pence for one in plan) == pence
    assert rules.plan_problem(Money(pence), plan) == ""
    due = [one.due for one in plan if one.due is not None]
    assert due == sorted(due)


@given(
    pence=st.integers(1, 10_000_000),
    free=st.lists(st.integers(0, 10_000_000), min_size=1, max_size=5).filter(any),
)
def test_what_a_reserve_award_takes_of_each_fund_is_there_to_the_penny(
    pence: int, free: list[int]
) -> None:
    amount = Money(min(pence, sum(free)))
    parts = rules.shared_anew(amount, free)

    assert sum(one.pence for one in parts) == amount.pence
    assert all(one.pence <= held for one, held in zip(parts, free, strict=True))


@pytest.mark.parametrize(
    ("amount", "asked", "cap", "shares", "words"),
    [
        (100, 100, 100, [40, 60], ""),
        (0, 100, 100, [], "more than nothing"),
        (101, 100, None, [], "more than the £1.00 that was asked for"),
        (101, None, 100, [], "the round’s cap"),
        (100, 100, 100, [40, 59], "less than"),
    ],
    ids=["fits", "nothing", "above what was asked", "above the cap", "a penny short"],
)
def test_an_award_is_within_what_was_asked_the_cap_and_its_shares(
    amount: int, asked: int | None, cap: int | None, shares: list[int], words: str
) -> None:
    problem = rules.award_problem(
        Money(amount),
        None if asked is None else Money(asked),
        None if cap is None else Money(cap),
        [Money(one) for one in shares],
    )

    assert words in problem
    assert bool(problem) == bool(words)


def test_references_go_on_where_the_series_ended() -> None:
    taken = ["CSF-2026-0007", "CSF-2026-0041", "CSF-2025-0099", "CSF-2026-X"]

    assert rules.next_references("CSF-2026-", taken, 2) == ["CSF-2026-0042", "CSF-2026-0043"]
    assert rules.series_of("CSF-2026-27-7", 2026) == "CSF-2026-"


def test_the_fund_s_own_conditions_come_before_everybody_s() -> None:
    plain = rules.Conditions("a", frozenset({"*"}), date(2022, 4, 1), ("One",), "")
    later = rules.Conditions("b", frozenset({"*"}), date(2024, 4, 1), ("Two",), "")
    own = rules.Conditions("c", frozenset({"VRN"}), date(2023, 4, 1), ("Three",), "")
    known = [plain, later, own]

    assert rules.standard_conditions("CSF", date(2023, 1, 1), known) == plain
    assert rules.standard_conditions("CSF", date(2025, 1, 1), known) == later
    assert rules.standard_conditions("VRN", date(2025, 1, 1), known) == own
    assert rules.standard_conditions("VRN", date(2021, 1, 1), known) is None


def test_outcome_targets_of_a_bid_become_outcomes_of_its_agreement() -> None:
    rows = rules.outcomes_of(
        [
            {"people": 80, "percent": 80, "change": "report better wellbeing", "measure": "Survey"},
            {"people": None, "percent": None, "change": " ", "measure": "None"},
        ]
    )

    assert len(rows) == 1
    words = rules.outcome_words(rows[0]["people"], rows[0]["percent"], rows[0]["change"])
    assert words == "80 people; 80% report better wellbeing"
    assert rules.outcomes_of(None) == []
