"""The fields that forms are made of: what is taken, and our own words for what is not."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.web import inputs
from precept.foundation.web.fields import field_on_page
from precept.foundation.web.forms import Form

KINDS = [("charity", "Charity"), ("company", "Company")]
OUT_OF_DATE = "Open this page again: it does not say which version you read"


def taken(field: forms.Field, typed: str) -> tuple[Any, list[str]]:
    """What a field takes of what a browser sent, and what it says is wrong."""
    form = type("Asked", (Form,), {"answer": field})(QueryDict(typed))
    return form.cleaned_data.get("answer") if form.is_valid() else None, form.errors.get(
        "answer", []
    )


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (inputs.line("Name", "Enter a name"), "", ["Enter a name"]),
        (inputs.line("Name", most=4), "answer=abcde", ["Name must be 4 characters or fewer"]),
        (
            inputs.line("Area (optional)", most=4),
            "answer=abcde",
            ["Area must be 4 characters or fewer"],
        ),
        (
            inputs.line("Who owns it?", most=1),
            "answer=ab",
            ["“Who owns it?” must be 1 characters or fewer"],
        ),
        (
            inputs.line("Name", most=1, called="It"),
            "answer=ab",
            ["It must be 1 characters or fewer"],
        ),
        (
            inputs.text("Note", most=1_000),
            "answer=" + "a" * 1001,
            ["Note must be 1,000 characters or fewer"],
        ),
        (inputs.choice("Kind", "Choose a kind", KINDS), "", ["Choose a kind"]),
        (inputs.choice("Kind", "Choose a kind", KINDS), "answer=x", ["Choose a kind"]),
        (inputs.choice("Kind", "", KINDS), "answer=x", ["Choose one of the list under “Kind”"]),
        (inputs.choice("Kind", "Choose", KINDS, wrong="Not one"), "answer=x", ["Not one"]),
        (inputs.several("Kinds", "Not one", KINDS), "answer=charity&answer=x", ["Not one"]),
        (inputs.day("Start", "The start", needed=True), "", ["Enter the start"]),
        (inputs.web_address("Website", "Enter an address"), "answer=a b", ["Enter an address"]),
        (
            inputs.web_address("Website", "Enter an address", most=20),
            "answer=https://www.opcc.example",
            ["The web address must be 20 characters or fewer"],
        ),
        (inputs.hidden_number(), "", [OUT_OF_DATE]),
        (inputs.hidden_number(), "answer=two", [OUT_OF_DATE]),
        (inputs.hidden_number(), "answer=0", [OUT_OF_DATE]),
        (inputs.hidden_number("Not a row"), "answer=2000000001", ["Not a row"]),
    ],
)
def test_a_field_says_in_our_words_what_is_wrong(
    field: forms.Field, typed: str, said: list[str]
) -> None:
    assert taken(field, typed) == (None, said)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (inputs.line("Name"), "", ""),
        (inputs.line("Name"), "answer=+Core+", "Core"),
        (inputs.choice("Kind", "", KINDS, drops_down=True), "answer=", ""),
        (inputs.choice("Kind", "Choose", lambda: KINDS), "answer=company", "company"),
        (inputs.several("Kinds", "Not one", KINDS), "", []),
        (inputs.several("Kinds", "Not one", KINDS), "answer=company", ["company"]),
        (inputs.day("Start", "The start"), "", None),
        (
            inputs.day("Start", "The start"),
            "answer-day=9&answer-month=12&answer-year=2022",
            date(2022, 12, 9),
        ),
        (inputs.web_address("Website", "No"), "answer=opcc.example", "https://opcc.example"),
        (inputs.hidden_number(least=0), "answer=0", 0),
    ],
)
def test_a_field_takes_what_is_right(field: forms.Field, typed: str, value: object) -> None:
    assert taken(field, typed) == (value, [])


@given(most=st.integers(1, 300), length=st.integers(1, 400))
def test_a_line_is_taken_up_to_its_longest_and_no_further(most: int, length: int) -> None:
    value, said = taken(inputs.line("Name", most=most), "answer=" + "a" * length)

    assert (value is None, bool(said)) == (length > most, length > most)


def test_a_list_that_drops_down_begins_with_choose_one_and_radios_do_not() -> None:
    asked = type(
        "Asked",
        (Form,),
        {
            "listed": inputs.choice("Kind", "Choose", KINDS, drops_down=True),
            "circles": inputs.choice("Kind", "Choose", KINDS),
        },
    )()

    assert [one.text for one in field_on_page(asked["listed"]).choices] == [
        "Choose one",
        "Charity",
        "Company",
    ]
    assert [one.text for one in field_on_page(asked["circles"]).choices] == ["Charity", "Company"]


def test_a_line_may_be_narrow_and_say_more_of_its_element() -> None:
    asked = type(
        "Asked", (Form,), {"colour": inputs.line("Colour", width="narrow", spellcheck="false")}
    )()
    shown = field_on_page(asked["colour"])

    assert (shown.classes, shown.attributes) == ("narrow", {"spellcheck": "false"})
