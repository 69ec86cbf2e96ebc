"""A past round's spreadsheet becomes a finished round: bids, scores, a closed moderation, what was recommended."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from precept.do.assessment import actions, queries, rules, sheets
from precept.do.assessment.models import AgreedScore, Moderation, Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation.intake.models import Intake, IntakeRow
from precept.foundation.ledger.actions import SYSTEM, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund

pytestmark = pytest.mark.django_db
HEAD = "Organisation,Project,Brief,Zone,Amount asked for,Total,Outcome,Amount awarded,Conditions,Reason\n"
TOTALS = (82, 70, 69, 68, 66, 65, 60, 59, 51, 44, 40, 39)
AWARDS = ("9999.40", "8000", "7500", "6000", "4806", "3000")
ROWS = "".join(
    f"Invented Group {at},Project {at},Evenings out,New Parks,"
    + (
        f"£{AWARDS[at]},{total}%,Funded,£{AWARDS[at]},,\n"
        if at < 6
        else f"£5000,{total},Not funded,,,\n"
    )
    for at, total in enumerate(TOTALS)
)
ANSWERS = {"round": "PZ-2024-25-2", "channel": "paper", "invented": "yes"}


@pytest.fixture
def round_of_the_past(funds: dict[str, Fund]) -> Opportunity:
    """A round that the register knows and that is long over."""
    return Opportunity.objects.create(
        reference="PZ-2024-25-2",
        programme="People Zones",
        year="2024-25",
        number=2,
        fund=funds["CSF"],
        theme="People Zones",
        deadline=date(2024, 10, 28),
        limit=Money(1_000_000),
        available=Money(5_000_000),
        is_invented=True,
    )


def finish(by: Any, of: Opportunity, **given: Any) -> Recommendation:
    said = {
        "held": date(2024, 11, 21),
        "cut_off": 65,
        "cut_off_why": "Good evidence against every criterion",
        "bands": [70, 60, 40],
        "source": "Decision record EXE-2024-PZ2",
        "minutes": "Moderated by the panel.",
        **given,
    }
    return actions.finish_past_round(by=by, opportunity=of, **said)


def test_a_spreadsheet_of_a_past_round_becomes_a_finished_round(
    round_of_the_past: Opportunity, load: Callable[..., Intake], keeper: Person
) -> None:
    file = load("past round", "round-2.csv", (HEAD + ROWS).encode(), **ANSWERS)
    assert (file.state, file.rows_loaded, file.rows_refused) == ("loaded", 12, 0)
    kept = finish(keeper, round_of_the_past)

    bids = Bid.objects.filter(opportunity=round_of_the_past)
    assert set(bids.values_list("state", "channel", "is_invented")) == {
        ("submitted", "paper", True)
    }
    assert Organisation.objects.filter(name__startswith="Invented Group").count() == 12
    assert (kept.state, kept.is_past, kept.cut_off) == ("frozen", True, 65)
    assert Moderation.objects.get().state == "closed"
    assert Call.objects.get(opportunity=round_of_the_past).stage == "recommended"
    facts = {one["name"]: one["words"] for one in queries.decision_facts(kept)}
    assert facts["Scores"] == "2 at 70 or more, 5 at 60, 4 at 40, 1 below"
    assert facts["How they were marked"] == "Not stated"
    assert facts["Bids recommended"] == "6 of 12"
    assert facts["Sum recommended"].startswith("£39,305.40 of £50,000.00")
    assert facts["Moderated"] == "At a meeting on 21 November 2024"
    assert facts["Open for bids"] == "Until 28 October 2024"
    assert facts["Cut-off"].startswith("65 or more out of 100.")


def test_the_ledger_tells_the_same_past_ranking(
    round_of_the_past: Opportunity, load: Callable[..., Intake], keeper: Person
) -> None:
    load("past round", "round-2.csv", (HEAD + ROWS).encode(), **ANSWERS)
    kept = finish(keeper, round_of_the_past)
    recomputed = rules.content(queries.recomputed(round_of_the_past))

    assert recomputed == json.loads(kept.content)["ranking"]
    assert recomputed == rules.content(queries.ranking(keeper, round_of_the_past).ranking)
    assert not AgreedScore.objects.exists()


def test_scores_by_criterion_are_agreed_locked_and_weighted(
    round_of_the_past: Opportunity, load: Callable[..., Intake], keeper: Person
) -> None:
    call = Call.objects.create(opportunity=round_of_the_past)
    for place, (key, weight) in enumerate((("need", 60), ("value", 40)), 1):
        call.criteria.create(
            place=place,
            key=key,
            title=key.title(),
            weight=weight,
            levels=[{"score": one, "words": str(one)} for one in range(6)],
        )
    rows = (
        "Applicant,Project title,Criterion 1,Criterion 2,Asked,Result,Awarded\n"
        "Invented A,One,5,4,£900,Funded,£900\n"
        "Invented B,Two,2,1,£900,Declined,\n"
    )
    load("past round", "scores.csv", rows.encode(), **ANSWERS)
    kept = finish(keeper, round_of_the_past, bands=[70])

    assert [row.entry.score for row in queries.as_kept(kept).rows] == [
        rules.weighted_score({"need": 5, "value": 4}, queries.scored_on(call)),
        rules.weighted_score({"need": 2, "value": 1}, queries.scored_on(call)),
    ]
    assert AgreedScore.objects.filter(is_locked=True).count() == 4
    assert (
        rules.content(queries.recomputed(round_of_the_past))
        == (json.loads(kept.content)["ranking"])
    )


def test_every_row_that_cannot_be_read_is_told_by_line_and_column(
    round_of_the_past: Opportunity, give: Callable[..., Intake]
) -> None:
    rows = (
        "Organisation,Project,Total,Outcome,Amount awarded\n"
        "Invented A,One,70,Funded,\n"
        "Invented B,Two,170,Funded,£5\n"
        "Invented C,Three,70,Perhaps,\n"
        "Invented D,Four,20,Not funded,£5\n"
        ",Five,20,Not funded,\n"
        "Invented F,Six,20,Not funded,\n"
    )
    file = give("past round", "wrong.csv", rows.encode(), **ANSWERS)
    found = {
        row.line: [one["column"] for one in row.problems]
        for row in IntakeRow.objects.filter(intake=file, state="refused")
    }

    assert found == {
        2: ["awarded"],
        3: ["total"],
        4: ["outcome"],
        5: ["outcome"],
        6: ["organisation"],
    }
    assert file.rows_to_load == 1


def test_the_same_file_again_adds_nothing_and_says_so(
    round_of_the_past: Opportunity, load: Callable[..., Intake], give: Callable[..., Intake]
) -> None:
    load("past round", "round-2.csv", (HEAD + ROWS).encode(), **ANSWERS)
    load("past round", "again.csv", (HEAD + ROWS).encode(), **ANSWERS)
    row = IntakeRow.objects.first()
    assert row is not None

    assert Bid.objects.count() == 12
    told = sheets.describe(
        [
            sheets.Row(
                2, {"organisation": "Invented Group 0", "title": "Project 0", "outcome": "fund"}
            )
        ],
        ANSWERS,
    )
    assert told == ["“Project 0” of Invented Group 0 is there and stays as it is"]


def test_a_known_organisation_is_found_by_its_name(
    round_of_the_past: Opportunity, load: Callable[..., Intake]
) -> None:
    known = Organisation.objects.create(
        reference="invented-group-0", name="INVENTED GROUP 0", name_key="invented group 0"
    )
    load("past round", "round-2.csv", (HEAD + ROWS).encode(), **ANSWERS)

    assert Bid.objects.get(title="Project 0").organisation == known


def past_bid(**given: Any) -> rules.PastBid:
    return rules.PastBid(
        **{"organisation": "Invented", "title": "One", "placing": "decline", **given}
    )


def test_only_a_round_that_is_over_and_has_no_bids_of_its_own_is_taken_in(
    call: Call, make_bids: Callable[..., list[Bid]]
) -> None:
    make_bids(1)
    with pytest.raises(Refused, match="bids of its own"):
        actions.take_in_past_bid(by=SYSTEM, opportunity=call.opportunity, past=past_bid())
    Opportunity.objects.filter(pk=call.opportunity_id).update(deadline=date(2099, 1, 1))
    with pytest.raises(Refused, match="not over"):
        actions.take_in_past_bid(by=SYSTEM, opportunity=Opportunity.objects.get(), past=past_bid())


def test_a_finished_round_takes_nothing_in_any_more(
    round_of_the_past: Opportunity, keeper: Person
) -> None:
    actions.take_in_past_bid(by=keeper, opportunity=round_of_the_past, past=past_bid())
    finish(keeper, round_of_the_past, cut_off=None, cut_off_why="")

    with pytest.raises(Refused):
        actions.take_in_past_bid(
            by=keeper, opportunity=round_of_the_past, past=past_bid(title="Two")
        )
    assert ("PZ-2024-25-2", "PZ-2024-25-2: People Zones") not in sheets.rounds_over()


def test_only_who_keeps_the_register_and_recommends_takes_a_round_in(
    round_of_the_past: Opportunity, reader: Person
) -> None:
    with pytest.raises(NotAllowed):
        actions.take_in_past_bid(by=reader, opportunity=round_of_the_past, past=past_bid())
    with pytest.raises(NotAllowed):
        finish(reader, round_of_the_past)
    assert not sheets.may_load(reader)


def test_the_round_is_finished_on_its_page(
    round_of_the_past: Opportunity, load: Callable[..., Intake], browser: Client
) -> None:
    load("past round", "round-2.csv", (HEAD + ROWS).encode(), **ANSWERS)
    at = "/office/rounds/PZ-2024-25-2/ranking"
    assert f"{at}/finish" in browser.get(at).content.decode()
    wrong = browser.post(f"{at}/finish", {"bands": "70", "source": ""})
    assert wrong.status_code == 422

    done = browser.post(
        f"{at}/finish",
        {
            "held-day": "21",
            "held-month": "11",
            "held-year": "2024",
            "chair": "",
            "minutes": "",
            "cut_off": "65",
            "cut_off_why": "Good evidence",
            "bands": "70, 60, 40",
            "source": "Decision record",
        },
    )
    assert done.headers["Location"] == at
    assert "Ranking: recommended" in browser.get(at).content.decode()


@pytest.mark.parametrize(
    ("began", "ended", "what"),
    [
        (date(2024, 10, 29), None, "or neither"),
        (None, date(2024, 11, 15), "or neither"),
        (date(2024, 11, 15), date(2024, 10, 29), "before it ends"),
        (date(2024, 10, 29), date(2024, 11, 22), "by the day of moderation"),
    ],
)
def test_days_of_marking_that_cannot_be_are_refused(
    began: date | None, ended: date | None, what: str
) -> None:
    assert what in rules.marking_window_problem(began, ended, date(2024, 11, 21))


def test_the_days_of_marking_that_papers_state_stand_in_the_facts(
    round_of_the_past: Opportunity, load: Callable[..., Intake], keeper: Person
) -> None:
    load("past round", "round-2.csv", (HEAD + ROWS).encode(), **ANSWERS)
    kept = finish(
        keeper,
        round_of_the_past,
        marked_from=date(2024, 10, 29),
        marked_to=date(2024, 11, 15),
    )

    facts = {one["name"]: one["words"] for one in queries.decision_facts(kept)}
    assert facts["How they were marked"] == "Marked from 29 October 2024 to 15 November 2024"
