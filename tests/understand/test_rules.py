"""States, dates, short names, and what a draft lacks."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.understand import rules
from precept.understand.rules import SectionSaid, Timeliness

TODAY = date(2022, 12, 1)
STATES = [state for state, _ in rules.deliverable_states]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", STATES)
def test_only_the_listed_moves_are_made(state: str, to: str) -> None:
    allowed = {
        ("planned", "requested"),
        ("requested", "requested"),
        ("requested", "received"),
        ("received", "requested"),
        ("received", "assessed"),
        ("assessed", "requested"),
    }

    assert rules.may_move(state, to) == ((state, to) in allowed)


@pytest.mark.parametrize(
    ("state", "days", "text", "tone"),
    [
        ("planned", None, "Planned", "grey"),
        ("planned", 31, "Planned", "grey"),
        ("planned", 30, "Planned, due soon", "yellow"),
        ("planned", 0, "Planned, due soon", "yellow"),
        ("planned", -1, "Overdue", "red"),
        ("requested", None, "Requested", "blue"),
        ("requested", 31, "Requested", "blue"),
        ("requested", 0, "Requested, due soon", "yellow"),
        ("requested", -1, "Overdue", "red"),
        ("received", -1, "Received, to be assessed", "blue"),
        ("assessed", -1, "Assessed", "green"),
    ],
)
def test_a_deliverable_stands_by_its_state_and_its_date(
    state: str, days: int | None, text: str, tone: str
) -> None:
    due = None if days is None else TODAY + timedelta(days=days)

    assert rules.deliverable_stands(state, due, TODAY) == Timeliness(text, tone)


@pytest.mark.parametrize(
    ("schedule", "days", "text", "tone"),
    [
        ("not stated", None, "No schedule yet", "yellow"),
        ("not stated", -1, "No schedule yet", "yellow"),
        ("monthly", None, "On schedule", "green"),
        ("monthly", 0, "On schedule", "green"),
        ("monthly", -1, "Overdue", "red"),
    ],
)
def test_something_monitored_stands_by_its_schedule(
    schedule: str, days: int | None, text: str, tone: str
) -> None:
    due = None if days is None else TODAY + timedelta(days=days)

    assert rules.monitored_stands(schedule, due, TODAY) == Timeliness(text, tone)


@pytest.mark.parametrize(
    ("days", "text", "tone"),
    [
        (None, "No review date stated", "grey"),
        (-1, "Review overdue", "red"),
        (0, "Review due soon", "yellow"),
        (90, "Review due soon", "yellow"),
        (91, "Review to come", "green"),
    ],
)
def test_a_plan_is_reviewed_by_its_date(days: int | None, text: str, tone: str) -> None:
    review_on = None if days is None else TODAY + timedelta(days=days)

    assert rules.review_stands(review_on, TODAY) == Timeliness(text, tone)


@given(st.sampled_from(STATES), st.dates(), st.dates())
def test_nothing_is_overdue_before_its_date_or_once_it_came(
    state: str, due: date, on: date
) -> None:
    overdue = rules.deliverable_stands(state, due, on) == Timeliness("Overdue", "red")

    assert overdue == (due < on and state in {"planned", "requested"})


@pytest.mark.parametrize(
    ("words", "taken", "slug"),
    [
        ("Support for victims", set(), "support-for-victims"),
        ("Women’s safety & men's", set(), "womens-safety-mens"),
        ("Café culture", set(), "cafe-culture"),
        ("Support for victims", {"support-for-victims"}, "support-for-victims-2"),
        ("One", {"one", "one-2"}, "one-3"),
        ("New", set(), "new-2"),
        ("Aims", set(), "aims-2"),
        ("—", set(), "one"),
        ("", set(), "one"),
    ],
)
def test_a_short_name_comes_from_the_words(words: str, taken: set[str], slug: str) -> None:
    assert rules.slug_of(words, frozenset(taken)) == slug


@given(st.text(max_size=200), st.frozensets(st.text(max_size=10), max_size=5))
def test_a_short_name_fits_an_address_and_is_free(words: str, taken: frozenset[str]) -> None:
    slug = rules.slug_of(words, taken)
    again = rules.slug_of(words, taken | {slug})

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 70
    assert slug not in taken | rules.RESERVED
    assert again != slug


@pytest.mark.parametrize(
    ("first", "last", "reference"),
    [(2021, 2024, "2021-24"), (2024, 2024, "2024-24"), (2098, 2101, "2098-01")],
)
def test_a_plan_is_called_by_its_years(first: int, last: int, reference: str) -> None:
    assert rules.plan_reference(first, last) == reference


@pytest.mark.parametrize(
    ("priorities", "areas", "version", "why", "lacks"),
    [
        (1, 1, 1, "", []),
        (1, 1, 2, "The review.", []),
        (0, 1, 1, "", ["It has no priority."]),
        (1, 0, 1, "", ["It has no resource area."]),
        (1, 1, 2, " ", ["It does not say why it was changed."]),
    ],
)
def test_a_plan_says_what_it_lacks(
    priorities: int, areas: int, version: int, why: str, lacks: list[str]
) -> None:
    assert rules.missing_to_publish_plan(priorities, areas, version, why) == lacks


def section(heading: str, level: int = 2, text: str = "", note: str = "") -> SectionSaid:
    return SectionSaid(heading, level, text, note)


@pytest.mark.parametrize(
    ("sections", "lacks"),
    [
        ([], ["It has no section."]),
        ([section("A", text="Said.")], []),
        ([section("A", note="A drawing.")], []),
        ([section("A", text=" ")], ["“A” has neither text nor a note."]),
        ([section("A:")], []),
        ([section("A"), section("B", 3, "Said.")], []),
        ([section("A"), section("B", 2, "Said.")], ["“A” has neither text nor a note."]),
        ([section("A", 3), section("B", 2, "Said.")], ["“A” has neither text nor a note."]),
    ],
)
def test_a_strategy_says_what_it_lacks(sections: list[SectionSaid], lacks: list[str]) -> None:
    assert rules.missing_to_publish_strategy(sections, 1, "") == lacks


def test_a_later_version_of_the_strategy_says_why() -> None:
    sections = [section("A", text="Said.")]

    assert rules.missing_to_publish_strategy(sections, 2, "The review.") == []
    assert rules.missing_to_publish_strategy(sections, 2, "") == [
        "It does not say why it was changed."
    ]


@pytest.mark.parametrize(
    ("kinds", "gaps"),
    [
        ([], ["Consultation", "Partners", "Evidence of threat"]),
        (["partner", "partner"], ["Consultation", "Evidence of threat"]),
        (["threat", "partner", "consultation"], []),
    ],
)
def test_a_priority_says_which_evidence_it_lacks(kinds: list[str], gaps: list[str]) -> None:
    assert rules.evidence_gaps(kinds) == gaps


@pytest.mark.parametrize(
    ("area", "is_protected", "words"),
    [
        ("Leicester", False, "Safe Place"),
        ("Leicester", True, "Protected organisation, Leicester"),
        ("", True, "Protected organisation"),
    ],
)
def test_a_protected_body_appears_by_its_area(area: str, is_protected: bool, words: str) -> None:
    assert rules.body_in_public("Safe Place", area, is_protected=is_protected) == words
