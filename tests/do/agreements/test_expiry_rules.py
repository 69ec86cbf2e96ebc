"""Working backwards from the end of an agreement; options, reminders, evidence."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.agreements import rules
from precept.foundation.clock import is_working_day

TODAY = date(2026, 11, 16)


def back(**said: object) -> rules.Backwards:
    asked = {
        "kind": "contract",
        "category": "goods and services",
        "procedure": "open",
        "ends": date(2028, 3, 31),
        "options": [],
        "on": TODAY,
    } | said
    found = rules.backwards(**asked)  # type: ignore[arg-type] # a shorthand
    assert found is not None
    return found


def test_the_steps_lead_back_from_the_last_day_without_a_gap() -> None:
    found = back()
    assert [one.name for one in found.steps] == [
        "Planning",
        "Competition",
        "Assessment",
        "Decision",
        "Standstill",
        "Mobilisation",
        "Staff transfer",
    ]
    *onwards, transfer = found.steps
    assert onwards[-1].ends == transfer.ends == date(2028, 3, 31)
    assert transfer.starts > onwards[-1].starts
    assert all(a.ends + timedelta(days=1) == b.starts for a, b in pairwise(onwards))
    assert found.decide_by == found.steps[0].starts - timedelta(days=1) == date(2027, 5, 15)
    assert found.because == "a new agreement must be ready when this one ends on 31 March 2028"


def test_light_touch_and_grants_have_no_standstill() -> None:
    for said in ({"category": "light touch"}, {"kind": "grant agreement"}):
        assert "Standstill" not in [one.name for one in back(**said).steps]


def test_an_option_whose_notice_falls_earlier_decides() -> None:
    early = rules.Option(12, date(2027, 3, 31), None, is_open=True)
    found = back(options=[early])
    assert (found.decide_by, found.because) == (
        date(2027, 3, 31),
        "notice of the extension must be given by then",
    )
    assert back(options=[rules.Option(12, date(2027, 3, 31), None, is_open=False)]) == back()
    assert back(options=[rules.Option(12, date(2027, 9, 30), None, is_open=True)]) == back()


def test_where_no_last_day_is_stated_nothing_is_worked_out() -> None:
    assert (
        rules.backwards(
            kind="contract", category="works", procedure="open", ends=None, options=[], on=TODAY
        )
        is None
    )


@given(
    ends=st.dates(min_value=date(2024, 1, 1), max_value=date(2035, 1, 1)),
    procedure=st.sampled_from(list(rules.CHOICES["procedure"])),
)
def test_a_decide_by_is_before_the_end_and_its_standstill_has_eight_working_days(
    ends: date, procedure: str
) -> None:
    found = back(ends=ends, procedure=procedure)
    assert found.decide_by < ends
    standstill = next(one for one in found.steps if one.name == "Standstill")
    days = (standstill.ends - standstill.starts).days + 1
    worked = [standstill.starts + timedelta(days=day) for day in range(days)]
    assert sum(is_working_day(day) for day in worked) == 8
    assert is_working_day(standstill.starts)


@pytest.mark.parametrize(
    ("today", "sent", "due"),
    [
        (date(2027, 3, 30), [], None),
        (date(2027, 3, 31), [], 12),
        (date(2027, 3, 31), [12], None),
        (date(2027, 6, 30), [12], 9),
        (date(2027, 10, 5), [], 6),
        (date(2028, 1, 2), [6], 3),
        (date(2028, 1, 2), [3], None),
        (date(2028, 4, 1), [], None),
    ],
)
def test_the_manager_is_reminded_once_at_each_mark(
    today: date, sent: list[int], due: int | None
) -> None:
    assert rules.expiry_reminder(date(2028, 3, 31), today, sent) == due


def test_an_extension_keeps_to_the_end_of_its_month() -> None:
    assert rules.extended(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert rules.latest_end(
        date(2027, 3, 31),
        [
            rules.Option(12, None, None, is_open=True),
            rules.Option(12, None, date(2029, 6, 30), is_open=True),
        ],
    ) == date(2029, 6, 30)


def test_evidence_near_its_expiry_is_seen() -> None:
    assert rules.evidence_words(None, TODAY)[0] == "No expiry"
    assert rules.evidence_words(TODAY - timedelta(days=1), TODAY)[1] == "govuk-tag--red"
    assert rules.evidence_words(TODAY, TODAY)[1] == "govuk-tag--yellow"
    assert rules.evidence_words(TODAY + timedelta(days=61), TODAY)[1] == "govuk-tag--green"


def test_past_its_decide_by_an_undecided_agreement_is_red() -> None:
    yesterday, soon = TODAY - timedelta(days=1), TODAY + timedelta(days=60)
    assert rules.expiry_tone(yesterday, TODAY, "") == "red"
    assert rules.expiry_tone(yesterday, TODAY, "extend") == "grey"
    assert rules.expiry_tone(soon, TODAY, "") == "amber"
