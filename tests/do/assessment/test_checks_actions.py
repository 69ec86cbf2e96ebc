"""Checking bids: rule by rule, with evidence; what a failed eligibility check does."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from precept.do.assessment import access, actions, queries, rules
from precept.do.assessment.models import BidCheck
from precept.do.bids.models import Bid, Conflict, Submission
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.people.models import Person
from precept.parties.models import Mark

pytestmark = pytest.mark.django_db
Events = Callable[[str], list[str]]


def test_a_check_is_recorded_with_who_when_evidence_and_outcome(
    bids: list[Bid], officer: Person, event_types: Events
) -> None:
    made = actions.record_check(
        by=officer, bid=bids[0], kind="plan", outcome="pass", evidence="Priority 2, ward profile"
    )

    assert (made.by, made.outcome, made.is_current) == (officer, "pass", True)
    assert event_types(bids[0].subject) == ["check recorded"]
    event = Event.objects.get(subject=bids[0].subject)
    assert said(event)["after"] == {"check": "Serves a priority of the plan", "outcome": "Passed"}
    assert "ward profile" not in event.parts.get(name="facts").text


def test_a_later_check_takes_the_place_of_the_earlier_and_both_are_kept(
    bids: list[Bid], officer: Person, manager: Person
) -> None:
    actions.record_check(by=officer, bid=bids[0], kind="plan", outcome="refer", evidence="Unsure")
    actions.record_check(by=manager, bid=bids[0], kind="plan", outcome="pass", evidence="It does")

    assert list(BidCheck.objects.values_list("outcome", "is_current")) == [
        ("refer", False),
        ("pass", True),
    ]


def test_a_failed_rule_takes_the_bid_out_of_marking_with_a_reason_that_can_be_told(
    bids: list[Bid], officer: Person, event_types: Events
) -> None:
    made = actions.record_check(
        by=officer,
        bid=bids[0],
        kind="eligibility",
        rule="area",
        outcome="fail",
        evidence="Postcode is in another county",
        told="The fund is for groups that work in our area.",
    )

    assert made.told == "The fund is for groups that work in our area."
    assert event_types(bids[0].subject) == ["check recorded", "bid taken out of marking"]
    assert not Bid.objects.filter(access.in_marking(), pk=bids[0].pk).exists()
    # Every other bid stays in.
    assert Bid.objects.filter(access.in_marking()).count() == 3


def test_a_bid_that_is_eligible_after_all_comes_back(
    bids: list[Bid], officer: Person, event_types: Events
) -> None:
    for outcome in ("fail", "pass"):
        actions.record_check(
            by=officer,
            bid=bids[0],
            kind="eligibility",
            rule="area",
            outcome=outcome,
            evidence="Asked them",
            told="Outside our area",
        )

    assert event_types(bids[0].subject)[-1] == "bid put back into marking"
    assert Bid.objects.filter(access.in_marking(), pk=bids[0].pk).exists()


@pytest.mark.parametrize("kind", [one for one in rules.CHECK_KINDS if one != "eligibility"])
def test_nothing_else_takes_a_bid_out_by_itself(
    bids: list[Bid], officer: Person, kind: str
) -> None:
    actions.record_check(by=officer, bid=bids[0], kind=kind, outcome="fail", evidence="Look here")

    assert Bid.objects.filter(access.in_marking(), pk=bids[0].pk).exists()


REFUSED = [
    ({"evidence": " "}, "Say what you looked at", "evidence_eligibility_area"),
    ({"outcome": "maybe"}, "Choose what came of the check", "outcome_eligibility_area"),
    ({"outcome": "fail"}, "Say what the applicant may be told", "told_eligibility_area"),
    ({"rule": "other"}, "not a check of this round", None),
    ({"kind": "plan"}, "not a check of this round", None),
]


@pytest.mark.parametrize(
    ("change", "words", "field"),
    REFUSED,
    ids=["no evidence", "no outcome", "nothing to tell", "no such rule", "a rule of no kind"],
)
def test_a_check_that_says_too_little_is_refused(
    bids: list[Bid], officer: Person, change: dict[str, str], words: str, field: str | None
) -> None:
    whole = {"kind": "eligibility", "rule": "area", "outcome": "pass", "evidence": "Asked"}

    with pytest.raises(Refused, match=words) as refused:
        actions.record_check(by=officer, bid=bids[0], **(whole | change))

    assert refused.value.field == field
    assert not BidCheck.objects.exists()


def test_two_people_who_check_at_once_do_not_overwrite_each_other(
    bids: list[Bid], officer: Person, manager: Person
) -> None:
    read = 0
    one = [actions.Said("plan", "pass", "Read it")]
    actions.record_checks(by=officer, bid=bids[0], said=one, read=read)

    with pytest.raises(Changed):
        actions.record_checks(
            by=manager, bid=bids[0], said=[actions.Said("plan", "fail", "No")], read=read
        )
    assert BidCheck.objects.get(is_current=True).outcome == "pass"


def test_whoever_does_not_run_rounds_checks_nothing(
    bids: list[Bid], person: Callable[..., Person]
) -> None:
    for role in ("marker", "external-expert", "auditor", "chief-executive", "administrator"):
        with pytest.raises(NotAllowed):
            actions.record_check(
                by=person(role=role), bid=bids[0], kind="plan", outcome="pass", evidence="x"
            )


def test_a_conflict_shuts_the_checks(bids: list[Bid], officer: Person) -> None:
    Conflict.objects.create(bid=bids[0], person=officer, kind="family")

    with pytest.raises(NotAllowed, match="not open to you"):
        actions.record_check(by=officer, bid=bids[0], kind="plan", outcome="pass", evidence="x")


@pytest.mark.parametrize("stage", ["published", "recommended", "decided", "awarded", "cancelled"])
def test_checks_end_when_the_ranking_is_frozen(
    bids: list[Bid], officer: Person, stage: str
) -> None:
    Call.objects.update(stage=stage)

    with pytest.raises(Refused, match="until the ranking is frozen"):
        actions.record_check(by=officer, bid=bids[0], kind="plan", outcome="pass", evidence="x")


def test_a_bid_not_opened_cannot_be_checked(bids: list[Bid], officer: Person) -> None:
    Bid.objects.filter(pk=bids[0].pk).update(opened=None)

    with pytest.raises(NotAllowed):
        actions.record_check(by=officer, bid=bids[0], kind="plan", outcome="pass", evidence="x")


def test_flags_show_what_is_alike_and_decide_nothing(bids: list[Bid], officer: Person) -> None:
    same = "We will walk with people home every Friday evening from the clubs to the station."
    Bid.objects.filter(pk__in=[bids[0].pk, bids[1].pk]).update(summary=same)
    Bid.objects.filter(pk=bids[2].pk).update(organisation=bids[0].organisation)

    flags = queries.duplicate_flags(officer, Bid.objects.get(pk=bids[0].pk))

    assert {one.reference for one in flags} == {bids[1].reference, bids[2].reference}
    assert Bid.objects.filter(access.in_marking()).count() == 4


def test_bids_whose_organisations_share_an_account_are_flagged(
    bids: list[Bid], officer: Person
) -> None:
    for bid in bids[:2]:
        Mark.objects.create(organisation=bid.organisation, kind="bank", digest="0" * 64)
    Mark.objects.create(organisation=bids[2].organisation, kind="bank", digest="1" * 64)

    (flag,) = queries.duplicate_flags(officer, Bid.objects.get(pk=bids[0].pk))
    assert flag.words.startswith("The same bank account")
    assert flag.reference == bids[1].reference


def test_a_flag_never_names_a_bid_that_is_shut(bids: list[Bid], officer: Person) -> None:
    Bid.objects.filter(pk=bids[2].pk).update(organisation=bids[0].organisation)
    Conflict.objects.create(bid=bids[2], person=officer, kind="family")

    assert queries.duplicate_flags(officer, Bid.objects.get(pk=bids[0].pk)) == []


@given(st.lists(st.sampled_from(["pass", "fail", "refer", "not-needed"]), max_size=5))
def test_the_worst_outcome_stands_for_all(outcomes: list[str]) -> None:
    came = rules.overall(outcomes, 3)

    if "fail" in outcomes:
        assert came == "fail"
    elif "refer" in outcomes:
        assert came == "refer"
    else:
        assert (came == "") == (len(outcomes) < 3)


def replace(bid: Bid, title: str) -> Bid:
    """The bid is sent again in a rolling round."""
    Call.objects.filter(opportunity=bid.opportunity).update(is_rolling=True, stage="published")
    made = Submission.objects.create(
        bid=bid,
        number=2,
        key=f"again-{bid.pk}",
        content=canonical({"answers": {"project": {"title": title}}}),
        sha256="0" * 64,
        begun=clock.now(),
    )
    Bid.objects.filter(pk=bid.pk).update(in_force=made, title=title)
    return Bid.objects.get(pk=bid.pk)


def check_area(bid: Bid, by: Person, outcome: str) -> BidCheck:
    return actions.record_check(
        by=by,
        bid=bid,
        kind="eligibility",
        rule="area",
        outcome=outcome,
        evidence="Its postcode",
        told="Outside our area",
    )


def test_a_check_of_an_earlier_version_does_not_count_until_it_is_confirmed(
    bids: list[Bid], officer: Person, manager: Person, event_types: Events
) -> None:
    before = check_area(bids[0], officer, "fail")
    assert queries.failed_checks(bids[0].opportunity) == {bids[0].reference}
    now = replace(bids[0], "Another bid")

    assert queries.failed_checks(now.opportunity) == set()
    assert queries.told_why_not_eligible([now]) == {}
    assert Bid.objects.filter(access.in_marking(), pk=now.pk).exists()
    shown = queries.bid_checks(officer, now.opportunity, now.reference)
    assert (shown.earlier, shown.is_out) == (1, False)
    assert shown.checks[0].words == "Failed, recorded for an earlier version"

    with pytest.raises(Refused, match="Say how you know"):
        actions.confirm_checks(by=manager, bid=now, why=" ")
    [made] = actions.confirm_checks(
        by=manager, bid=now, why="Only the title changed", read=before.pk
    )

    assert (made.by, made.outcome, made.told) == (manager, "fail", "Outside our area")
    assert made.submission == now.in_force
    assert queries.failed_checks(now.opportunity) == {now.reference}
    assert not Bid.objects.filter(access.in_marking(), pk=now.pk).exists()
    assert event_types(now.subject)[-2:] == [
        "check confirmed for the version that stands",
        "bid taken out of marking",
    ]
    event = Event.objects.get(type="check confirmed for the version that stands")
    assert said(event)["why"] == "Only the title changed"
    with pytest.raises(Refused, match="No check of this bid was recorded for an earlier version"):
        actions.confirm_checks(by=manager, bid=now, why="Again")
    with pytest.raises(Changed):
        actions.confirm_checks(by=manager, bid=now, why="Again", read=before.pk)


def test_a_check_of_an_earlier_version_is_recorded_anew_instead(
    bids: list[Bid], officer: Person
) -> None:
    check_area(bids[0], officer, "fail")
    now = replace(bids[0], "Another bid")

    check_area(now, officer, "pass")

    assert queries.bid_checks(officer, now.opportunity, now.reference).earlier == 0
    assert queries.failed_checks(now.opportunity) == set()
    assert list(BidCheck.objects.values_list("outcome", "is_current")) == [
        ("fail", False),
        ("pass", True),
    ]


def test_whoever_may_not_check_confirms_nothing(
    bids: list[Bid], officer: Person, person: Callable[..., Person]
) -> None:
    check_area(bids[0], officer, "pass")
    now = replace(bids[0], "Another bid")

    with pytest.raises(NotAllowed):
        actions.confirm_checks(by=person(role="marker"), bid=now, why="It does")


def test_the_page_says_what_was_recorded_for_an_earlier_version(
    bids: list[Bid], officer: Person, client_as: Callable[[Person], Client]
) -> None:
    check_area(bids[0], officer, "pass")
    now = replace(bids[0], "Another bid")
    browser = client_as(officer)
    address = f"/office/rounds/{now.opportunity.reference}/checks/{now.reference}"

    page = browser.get(address).content.decode()
    assert "Passed, recorded for an earlier version" in page
    assert "1 check was recorded for an earlier version and does not count until confirmed." in page
    read = BidCheck.objects.get().pk
    answer = browser.post(f"{address}/confirm", {"read": read, "why": "Only the title changed"})

    assert (answer.status_code, answer["Location"]) == (302, address)
    page = browser.get(address).content.decode()
    assert "earlier version" not in page
