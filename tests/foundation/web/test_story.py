"""An event of the ledger in words."""

from typing import Any

import pytest

from precept.foundation.web.story import Change, changes


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"value": "£1"}, {"value": "£2"}, [Change("Value", "£1", "£2")]),
        ({"value": "£1"}, {"value": "£1"}, []),
        (None, {"due_date": "x"}, [Change("Due date", "", "x")]),
        ({"tables": ["a", "b"]}, {"tables": []}, [Change("Tables", "a; b", "")]),
        (None, {"public": True}, [Change("Public", "", "yes")]),
        (
            None,
            {"fund": {"name": "Core", "year": 2022}},
            [Change("Fund", "", "Name: Core; Year: 2022")],
        ),
        (None, {"owner": "", "vat": "Not stated"}, [Change("VAT", "", "Not stated")]),
        ("draft", "published", [Change("It", "draft", "published")]),
        (
            {"due": "2026-12-09"},
            {"due": "2027-01-14"},
            [Change("Due", "9 December 2026", "14 January 2027")],
        ),
        (
            None,
            {"due": ["2026-12-09", "2027-01-14"]},
            [Change("Due", "", "9 December 2026; 14 January 2027")],
        ),
        (None, {"reference": "2026-99-99"}, [Change("Reference", "", "2026-99-99")]),
        (None, {"text": "x" * 400}, [Change("Text", "", "x" * 299 + "…")]),
    ],
)
def test_changes_are_said_name_by_name(before: Any, after: Any, said: list[Change]) -> None:
    assert changes(before, after) == said
