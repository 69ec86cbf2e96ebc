"""A form changes what it shows and nothing else, whatever is sent with it (security: A10).

Every form of the office is sent twice, in the same instant and with the same chances: once as a browser
would, once with every field of every model of its part beside it, set to something hostile. What reaches
the database must be the same, statement by statement.
"""

import os
import random
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client

from precept.foundation import clock
from tests.security.filling import (
    add_approved,
    add_deliverables,
    add_drafts,
    add_rounds,
    add_what_is_private,
)
from tests.security.forms import Filled, every_form
from tests.security.house import OF_THE_REGISTER, House, is_of_awards, patterns
from tests.security.project_places import is_of_projects

HOSTILE = 999_999_937
FORMS_OF_ROUNDS, WRITES_OF_ROUNDS = 40, 10
FORMS_AT_WORK, WRITES_AT_WORK = 90, 36
"""How many forms of a round, and of money and partners, are tried at the least, and how many of them write as
they are filled in here: the others are sent back, as what they ask for (a score, a date) is not plain words."""

IN_HAND = {
    "understand.new_strategy",
    "understand.new_plan",
    "understand.amend_plan",
}
"""Forms that begin what the first test has in hand already: the second test sends them."""

WITHOUT_EFFECT = {
    "agreements.draft_spend_decision": "the register does not state the first agreement's value",
    "agreements.framework": "its place is taken",
    "agreements.funds": "says what is so already",
    "agreements.no_successor": "nothing follows the first agreement",
    "intake.file": "the file is loaded already",
    "parties.call_back": "somebody called about the first account already",
    "parties.take_letterhead_off": "the office has no letterhead of its own",
    "plan.approve": "the register changed since its draft was taken from it",
    "plan.move_line": "there is one line",
    "plan.remove_section": "the table has a line",
    "procedures.approve": "its review cannot lie years ahead",
    "procedures.close_review": "a piece of feedback is not answered",
    "procedures.retire": "its version in force began after the day that is tried",
    "understand.agree_need": "it lacks something",
    "understand.priority_down": "it is the last",
    "understand.remove_aim": "it has measures",
    "understand.remove_measure": "it was asked for",
    "understand.section_down": "it is the last",
}
"""Forms that write nothing when they are filled in as here, and why."""


OF_STANDING = ("my", "start", "subsidy", "paper", "claim", "check", "invit", "bank", "leave")
ALL = {name for name, _, _ in patterns()}
OF_ROUNDS = {
    name
    for name in ALL
    if name.startswith(("assessment.", "bids.", "decisions."))
    or (name.startswith("opportunities.") and name not in OF_THE_REGISTER)
    or (name.startswith("agreements.") and is_of_awards(name))
    or (name.startswith("parties.") and any(one in name for one in OF_STANDING))
}
"""Addresses of the whole way of a round, and of what organisations keep of themselves."""
AT_WORK = {
    name
    for name in ALL - OF_ROUNDS
    if name.startswith(("spending.", "partners.", "management.", "answers.", "year.", "crossings."))
    or is_of_projects(name)
    or name in {f"agreements.{one}" for one in ("new_break", "new_evidence", "new_option")}
    or name in {"agreements.new_variation", "agreements.sign"}
}
"""Addresses of the money, of partners, of how agreements are managed, and of what one at work is given."""


