"""Rules of calls: stages, weights, times, and that no order of actions reaches a forbidden state."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.do.opportunities import rules
from precept.foundation.questions.sets import Question, QuestionSet, Section

STAGES = [key for key, _ in rules.stages]
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How fast a loaded machine draws examples says nothing of the rules."""
MOMENTS = st.datetimes(
    min_value=datetime.fromisoformat("2026-01-01T00:00"),
    max_value=datetime.fromisoformat("2029-01-01T00:00"),
    timezones=st.just(UTC),
)


def test_every_stage_says_where_it_may_go_and_only_to_stages() -> None:
    assert set(rules.MOVES) == set(STAGES)
    assert set().union(*rules.MOVES.values()) <= set(STAGES)


@UNHURRIED
@given(st.lists(st.sampled_from(STAGES), max_size=30), st.booleans(), st.booleans())
def test_no_order_of_moves_skips_a_stage_or_leaves_an_end(
    wanted: list[str], has_closed: bool, is_rolling: bool
) -> None:
    stage = "published"
    walked = [stage]
    for to in wanted:
        if not rules.move_problem(stage, to, has_closed=has_closed, is_rolling=is_rolling):
            stage = to
            walked.append(to)

    order = STAGES
    assert "cancelled" not in walked
    assert not {"drafting", "ready"} & set(walked)
    for before, after in pairwise(walked):
        is_end = (before, after) == ("opened", "awarded") and is_rolling and has_closed
        assert is_end or order.index(after) <= order.index(before) + 1
    if not has_closed and not is_rolling:
        assert walked == ["published"]
    if "awarded" in walked:
        assert walked[-1] == "awarded"
        assert walked[-2] == ("opened" if is_rolling else "decided")


@UNHURRIED
@given(
    st.sampled_from(STAGES),
    MOMENTS,
    st.timedeltas(timedelta(minutes=1), timedelta(days=90)),
    MOMENTS,
)
def test_a_call_stands_in_one_way_and_the_register_agrees(
    stage: str, opens: datetime, length: timedelta, now: datetime
) -> None:
    closes = opens + length

    standing = rules.standing(stage, opens, closes, now)

    assert (standing == "drafting") == (not rules.is_public(stage))
    assert (standing == "cancelled") == (stage == "cancelled")
    if rules.is_public(stage) and stage != "cancelled":
        assert (standing == "open") == (opens <= now < closes)
    state = rules.register_state(stage, opens, closes, now)
    assert (state == "awarded") == (stage == "awarded")
    assert (state == "open") == (standing == "open" and stage != "awarded")


@UNHURRIED
@given(st.lists(st.integers(1, 100), min_size=1, max_size=20))
def test_weights_do_exactly_where_they_add_up_to_a_hundred(weights: list[int]) -> None:
    assert (rules.weights_problem(weights) == "") == (sum(weights) == 100)


@pytest.mark.parametrize(
    ("levels", "is_right"),
    [
        ([{"score": 0, "words": "No"}, {"score": 1, "words": "Yes"}], True),
        ([{"score": 0, "words": "No"}], False),
        ([], False),
        ([{"score": 1, "words": "No"}, {"score": 2, "words": "Yes"}], False),
        ([{"score": 0, "words": "No"}, {"score": 2, "words": "Yes"}], False),
        ([{"score": 0, "words": "No"}, {"score": 1, "words": " "}], False),
    ],
    ids=["whole", "one-level", "none", "not-from-0", "gap", "no-words"],
)
def test_a_scale_is_described_from_0_without_gaps(
    levels: list[dict[str, object]], is_right: bool
) -> None:
    assert (rules.levels_problem(levels) == "") == is_right


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("17:00", time(17)),
        ("5pm", time(17)),
        ("5 pm", time(17)),
        ("5.30pm", time(17, 30)),
        ("5:30 p.m.", time(17, 30)),
        ("12 noon", time(12)),
        ("Midday", time(12)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("0:00", time(0)),
        ("Midnight", time(0)),
        ("09:05", time(9, 5)),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, meant: time) -> None:
    assert rules.read_time(typed) == meant


