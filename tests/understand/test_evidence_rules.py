"""The scales of evidence, when a source is looked at again, and what it may name."""

from datetime import date

import pytest

from precept.understand import rules
from precept.understand.rules import Timeliness

TODAY = date(2026, 12, 1)


def test_each_step_of_the_scales_says_what_it_means_and_where_they_come_from() -> None:
    scale = rules.evidence_scale_on(TODAY)

    assert [one.number for one in scale.strength] == [0, 1, 2, 3, 4, 5]
    assert [one.number for one in scale.relevance] == [1, 2, 3, 4]
    assert [one.title for one in (*scale.strength, *scale.relevance) if not one.words] == []
    assert "Maryland Scientific Methods Scale" in scale.strength_source
    assert scale.relevance_source == "The office’s own scale"


def test_a_source_keeps_the_words_of_the_scale_that_it_was_judged_by() -> None:
    old = rules.evidence_scales()[0]

    assert rules.evidence_scale(old.id) is old
    assert rules.evidence_scale("no longer there") is rules.evidence_scales()[-1]
    assert rules.evidence_scale_on(date(2012, 1, 1)) is old
    assert old.strength_of(99) == old.strength[0]
    assert old.relevance_of(99) == old.relevance[0]
    assert old.strength_of(3).title == "Compared"


@pytest.mark.parametrize(
    ("state", "review_on", "stands"),
    [
        ("in use", date(2027, 6, 1), Timeliness("In use", "green")),
        ("in use", date(2026, 12, 31), Timeliness("Looked at again soon", "yellow")),
        ("in use", date(2026, 12, 1), Timeliness("Looked at again soon", "yellow")),
        ("in use", date(2026, 11, 30), Timeliness("To be looked at again", "red")),
        ("withdrawn", date(2026, 11, 30), Timeliness("Withdrawn", "grey")),
        ("in use", None, Timeliness("In use", "green")),
    ],
)
def test_a_source_says_when_its_day_has_come(
    state: str, review_on: date | None, stands: Timeliness
) -> None:
    assert rules.source_stands(state, review_on, TODAY) == stands


def test_only_an_evaluation_of_our_own_names_an_agreement_and_it_must() -> None:
    assert rules.agreement_problem("own evaluation", "CORE004") == ""
    assert rules.agreement_problem("review", "") == ""
    assert "Enter the agreement" in rules.agreement_problem("own evaluation", "")
    assert "Only an evaluation" in rules.agreement_problem("trial", "CORE004")


def test_a_source_is_of_no_year_to_come() -> None:
    assert rules.year_problem(None, TODAY) == ""
    assert rules.year_problem(2026, TODAY) == ""
    assert rules.year_problem(2027, TODAY) == "The year must be from 1900 to 2026"
    assert rules.year_problem(1899, TODAY) == "The year must be from 1900 to 2026"
