"""What a page prints for each kind of field, and where its errors lead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from precept.foundation.money import Money
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.dates import DateField
from precept.foundation.web.fields import Box, Choice, ErrorOnPage, errors_on_page, field_on_page

KINDS = [("", "---------"), ("charity", "Charity"), ("company", "Company")]
GROUPED = [("Outside", [("charity", "Charity")]), ("Inside", [("force", "Force")])]


def form_of(field: forms.Field, typed: str | None = None, **initial: Any) -> forms.Form:
    made = type("Asked", (forms.Form,), {"answer": field})
    form: forms.Form = made(None if typed is None else QueryDict(typed), initial=initial)
    return form


@pytest.mark.parametrize(
    ("field", "component"),
    [
        (forms.CharField(), "input"),
        (forms.EmailField(), "input"),
        (MoneyFormField(), "input"),
        (forms.CharField(widget=forms.HiddenInput), "hidden"),
        (forms.CharField(widget=forms.PasswordInput), "password-input"),
        (forms.CharField(widget=forms.Textarea), "textarea"),
        (forms.CharField(widget=forms.Textarea, max_length=200), "character-count"),
        (forms.CharField(widget=forms.Textarea(attrs={"data-maxwords": 50})), "character-count"),
        (DateField(), "date-input"),
        (forms.ChoiceField(choices=KINDS), "select"),
        (forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect), "radios"),
        (forms.MultipleChoiceField(choices=KINDS), "checkboxes"),
        (
            forms.MultipleChoiceField(choices=KINDS, widget=forms.CheckboxSelectMultiple),
            "checkboxes",
        ),
        (forms.BooleanField(), "checkbox"),
        (forms.FileField(), "file-upload"),
    ],
)
def test_each_kind_of_field_has_its_component(field: forms.Field, component: str) -> None:
    assert field_on_page(form_of(field)["answer"]).component == component


def test_a_text_field_carries_its_words_and_what_was_typed() -> None:
    field = forms.EmailField(
        label="Email address",
        help_text="Only about this bid",
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "class": "wide", "spellcheck": False}
        ),
    )
    shown = field_on_page(form_of(field, "answer=nobody")["answer"])
    assert (shown.id, shown.name, shown.label, shown.hint) == (
        "id_answer",
        "answer",
        "Email address",
        "Only about this bid",
    )
    assert (shown.type, shown.value, shown.classes) == ("email", "nobody", "wide")
    assert shown.errors == ("Enter a valid email address.",)
    assert shown.attributes == {"autocomplete": "email"}


def test_money_has_its_pound_sign_in_front_and_not_in_the_box() -> None:
    shown = field_on_page(form_of(MoneyFormField(), answer=Money.of(12_500))["answer"])
    assert (shown.prefix, shown.value, shown.classes) == ("£", "12,500", "govuk-input--width-10")


def test_a_limit_is_said_in_words_with_its_thousands_apart() -> None:
    form = field_on_page(
        form_of(forms.CharField(widget=forms.Textarea, max_length=20_000))["answer"]
    )
    box = forms.Textarea(attrs={"data-maxwords": 50})
    counted = field_on_page(form_of(forms.CharField(widget=box))["answer"])

    assert form.most_in_words == "You can enter up to 20,000 characters"
    assert counted.most_in_words == "You can enter up to 50 words"


def test_a_limit_in_words_takes_the_place_of_one_in_characters() -> None:
    box = forms.Textarea(attrs={"data-maxwords": 50, "data-threshold": 75, "rows": 3})
    shown = field_on_page(form_of(forms.CharField(widget=box, max_length=900))["answer"])
    assert (shown.most_words, shown.most_characters, shown.threshold, shown.rows) == (
        50,
        None,
        75,
        3,
    )
    assert shown.attributes == {}


def test_a_list_that_drops_down_begins_with_a_choice_to_make() -> None:
    field = forms.ChoiceField(choices=KINDS)
    assert field_on_page(form_of(field, "answer=company")["answer"]).choices == (
        Choice("", "Choose one", "", False),
        Choice("charity", "Charity", "", False),
        Choice("company", "Company", "", True),
    )


def test_circles_leave_out_the_empty_choice_and_carry_hints_and_reveals() -> None:
    field = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect)
    field.choice_hints = {"charity": "With a number"}  # type: ignore[attr-defined]
    shown = field_on_page(form_of(field, answer="charity")["answer"])
    assert shown.circles({"company": "<p>More</p>"}) == [
        {
            "value": "charity",
            "text": "Charity",
            "checked": True,
            "disabled": False,
            "hint": {"text": "With a number"},
            "conditional": None,
        },
        {
            "value": "company",
            "text": "Company",
            "checked": False,
            "disabled": False,
            "hint": None,
            "conditional": {"html": "<p>More</p>"},
        },
    ]


def test_choices_in_groups_name_their_group() -> None:
    shown = field_on_page(form_of(forms.ChoiceField(choices=GROUPED))["answer"])
    assert [one.text for one in shown.choices] == ["Outside: Charity", "Inside: Force"]


@pytest.mark.parametrize(("typed", "value"), [("answer=on", "yes"), ("answer=", ""), ("", "")])
def test_a_single_box_is_ticked_when_it_was(typed: str, value: str) -> None:
    assert field_on_page(form_of(forms.BooleanField(), typed)["answer"]).value == value


@pytest.mark.parametrize("before", [True, False])
def test_a_single_box_shows_what_was_there_before(before: bool) -> None:
    shown = field_on_page(form_of(forms.BooleanField(), answer=before)["answer"])
    assert shown.value == ("yes" if before else "")


def test_a_password_is_never_shown_again() -> None:
    field = forms.CharField(widget=forms.PasswordInput(render_value=True))
    assert field_on_page(form_of(field, "answer=swordfish")["answer"]).value == ""


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("answer-day=31&answer-month=2&answer-year=2027", ["day", "month", "year"]),
        ("answer-day=31&answer-month=&answer-year=2027", ["month"]),
        ("answer-day=&answer-month=&answer-year=", ["day", "month", "year"]),
    ],
)
def test_the_boxes_of_a_date_at_fault_are_marked(typed: str, wrong: list[str]) -> None:
    form = form_of(DateField(called="The start date"), typed)
    boxes = field_on_page(form["answer"]).boxes
    assert [box.name for box in boxes if box.is_wrong] == wrong
    assert errors_on_page(form) == [
        ErrorOnPage(form["answer"].errors[0], f"#id_answer-{wrong[0]}"),
    ]


def test_a_date_that_was_there_before_fills_its_boxes() -> None:
    shown = field_on_page(form_of(DateField(), answer=date(2027, 3, 9))["answer"])
    assert shown.boxes == (
        Box("day", "Day", "9", False),
        Box("month", "Month", "3", False),
        Box("year", "Year", "2027", False),
    )
    assert [item["classes"] for item in shown.date_items()] == [
        "govuk-input--width-2",
        "govuk-input--width-2",
        "govuk-input--width-4",
    ]


def test_the_error_summary_follows_the_fields_and_begins_with_what_is_about_all() -> None:
    words = {"required": "Enter your name"}
    form = form_of(forms.CharField(error_messages=words), "")
    form.add_error(None, "The round has closed")
    assert errors_on_page(form) == [
        ErrorOnPage("The round has closed", None),
        ErrorOnPage("Enter your name", "#id_answer"),
    ]
    good = form_of(forms.CharField(), "answer=x")
    assert errors_on_page([good, form]) == errors_on_page(form)
    assert errors_on_page(good) == []