@pytest.mark.parametrize("typed", ["17", "25:00", "5:60pm", "13pm", "0am", "five", "5pm now", ""])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(rules.Unclear):
        rules.read_time(typed)


@UNHURRIED
@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_suggested_dates_are_noon_in_the_middle_of_a_working_week(today: date) -> None:
    opens, closes = rules.suggested_dates(today)

    for moment in (opens, closes):
        assert moment.time() == time(12)
        assert moment.weekday() in {1, 2, 3}
        assert rules.suggested_day(moment.date()) == moment.date()
    assert opens.date() >= today + timedelta(weeks=2)
    assert closes >= opens + timedelta(weeks=6)


@UNHURRIED
@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.datetimes(
        datetime.fromisoformat("2020-01-01T00:00"), datetime.fromisoformat("2026-01-01T00:00")
    ),
    st.timedeltas(timedelta(days=1), timedelta(days=90)),
)
def test_copied_dates_keep_their_length_and_their_times(
    today: date, opens: datetime, length: timedelta
) -> None:
    closes = opens + length

    new_opens, new_closes, shift = rules.shifted(opens, closes, today)

    assert new_opens == opens + shift
    assert new_opens.date() > today
    assert (new_opens.time(), new_closes.time()) == (opens.time(), closes.time())
    grown = (new_closes.date() - new_opens.date()) - (closes.date() - opens.date())
    assert timedelta(0) <= grown <= timedelta(days=14)


@pytest.mark.parametrize(
    ("public", "found"),
    [
        ("May Ms Outsider apply?", ["Aneta Outsider"]),
        ("may ANETA apply?", ["Aneta Outsider"]),
        ("Write to aneta@village.example, please", ["aneta@village.example"]),
        ("We at Village Hall Trust wonder", ["Village Hall Trust"]),
        ("Is a village hall a place of trust?", []),
        ("May anetas apply?", []),
        ("Who may apply?", []),
    ],
)
def test_words_that_say_who_asked_are_noticed(public: str, found: list[str]) -> None:
    assert (
        rules.names_asker(
            public,
            people=["Aneta Outsider"],
            whole=["aneta@village.example", "Village Hall Trust"],
        )
        == found
    )


@UNHURRIED
@given(st.lists(st.text(max_size=40), max_size=12))
def test_every_title_gets_a_key_of_its_own(titles: list[str]) -> None:
    taken: list[str] = []
    for title in titles:
        taken.append(rules.key_of(title, taken))

    assert len(set(taken)) == len(taken)
    assert all(key and len(key) <= 40 for key in taken)


SET = QuestionSet(
    sections=(
        Section(
            key="one",
            title="One",
            questions=(
                Question(key="a", kind="line", label="A"),
                Question(
                    key="g",
                    kind="group",
                    label="G",
                    questions=(Question(key="b", kind="line", label="B"),),
                ),
            ),
        ),
    )
)


@pytest.mark.parametrize("key", ["a", "g", "b"])
def test_corrected_words_change_nothing_else(key: str) -> None:
    now = rules.with_words(SET, "question", key, "label", "Other")

    assert [one.label for one in now.questions() if one.key == key] == ["Other"]
    assert [one for one in now.questions() if one.key not in {key, "g"}] == [
        one for one in SET.questions() if one.key not in {key, "g"}
    ]
    assert rules.asks_the_same(now, SET)
    assert now.digest != SET.digest


@pytest.mark.parametrize("kind", ["question", "section", "check"])
def test_words_of_nothing_are_not_corrected(kind: str) -> None:
    with pytest.raises(KeyError):
        rules.with_words(SET, kind, "none", "label", "Other")


def test_a_wall_time_is_said_as_it_was_published() -> None:
    assert rules.wall_said("2026-12-09T17:00") == "5pm on 9 December 2026"
    assert rules.wall_said("") == ""
    assert rules.moment(None, "") is None
    known = rules.moment(datetime.fromisoformat("2026-12-09T17:00:00+00:00"), "2026-12-09T17:00")
    assert known is not None
    assert known.wall == datetime.fromisoformat("2026-12-09T17:00")
