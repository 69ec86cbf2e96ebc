"""The page that asks for one thing: done, refused, or somebody else was first."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.web import inputs
from precept.foundation.web.asking import Outcome, attempt, differing
from precept.foundation.web.forms import Amendment, Form, Revised, Versioned
from precept.foundation.web.pages import only_if
from precept.foundation.web.trails import trail

KINDS = [("charity", "Charity"), ("company", "Company")]


class About(Versioned):
    """A name, a kind, kinds and a day."""

    name = inputs.line("Name", "Enter a name")
    kind = inputs.choice("Kind", "", KINDS)
    kinds = inputs.several("Kinds", "Not one", KINDS)
    starts = inputs.day("Start", "The start")


TYPED = "version=1&name=Mine&kind=charity&kinds=charity&kinds=company"
NOW = {
    "version": 2,
    "name": "Theirs",
    "kind": "company",
    "kinds": ["charity", "company"],
    "starts": date(2022, 12, 9),
}


def raises(refusal: Exception) -> Callable[[], Any]:
    def act() -> Any:
        raise refusal

    return act


def test_what_is_done_is_handed_on() -> None:
    assert attempt(About(QueryDict(TYPED)), lambda: "made") == Outcome(is_done=True, made="made")


@pytest.mark.parametrize("form", [About(), About(QueryDict("version=1"))], ids=["asked", "wrong"])
def test_nothing_is_done_of_a_form_that_was_not_sent_or_is_wrong(form: About) -> None:
    assert attempt(form, raises(AssertionError("it was done"))) == Outcome()


@pytest.mark.parametrize(
    ("field", "lands"), [("name", "name"), ("elsewhere", "__all__"), (None, "__all__")]
)
def test_a_refusal_lands_beside_its_field_or_above_the_form(field: str | None, lands: str) -> None:
    form = About(QueryDict(TYPED))

    assert attempt(form, raises(Refused("It is taken.", field=field))) == Outcome()
    assert form.errors == {lands: ["It is taken."]}


def test_somebody_else_was_first_shows_both_texts_and_sending_again_replaces_theirs() -> None:
    form = About(QueryDict(TYPED))
    outcome = attempt(form, raises(Changed("Somebody else was first.")), again=lambda: NOW)

    assert outcome == Outcome(
        status=409, now=[("Name", "Theirs"), ("Kind", "Company"), ("Start", "9 December 2022")]
    )
    assert form.errors == {"__all__": ["Somebody else was first."]}
    assert form["version"].value() == "2"
    assert form["name"].value() == "Mine"
    assert form["kinds"].value() == ["charity", "company"]


def test_a_page_may_show_the_whole_of_how_a_thing_stands() -> None:
    outcome = attempt(
        About(QueryDict(TYPED)),
        raises(Changed("Somebody else was first.")),
        again=lambda: NOW,
        in_words=lambda: [("All of it", "Theirs")],
    )

    assert outcome == Outcome(status=409, now=[("All of it", "Theirs")])


def test_a_form_that_read_nothing_says_that_somebody_else_was_first() -> None:
    form = Form(QueryDict("csrf=1"))

    assert attempt(form, raises(Changed("It is gone."))) == Outcome(status=409)
    assert form.errors == {"__all__": ["It is gone."]}


def test_what_nobody_may_do_is_not_put_into_a_form() -> None:
    with pytest.raises(NotAllowed, match=r"Not yours\."):
        attempt(About(QueryDict(TYPED)), raises(NotAllowed("Not yours.")))


def test_what_differs_is_said_in_words_and_an_emptied_field_says_nothing() -> None:
    typed = {"name": "Mine", "kind": "charity", "kinds": [], "starts": date(2022, 12, 9)}
    now = {"name": "", "kind": "charity", "kinds": ["company", "charity"], "starts": None}

    assert differing(About(), typed, now) == [
        ("Name", "Nothing"),
        ("Kinds", "Company, Charity"),
        ("Start", "Nothing"),
    ]


def test_the_reason_of_an_amendment_comes_last() -> None:
    about = type("About", (Amendment,), {"name": inputs.line("Name")})

    assert list(about().fields) == ["version", "name", "why"]


def test_a_form_hands_on_what_was_typed() -> None:
    form = Revised(QueryDict("revision=3"))

    assert form.is_valid()
    assert form.taken() == {"revision": 3}


def test_the_way_down_from_the_office_ends_where_one_is() -> None:
    assert trail(("/office/register", "Register"), ("", "CORE004")) == [
        {"href": "/office/", "text": "Office"},
        {"href": "/office/register", "text": "Register"},
        {"text": "CORE004"},
    ]


def test_a_page_is_refused_to_whoever_may_not() -> None:
    only_if(True, "Not yours.")
    with pytest.raises(NotAllowed, match=r"Not yours\."):
        only_if(False, "Not yours.")
