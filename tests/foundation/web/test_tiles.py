"""Areas as tiles: where they stand, how dark they are, and what is said to those who cannot see it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.web import charts
from precept.foundation.web.charts.tiles import DEPTHS, GAP, HIGH
from precept.foundation.web.jinja import environment


def number(size: float) -> str:
    return f"{size:,.0f}"


def drawn(*places: charts.Place) -> charts.Tiles:
    return charts.tiles(
        title="Where it is", things="Area", measured="Count", places=places, shown=number
    )


def place(label: str, row: int, column: int, size: float | None) -> charts.Place:
    return charts.Place(label, row, column, size, "not shown" if size is None else number(size))


NORTH = place("North West Leicestershire", 2, 1, 100)
EAST = place("Rutland", 3, 4, 20)
HIDDEN = place("Melton", 2, 3, None)


def test_tiles_stand_where_their_areas_lie_to_one_another() -> None:
    chart = drawn(NORTH, EAST, HIDDEN)

    assert [one.y for one in chart.tiles] == [0, HIGH + GAP, 0]
    assert chart.tiles[0].x == 0
    assert chart.tiles[1].x + chart.tiles[1].width == pytest.approx(100, abs=0.01)
    assert chart.head.height == 2 * (HIGH + GAP)


def test_a_tile_is_darker_the_larger_its_figure_and_pale_without_one() -> None:
    chart = drawn(NORTH, EAST, HIDDEN)

    depths = [one.depth for one in chart.tiles]
    assert depths == [DEPTHS[4], DEPTHS[1], None]
    assert chart.has_gaps
    assert chart.key == ((DEPTHS[1], "20 to under 40"), (DEPTHS[4], "80 to 100"))


def test_long_names_stand_in_short_lines_broken_where_they_must_and_whole_in_words() -> None:
    tile = drawn(NORTH).tiles[0]

    assert tile.lines == ("North West", "Leicester-", "shire")
    assert drawn(place("Hinckley and Bosworth", 1, 1, 1)).tiles[0].lines == (
        "Hinckley",
        "and",
        "Bosworth",
    )
    assert drawn(place("A place of more words than fit", 1, 1, 1)).tiles[0].lines == (
        "A place of",
        "more words",
        "than fit",
    )
    assert drawn(place("A place of more words than fit in it", 1, 1, 1)).tiles[0].lines[2:] == (
        "than fit…",
    )
    assert tile.words == "North West Leicestershire: 100"


def test_what_tiles_show_is_said_in_a_sentence_and_a_table() -> None:
    chart = drawn(NORTH, EAST, HIDDEN)

    assert chart.head.description == (
        "3 areas: the largest is North West Leicestershire, 100; the smallest is Rutland, 20."
        " No figure is shown for 1 of them."
    )
    assert chart.head.table.columns == ("Area", "Count")
    assert chart.head.table.rows[2] == ("Melton", "not shown")
    assert drawn(HIDDEN).head.description == "Nothing to show yet."
    assert drawn(NORTH).head.description == "1 area: North West Leicestershire, 100."
    assert drawn().head.description == "Nothing to show yet."


def test_two_areas_in_one_place_are_refused() -> None:
    with pytest.raises(ValueError, match="one place"):
        drawn(NORTH, place("Other", 2, 1, 3))
    with pytest.raises(ValueError, match="cannot show"):
        drawn(place("Other", 2, 1, -1))


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 30), st.integers(1, 30)),
        st.none() | st.floats(0, 1e9, allow_nan=False),
        max_size=20,
    )
)
def test_tiles_keep_to_the_width_and_the_order_of_sizes(
    sizes: dict[tuple[int, int], float | None],
) -> None:
    chart = drawn(*(place("x", row, column, size) for (row, column), size in sizes.items()))

    assert all(one.x >= 0 and one.x + one.width <= 100.01 for one in chart.tiles)
    assert all(one.y + one.height <= chart.head.height for one in chart.tiles)
    known = sorted(
        (size, one.depth or 0)
        for size, one in zip(sizes.values(), chart.tiles, strict=True)
        if size is not None
    )
    assert [depth for _, depth in known] == sorted(depth for _, depth in known)
    assert {depth for _, depth in known} == {depth for depth, _ in chart.key}


def test_the_figure_stands_in_each_tile_and_in_the_table() -> None:
    template = environment().from_string(
        '{% from "web/charts.html" import tiles %}{{ tiles(chart) }}'
    )
    html = template.render(chart=drawn(NORTH, EAST, HIDDEN))

    assert re.findall(r"chart-text--strong\">([^<]+)<", html) == ["100", "20", "not shown"]
    assert html.count("<title>") == 3
    assert "It shows no boundary" in html
    assert "The figures as a table" in html
