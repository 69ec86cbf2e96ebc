"""Applicants hear first: letters checked by one person, sent once by another, each bid its own facts."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.decisions import actions as decisions
from precept.decisions import queries as deciding
from precept.decisions.models import Decision
from precept.do.agreements import actions, queries, rules
from precept.do.agreements.models import Award, Awarding, BidResult
from precept.do.assessment import actions as assessment
from precept.do.assessment.models import AgreedScore, BidCheck, ScoreCorrection
from precept.do.bids.models import Conflict
from precept.foundation import clock
from precept.foundation.documents.model import Heading
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event, Part
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.rules import SubsidyAnswers
from tests.do.agreements.awarding import (
    drafted,
    feedback,
    prepared,
    ready,
    sent,
    signed,
    stage,
)

pytestmark = pytest.mark.django_db


def letters() -> list[Mail]:
    return list(Mail.objects.filter(kind="award letter").order_by("pk"))


def test_a_signed_decision_makes_awards_and_keeps_everybody_else(
    live_awards: Awarding, live: SimpleNamespace
) -> None:
    assert [
        (one.bid.reference, one.placing, one.way) for one in live_awards.results.order_by("bid_id")
    ] == [
        (live.bids[0].reference, "fund", "mail"),
        (live.bids[1].reference, "part", "mail"),
        (live.bids[2].reference, "reserve", "mail"),
        (live.bids[3].reference, "decline", "phone"),
    ]
    awards = Award.objects.order_by("reference")
    assert [one.reference for one in awards] == ["CSF-2026-0001", "CSF-2026-0002"]
    for one in awards:
        assert sum(pence for _, _, pence in one.shares) == one.amount.pence
    assert stage(live_awards.opportunity) == "decided"


def test_who_recommended_does_not_sign(
    live: SimpleNamespace, cast: SimpleNamespace, person: Callable[..., Person]
) -> None:
    decision = ready(cast, drafted(cast, live.kept))
    type(live.kept).objects.filter(pk=live.kept.pk).update(frozen_by=cast.commissioner)

    with pytest.raises(NotAllowed, match="You made the recommendation"):
        decisions.sign_decision(
            by=cast.commissioner, decision=decision, version=decision.version, interests="None."
        )
    assert not Award.objects.exists()
    assert Decision.objects.get().state == "ready"


def test_a_recommendation_that_was_taken_back_makes_no_awards(
    live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    decision = ready(cast, drafted(cast, live.kept))
    assessment.withdraw_recommendation(by=cast.manager, recommendation=live.kept, why="An error")

    with pytest.raises(Refused, match="was taken back"):
        decisions.sign_decision(
            by=cast.commissioner, decision=decision, version=decision.version, interests="None."
        )


def test_a_decision_is_not_drafted_or_signed_while_a_score_may_change(
    live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    decision = ready(cast, drafted(cast, live.kept))
    agreed = AgreedScore.objects.get(bid=live.bids[0], criterion__key="need")
    waiting = assessment.propose_correction(
        by=cast.manager, agreed=agreed, score=0, why="Typed wrongly"
    )

    def sign() -> None:
        decisions.sign_decision(
            by=cast.commissioner, decision=decision, version=decision.version, interests="None."
        )

    with pytest.raises(Refused, match="A correction of a score waits for a second person"):
        sign()
    ScoreCorrection.objects.filter(pk=waiting.pk).update(
        approved=clock.now(), approved_by=cast.chief
    )
    with pytest.raises(Refused, match="The scores have changed since: take back and freeze again"):
        sign()
    Decision.objects.update(state="withdrawn")
    with pytest.raises(Refused, match="The scores have changed since: take back and freeze again"):
        actions.draft_award_decision(by=cast.officer, recommendation=live.kept)
    assert not Award.objects.exists()


def test_a_decision_of_another_sum_makes_no_awards(
    live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    decision = drafted(cast, live.kept)
    assert decision.amount is not None
    decision = decisions.amend_decision(
        by=cast.officer,
        decision=decision,
        version=decision.version,
        amount=decision.amount + decision.amount,
    )
    decision = ready(cast, decision)

    with pytest.raises(Refused, match="not what the decision commits"):
        decisions.sign_decision(
            by=cast.commissioner, decision=decision, version=decision.version, interests="None."
        )


def test_one_decision_at_a_time_rests_on_a_recommendation(
    live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    drafted(cast, live.kept)

    with pytest.raises(Refused, match="under way already"):
        actions.draft_award_decision(by=cast.officer, recommendation=live.kept)


def test_letters_wait_for_approved_feedback(live_awards: Awarding, cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="2 bids lack approved feedback"):
        actions.prepare_letters(by=cast.officer, awarding=live_awards, version=live_awards.version)
    assert prepared(live_awards, cast).state == "ready"


def test_a_second_person_sends_them(live_awards: Awarding, cast: SimpleNamespace) -> None:
    now = prepared(live_awards, cast)

    with pytest.raises(NotAllowed, match="somebody else sends them"):
        actions.send_letters(by=cast.officer, awarding=now, version=now.version)
    now = actions.send_letters(by=cast.manager, awarding=now, version=now.version)
    assert now.state == "sending"
    event = Event.objects.get(subject=now.subject, type="letters sent")
    assert '"letters":4' in event.parts.get(name="facts").text.replace(" ", "")


def test_each_letter_is_queued_once_however_often_the_step_runs(
    live_awards: Awarding, cast: SimpleNamespace, live: SimpleNamespace
) -> None:
    now = sent(live_awards, cast)
    for _ in range(3):
        actions.send_step(decision=now.decision.reference)

    assert sorted(one.to for one in letters()) == sorted(one.email for one in live.leads)
    assert set(Award.objects.values_list("state", flat=True)) == {"offered"}


def test_letters_that_changed_since_they_were_read_do_not_go(
    live_awards: Awarding, cast: SimpleNamespace
) -> None:
    now = prepared(live_awards, cast)

    with pytest.raises(Changed, match="changed after you read them"):
        actions.send_letters(by=cast.manager, awarding=now, version=now.version, sha256="0" * 64)
    assert not letters()
    read = actions.digest_today(now)
    assert (
        actions.send_letters(by=cast.manager, awarding=now, version=now.version, sha256=read).sha256
        == read
    )


def test_each_bidder_reads_their_own_outcome_and_feedback_and_no_marker_s_words(
    live_awards: Awarding, cast: SimpleNamespace, live: SimpleNamespace
) -> None:
    sent(live_awards, cast)
    by_address = {one.to: one.text.reveal() for one in letters()}
    offer, part, reserve = (by_address[one.email] for one in live.leads)

    assert "We are pleased to offer you an award of £5,001" in offer
    assert "One of its two halls" in part
    assert "Yours is number 1 on our reserve list" in reserve
    assert f"What need lacked in {live.bids[2].reference}" in reserve
    assert "The money is spent on the purpose of this award" in offer
    for text in by_address.values():
        assert "RAW" not in text
        assert "The meeting agreed" not in text
        assert live.bids[3].reference not in text
    assert "pleased" not in reserve


def test_those_told_another_way_hold_the_publication_until_they_were(
    live_awards: Awarding, cast: SimpleNamespace, live: SimpleNamespace
) -> None:
    now = sent(live_awards, cast)
    decision = Decision.objects.get(pk=now.decision_id)
    assert "1 applicant has not been told what was decided. They hear first." in deciding.not_yet(
        decision
    )
    actions.record_told(
        by=cast.officer,
        awarding=now,
        bids=[live.bids[3].reference],
        day=now.decision.signature.signed_on,
        way="phone",
        why="Read out over the telephone.",
    )

    assert not any("told" in one for one in deciding.not_yet(decision))
    assert queries.fresh_awarding(now).state == "told"
    assert Event.objects.filter(subject=now.subject, type="applicants told").count() == 1


def test_no_address_stands_in_an_event(live_awards: Awarding, cast: SimpleNamespace) -> None:
    sent(live_awards, cast)

    assert not Part.objects.filter(event__subject=live_awards.subject, text__contains="@").exists()


def test_two_people_stand_behind_every_letter_of_a_round_that_was_run_here(
    live_awards: Awarding, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    live_awards.results.update(way="post")
    place = f"/office/rounds/{live_awards.opportunity.reference}/letters"
    page = client_as(cast.officer).get(f"{place}/{live_awards.decision.reference}")
    assert "Record that they went out by other means" not in page.content.decode()
    with pytest.raises(Refused, match="checked by one person and sent by another"):
        actions.record_letters_sent(
            by=cast.manager,
            awarding=live_awards,
            day=live_awards.decision.signature.signed_on,
            why="Said so.",
        )


@pytest.mark.parametrize(
    ("kind", "words", "problem"),
    [
        ("offer", "", "Enter what the letter says"),
        ("offer", "It costs $5", "Write $$ for a dollar sign"),
        ("unsuccessful", "You get $amount", "no merge field $amount"),
        ("reserve", "{{ 7 * 7 }} {% raw %}", ""),
        ("partial", "Take $amount by $accept_by", ""),
    ],
    ids=["empty", "dollar", "not its field", "no template", "its fields"],
)
def test_wording_takes_merge_fields_and_nothing_else(kind: str, words: str, problem: str) -> None:
    assert problem in rules.wording_problem(kind, words)
    assert bool(rules.wording_problem(kind, words)) == bool(problem)


def test_feedback_stands_criterion_by_criterion_below_its_heading() -> None:
    said = [
        rules.Said("Need", "2 of 4", "Say who told you."),
        rules.Said("The whole bid", "", "So"),
    ]
    fields = dict.fromkeys(rules.FIELDS, "x")
    letter = rules.compose("unsuccessful", "Dear $organisation", fields, feedback=said)
    document = queries.letter_document(letter, bid="B1", decision="D1", office="O", dated=None)
    headings = [(one.level, one.text) for one in document.blocks if isinstance(one, Heading)]

    assert headings == [
        (1, "What we thought of your bid"),
        (2, "Need: 2 of 4"),
        (2, "The whole bid"),
    ]
    assert "Need: 2 of 4\n\nSay who told you." in letter.text


def test_what_a_bidder_typed_is_never_merged_again() -> None:
    fields = dict.fromkeys(rules.FIELDS, "x") | {"project": "$amount {{ secret }}"}
    letter = rules.compose("unsuccessful", "For $project", fields)

    assert letter.parts == (("p", "For $amount {{ secret }}"),)


def test_the_wording_is_changed_until_the_letters_are_checked(
    live_awards: Awarding, cast: SimpleNamespace
) -> None:
    words = {**rules.STARTING, "offer": "Well done, $organisation."}
    now = actions.change_wording(
        by=cast.officer, awarding=live_awards, version=live_awards.version, wording=words
    )
    assert any(
        "Well done, Wrenfield" in one.letter.text for one in queries.letters(now, clock.today())
    )
    now = prepared(now, cast)
    with pytest.raises(Refused, match="wait for a second person"):
        actions.change_wording(by=cast.officer, awarding=now, version=now.version, wording=words)
    now = actions.take_letters_back(
        by=cast.manager, awarding=now, version=now.version, why="A typing error"
    )
    assert now.state == "drafting"


def test_who_has_a_conflict_handles_no_letters_and_sees_no_award_of_it(
    live_awards: Awarding,
    cast: SimpleNamespace,
    live: SimpleNamespace,
    client_as: Callable[[Person], Client],
) -> None:
    Conflict.objects.create(bid=live.bids[0], person=cast.officer, kind="member")
    feedback(live_awards, cast)
    with pytest.raises(NotAllowed, match="no conflict"):
        actions.prepare_letters(by=cast.officer, awarding=live_awards, version=live_awards.version)
    browser = client_as(cast.officer)
    place = f"/office/rounds/{live_awards.opportunity.reference}"
    board = browser.get(f"{place}/awards").content.decode()

    assert "CSF-2026-0001" not in board
    assert "Not shown, because you declared a conflict of interest: 1." in board
    assert browser.get("/office/awards/CSF-2026-0001").status_code == 404
    page = browser.get(f"{place}/letters/{live_awards.decision.reference}").content.decode()
    assert live.bids[0].title not in page
    assert live.bids[1].title in page


def test_a_bidder_who_is_not_eligible_reads_which_rule_and_no_talk_of_marks(
    live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    awarding = signed(cast, drafted(cast, live.kept))
    out = awarding.results.get(bid=live.bids[3])
    BidResult.objects.filter(pk=out.pk).update(placing="ineligible", why="A check found it so.")
    BidCheck.objects.create(
        bid=out.bid,
        kind="eligibility",
        rule="area",
        outcome="fail",
        evidence="Their own address",
        told="Your project takes place outside our area.",
        by=cast.officer,
    )
    awarding.wording.pop("ineligible")  # as a round that was worded before there was such a letter
    [letter] = [
        one.letter for one in queries.letters(awarding, clock.today()) if one.result.pk == out.pk
    ]

    assert letter.kind == "ineligible"
    assert "Your project takes place outside our area." in letter.text
    assert "Their own address" not in letter.text
    assert "marked on" not in letter.text


def test_the_notice_says_where_the_awards_stand_with_subsidy_control(
    live: SimpleNamespace,
    cast: SimpleNamespace,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    first = live.bids[0]
    parties.check_subsidy(
        by=cast.officer,
        organisation=first.organisation,
        activity="Walking people home",
        amount=Money.of(5_001),
        answers=SubsidyAnswers(offers_on_market=False, on_market_terms=False, could_affect=False),
        about=first.subject,
    )
    decision = drafted(cast, live.kept)
    facts = {one["name"]: one["words"] for one in decision.facts}
    assert facts["Subsidy control"] == "Of 2 awards, not a subsidy: 1; not checked yet: 1"
    signed(cast, decision)
    browser = client_as(cast.officer)
    assert "Not a subsidy." in browser.get("/office/awards/CSF-2026-0001").content.decode()
    other = browser.get("/office/awards/CSF-2026-0002").content.decode()
    assert "No subsidy check was made of this activity." in other
    assert f"about=bid%3A{live.bids[1].reference}" in other
