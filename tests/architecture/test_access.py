"""Every door is tried for every role: `docs/access.csv` is the documentation and the test (security: A08)."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from precept.foundation.people.models import Person
from precept.foundation.people.rules import ROLES
from precept.foundation.people.testing import signed_in
from tests.access_table import NOBODY, Row, roles, rows, verdict
from tests.architecture.test_house import every_address
from tests.architecture.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The demonstration office, built once, with one person of each role; all undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World.made()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    """A browser of nobody, and of one person of each role."""
    found = {NOBODY: Client()}
    for role in ROLES:
        found[role] = signed_in(world.person(role))
    return found


def ask(client: Client, row: Row, world: World) -> str:
    """What a row's address answers to a browser; what it wrote is undone."""
    address, cookies = world.fill(row.example), deepcopy(client.cookies)
    with transaction.atomic():
        response = (
            client.generic(row.method, address) if row.method == "GET" else client.post(address)
        )
        transaction.set_rollback(True)
    client.cookies = cookies
    return verdict(response)


def test_every_address_stands_in_the_table() -> None:
    named = {row.name for row in rows()}
    missing = [place for place, pattern in every_address() if pattern.name not in named]

    assert missing == []


def test_every_row_names_an_address_that_is_there() -> None:
    known = {pattern.name for _, pattern in every_address()}

    assert [row.said for row in rows() if row.name not in known] == []


def test_the_table_has_a_column_for_every_role() -> None:
    assert set(roles()) == {NOBODY, *ROLES}


def test_every_door_opens_for_whom_the_table_says(world: World, clients: dict[str, Client]) -> None:
    wrong = []
    for row in rows():
        assert resolve(world.fill(row.example).split("?")[0]).view_name == row.name, row.said
        for role in roles():
            got = ask(clients[role], row, world)
            if got != row.cells[role]:
                wrong.append(f"{row.said} as {role}: table says {row.cells[role]}, answer is {got}")

    assert wrong == []


PREDICATES_PAGES_ASK = 20


def anybody(*_: Any, **__: Any) -> bool:
    """A predicate that has been taken away."""
    return True


def test_taking_a_predicate_away_opens_a_door_that_the_table_keeps_shut(
    world: World, clients: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For each ``may_…`` that refused somebody on the way: without it a row must go wrong."""
    refused: dict[tuple[str, str], set[tuple[int, str]]] = {}
    table = rows()
    for module, name, function in world.predicates():
        key = (module.__name__, name)

        def watch(*args: Any, _function: Any = function, _key: Any = key, **kwargs: Any) -> Any:
            answer = _function(*args, **kwargs)
            if answer is False:
                refused.setdefault(_key, set()).add(asking[0])
            return answer

        monkeypatch.setattr(module, name, watch)
    asking: list[Any] = [None]
    for at, row in enumerate(table):
        for role in roles():
            if row.cells[role] in {"no", "gone"}:
                asking[0] = (at, role)
                ask(clients[role], row, world)
    monkeypatch.undo()
    assert len(refused) >= PREDICATES_PAGES_ASK
    harmless = []
    for module, name, _ in world.predicates():
        tries = refused.get((module.__name__, name), set())
        if not tries:
            continue
        with monkeypatch.context() as patch:
            patch.setattr(module, name, anybody)
            if all(
                ask(clients[role], table[at], world) == table[at].cells[role]
                for at, role in sorted(tries)[:40]
            ):
                harmless.append(f"{module.__name__}.{name}")

    assert harmless == [], "these can be taken away and nothing turns red"


def test_somebody_with_no_role_is_like_nobody_in_the_office(world: World) -> None:
    stranger = Person.objects.create(name="No Role", email="no.role@opcc.example")
    client = signed_in(stranger)

    wrong = [
        row.said
        for row in rows()
        if row.example.startswith("/office/")
        and row.method == "GET"
        and ask(client, row, world) not in {"no", "gone", "method"}
    ]

    assert wrong == []
