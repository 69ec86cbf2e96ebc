"""The steps of a thing: found by their names, and asked for with what they have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from precept.foundation.ledger.actions import Changed
from precept.foundation.web import inputs
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.steps import Step, StepsOf, step_named


@dataclass
class Thing:
    """What the steps are of."""

    version: int = 3


class Named(Versioned):
    """A name."""

    name = inputs.line("Name", "Enter a name")


def _around(_found: Thing, here: str) -> dict[str, Any]:
    return {"caption": "The thing", "back": "/thing", "breadcrumbs": [here]}


def _now(_request: Any, _found: Thing) -> dict[str, Any]:
    return {"version": 4, "name": "Theirs"}


STEPS = StepsOf("thing", _around, _now)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the page was given to show."""
    given: dict[str, Any] = {}

    def render(
        _request: Any, template: str, context: Mapping[str, Any], status: int = 200
    ) -> HttpResponse:
        given.update(context, template=template)
        return HttpResponse(status=status)

    monkeypatch.setattr("precept.foundation.web.asking.render", render)
    return given


def request(typed: str = "") -> Any:
    """A request of somebody: what they typed, or a look where they typed nothing."""
    kind = "application/x-www-form-urlencoded"
    made: Any = RequestFactory().post("/", typed, kind) if typed else RequestFactory().get("/")
    made.person = "Jo"
    return made


def test_a_step_is_found_by_its_name_and_no_other_is() -> None:
    def page(_request: Any, _found: Any) -> HttpResponse:
        return HttpResponse()

    known: dict[str, Step] = {"change": page}

    assert step_named(known, "change") is page
    with pytest.raises(Http404):
        step_named(known, "burn")


@pytest.mark.parametrize(("here", "said"), [("", "Change it"), ("Change", "Change")])
def test_a_page_says_where_it_stands_and_what_was_read(
    shown: dict[str, Any], here: str, said: str
) -> None:
    STEPS.ask(request(), Thing(), Named, print, title="Change it", button="Save", here=here)

    assert (shown["caption"], shown["back"], shown["breadcrumbs"]) == (
        "The thing",
        "/thing",
        [said],
    )
    assert shown["form"]["version"].value() == 3


def test_what_was_typed_is_done_to_the_thing_and_leads_back() -> None:
    done: dict[str, Any] = {}
    thing = Thing()

    answer = STEPS.ask(
        request("version=3&name=Mine"),
        thing,
        Named,
        lambda **said: done.update(said),
        title="Change it",
        button="Save",
    )

    assert isinstance(answer, HttpResponseRedirect)
    assert answer.url == "/thing"
    assert done == {"by": "Jo", "thing": thing, "version": 3, "name": "Mine"}


def test_whoever_was_first_is_shown_beside_what_was_typed(shown: dict[str, Any]) -> None:
    def first(**_said: Any) -> None:
        raise Changed("Somebody else was first.")

    answer = STEPS.ask(
        request("version=3&name=Mine"), Thing(), Named, first, title="Change it", button="Save"
    )

    assert answer.status_code == 409
    assert shown["now"] == [("Name", "Theirs")]
    assert shown["form"]["version"].value() == "4"


def test_a_form_that_was_made_is_asked_as_it_is(shown: dict[str, Any]) -> None:
    made: Form = Named(initial={"version": 7})

    STEPS.ask(request(), Thing(), made, print, title="Change it", button="Save")

    assert shown["form"] is made
