"""The rules of managing agreements: agendas, the scale, the map, what is due, exits, plans, minutes."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.review.management import rules
from precept.review.management.rules import Drawn

TODAY = date(2026, 11, 30)
STEADY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))
levels = st.integers(min_value=1, max_value=rules.LEVELS)


# Agendas


def drawn(source: str, key: str) -> Drawn:
    return Drawn(source, key, f"{source} {key}", "because")


def test_an_agenda_begins_and_ends_the_same_whatever_is_between() -> None:
    found = rules.in_order(
        [
            rules.CLOSING,
            drawn("claim", "1"),
            drawn("risk", "1"),
            rules.OPENING,
            drawn("action", "1"),
        ]
    )

    assert [one.source for one in found] == ["opening", "action", "risk", "claim", "closing"]


def test_each_thing_is_drawn_once_and_what_was_left_out_is_known() -> None:
    offered = [drawn("risk", "1"), drawn("risk", "1"), drawn("risk", "2")]

    assert rules.to_add([("risk", "2")], offered) == [drawn("risk", "1")]


def test_what_was_settled_goes_and_what_somebody_added_stays() -> None:
    known = [("risk", "1"), ("issue", "1"), ("added", "")]

    assert rules.gone(known, [drawn("risk", "1")]) == {("issue", "1")}


@pytest.mark.parametrize("source", ["issue", "risk", "decide-by", "option", "sign-up"])
def test_what_is_the_offices_own_is_drawn_onto_its_own_copy(source: str) -> None:
    assert drawn(source, "1").copy == "office"


def test_what_both_sides_agreed_is_drawn_for_both() -> None:
    assert drawn("action", "1").copy == "all"
    assert Drawn("action", "1", "x", "y", is_internal=True).copy == "office"


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ({}, [1, 2, 3, 4]),
        ({4: 2}, [1, 4, 2, 3]),
        ({1: 3}, [2, 3, 1, 4]),
        ({1: 4, 4: 1}, [4, 2, 3, 1]),
        ({3: 99}, [1, 2, 4, 3]),
    ],
)
def test_items_go_where_they_are_put(wanted: dict[int, int], order: list[int]) -> None:
    assert rules.placed([1, 2, 3, 4], wanted) == order


@STEADY
@given(
    st.lists(st.integers(0, 50), unique=True, max_size=12),
    st.dictionaries(st.integers(0, 50), st.integers(1, 200)),
)
def test_arranging_loses_nothing(items: list[int], wanted: dict[int, int]) -> None:
    assert sorted(rules.placed(items, wanted)) == sorted(items)


# The scale


def test_the_scale_says_every_level_in_plain_words() -> None:
    for scale in rules.all_scales():
        assert [one.number for one in scale.likelihood] == [1, 2, 3, 4, 5]
        assert [one.number for one in scale.impact] == [1, 2, 3, 4, 5]
        words = [one.words for one in (*scale.likelihood, *scale.impact)]
        assert len(set(words)) == 10
        assert all(one.endswith(".") for one in words)
        assert scale.band(scale.line).key in {"high", "very-high"}


@STEADY
@given(levels, levels)
def test_a_score_has_a_band_and_grows_with_both(likelihood: int, impact: int) -> None:
    scale = rules.scale_on(TODAY)
    score = rules.score_of(likelihood, impact)

    assert scale.band(score).least <= score
    assert rules.score_of(impact, likelihood) == score
    if likelihood < rules.LEVELS:
        assert rules.score_of(likelihood + 1, impact) > score


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (6, 3), (3, 0), (3, 6), (-1, -1)])
def test_nothing_is_scored_off_the_scale(likelihood: int, impact: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 5"):
        rules.score_of(likelihood, impact)


def told(**changes: Any) -> dict[str, Any]:
    level = [{"title": str(one), "words": "."} for one in range(5)]
    return {
        "id": "x",
        "applies_from": TODAY,
        "source": "",
        "line": 10,
        "line_words": "",
        "likelihood": level,
        "impact": level,
        "band": [{"key": "low", "title": "Low", "least": 1}],
        **changes,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"likelihood": []},
        {"band": [{"key": "low", "title": "Low", "least": 2}]},
        {
            "band": [
                {"key": "low", "title": "Low", "least": 1},
                {"key": "high", "title": "High", "least": 26},
            ]
        },
    ],
)
def test_a_scale_that_does_not_say_everything_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(rules.UnfitScale):
        rules.read_scale(told(**changes))


def test_a_risk_is_scored_on_the_scale_of_its_day() -> None:
    old = rules.read_scale(told(id="old", applies_from=date(2020, 1, 1)))
    new = rules.read_scale(told(id="new", applies_from=date(2026, 1, 1)))

    assert rules.scale_on(date(2025, 12, 31), [old, new]).id == "old"
    assert rules.scale_on(date(2026, 1, 1), [old, new]).id == "new"
    assert rules.scale_on(date(2019, 1, 1), [old, new]).id == "old"


@STEADY
@given(st.lists(st.tuples(levels, levels), max_size=40))
def test_the_map_shows_every_risk_once_and_its_table_says_the_same(
    scores: list[tuple[int, int]],
) -> None:
    found = rules.heat_map(scores, rules.scale_on(TODAY))

    assert len(found.squares) == 25
    assert sum(one.count for one in found.squares) == found.count == len(scores)
    assert sum(sum(row.counts) for row in found.rows) == len(scores)
    assert [row[0][0] for row in found.table] == ["5", "4", "3", "2", "1"]
    assert all(one.x >= 0 and one.x + one.width <= 100.1 for one in found.squares)


# What is due


@pytest.mark.parametrize(
    ("ahead", "reminded", "told_of"),
    [
        (30, "", ""),
        (8, "", ""),
        (7, "", "soon"),
        (7, "soon", ""),
        (0, "", "soon"),
        (-1, "soon", "late"),
        (-1, "", "late"),
        (-1, "late", ""),
    ],
)
def test_an_owner_is_reminded_once_before_and_once_after(
    ahead: int, reminded: str, told_of: str
) -> None:
    assert rules.reminder_due(TODAY + timedelta(days=ahead), TODAY, reminded) == told_of


@STEADY
@given(days, days)
def test_nobody_is_reminded_without_end(due: date, today: date) -> None:
    reminded, times = "", 0
    while when := rules.reminder_due(due, today, reminded):
        reminded, times = when, times + 1
        assert times <= 2


@pytest.mark.parametrize(
    ("ahead", "tone"), [(-1, "red"), (0, "amber"), (14, "amber"), (15, "grey")]
)
def test_how_pressing_something_is(ahead: int, tone: str) -> None:
    assert rules.tone_of(TODAY + timedelta(days=ahead), TODAY) == tone
    assert rules.tone_of(None, TODAY) == "grey"


def test_how_things_stand_in_words() -> None:
    late, ahead = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

    assert rules.stands([], TODAY).words == "Nothing to do"
    assert rules.stands([(True, late), (False, ahead)], TODAY).words == "1 of 2 done"
    assert rules.stands([(False, late), (False, ahead)], TODAY).words == "0 of 2 done, 1 late"


# Exits


def test_the_checklist_covers_what_an_exit_is_made_of() -> None:
    for one in rules.all_checklists():
        keys = {task.key for task in one.tasks}
        assert len(keys) == len(one.tasks)
        assert {"people", "data", "staff", "assets", "cases", "communications"} <= keys
        assert {"accounts", "records", "mobilisation-plan"} <= keys
        assert {task.side for task in one.tasks} == {"exit", "handover"}
        assert {task.owner for task in one.tasks} == {"office", "provider"}


@STEADY
@given(days, st.integers(-200, 400))
def test_a_lead_time_is_counted_back_from_the_last_day(ends: date, lead: int) -> None:
    assert rules.due_of("exit", lead, ends) + timedelta(days=lead) == ends
    assert rules.due_of("exit", lead, ends, ends + timedelta(days=9)) == rules.due_of(
        "exit", lead, ends
    )


def test_a_handover_is_counted_from_what_follows_or_the_day_after() -> None:
    ends, follows = date(2027, 3, 31), date(2027, 4, 12)

    assert rules.due_of("handover", 0, ends) == date(2027, 4, 1)
    assert rules.due_of("handover", 12, ends, follows) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("side", "lead", "words"),
    [
        ("exit", 120, "120 days before the last day"),
        ("exit", 0, "On the last day"),
        ("exit", -60, "60 days after the last day"),
        ("handover", 1, "1 day before the first day of what follows"),
    ],
)
def test_how_a_day_is_counted_in_words(side: str, lead: int, words: str) -> None:
    assert rules.lead_words(side, lead) == words


@pytest.mark.parametrize(
    ("ahead", "has_plan", "needs"),
    [
        (181, False, False),
        (180, False, True),
        (0, False, True),
        (-1, False, False),
        (90, True, False),
    ],
)
def test_an_exit_is_begun_half_a_year_before(ahead: int, has_plan: bool, needs: bool) -> None:
    ends = TODAY + timedelta(days=ahead)

    assert rules.needs_plan(ends, TODAY, has_plan=has_plan) is needs
    assert rules.needs_plan(None, TODAY, has_plan=has_plan) is False


# Improvement plans


def test_a_plan_that_is_over_goes_nowhere_and_none_holds_without_an_answer() -> None:
    for state in rules.PLAN_OVER:
        assert rules.PLAN_MOVES[state] == frozenset()
    into = {
        to: {one for one in rules.PLAN_STATES if rules.plan_may_become(one, to)}
        for to in rules.PLAN_STATES
    }
    assert into["agreed"] == {"proposed"}
    assert into["imposed"] == {"disputed"}
    assert into["achieved"] == into["not achieved"] == rules.IN_FORCE
    assert set(rules.PLAN_MOVES) == set(rules.PLAN_STATES) == set(rules.PLAN_TAGS)
    assert "draft" not in rules.SEEN_BY_PROVIDER


# Minutes


BODY: dict[str, Any] = {
    "meeting": "W1",
    "people": [
        {"name": "Ada", "role": "", "is_outside": False, "state": "Present"},
        {"name": "A. N. Other", "role": "Court users", "is_outside": True, "state": "Present"},
    ],
    "items": [
        {"words": "Calls", "copy": "all", "notes": "Better", "decision": ""},
        {"words": "Whether to go on", "copy": "office", "notes": "Secret", "decision": "Wait"},
    ],
    "actions": [],
}


def test_a_provider_gets_its_own_copy_of_the_minutes() -> None:
    found = rules.for_provider(BODY)

    assert [one["words"] for one in found["items"]] == ["Calls"]
    assert [one["name"] for one in found["people"]] == ["Ada", "Court users"]
    assert "Secret" not in rules.canonical(found)
    assert len(BODY["items"]) == 2


def test_a_fingerprint_holds_whatever_the_order_and_moves_with_any_word() -> None:
    turned = dict(reversed(BODY.items()))

    assert rules.fingerprint(turned) == rules.fingerprint(BODY)
    assert rules.fingerprint({**BODY, "meeting": "W2"}) != rules.fingerprint(BODY)
