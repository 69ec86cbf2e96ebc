"""What an award is held to before it is offered: outcomes, measures, a reporting date; and what its letter says."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.do.agreements import actions, queries, rules
from precept.do.agreements.models import Agreement, Award, Awarding
from precept.do.bids.models import Bid, Conflict, Submission
from precept.do.opportunities.models import FrozenQuestions
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import Question, Section
from tests.do.agreements.awarding import (
    FIRST,
    WELLBEING,
    accept,
    award,
    drafted,
    feedback,
    prepared,
    sent,
    signed,
    stated,
)
from tests.do.assessment.conftest import QUESTIONS

REPORT = date(2027, 12, 1)


def ask_for_outcomes(bid: Bid, targets: list[dict[str, Any]]) -> None:
    """Let a bid have been asked what will change, and have answered it."""
    change = Question(
        key="change", kind="outcomes", label="What will change?", meaning="outcomes", least=1
    )
    ends = Question(key="last", kind="date", label="When does it end?", meaning="ends")
    more = Section(key="difference", title="The difference", questions=(change, ends))
    asked = QUESTIONS.model_copy(update={"sections": (*QUESTIONS.sections, more)})
    frozen = FrozenQuestions.objects.create(
        digest=asked.digest, content=asked.model_dump(mode="json")
    )
    Bid.objects.filter(pk=bid.pk).update(questions=frozen)
    assert bid.in_force is not None
    answers = {**bid.in_force.answers, "change": targets, "last": "2027-10-29"}
    content = canonical({**bid.in_force.said, "answers": answers})
    Submission.objects.filter(pk=bid.in_force.pk).update(content=content)


@pytest.mark.django_db
def test_what_a_bid_promised_becomes_the_outcomes_of_its_agreement(
    live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    ask_for_outcomes(
        live.bids[0],
        [{"people": 80, "percent": 80, "change": "report better wellbeing", "measure": "A survey"}],
    )
    awarding = signed(cast, drafted(cast, live.kept))
    one = award()
    assert one.outcomes == [
        {"people": 80, "percent": 80, "change": "report better wellbeing", "measure": "A survey"}
    ]
    assert one.report_by == rules.report_by(date(2027, 10, 29)) == date(2027, 11, 26)

    feedback(awarding, cast)
    stated(award("CSF-2026-0002"), cast)
    now = actions.prepare_letters(by=cast.officer, awarding=awarding, version=awarding.version)
    actions.send_letters(by=cast.manager, awarding=now, version=now.version)
    actions.send_step(decision=now.decision.reference)
    [outcome] = accept(live.leads[0], award()).outcomes.all()
    assert outcome.as_rule.words == "80 people; 80% report better wellbeing"
    assert (outcome.measure, outcome.report_by) == ("A survey", date(2027, 11, 26))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcomes", "report_by", "words"),
    [
        ([], REPORT, "CSF-2026-0001: it has no outcome."),
        (
            [{"people": 8, "percent": None, "change": "feel safer", "measure": ""}],
            REPORT,
            "CSF-2026-0001: it does not say how “feel safer” is measured.",
        ),
        ([WELLBEING.as_json], None, "CSF-2026-0001: it has no reporting date."),
    ],
    ids=["no outcome", "no measure", "no reporting date"],
)
def test_no_award_is_offered_or_accepted_without_outcome_measure_and_reporting_date(
    live_awards: Awarding,
    live: SimpleNamespace,
    cast: SimpleNamespace,
    outcomes: list[dict[str, Any]],
    report_by: date | None,
    words: str,
) -> None:
    now = prepared(live_awards, cast)
    Award.objects.filter(reference=FIRST).update(outcomes=outcomes, report_by=report_by)
    with pytest.raises(Refused, match="1 award lacks an outcome, a measure or a reporting") as no:
        actions.send_letters(by=cast.manager, awarding=now, version=now.version)
    assert words in no.value.words
    actions.take_letters_back(by=cast.officer, awarding=now, version=now.version, why="Outcomes")
    again = queries.fresh_awarding(now)
    with pytest.raises(Refused, match="1 award lacks"):
        actions.prepare_letters(by=cast.officer, awarding=again, version=again.version)
    assert award().state == "decided"

    Award.objects.filter(reference=FIRST).update(state="offered")
    with pytest.raises(Refused, match="1 award lacks"):
        accept(live.leads[0], award())
    assert not Agreement.objects.exists()
    assert award().state == "offered"


@pytest.mark.django_db
def test_the_board_says_what_must_be_stated_and_leads_to_where_it_is(
    live_awards: Awarding, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(cast.officer)
    board = f"/office/rounds/{live_awards.opportunity.reference}/awards"
    assert "it has no outcome, it has no reporting date" in browser.get(board).content.decode()
    place = f"/office/awards/{FIRST}/outcomes"
    typed = {
        "version": award().version,
        "people_1": "80",
        "percent_1": "80",
        "change_1": "report better wellbeing",
        "report_by-day": "1",
        "report_by-month": "12",
        "report_by-year": "2027",
        "why": "Agreed by telephone.",
    }
    refused = browser.post(place, typed)
    assert refused.status_code == 422
    assert "Say how it is measured" in refused.content.decode()
    done = browser.post(place, typed | {"measure_1": "A survey"})
    assert done.headers["Location"] == f"/office/awards/{FIRST}"

    assert f"{FIRST}: it has" not in browser.get(board).content.decode()
    page = browser.get(f"/office/awards/{FIRST}").content.decode()
    assert "80 people; 80% report better wellbeing" in page
    assert "1 December 2027" in page
    event = Event.objects.get(subject=f"award:{FIRST}", type="outcomes stated")
    assert "Agreed by telephone." in event.parts.get(name="facts").text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"outcomes": []}, "State at least one outcome"),
        ({"outcomes": [rules.Outcome(8, None, "", "A survey")]}, "what outcome 1 changes"),
        ({"outcomes": [rules.Outcome(0, None, "feel safer", "A survey")]}, "how many people"),
        ({"outcomes": [rules.Outcome(8, 101, "feel safer", "A survey")]}, "from 1 to 100"),
        ({"outcomes": [rules.Outcome(8, None, "x" * 501, "A survey")]}, "500 characters"),
        ({"outcomes": [rules.Outcome(8, None, "feel safer", "")]}, "how it is measured"),
        ({"outcomes": [WELLBEING] * 51}, "at most 50 outcomes"),
        ({"report_by": None}, "Enter the day"),
        ({"report_by": date(2026, 12, 30)}, "The award ends on 31 December 2026"),
        ({"why": " "}, "where the outcomes come from"),
    ],
    ids=[
        "none",
        "no change",
        "nobody",
        "too many in a hundred",
        "too long",
        "no measure",
        "too many",
        "no day",
        "before it ends",
        "no reason",
    ],
)
def test_outcomes_are_stated_in_full(
    live_awards: Awarding, cast: SimpleNamespace, given: dict[str, Any], words: str
) -> None:
    Award.objects.filter(reference=FIRST).update(ends=date(2026, 12, 31))

    with pytest.raises(Refused, match=words):
        stated(award(), cast, **given)
    assert award().outcomes == []


@pytest.mark.django_db
def test_only_who_makes_awards_and_has_no_conflict_states_outcomes(
    live_awards: Awarding, cast: SimpleNamespace, live: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        stated(award(), SimpleNamespace(officer=cast.auditor))
    Conflict.objects.create(bid=live.bids[0], person=cast.officer, kind="member")
    with pytest.raises(NotAllowed):
        stated(award(), cast)
    with pytest.raises(Changed):
        actions.state_outcomes(
            by=cast.manager,
            award=award(),
            version=award().version + 1,
            outcomes=[WELLBEING],
            report_by=REPORT,
            why="Agreed",
        )


@pytest.mark.django_db
def test_an_offer_stands_as_it_was_made(live_awards: Awarding, cast: SimpleNamespace) -> None:
    sent(live_awards, cast)

    with pytest.raises(Refused, match="stand as they were offered"):
        stated(award(), cast, outcomes=[rules.Outcome(1, None, "feel safer", "A survey")])


@pytest.mark.django_db
def test_the_letter_says_what_both_sides_are_held_to(
    live_awards: Awarding, cast: SimpleNamespace
) -> None:
    sent(live_awards, cast)
    said = rules.kept_letter(award().result.letter).text
    refused = live_awards.results.get(placing="decline")

    assert "80 people; 80% report better wellbeing (measured by: A survey" in said
    assert "Tell us what changed by 1 December 2027." in said
    assert "How it is paid" in said
    assert "£500.10, due 1 December 2027: We have the last report and the receipts." in said
    assert "What is to change for people" not in rules.kept_letter(refused.letter).text


@pytest.mark.django_db
def test_a_provider_reads_what_is_offered_before_accepting_it(
    live_awards: Awarding,
    cast: SimpleNamespace,
    live: SimpleNamespace,
    client_as: Callable[[Person], Client],
) -> None:
    sent(live_awards, cast)
    page = client_as(live.leads[0]).get(f"/my/awards/{FIRST}").content.decode()

    assert "80 people; 80% report better wellbeing" in page
    assert "We have the last report and the receipts." in page


@pytest.mark.django_db
def test_a_new_last_day_moves_the_reporting_date_with_it(
    live_awards: Awarding, cast: SimpleNamespace
) -> None:
    def describe(ends: date) -> date | None:
        one = award()
        actions.describe_award(
            by=cast.officer,
            award=one,
            version=one.version,
            purpose="Walks home",
            summary="",
            starts=None,
            ends=ends,
        )
        return award().report_by

    assert describe(date(2027, 3, 31)) == rules.report_by(date(2027, 3, 31))
    stated(award(), cast, report_by=date(2027, 9, 1))
    assert describe(date(2027, 6, 30)) == date(2027, 9, 1)
    assert describe(date(2027, 12, 31)) == rules.report_by(date(2027, 12, 31))


def test_outcome_targets_of_a_bid_are_taken_over_where_they_say_what_changes() -> None:
    rows = rules.outcomes_of(
        [
            {"people": 80, "percent": 80, "change": "report better wellbeing", "measure": "Survey"},
            {"people": None, "percent": None, "change": " ", "measure": "None"},
        ]
    )

    assert [one.words for one in rows] == ["80 people; 80% report better wellbeing"]
    assert rules.outcomes_of(None) == []
    assert rules.Outcome(1, None, "is safe", "").words == "1 person; is safe"
    assert rules.payments_total([rules.Payment(None, Money(1_50), "")])[2] == "£1.50"
