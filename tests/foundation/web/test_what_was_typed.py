"""The page of a failure gives back what was typed by its labels, and never by the name of a field."""

import pytest
from django import forms
from django.test import RequestFactory

from precept.foundation.web import errors
from precept.foundation.web.dates import DateField
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, line, text


class About(Versioned):
    """A form with a box of each kind, and some that nobody sees."""

    name = line("Its name", called="The name")
    what_it_does = text("What does it do?", called="What it does")
    rights = choice("What may they do?", "Choose", [("edit", "Answers"), ("read", "Reads")])
    starts = DateField(label="Start", called="The start", required=False)
    read = forms.CharField(widget=forms.HiddenInput, required=False)


SENT = {
    "version": "3",
    "read": "An earlier text that nobody typed",
    "csrfmiddlewaretoken": "abc",
    "name": "Harbour",
    "what_it_does": "We teach.\nIn the evening.",
    "rights": "edit",
    "starts-day": "9",
    "starts-month": "",
    "onwards": "yes",
}


def test_what_a_form_read_is_called_by_its_labels_and_what_nobody_saw_is_left_out() -> None:
    request = RequestFactory().post("/somewhere", SENT)
    About(request.POST)

    assert errors.typed(request) == [
        ("Its name", "Harbour"),
        ("What does it do?", "We teach.\nIn the evening."),
        ("What may they do?", "Answers"),
        ("Start (day)", "9"),
    ]


def test_what_no_form_read_is_shown_without_a_name_where_somebody_typed_it() -> None:
    request = RequestFactory().post(
        "/somewhere", {"version": "3", "q-what": "We teach boxing.", "email": "a@example.org"}
    )

    assert errors.typed(request) == [("", "We teach boxing."), ("", "a@example.org")]


def test_a_prefix_of_a_form_is_no_part_of_its_labels() -> None:
    request = RequestFactory().post("/somewhere", {"one-name": "Harbour", "one-version": "2"})
    About(request.POST, prefix="one")

    assert errors.typed(request) == [("Its name", "Harbour")]


@pytest.mark.django_db
def test_no_page_of_a_failure_shows_the_name_of_a_field() -> None:
    request = RequestFactory().post("/somewhere", {**SENT, "q-what_else": "Words without a form."})
    About(request.POST)

    shown = errors.page(request, 500).content.decode().lower()

    for name in ("version", "q-what", "what_it_does", "what it does<", "starts-day", "onwards"):
        assert name not in shown
    assert "words without a form." in shown


def test_a_form_that_only_stands_on_a_page_remembers_nothing() -> None:
    request = RequestFactory().post("/somewhere", {"name": "Harbour"})
    Form()

    assert errors.typed(request) == []
