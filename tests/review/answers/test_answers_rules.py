"""The rules of answers, by table and by property: the clock, the second person, exemptions, figures, one page."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.publications.kinds import Released
from precept.review.answers import rules
from precept.review.answers.rules.times import COUNTED
from tests.public import published_office as made
from tests.review.answers.publishing import VICTIMS, value

ON = date(2026, 11, 30)
DAYS = st.dates(date(2013, 1, 1), date(2030, 12, 31))


# The clock


@pytest.mark.parametrize(
    ("kind", "received", "due"),
    [
        ("foi", date(2022, 12, 1), date(2023, 1, 4)),  # Christmas, Boxing Day, New Year, 3 January
        ("foi", date(2026, 3, 2), date(2026, 3, 31)),  # St Patrick's Day is a bank holiday
        ("foi", date(2026, 3, 7), date(2026, 4, 8)),  # a Saturday; Good Friday, Easter Monday
        ("eir", date(2026, 6, 1), date(2026, 6, 30)),  # 15 June is a bank holiday in Scotland
        ("panel", date(2026, 6, 1), date(2026, 6, 15)),
        ("press", date(2026, 6, 5), date(2026, 6, 9)),
        ("foi", date(2026, 7, 6), date(2026, 8, 5)),  # 13 July and 3 August
        ("councillor", date(2026, 7, 6), date(2026, 7, 20)),  # by the office's own days
    ],
)
def test_an_answer_is_due_on_the_day_that_the_law_says(
    kind: str, received: date, due: date
) -> None:
    assert rules.due(kind, received).day == due


@given(received=DAYS, kind=st.sampled_from(["foi", "eir"]), is_extended=st.booleans())
def test_due_is_the_twentieth_working_day_after_receipt_and_neither_earlier_nor_later(
    received: date, kind: str, is_extended: bool
) -> None:
    due = rules.due(kind, received, is_extended=is_extended).day
    days = [received + timedelta(days=n) for n in range(1, (due - received).days + 1)]

    assert sum(map(clock.is_uk_working_day, days)) == (40 if is_extended else 20)
    assert clock.is_uk_working_day(due)
    # A bank holiday in another part of the country only ever gives more time than England's alone.
    assert due >= clock.add_working_days(received, 40 if is_extended else 20)


@given(day=DAYS)
def test_a_uk_working_day_is_one_in_england_too(day: date) -> None:
    if clock.is_uk_working_day(day):
        assert clock.is_working_day(day)


def test_only_the_law_knows_a_longer_time() -> None:
    assert {kind for kind in rules.KINDS if rules.may_be_extended(kind, ON)} == {"foi", "eir"}
    assert rules.due("panel", ON, is_extended=True) == rules.due("panel", ON)
    assert COUNTED in rules.due("foi", ON).words
    assert rules.due("foi", ON).is_law
    assert not rules.due("press", ON).is_law


@given(received=DAYS, after=st.lists(st.integers(0, 60), max_size=40))
def test_an_owner_is_told_each_thing_once(received: date, after: list[int]) -> None:
    due = rules.due("foi", received).day
    told: list[str] = []
    for days in sorted(after):
        today = received + timedelta(days=days)
        now = rules.reminder_due(due, today, told[-1] if told else "")
        if now:
            told.append(now)
        if today > due:
            assert told[-1] == "late"
    order = ["ten", "two", "late"]
    assert told == [one for one in order if one in told]


# Words of an answer


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("It costs £56,000.", True),
        ("It reached 341 people.", True),
        ("Half, or 50%, came back.", True),
        ("In all 1,250 were seen.", True),
        ("Under section 40(2) it is withheld.", False),
        ("It ended on 31 March 2023.", False),
        ("The framework of 2022-23 says so.", False),
        ("It began in 2021.", False),
        ("Nothing of it is known.", False),
    ],
)
def test_a_paragraph_states_a_figure_or_does_not(words: str, states: bool) -> None:
    (one,) = rules.paragraphs(words)
    assert one.states_a_figure is states


def test_sources_are_named_in_the_words_of_an_answer() -> None:
    text = "First [1].\r\n\r\nSecond [2, 3] and [1].\n\n\n"
    first, second = rules.paragraphs(text)
    assert (first.sources, second.sources) == ((1,), (2, 3, 1))
    assert [one.source for one in second.pieces] == [0, 2, 3, 0, 1, 0]
    assert rules.cited(text) == {1, 2, 3}
    assert rules.unknown_sources(text, {1, 2}) == [
        "Paragraph 2 names source 3, which is not among the sources."
    ]


@given(text=st.text(max_size=300))
def test_any_words_are_read_as_paragraphs(text: str) -> None:
    for one in rules.paragraphs(text):
        # Whatever is typed, no word of it is lost but the spelling of a number's brackets.
        kept = "".join(piece.words for piece in one.pieces if not piece.source)
        assert set(kept) <= set(one.words)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("What does Hesper Wanderlight want?", True),
        ("A question of Ms Wanderlight", True),
        ("hesper@letters.example asks", True),
        ("The Wanderlights", False),
        ("What does it cost?", False),
    ],
)
def test_words_name_whoever_asked_or_do_not(words: str, names: bool) -> None:
    found = rules.names_somebody(words, name="Hesper Wanderlight", contact="hesper@letters.example")
    assert found is names


# Release


def facts(**said: Any) -> rules.AnswerFacts:
    plain: dict[str, Any] = {
        "kind": "foi",
        "outcome": "disclosed",
        "answer": "It costs £1 [1].",
        "sources": frozenset({1}),
    }
    return rules.AnswerFacts(**(plain | said))


ALL_CODES = [*rules.grounds("foi", ON), *rules.grounds("eir", ON)]
RELIED = st.builds(
    rules.Relied,
    code=st.sampled_from([*ALL_CODES, "FOI s.99"]),
    why=st.sampled_from(["", " ", "Prices"]),
    interest=st.sampled_from(["", "\n", "Weighed"]),
)


@given(
    kind=st.sampled_from(sorted(rules.KINDS)),
    outcome=st.sampled_from([*rules.OUTCOMES, ""]),
    answer=st.sampled_from(["", "Words.", "It costs £1.", "It costs £1 [1].", "See [2]."]),
    relied=st.lists(RELIED, max_size=3),
    cost_why=st.sampled_from(["", "30 hours"]),
)
def test_no_answer_goes_with_an_exemption_that_lacks_its_reasons(
    kind: str, outcome: str, answer: str, relied: list[rules.Relied], cost_why: str
) -> None:
    given_ = facts(
        kind=kind, outcome=outcome, answer=answer, relied=tuple(relied), cost_why=cost_why
    )
    if rules.release_problems(given_, on=ON):
        return
    known = rules.grounds(kind, ON)
    assert outcome in dict(rules.outcomes_of(kind))
    assert bool(relied) == (outcome in rules.WITHHOLDS)
    for one in relied:
        assert one.why.strip()
        assert not known[one.code].is_qualified or one.interest.strip()
    if outcome == "cost":
        assert (kind, cost_why) == ("foi", "30 hours")
    if outcome in rules.TELLS:
        assert rules.cited(answer) == {1}


@given(writers=st.frozensets(st.sampled_from("ABC")), person=st.sampled_from("ABCD"))
def test_only_somebody_without_a_hand_in_it_is_a_second_person(
    writers: frozenset[str], person: str
) -> None:
    problem = rules.second_person_problem(facts(writers=writers), person)
    assert bool(problem) == (person in writers)


@given(moves=st.lists(st.sampled_from(sorted(rules.STATES)), max_size=8))
def test_no_way_leads_to_a_release_but_through_a_second_person(moves: list[str]) -> None:
    state, way = "open", ["open"]
    for new in moves:
        if rules.may_become(state, new):
            state = new
            way.append(new)
    if state == "released":
        assert way[-2] == "review"
    assert all(not rules.MOVES[one] for one in rules.OVER)


# Briefings

REFERENCES = st.integers(1, 99).map(lambda number: f"CORE{number:03}")
PENCE = st.one_of(st.none(), st.integers(0, 10**10))


def agreement(
    reference: str, pence: int | None, kind: str, vat: str, starts: date, days: int
) -> Released:
    said = made.agreement(
        reference,
        values=(value(pence, kind, vat),),
        starts=starts.isoformat(),
        ends=(starts + timedelta(days=days)).isoformat(),
    )
    return Released(
        kind="agreement",
        key=reference,
        version=1,
        title=said.title,
        payload=said,
        digest="0" * 64,
        released=datetime(2026, 1, 1, tzinfo=UTC),
        why="",
        is_latest=True,
        is_tombstone=False,
        details_removed=False,
    )


AGREEMENTS = st.lists(
    st.builds(
        agreement,
        REFERENCES,
        PENCE,
        st.sampled_from(["Annual value", "Contract value"]),
        st.sampled_from(["Excluding VAT", "Including VAT", "Not stated"]),
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.integers(1, 2000),
    ),
    max_size=30,
    unique_by=lambda one: one.key,
)


def drawn(found: list[Released], reader: str) -> rules.Briefing:
    subject = rules.Subject("priority", VICTIMS, "Support for victims")
    return rules.assemble(
        rules.Gathered(subject, {"agreement": found}), rules.readers()[reader], ON
    )


@given(found=AGREEMENTS, reader=st.sampled_from(sorted(rules.readers())))
def test_every_sum_is_the_sum_of_figures_that_publications_state(
    found: list[Released], reader: str
) -> None:
    briefing = drawn(found, reader)
    stated = {one.key: one.payload.values[0] for one in found}
    money = next(one for one in briefing.sections if one.key == "money")
    counted: list[str] = []
    for line in money.lines:
        values = [stated[one.source.key] for one in line.figures]
        assert [one.number for one in line.figures] == [each.pence for each in values]
        # Neither kinds of value nor bases of VAT are mixed.
        assert len({(each.kind_title, each.vat_title) for each in values}) == 1
        known = sum(each.pence for each in values if each.pence is not None)
        unknown = sum(each.pence is None for each in values)
        total = rules.added(line.figures)
        assert (total.known, total.unknown) == (Money(known), unknown)
        assert line.amount == str(total)
        counted += [one.source.key for one in line.figures]
    if not money.more:
        assert sorted(counted) == sorted(stated)  # each once, none left out


@given(found=AGREEMENTS, reader=st.sampled_from(sorted(rules.readers())), room=st.integers(6, 80))
def test_what_is_left_out_of_a_page_is_counted(
    found: list[Released], reader: str, room: int
) -> None:
    briefing = drawn(found, reader)
    page = rules.on_one_page(briefing, room=room)
    for before, after in zip(briefing.sections, page.sections, strict=True):
        assert before.key == after.key
        assert after.lines == before.lines[: len(after.lines)]
        assert len(after.lines) + after.more == len(before.lines) + before.more
        assert bool(after.more_at)
    if any(one.lines for one in page.sections):
        assert sum(map(rules.rows_of, page.sections)) <= room or room < 20


@pytest.mark.parametrize(
    ("words", "name", "is_named"),
    [
        ("Leicester and Rutland", "Leicester", True),
        ("Leicestershire", "Leicester", False),
        ("the city of LEICESTER.", "Leicester", True),
        ("North-West Leicestershire", "West Leicestershire", False),
        ("", "Leicester", False),
        ("Anything", "", False),
    ],
)
def test_an_area_is_named_by_whole_words(words: str, name: str, is_named: bool) -> None:
    assert rules.names_area(words, name) is is_named


def test_a_reader_has_a_share_for_each_section() -> None:
    for one in rules.readers().values():
        assert sorted(one.order) == sorted(rules.SECTIONS)
        assert len(one.lines) == len(one.order)
