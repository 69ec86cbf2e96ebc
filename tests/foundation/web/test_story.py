"""An event of the ledger in words."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import pytest

from precept.foundation.web import story
from precept.foundation.web.story import Change, Telling, changes


@pytest.fixture(autouse=True)
def told_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Telling], None]:
    """Let facts be told by nobody, or by what a test gives."""
    monkeypatch.setattr(story, "_telling", [])
    return story.facts_are_told_as


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
        (
            {"closes": "2026-01-23T12:00"},
            {"closes": "2026-01-22T16:00:00+00:00"},
            [Change("Closes", "midday on 23 January 2026", "4pm on 22 January 2026 (UK time)")],
        ),
        (None, {"of": "contract-issue:PANDS9T73"}, [Change("Of", "", "contract issue PANDS9T73")]),
        (None, {"sha256": "a" * 64}, [Change("Fingerprint", "", "a" * 64)]),
        (None, {"basis": "b" * 64}, [Change("Basis, fingerprint", "", "b" * 64)]),
        (None, {"text": "x" * 400}, [Change("Text", "", "x" * 299 + "…")]),
    ],
)
def test_changes_are_said_name_by_name(before: Any, after: Any, said: list[Change]) -> None:
    assert changes(before, after) == said


def test_references_and_keys_are_told_by_whoever_knows_them(
    told_by: Callable[[Telling], None],
) -> None:
    asked: list[Mapping[str, Collection[str]]] = []

    def bodies(wanted: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, str]]:
        asked.append(wanted)
        return {"body": {"the-county": "The County", "core": "CORE"}}

    told_by(
        Telling(
            names=dict.fromkeys(("lead", "shares", "run_by", "parts"), "body"),
            look_up=bodies,
            words={("chance", "state"): {"looking": "Being looked into"}},
            money=frozenset({("ranking", "cap")}),
        )
    )

    def said(after: dict[str, Any], kind: str = "chance") -> list[tuple[str, str]]:
        return [(one.what, one.after) for one in changes(None, after, kind=kind)]

    assert said({"lead": "the-county", "run by": "the-county", "state": "looking"}) == [
        ("Lead", "The County"),
        ("Run by", "The County"),
        ("State", "Being looked into"),
    ]
    assert asked == [{"body": {"the-county"}}]  # once, for all of it
    assert said({"shares": {"the-county": "£4", "elsewhere": "£5"}}) == [
        ("Shares", "The County: £4; Elsewhere: £5")
    ]
    assert said({"parts": ["core, 2026–27: £80,000"]}) == [("Parts", "CORE, 2026–27: £80,000")]
    assert said({"state": "looking", "cap": 981_200}, "ranking") == [
        ("State", "looking"),
        ("Cap", "£9,812"),
    ]
    assert said({"things": [{"key": "x:1", "title": "A walk", "lead": "the-county"}]}) == [
        ("Things", "Title: A walk; Lead: The County")
    ]
