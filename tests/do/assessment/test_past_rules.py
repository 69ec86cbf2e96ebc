"""Reading a past round's cells: outcomes, scores, totals, rows that cannot be taken in."""

from decimal import Decimal

import pytest

from precept.do.assessment import rules
from precept.do.assessment.rules import PastBid, Weighing
from precept.foundation.money import Money

CRITERIA = (Weighing("need", 60, 5), Weighing("value", 40, 5))


@pytest.mark.parametrize(
    ("text", "placing"),
    [
        ("Funded", "fund"),
        ("APPROVED", "fund"),
        ("Yes", "fund"),
        ("Part-funded", "part"),
        ("Partially funded (see note)", "part"),
        ("Not funded", "decline"),
        ("Unsuccessful", "decline"),
        ("Declined – low score", "decline"),
        ("Reserve list", "reserve"),
        ("Ineligible", "ineligible"),
        ("Not eligible", "ineligible"),
    ],
)
def test_an_outcome_is_read_however_it_is_written(text: str, placing: str) -> None:
    assert rules.read_outcome(text) == placing


@pytest.mark.parametrize("text", ["", "perhaps", "?"])
def test_an_outcome_that_is_none_says_what_to_write(text: str) -> None:
    with pytest.raises(rules.Unclear, match="Write funded, part funded, reserve"):
        rules.read_outcome(text)


@pytest.mark.parametrize(("text", "score"), [("4", 4), ("4.0", 4), ("4/5", 4), ("3 out of 5", 3)])
def test_a_score_is_a_whole_number(text: str, score: int) -> None:
    assert rules.read_score(text) == score
    with pytest.raises(rules.Unclear):
        rules.read_score("4.5")


@pytest.mark.parametrize(
    ("text", "total"),
    [("72.5", "72.500"), ("72.5%", "72.500"), ("29/40", "72.500"), ("2 out of 3", "66.667")],
)
def test_a_total_is_out_of_100(text: str, total: str) -> None:
    assert rules.read_total(text) == Decimal(total)


@pytest.mark.parametrize("text", ["120", "41/40", "1/0", "good", "-5"])
def test_a_total_above_its_whole_is_refused(text: str) -> None:
    with pytest.raises(rules.Unclear):
        rules.read_total(text)


def past(**given: object) -> PastBid:
    return PastBid(**{"organisation": "A", "title": "B", "placing": "decline", **given})  # type: ignore[arg-type]  # each test names its own


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (past(scores=(4, 3)), ""),
        (past(total=Decimal(50)), ""),
        (past(), ""),
        (past(scores=(4, None)), "total"),
        (past(scores=(6, 3)), "score_1"),
        (past(scores=(4, 3, 2)), "score_3"),
        (past(placing="fund", amount=Money(100)), "total"),
        (past(placing="fund", total=Decimal(70)), "awarded"),
        (past(total=Decimal(50), amount=Money(100)), "outcome"),
    ],
    ids=["scores", "total", "neither", "missing", "high", "too many", "unscored", "unpaid", "paid"],
)
def test_a_row_that_cannot_be_taken_in_names_its_column(row: PastBid, column: str) -> None:
    assert rules.past_problem(row, CRITERIA)[0] == column


def test_scores_without_criteria_need_a_total() -> None:
    assert rules.past_problem(past(scores=(4, 3)), ())[0] == "total"
    assert rules.past_problem(past(scores=(4, 3), total=Decimal(70)), ()) == ("", "")


def test_what_is_doubtful_is_said_and_kept() -> None:
    differs = past(scores=(4, 3), total=Decimal(80))
    less = past(placing="fund", total=Decimal(70), asked=Money(500), amount=Money(400))
    more = past(placing="fund", total=Decimal(70), asked=Money(500), amount=Money(600))

    assert rules.past_doubt(differs, CRITERIA) == (
        "total",
        "The scores come to 72, and the total says 80. The scores are kept.",
    )
    assert rules.past_doubt(less, CRITERIA)[0] == "outcome"
    assert rules.placing_of(less) == "part"
    assert rules.past_doubt(more, CRITERIA)[0] == "awarded"
    assert rules.past_doubt(past(scores=(4, 3), total=Decimal("72.3")), CRITERIA) == ("", "")