@contextmanager
def same_chances(seed: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything that is drawn at random comes out the same each time."""
    drawn = random.Random(seed)
    with monkeypatch.context() as patch:
        patch.setattr(os, "urandom", drawn.randbytes)
        patch.setattr(random, "_urandom", drawn.randbytes)
        patch.setattr(secrets, "randbits", drawn.getrandbits)
        yield


Written = list[tuple[str, list[Any]]]


@contextmanager
def writes() -> Iterator[Written]:
    """Every statement that changes the database, with what it was given."""
    seen: Written = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            seen.append((sql, [_plain(value) for value in params or ()]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def _plain(value: Any) -> Any:
    value = getattr(value, "obj", value)  # PostgreSQL's wrapping of JSON
    if type(value) is int and value != HOSTILE and connection.vendor == "postgresql":
        return "a number"  # sequences go on after a rollback
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return bytes(value) if isinstance(value, memoryview) else value


def hostile(part: str, filled: Filled) -> dict[str, list[str]]:
    """Every field of a part's models that the form does not ask for, set to something hostile."""
    asked = set(filled.typed) | filled.on_page
    own = asked | {name.rsplit("-", 1)[0] for name in asked}
    made = {"pk": [str(HOSTILE)], "id": [str(HOSTILE)], "by": ["person:PADMIN"]}
    labels = {part, "people"} if part != "people" else {part}
    for label in labels:
        for model in apps.get_app_config(label).get_models():
            for one in model._meta.concrete_fields:
                for name in {one.name, one.attname}:
                    made[name] = [_value(one)]
    return {name: value for name, value in made.items() if name not in own}


def _value(one: models.Field[Any, Any]) -> str:
    if one.choices:
        return str([value for value, _ in one.flatchoices][-1])
    if isinstance(one, models.BooleanField):
        return "on"
    if isinstance(one, models.DateField):
        return "2001-01-01"
    if isinstance(one, models.EmailField):
        return "hostile@example.org"
    if isinstance(one, models.CharField | models.TextField):
        return "published" if one.name == "state" else "hostile words"
    return str(HOSTILE)


def sent(browser: Client, filled: Filled, extra: dict[str, list[str]]) -> tuple[Written, int]:
    """What a form writes; nothing of it stays."""
    with transaction.atomic(), writes() as seen:
        response = browser.post(filled.address, {**extra, **filled.typed})
        transaction.set_rollback(True)
    return seen, response.status_code


@pytest.fixture
def full(office: House) -> House:
    """The office with drafts of everything, seen by somebody who may do everything."""
    everybody = office.everybody()
    add_drafts(everybody, everybody)
    add_deliverables(everybody)
    add_approved(office)
    add_what_is_private(office)
    return office


def compared(
    house: House, monkeypatch: pytest.MonkeyPatch, names: Collection[str] = ()
) -> tuple[dict[str, bool], list[str]]:
    """Which forms write something, and which write something else when more is sent with them."""
    browser = house.browser("commissioning-manager")
    wrote: dict[str, bool] = {}
    wrong = []
    with time_machine.travel(clock.now(), tick=False):
        for filled in every_form(browser, names=names):
            part = filled.name.split(".", 1)[0]
            with same_chances(filled.address, monkeypatch):
                plain, status = sent(browser, filled, {})
            with same_chances(filled.address, monkeypatch):
                changed, status_then = sent(browser, filled, hostile(part, filled))
            if not filled.needs_file:
                did = bool(plain and status < 400)
                wrote[filled.name] = wrote.get(filled.name, False) or did
            if (plain, status) != (changed, status_then):
                wrong.append(f"{filled.name} {filled.address}: {status} became {status_then}")
    return wrote, wrong


def test_every_form_writes_what_it_shows_and_nothing_else(
    full: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote, wrong = compared(full, monkeypatch, ALL - OF_ROUNDS - AT_WORK)

    assert wrong == []
    assert {name for name, did in wrote.items() if not did} == {*WITHOUT_EFFECT, *IN_HAND}
    assert len(wrote) > 60


def test_every_form_of_a_round_writes_what_it_shows_and_nothing_else(
    full: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_rounds(full)

    wrote, wrong = compared(full, monkeypatch, OF_ROUNDS)

    assert wrong == []
    assert len(wrote) > FORMS_OF_ROUNDS
    assert sum(wrote.values()) > WRITES_OF_ROUNDS


def test_every_form_of_money_and_partners_writes_what_it_shows_and_nothing_else(
    full: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote, wrong = compared(full, monkeypatch, AT_WORK)

    assert wrong == []
    assert len(wrote) > FORMS_AT_WORK
    assert sum(wrote.values()) > WRITES_AT_WORK


def test_forms_that_begin_something_write_nothing_else_either(
    office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.everybody()

    wrote, wrong = compared(office, monkeypatch, IN_HAND)

    assert wrong == []
    assert wrote == dict.fromkeys(IN_HAND, True)
