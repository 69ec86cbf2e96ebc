"""Where things stand on our charts, and what their tables and descriptions say."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.web import charts
from precept.foundation.web.charts.scales import (
    BAR_ROOM,
    LONGEST_LABEL,
    portion,
    shortened,
    slug,
    steps,
)
from precept.foundation.web.charts.shapes import Point, Segment, Stroke, Tick

SIZES = st.floats(min_value=0, max_value=1e12, allow_nan=False)


def pounds(size: float) -> str:
    return f"£{size:,.0f}"


def figures(*sizes: float) -> list[charts.Figure]:
    return [charts.Figure(f"Fund {place}", size, pounds(size)) for place, size in enumerate(sizes)]


def bar_chart(*sizes: float) -> charts.Bars:
    return charts.bars(
        title="By fund", things="Fund", measured="Committed", figures=figures(*sizes)
    )


def test_bars_stand_against_the_largest() -> None:
    chart = bar_chart(50, 100, 0)
    assert [bar.width for bar in chart.bars] == [36.0, 72.0, 0.0]
    assert [bar.y for bar in chart.bars] == [22, 72, 122]
    assert chart.head.height == 150
    assert chart.head.table.columns == ("Fund", "Committed")
    assert chart.head.table.rows == (("Fund 0", "£50"), ("Fund 1", "£100"), ("Fund 2", "£0"))


def test_bars_say_what_they_show() -> None:
    assert bar_chart(50, 100, 0).head.description == (
        "3 bars: the largest is Fund 1, £100; the smallest is Fund 2, £0."
    )
    assert bar_chart(50).head.description == "1 bar: Fund 0, £50."
    assert bar_chart().head.description == "Nothing to show yet."


def test_bars_of_nothing_have_no_width() -> None:
    assert [bar.width for bar in bar_chart(0, 0).bars] == [0.0, 0.0]


@pytest.mark.parametrize("size", [-1.0, float("nan"), float("inf")])
def test_a_size_that_cannot_be_drawn_is_refused(size: float) -> None:
    with pytest.raises(ValueError, match="A bar cannot show"):
        bar_chart(1, size)


@given(st.lists(SIZES, min_size=1, max_size=30))
def test_bars_keep_the_order_of_sizes_and_their_room(sizes: list[float]) -> None:
    widths = [bar.width for bar in bar_chart(*sizes).bars]
    assert all(0 <= width <= BAR_ROOM for width in widths)
    pairs = sorted(zip(sizes, widths, strict=True))
    assert [width for _, width in pairs] == sorted(widths)
    assert max(widths) == (BAR_ROOM if max(sizes) > 0 else 0)


def stack(label: str, *sizes: float) -> charts.Stack:
    names = ["Paid", "Committed", "Available"]
    parts = [
        charts.Figure(name, size, pounds(size)) for name, size in zip(names, sizes, strict=True)
    ]
    return charts.Stack(label, parts, pounds(sum(sizes)))


def stacked(*stacks: charts.Stack) -> charts.StackedBars:
    return charts.stacked(
        title="Where it stands",
        things="Fund",
        total="In all",
        series=["Paid", "Committed", "Available"],
        stacks=stacks,
    )


def test_parts_of_a_stack_follow_one_another_and_leave_out_nothing() -> None:
    chart = stacked(stack("Core", 50, 0, 50), stack("Safety", 25, 25, 0))
    assert chart.bars[0].segments == (
        Segment(0.0, 36.0, 1, "Paid: £50"),
        Segment(36.0, 36.0, 3, "Available: £50"),
    )
    assert (chart.bars[0].end, chart.bars[1].end) == (72.0, 36.0)
    assert chart.key == ((1, "Paid"), (2, "Committed"), (3, "Available"))
    assert chart.head.table.columns == ("Fund", "Paid", "Committed", "Available", "In all")
    assert chart.head.table.rows[1] == ("Safety", "£25", "£25", "£0", "£50")


def test_a_stack_of_other_parts_is_refused() -> None:
    strange = charts.Stack("Core", [charts.Figure("Paid", 1, "£1")], "£1")
    with pytest.raises(ValueError, match="The parts of Core are not the series of the chart"):
        stacked(strange)


def test_more_series_than_inks_are_refused() -> None:
    names = [f"Part {place}" for place in range(7)]
    with pytest.raises(ValueError, match="tell 6 series apart, not 7"):
        charts.stacked(title="Too many", things="Fund", total="In all", series=names, stacks=[])
    with pytest.raises(ValueError, match="tell 6 series apart, not 7"):
        charts.lines(
            title="Too many",
            time="Year",
            periods=[],
            series=[charts.Series(name, []) for name in names],
            shown=pounds,
        )


@given(st.lists(st.tuples(SIZES, SIZES, SIZES), min_size=1, max_size=12))
def test_parts_never_reach_beyond_their_room(rows: list[tuple[float, float, float]]) -> None:
    chart = stacked(*(stack(f"Fund {place}", *row) for place, row in enumerate(rows)))
    for bar in chart.bars:
        assert 0 <= bar.end <= BAR_ROOM + 0.001
        reached = 0.0
        for segment in bar.segments:
            assert segment.x >= reached - 0.002
            reached = segment.x + segment.width


def line_chart(periods: list[str], *series: charts.Series) -> charts.Lines:
    return charts.lines(
        title="People helped", time="Year", periods=periods, series=series, shown=pounds
    )


def test_a_line_leaves_a_gap_where_nothing_is_known() -> None:
    chart = line_chart(
        ["2022–23", "2023–24", "2024–25", "2025–26"], charts.Series("Paid", [0, None, 50, 100])
    )
    assert chart.rises == (
        Tick(212.0, "£0"),
        Tick(174.8, "£20"),
        Tick(137.6, "£40"),
        Tick(100.4, "£60"),
        Tick(63.2, "£80"),
        Tick(26.0, "£100"),
    )
    assert chart.lines[0].points == (
        Point(14.0, 212.0, "Paid, 2022–23: £0"),
        Point(65.333, 119.0, "Paid, 2024–25: £50"),
        Point(91.0, 26.0, "Paid, 2025–26: £100"),
    )
    assert chart.lines[0].strokes == (Stroke(65.333, 119.0, 91.0, 26.0),)
    assert chart.head.table.rows[1] == ("2023–24", "not known")
    assert chart.head.description == "Paid: from £0 in 2022–23 to £100 in 2025–26."


def test_lines_say_where_little_or_nothing_is_known() -> None:
    chart = line_chart(
        ["2024–25", "2025–26"],
        charts.Series("Paid", [None, 5]),
        charts.Series("Target", [None, None], is_target=True),
    )
    assert chart.head.description == "Paid: £5 in 2025–26. Target: not known."
    assert [line.is_target for line in chart.lines] == [False, True]


@pytest.mark.parametrize(
    ("count", "named"),
    [(1, [0]), (3, [0, 1, 2]), (4, [0, 1, 2, 3]), (7, [0, 2, 4, 6]), (8, [1, 4, 7])],
)
def test_the_last_period_is_named_and_others_at_even_steps(count: int, named: list[int]) -> None:
    periods = [f"Year {place}" for place in range(count)]
    chart = line_chart(periods, charts.Series("Paid", [1.0] * count))
    assert [tick.text for tick in chart.periods] == [f"Year {place}" for place in named]


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="Paid has 1 figures for 2 periods"):
        line_chart(["2024–25", "2025–26"], charts.Series("Paid", [1]))


def test_a_value_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="must be a finite number"):
        line_chart(["2025–26"], charts.Series("Paid", [float("inf")]))


@given(
    st.lists(
        st.none() | st.floats(min_value=-1e9, max_value=1e9, allow_subnormal=False),
        min_size=1,
        max_size=20,
    )
)
def test_every_point_stands_between_the_top_and_the_floor(values: list[float | None]) -> None:
    chart = line_chart([str(place) for place in range(len(values))], charts.Series("A", values))
    assert len(chart.lines[0].points) == sum(value is not None for value in values)
    for point in chart.lines[0].points:
        assert 26 <= point.y <= chart.floor
        assert 14 <= point.x <= 91


TODAY = date(2026, 11, 22)


def spans(*given_spans: charts.Span, today: date = TODAY) -> charts.Timeline:
    return charts.timeline(title="Agreements", things="Agreement", spans=given_spans, today=today)


def test_a_timeline_runs_over_whole_financial_years() -> None:
    chart = spans(
        charts.Span("A", date(2026, 4, 1), date(2027, 3, 31), "the year"),
        charts.Span(
            "B",
            date(2026, 9, 30),
            date(2026, 9, 30),
            "a day",
            [charts.Mark(date(2026, 9, 30), "Decide by 30 September 2026")],
        ),
    )
    assert [(lane.x, lane.width) for lane in chart.lanes] == [(0.0, 99.726), (49.863, 0.4)]
    assert chart.lanes[1].marks == (Point(49.863, 108.0, "Decide by 30 September 2026"),)
    assert chart.years == (Tick(0.0, "Apr 2026"), Tick(100.0, ""))
    assert chart.today == Tick(64.384, "Today", "start")
    assert chart.head.table.columns == ("Agreement", "Runs", "Days that matter")
    assert chart.head.table.rows == (
        ("A", "the year", "none"),
        ("B", "a day", "Decide by 30 September 2026"),
    )


def test_today_is_marked_only_where_the_timeline_reaches_it() -> None:
    past = charts.Span("A", date(2020, 4, 1), date(2021, 3, 31), "then")
    assert spans(past).today is None
    late = spans(past, today=date(2021, 3, 1)).today
    assert late == Tick(91.507, "Today", "end")


def test_a_timeline_of_nothing_shows_the_year_of_today() -> None:
    chart = spans()
    assert [tick.text for tick in chart.years] == ["Apr 2026", ""]
    assert (chart.lanes, chart.head.table.rows) == ((), ())


def test_a_timeline_with_kinds_names_them_in_its_key_and_table() -> None:
    chart = charts.timeline(
        title="Agreements",
        things="Agreement",
        kinds=["Contract", "Grant"],
        spans=[charts.Span("A", date(2026, 4, 1), date(2027, 3, 31), "the year", kind=2)],
        today=TODAY,
    )
    assert chart.key == ((1, "Contract"), (2, "Grant"))
    assert chart.head.table.rows == (("A", "Grant", "the year", "none"),)


def test_spans_that_cannot_be_drawn_are_refused() -> None:
    with pytest.raises(ValueError, match="A ends before it starts"):
        spans(charts.Span("A", date(2026, 4, 2), date(2026, 4, 1), ""))
    with pytest.raises(ValueError, match="A has a kind without an ink"):
        spans(charts.Span("A", date(2026, 4, 1), date(2026, 4, 1), "", kind=7))


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=10), DAYS)
def test_a_span_never_leaves_its_timeline(days: list[tuple[date, date]], today: date) -> None:
    chart = spans(
        *(charts.Span(str(place), min(pair), max(pair), "") for place, pair in enumerate(days)),
        today=today,
    )
    for lane in chart.lanes:
        assert 0 <= lane.x <= 100
        assert lane.x + lane.width <= 100.5
    assert sum(tick.text != "" for tick in chart.years) <= 5


@given(
    st.floats(min_value=-1e9, max_value=0, allow_subnormal=False),
    st.floats(min_value=0, max_value=1e9, allow_subnormal=False),
)
def test_axis_steps_are_even_few_and_reach_both_ends(lowest: float, highest: float) -> None:
    rises = steps(lowest, highest)
    gaps = [after - before for before, after in itertools.pairwise(rises)]
    assert 2 <= len(rises) <= 8
    assert gaps == pytest.approx([gaps[0]] * len(gaps))
    assert rises[0] <= lowest + gaps[0] * 1e-6
    assert rises[-1] >= highest - gaps[0] * 1e-6


@pytest.mark.parametrize(
    ("lowest", "highest", "expected"),
    [
        (0, 0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        (0, 7, (0.0, 2.0, 4.0, 6.0, 8.0)),
        (-3, 12, (-5.0, 0.0, 5.0, 10.0, 15.0)),
        (0, 3_586_615, (0.0, 1e6, 2e6, 3e6, 4e6)),
    ],
)
def test_axis_steps_are_round(lowest: float, highest: float, expected: tuple[float, ...]) -> None:
    assert steps(lowest, highest) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(1, 4, 25.0), (5, 4, 100.0), (-1, 4, 0.0), (1, 0, 0.0)]
)
def test_a_portion_stays_between_nothing_and_all(
    part: float, whole: float, expected: float
) -> None:
    assert portion(part, whole) == expected


def test_a_long_label_is_shortened_and_a_title_makes_an_id() -> None:
    assert shortened("x" * LONGEST_LABEL) == "x" * LONGEST_LABEL
    assert shortened("x" * (LONGEST_LABEL + 1)) == "x" * (LONGEST_LABEL - 1) + "…"
    assert slug("Victims' services, 2022–23") == "chart-victims-services-2022-23"
    assert slug("…") == "chart-untitled"


def flow_chart(*passages: tuple[str, str, str, float]) -> charts.Flow:
    return charts.flow(
        title="The money flow",
        stages=("Fund", "By way of", "Recipient"),
        measured="Promised",
        passages=[charts.Passage(path, size) for *path, size in passages],  # type: ignore[arg-type]  # a list of words
        shown=pounds,
    )


def test_a_flow_is_as_wide_as_it_is_much() -> None:
    chart = flow_chart(
        ("CORE", "Contracts", "Withywick Support", 300),
        ("MOJ", "Contracts", "Withywick Support", 600),
        ("CORE", "Grants", "A club with a name that is long", 100),
    )

    assert [(node.name, node.height) for node in chart.nodes] == [
        ("MOJ", 144.0),
        ("CORE", 96.0),
        ("Contracts", 216.0),
        ("Grants", 24.0),
        ("Withywick Support", 216.0),
        ("A club with a nam…", 24.0),
    ]
    assert len(chart.bands) == 6
    assert chart.head.table.rows[2] == (
        "CORE",
        "Grants",
        "A club with a name that is long",
        "£100",
    )
    assert chart.head.description.startswith("£1,000 in all. fund: MOJ £600, CORE £400; ")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"),
            st.sampled_from("DEF"),
            st.sampled_from("GHI"),
            st.integers(1, 10**9),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_stage_of_a_flow_holds_the_whole_and_its_bands_lie_within(
    passages: list[tuple[str, str, str, int]],
) -> None:
    chart = flow_chart(*passages)
    for x in {node.x for node in chart.nodes}:
        of_stage = [node for node in chart.nodes if node.x == x]
        assert sum(node.height for node in of_stage) == pytest.approx(240, abs=0.1)
        for upper, lower in itertools.pairwise(of_stage):
            assert upper.y + upper.height < lower.y
    assert all(node.y + node.height <= chart.head.height for node in chart.nodes)
    assert len(chart.bands) == 2 * len(passages)


def test_a_flow_of_nothing_says_so_and_one_of_other_stages_is_refused() -> None:
    assert flow_chart().head.description == "Nothing to show yet."
    assert flow_chart().bands == ()
    with pytest.raises(ValueError, match="three stages"):
        charts.flow(title="", stages=("Fund",), measured="", passages=[], shown=pounds)
