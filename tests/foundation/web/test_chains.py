"""Chains of boxes: each in its column with its words, each arrow from a box to one after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.web import charts
from precept.foundation.web.charts.theory import BETWEEN, LETTERS, MOST_LINES, WIDE

COLUMNS = {"in": "What goes in", "done": "What is done", "out": "What comes out"}


def drawn(boxes: list[charts.Box], *arrows: charts.Arrow) -> charts.Chain:
    return charts.chain(title="A chain", columns=COLUMNS, boxes=boxes, arrows=arrows)


BOXES = [
    charts.Box(1, "in", "Money"),
    charts.Box(2, "done", "Talks with each person who comes, every week of half a year"),
    charts.Box(3, "out", "Fewer blows", "Target: one in ten fewer"),
    charts.Box(4, "out", "Calm"),
]


def test_each_box_stands_in_its_column_with_its_words_wrapped() -> None:
    chart = drawn(BOXES)

    assert [box.x for box in chart.boxes] == [
        0,
        *([WIDE + BETWEEN] * 1),
        *([2 * (WIDE + BETWEEN)] * 2),
    ]
    assert [words for _, words in chart.boxes[1].lines] == [
        "Talks with each person",
        "who comes, every week of",
        "half a year",
    ]
    assert [words for _, words in chart.boxes[2].notes] == ["Target: one in ten fewer"]
    assert chart.boxes[2].words == "What comes out: Fewer blows (Target: one in ten fewer)"
    assert chart.columns == (
        (0, "What goes in"),
        (WIDE + BETWEEN, "What is done"),
        (2 * (WIDE + BETWEEN), "What comes out"),
    )


def test_an_arrow_leads_from_the_side_of_one_box_to_that_of_another() -> None:
    chart = drawn(BOXES, charts.Arrow(1, 2), charts.Arrow(3, 4, is_open=True))
    across, within = chart.arrows

    first, second = chart.boxes[0], chart.boxes[1]
    assert across.path.startswith(f"M{first.x + WIDE} {first.y + first.height // 2}C")
    assert across.tip == f"M{second.x} {second.y + second.height // 2}l-8 -5v10Z"
    assert across.words.startswith("Money → Talks")
    assert within.is_open
    assert within.tip.endswith("l8 -5v10Z")


def test_the_description_and_the_table_say_what_is_drawn() -> None:
    chart = drawn(BOXES, charts.Arrow(1, 2), charts.Arrow(1, 3))

    assert chart.head.description == (
        "1 box under what goes in, 1 box under what is done, 2 boxes under what comes out, with 2 arrows"
        " from left to right."
    )
    assert chart.head.table.columns == ("Column", "What", "Leads to")
    assert chart.head.table.rows[0] == (
        "What goes in",
        "Money",
        f"{BOXES[1].text}; Fewer blows",
    )
    assert chart.head.table.rows[3] == ("What comes out", "Calm", "–")
    assert drawn([]).head.description == "Nothing to show yet."


@pytest.mark.parametrize(
    ("boxes", "arrows"),
    [
        ([charts.Box(1, "else", "x")], []),
        (BOXES, [charts.Arrow(1, 9)]),
        (BOXES, [charts.Arrow(2, 1)]),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    boxes: list[charts.Box], arrows: list[charts.Arrow]
) -> None:
    with pytest.raises(ValueError):
        drawn(boxes, *arrows)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(COLUMNS)), st.text(max_size=300), st.text(max_size=60)),
        max_size=12,
    )
)
def test_boxes_of_a_column_never_overlap_and_lie_within_the_picture(
    said: list[tuple[str, str, str]],
) -> None:
    chart = drawn([charts.Box(at, *one) for at, one in enumerate(said)])

    for x in {box.x for box in chart.boxes}:
        column = [box for box in chart.boxes if box.x == x]
        ends = [box.y + box.height for box in column]
        assert all(end < box.y for end, box in zip(ends, column[1:], strict=False))
    for box in chart.boxes:
        assert box.y >= 0
        assert box.y + box.height <= chart.head.height
        assert box.x + box.width <= chart.width
        assert len(box.lines) <= MOST_LINES
        assert all(len(words) <= LETTERS for _, words in (*box.lines, *box.notes))
        assert all(box.y < y <= box.y + box.height for y, _ in (*box.lines, *box.notes))
