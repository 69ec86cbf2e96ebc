"""What is put is found, on whichever database the suite runs."""

from dataclasses import asdict
from datetime import date
from itertools import product

import pytest
from django.db import transaction

from precept.foundation.search import actions, queries
from precept.foundation.search.entries import Wanted
from precept.foundation.search.models import EntryRow, FacetRow
from tests.foundation.search.entries_made import entry, found_by, keys

pytestmark = pytest.mark.django_db


def test_a_hit_carries_what_a_list_shows() -> None:
    shown = {"recipient": "Women’s Aid", "tbc": None, "lines": ["a", 1]}
    actions.put(entry(shown=shown, date=date(2022, 12, 9), amount=5_600_000))
    (hit,) = queries.find(Wanted(scope="public")).hits
    assert asdict(hit) == {
        "kind": "agreement",
        "key": "CORE004",
        "title": "Advice line",
        "href": "/register/CORE004",
        "shown": shown,
        "date": date(2022, 12, 9),
        "amount": 5_600_000,
    }
    assert queries.find(Wanted(scope="public", words="advice")).hits == [hit]


@pytest.mark.parametrize("words", ["CORE004", "core004", "core0", "CO", "/core004!", "“Core004”"])
def test_a_reference_is_found_by_its_key_and_its_beginning(words: str) -> None:
    actions.put(entry("CORE004"))
    actions.put(entry("VRN001 and VRN002"))
    assert found_by(words) == ["CORE004"]


@pytest.mark.parametrize("words", ["VRN001 and VRN002", "vrn002 vrn001", "vrn001", "VRN001 AND V"])
def test_a_double_reference_is_found_by_either(words: str) -> None:
    actions.put(entry("CORE004"))
    actions.put(entry("VRN001 and VRN002"))
    assert found_by(words) == (["VRN001 and VRN002"] if words[-1] != "V" else [])


@pytest.mark.parametrize(
    "words",
    [
        "service",
        "services",
        "policies",
        "policy serv",
        "womens",
        "women’s",
        "Woman",
        "cafe",
        "CAFÉ",
        "children and young people",
        "child young persons",
    ],
)
def test_plurals_accents_and_small_words_do_not_hide_a_thing(words: str) -> None:
    actions.put(entry(title="Services & policy", text="Women's Café for children, young people"))
    actions.put(entry("OTHER", title="Nothing of the kind"))
    assert found_by(words) == ["CORE004"]


def test_all_words_must_be_there() -> None:
    actions.put(entry("A", title="violence reduction"))
    actions.put(entry("B", title="violence"))
    assert found_by("violence") == ["A", "B"]
    assert found_by("violence reduction") == ["A"]
    assert found_by("viol reduction") == []
    assert found_by("reduction viol") == ["A"]


def test_put_twice_is_put_once_and_the_last_holds() -> None:
    actions.put(entry(title="Old name", facets={"fund": ("Core",)}, date=date(2020, 1, 1)))
    actions.put(entry(title="New name", facets={"fund": ("Safety",)}, date=date(2024, 1, 1)))
    actions.put(entry(title="New name", facets={"fund": ("Safety",)}, date=date(2024, 1, 1)))
    assert found_by("old") == []
    assert found_by("new") == ["CORE004"]
    assert found_by("", facets={"fund": ("Core",)}) == []
    assert found_by("", facets={"fund": ("Safety",)}) == ["CORE004"]
    assert queries.facets("public", ["fund"]) == {"fund": [("Safety", 1)]}
    assert EntryRow.objects.count() == 1


def test_the_same_thing_twice_in_one_batch_is_kept_once() -> None:
    assert actions.put_many([entry(title="first"), entry(title="second")]) == 2
    assert found_by("first") == []
    assert found_by("second") == ["CORE004"]


def test_nothing_to_put_is_nothing_put() -> None:
    assert actions.put_many([]) == 0


def test_drop_removes_one_thing_and_its_facets() -> None:
    actions.put_many([entry(key, facets={"fund": ("Core",)}) for key in ("A", "B")])
    actions.drop("public", "agreement", "A")
    actions.drop("public", "agreement", "A")
    assert found_by("advice") == ["B"]
    assert found_by("") == ["B"]
    assert queries.facets("public", ["fund"]) == {"fund": [("Core", 1)]}


def test_drop_kind_removes_a_kind_of_one_scope() -> None:
    many = [
        entry(f"N{number}", facets={"fund": ("Core",)}) for number in range(actions.AT_ONCE + 1)
    ]
    actions.put_many([*many, entry("A", kind="round"), entry("B", scope="office")])
    actions.drop_kind("public", "agreement")
    assert found_by("advice") == ["A"]
    assert keys(queries.find(Wanted(scope="office", words="advice"))) == ["B"]
    assert FacetRow.objects.count() == 0


def test_a_change_that_is_undone_is_not_found() -> None:
    with transaction.atomic():
        actions.put(entry())
        transaction.set_rollback(True)
    assert found_by("advice") == []


def test_scopes_never_mix() -> None:
    facets = {"fund": ("Core",)}
    actions.put(entry("A", scope="public", facets=facets))
    actions.put(entry("B", scope="office", facets=facets))
    for scope, key in (("public", "A"), ("office", "B")):
        for words, chosen, kinds in product(
            ("", "advice", "adv"), ({}, facets), ((), ("agreement",), ("agreement", "round"))
        ):
            found = queries.find(
                Wanted(scope, kinds=kinds, words=words, facets=chosen, counted=("fund",))
            )
            assert (keys(found), found.count, found.facets) == ([key], 1, {"fund": [("Core", 1)]})
    assert queries.find(Wanted("nowhere", words="advice")).count == 0


def test_kinds_can_be_several_in_one_order() -> None:
    actions.put(entry("A", kind="round", date=date(2022, 1, 2)))
    actions.put(entry("B", date=date(2022, 1, 3)))
    actions.put(entry("C", kind="decision", date=date(2022, 1, 4)))
    actions.put(entry("D", date=date(2022, 1, 1)))
    found = queries.find(Wanted("public", kinds=("round", "agreement")))
    assert (keys(found), found.count) == (["B", "A", "D"], 3)
