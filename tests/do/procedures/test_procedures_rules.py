"""Which version is in force, when it is reviewed, what it lacks, what changed: by table and by property."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.agreements import rules as agreements
from precept.do.opportunities import rules as opportunities
from precept.do.procedures import rules
from precept.foundation import clock

DAY = date(2026, 4, 1)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(begins=st.sets(days, max_size=8), on=days)
def test_one_approved_version_is_in_force_on_any_day_from_the_first_on(
    begins: set[date], on: date
) -> None:
    approved: list[rules.Begins] = []
    for day in sorted(begins):
        assert rules.begins_problem(day, approved, None) == ""
        approved.append(rules.Begins(len(approved) + 1, day))

    number = rules.in_force(approved, on)

    begun = [one for one in approved if one.begins <= on]
    assert (number is None) is (not begun)
    if number is not None:
        assert [one for one in begun if one.number == number] == begun[-1:]


@given(begins=st.lists(days, min_size=1, max_size=8), last=days)
def test_no_version_begins_on_or_before_the_day_of_another(begins: list[date], last: date) -> None:
    approved = [rules.Begins(at, day) for at, day in enumerate(begins, start=1)]

    assert (rules.begins_problem(last, approved, None) == "") is (last > max(begins))


@given(begins=st.sets(days, min_size=1, max_size=5), on=days, retired=days)
def test_nothing_is_in_force_once_it_is_retired(begins: set[date], on: date, retired: date) -> None:
    approved = [rules.Begins(at, day) for at, day in enumerate(sorted(begins), start=1)]

    now = rules.in_force(approved, on, retired)

    assert now == (None if on >= retired else rules.in_force(approved, on))


@given(approved=days, held=st.none() | days, asked=st.none() | days)
def test_a_review_is_never_later_than_a_year_after_approval(
    approved: date, held: date | None, asked: date | None
) -> None:
    due = rules.next_review(approved, held, asked)

    assert due <= clock.months_later(approved, 12)
    if asked is None and held is None:
        assert due == clock.months_later(approved, 12)


def test_a_sooner_review_that_stands_is_kept_and_a_later_one_is_not() -> None:
    assert rules.next_review(DAY, date(2026, 6, 1)) == date(2026, 6, 1)
    assert rules.next_review(DAY, date(2028, 6, 1)) == date(2027, 4, 1)
    assert rules.next_review(DAY, date(2026, 6, 1), date(2026, 9, 1)) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (date(2027, 4, 1), ""),
        (date(2026, 4, 2), ""),
        (date(2027, 4, 2), "It is reviewed every year: choose 1 April 2027 or a day before it"),
        (DAY, "The next review must be after 1 April 2026"),
    ],
)
def test_the_next_review_lies_within_a_year(asked: date, problem: str) -> None:
    assert rules.next_review_problem(asked, DAY) == problem


@pytest.mark.parametrize(
    ("ahead", "reminded", "told"),
    [
        (31, "", ""),
        (30, "", "soon"),
        (30, "soon", ""),
        (1, "soon", ""),
        (0, "soon", "due"),
        (0, "", "due"),
        (-400, "", "due"),
        (-1, "due", ""),
    ],
)
def test_an_owner_is_told_thirty_days_before_and_on_the_day_and_each_once(
    ahead: int, reminded: str, told: str
) -> None:
    assert rules.reminder_of_review(DAY + timedelta(days=ahead), DAY, reminded) == told


@given(due=days, on=days)
def test_a_reminder_that_was_given_is_not_given_again(due: date, on: date) -> None:
    told = rules.reminder_of_review(due, on, "")

    if told:
        assert rules.reminder_of_review(due, on, told) == ""


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (None, "No review yet: it comes with the first approval", "grey"),
        (date(2026, 3, 31), "Review overdue since 31 March 2026", "red"),
        (DAY, "Review due today", "red"),
        (date(2026, 5, 1), "Review due 1 May 2026", "amber"),
        (date(2026, 5, 2), "Review due 2 May 2026", "grey"),
    ],
)
def test_a_review_presses_as_it_nears(due: date | None, words: str, tone: str) -> None:
    assert rules.review_stands(due, DAY) == (words, tone)


def test_a_review_is_closed_when_each_piece_is_answered_and_a_change_is_there() -> None:
    assert "One piece of feedback is not answered" in rules.outcome_problem("no change", 1, [])
    assert "3 pieces are not answered" in rules.outcome_problem("changed", 3, [2])
    assert "No version was approved since" in rules.outcome_problem("changed", 0, [])
    assert rules.outcome_problem("changed", 0, [2]) == ""
    assert rules.outcome_problem("no change", 0, []) == ""


def _missing(kind: str, **said: object) -> list[str]:
    whole: dict[str, object] = {
        "used_when": "Often",
        "stages": [rules.Stage("Open", "Anybody", "Bids", "4 weeks")],
        "sections": [rules.Section("Marks", "Two people mark.", "marks")],
        "procedures": ["open"],
        "number": 1,
        "why": "",
    }
    return rules.missing_to_approve(kind, **(whole | said))  # type: ignore[arg-type] # by its names


@pytest.mark.parametrize(
    ("kind", "said", "lacks"),
    [
        ("procedure", {}, []),
        ("document", {"stages": []}, []),
        ("procedure", {"used_when": " "}, ["Say when it is used."]),
        ("procedure", {"stages": []}, ["Add its first stage."]),
        (
            "procedure",
            {"stages": [rules.Stage("Open", "", "Bids", " ")]},
            [
                "Say who acts in the stage “Open”.",
                "Say how long it takes in the stage “Open”.",
            ],
        ),
        ("procedure", {"number": 2}, ["Say why it changes."]),
        ("procedure", {"number": 2, "why": "Bidders asked"}, []),
        ("document", {"sections": []}, ["Add its first section."]),
        ("document", {"procedures": []}, ["Choose at least one procedure that uses it."]),
        ("document", {"sections": [rules.Section("Dates", "")]}, ["Write “Dates”."]),
    ],
)
def test_a_version_says_what_it_lacks(kind: str, said: dict[str, object], lacks: list[str]) -> None:
    assert _missing(kind, **said) == lacks


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("$provider gets $amount.", ""),
        ("It costs $$5.", ""),
        ("It costs $5.", "A $ begins a field such as $provider. Write $$ for a dollar sign"),
        ("$ alone", "A $ begins a field such as $provider. Write $$ for a dollar sign"),
        ("{amount} and {{ 7 * 7 }} are words", ""),
    ],
)
def test_only_known_fields_are_fields(words: str, problem: str) -> None:
    assert rules.field_problem(words) == problem


def test_an_unknown_field_is_named_with_those_there_are() -> None:
    problem = rules.field_problem("$password please")

    assert problem.startswith("There is no field $password. There are $office, $provider")


def test_what_is_filled_in_is_never_read_for_fields() -> None:
    words = "$provider gets $amount ($$ not £) for $title"

    said = rules.filled(words, {"provider": "$amount {x}", "amount": " £5 "})

    assert said == "$amount {x} gets £5 ($ not £) for [the title]"


@given(st.text(max_size=80), st.dictionaries(st.sampled_from(sorted(rules.FIELDS)), st.text()))
def test_filling_in_never_fails_and_leaves_no_known_field(
    words: str, given_: dict[str, str]
) -> None:
    said = rules.filled(words, given_)

    if "$" not in "".join(given_.values()) and "$$" not in words:
        assert rules.fields_used([said]) == []


def _words(**said: object) -> rules.Words:
    whole: dict[str, object] = {
        "title": "Grant round",
        "used_when": "Often",
        "stages": [
            rules.Stage("Open", "Anybody", "Bids.", "4 weeks"),
            rules.Stage("Mark", "Markers", "Marks.", "3 weeks"),
        ],
        "sections": [rules.Section("How marks are given", "Two mark.")],
    }
    return rules.Words(**(whole | said))  # type: ignore[arg-type] # by its names


def test_a_comparison_says_what_changed_from_what_to_what() -> None:
    now = _words(
        title="Round of grants",
        stages=[
            rules.Stage("Open", "Anybody", "Bids.", "6 weeks"),
            rules.Stage("Tell", "Officers", "Letters.", "1 week"),
        ],
        sections=[
            rules.Section("How marks are given", "Three mark."),
            rules.Section("New", "Here."),
        ],
    )

    found = [(one.where, one.before, one.after) for one in rules.differences(_words(), now)]

    assert found == [
        ("Title", "Grant round", "Round of grants"),
        ("Stage: Open", "Anybody. Bids. (4 weeks)", "Anybody. Bids. (6 weeks)"),
        ("Stage: Tell", "", "Officers. Letters. (1 week)"),
        ("Stage: Mark", "Markers. Marks. (3 weeks)", ""),
        ("How marks are given", "Two mark.", "Three mark."),
        ("New", "", "Here."),
    ]


def test_a_changed_order_is_a_change() -> None:
    before = _words()
    now = _words(stages=list(reversed(before.stages)))

    found = rules.differences(before, now)

    assert [(one.where, one.before, one.after) for one in found] == [
        ("Order of the stages", "Open → Mark", "Mark → Open")
    ]


sections = st.lists(
    st.builds(rules.Section, st.sampled_from(["A", "B", "C"]), st.sampled_from(["x", "y", ""])),
    max_size=5,
)


@given(before=sections, after=sections)
def test_the_same_words_and_no_others_show_no_difference(
    before: list[rules.Section], after: list[rules.Section]
) -> None:
    found = rules.differences(_words(sections=before), _words(sections=after))
    moved = sorted(map(repr, before)) == sorted(map(repr, after))

    if before == after:
        assert found == []
    elif not moved:
        assert found


def test_everything_that_an_office_begins_with_is_whole_and_its_fields_are_known() -> None:
    known = rules.starting()

    for one in known.values():
        lacks = _missing(
            one.kind,
            used_when=one.used_when,
            stages=one.stages,
            sections=one.sections,
            procedures=one.procedures,
        )
        assert (one.key, lacks) == (one.key, [])
        if one.kind == "document":
            texts = [text for row in one.sections for text in (row.heading, row.text)]
            assert [rules.field_problem(text) for text in texts] == [""] * len(texts)
            assert set(one.procedures) <= {
                key for key, row in known.items() if row.kind == "procedure"
            }
        else:
            assert [row.key for row in one.sections] == list(rules.PARTS)
            assert dict(rules.PARTS) == {row.key: row.heading for row in one.sections}


def test_every_way_in_which_an_agreement_or_a_round_is_let_has_its_procedure() -> None:
    ways = {key for key, _ in (*agreements.procedures, *opportunities.procedures)}

    assert {key.replace(" ", "-") for key in ways - {"not stated"}} <= set(rules.starting())


def test_every_procedure_that_an_office_begins_with_has_documents() -> None:
    known = rules.starting().values()
    used = {key for one in known for key in one.procedures}

    assert used == {one.key for one in known if one.kind == "procedure"}
