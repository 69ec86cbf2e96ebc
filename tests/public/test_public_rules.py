"""The public site's own rules: colours that can be read, sums, changes in words."""

from datetime import date
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as some

from precept.parties.rules import contrast, text_upon
from precept.plan.published import SlicePublished, TotalPublished
from precept.public import rules

COLOURS = some.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_text_on_any_colour_can_be_read(colour: str) -> None:
    assert contrast(colour, text_upon(colour)) >= 4.5


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_from_either_side_and_never_under_one(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01


@pytest.mark.parametrize(
    ("pence", "is_stated", "words"),
    [
        (5_600_000, True, "£56,000"),
        (123, True, "£1.23"),
        (None, True, "Not yet known"),
        (None, False, "Not stated"),
        (0, False, "£0"),
    ],
)
def test_an_amount_is_known_not_yet_known_or_not_stated(
    pence: int | None, is_stated: bool, words: str
) -> None:
    assert rules.stated_amount(pence, is_stated) == words


def a_slice(fund: str, kind: str, pence: int, unknown: int) -> SlicePublished:
    return SlicePublished(
        fund=fund,
        fund_name=fund.title(),
        kind=kind,
        kind_title=kind.title(),
        total=TotalPublished(pence=pence, unknown=unknown),
    )


SLICES = some.lists(
    some.builds(
        a_slice,
        some.sampled_from(["core", "vrn", "csf"]),
        some.sampled_from(["contract", "project", "round", "formula"]),
        some.integers(0, 10**12),
        some.integers(0, 9),
    ),
    unique_by=lambda one: (one.fund, one.kind),
    max_size=12,
)


@given(SLICES)
def test_the_picture_adds_up_to_its_slices(slices: list[SlicePublished]) -> None:
    said = rules.spending(slices)

    assert sum(whole.pence for _, _, whole in said.funds) == sum(s.total.pence for s in slices)
    assert sum(whole.unknown for _, _, whole in said.funds) == sum(s.total.unknown for s in slices)
    for _, parts, whole in said.funds:
        assert len(parts) == len(said.kinds)
        assert sum(part.pence for part in parts) == whole.pence


VALUES = some.none() | some.booleans() | some.integers() | some.text(max_size=12)
THINGS = some.recursive(
    VALUES,
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.sampled_from(["reference", "name", "pence", "note"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@given(THINGS)
def test_a_thing_does_not_differ_from_itself(thing: object) -> None:
    assert rules.plain_differences({"thing": thing}, {"thing": thing}) == []


def test_something_put_in_between_does_not_make_the_rest_look_changed() -> None:
    before = {"budgets": [{"year": "2026-27", "pence": 100}, {"year": "2024-25", "pence": 5}]}
    after = {
        "budgets": [
            {"year": "2026-27", "pence": 200},
            {"year": "2025-26", "pence": None},
            {"year": "2024-25", "pence": 5},
        ],
        "is_invented": True,
    }

    assert rules.plain_differences(before, after) == [
        ("Budgets › 2026-27 › pence", "£1", "£2"),
        ("Budgets › 2025-26 › year", "", "2025-26"),
        ("Is invented", "", "yes"),
    ]


@given(some.text(max_size=900), some.text(max_size=900))
def test_a_cut_text_is_short_and_shows_the_difference(before: str, after: str) -> None:
    one, other = rules.around_difference(before, after)

    assert max(len(one), len(other)) <= rules.LONGEST_SAID + 2
    assert (one == other) == (before == after) or "…" in one + other


def test_a_long_text_is_cut_to_where_it_changes() -> None:
    same = "All of this stays as it was. " * 30

    before, after = rules.around_difference(f"{same}It ends.", f"{same}It goes on.")

    assert before.startswith("…")
    assert before.endswith("It ends.")
    assert after.endswith("It goes on.")


@given(some.text())
def test_a_readable_text_can_stand_in_xml(text: str) -> None:
    fromstring(f"<p>{escape(rules.readable(text))}</p>")  # noqa: S314 - made here


def test_a_rule_knows_what_it_was_before() -> None:
    others = rules.other_versions("threshold-goods-and-services", date(2026, 3, 1))

    assert (others[0].on, others[0].applies) == (
        "2022-01-01",
        "from 1 January 2022 to 31 December 2023",
    )
    assert others[-1].figures == "threshold £214,904 including VAT"
    assert rules.other_versions("social-value-question", date(2026, 3, 1)) == []
