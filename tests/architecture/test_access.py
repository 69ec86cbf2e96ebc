"""Every door is tried for every role: `docs/access.csv` is the documentation and the test (security: A08)."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from precept.foundation.people.models import Person
from precept.foundation.people.rules import ROLES
from precept.foundation.people.testing import signed_in
from precept.foundation.web import downloads, errors
from tests.access_table import NOBODY, Row, roles, rows, verdict
from tests.architecture.test_house import every_address
from tests.architecture.world import World
from tests.demonstration import standing_demonstration
from tests.security.house import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The demonstration office, with one of each thing that it has not by itself; all undone at the end."""
    with django_db_blocker.unblock(), standing_demonstration():
        yield World.filled()


@pytest.fixture(autouse=True)
def as_many_files_as_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """One browser of a role opens every file within a minute; that it may not has tests of its own."""
    monkeypatch.setattr(downloads, "A_MINUTE", 10_000)


@pytest.fixture(autouse=True)
def refusals_in_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two answers in three are refusals: their pages, which are alike, have tests of their own."""
    monkeypatch.setattr(errors, "page", lambda _, status, *__, **___: HttpResponse(status=status))


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
    assert is_counted(response), f"{row.said} hands out a file past people.exports.handed_out"
    return verdict(response)


def is_counted(response: Any) -> bool:
    """Whether a file from behind a door went through what counts exports (security: A31)."""
    is_file = response.get("Content-Disposition", "").startswith("attachment")
    door = getattr(response.resolver_match, "func", None) if is_file else None
    behind = getattr(door, "door", "") in {"my", "office"}
    return not (is_file and behind) or hasattr(response, "handed_out")


def part_of(row: Row) -> str:
    """The part of the house that a row's address belongs to."""
    return row.name.split(".")[0]


PARTS = sorted({part_of(row) for row in rows()})
Tried = tuple[int, str]
"""A row of the table, by its place, and a role."""
Predicate = tuple[str, str]
"""The module and the name of a ``may_…``."""


@dataclass
class Answers:
    """What every door said to every role, and which predicates said no on the way: each is asked once."""

    world: World
    clients: dict[str, Client]
    said: dict[str, dict[Tried, str]] = field(default_factory=dict)
    refused: dict[Predicate, set[Tried]] = field(default_factory=dict)
    last: dict[Tried, Predicate] = field(default_factory=dict)
    """Which predicate said no last: it is likely the one that shut the door."""
    asking: Tried = (0, NOBODY)

    def of(self, part: str) -> dict[Tried, str]:
        """The answers of a part's doors."""
        if part not in self.said:
            with pytest.MonkeyPatch.context() as patch:
                self._watch(patch)
                self.said[part] = {
                    (at, role): self._answer(at, role, row)
                    for at, row in enumerate(rows())
                    if part_of(row) == part
                    for role in roles()
                }
        return self.said[part]

    def _answer(self, at: int, role: str, row: Row) -> str:
        self.asking = (at, role)
        return ask(self.clients[role], row, self.world)

    def _watch(self, patch: pytest.MonkeyPatch) -> None:
        """Note every ``may_…`` that says no."""
        for module, name, function in self.world.predicates():
            key = (module.__name__, name)

            def watch(*args: Any, _function: Any = function, _key: Any = key, **kwargs: Any) -> Any:
                answer = _function(*args, **kwargs)
                if answer is False:
                    self.refused.setdefault(_key, set()).add(self.asking)
                    self.last[self.asking] = _key
                return answer

            patch.setattr(module, name, watch)


@pytest.fixture(scope="module")
def answers(world: World, clients: dict[str, Client]) -> Answers:
    """Every door's answers, kept for all tests of this file."""
    return Answers(world, clients)


def test_every_address_stands_in_the_table() -> None:
    named = {row.name for row in rows()}
    missing = [place for place, pattern in every_address() if pattern.name not in named]

    assert missing == []


def test_every_row_names_an_address_that_is_there() -> None:
    known = {pattern.name for _, pattern in every_address()}

    assert [row.said for row in rows() if row.name not in known] == []


def test_the_table_has_a_column_for_every_role() -> None:
    assert set(roles()) == {NOBODY, *ROLES}


@pytest.mark.parametrize("part", PARTS)
def test_every_door_opens_for_whom_the_table_says(
    part: str, answers: Answers, world: World
) -> None:
    table = rows()
    for row in table:
        assert resolve(world.fill(row.example).split("?")[0]).view_name == row.name, row.said
    wrong = [
        f"{table[at].said} as {role}: table says {table[at].cells[role]}, answer is {got}"
        for (at, role), got in answers.of(part).items()
        if got != table[at].cells[role]
    ]

    assert wrong == []


def test_every_page_answers_on_this_database(clients: dict[str, Client], world: World) -> None:
    """Each page once, as the first who may see it: its queries are right on the database of this run."""
    looked = [
        (row, next((role for role in roles() if row.cells[role] == "ok"), None))
        for row in rows()
        if row.method == "GET"
    ]
    wrong = [
        f"{row.said} as {role}"
        for row, role in looked
        if role and ask(clients[role], row, world) != "ok"
    ]

    assert len(looked) > 300
    assert wrong == []


PREDICATES_PAGES_ASK = 20


MOST_TRIES = 150


def tries_of(predicate: Predicate, answers: Answers, table: list[Row]) -> list[Tried]:
    """Where to try without a predicate: first the doors that it seems to shut, each with one role first."""
    shut = [
        (at, role)
        for at, role in sorted(answers.refused.get(predicate, ()))
        if table[at].cells[role] in {"no", "gone"}
    ]
    asked: dict[int, int] = {}
    ranked = []
    for at, role in shut:
        asked[at] = asked.get(at, 0) + 1
        ranked.append((answers.last.get((at, role)) != predicate, asked[at], at, role))
    return [(at, role) for _, _, at, role in sorted(ranked)][:MOST_TRIES]


def anybody(*_: Any, **__: Any) -> bool:
    """A predicate that has been taken away."""
    return True


def test_taking_a_predicate_away_opens_a_door_that_the_table_keeps_shut(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For each ``may_…`` that refused somebody on the way: without it a row must go wrong."""
    table = rows()
    for part in PARTS:
        answers.of(part)
    assert len(answers.refused) >= PREDICATES_PAGES_ASK
    harmless = []
    for module, name, _ in answers.world.predicates():
        tries = tries_of((module.__name__, name), answers, table)
        if not tries:
            continue
        with monkeypatch.context() as patch:
            patch.setattr(module, name, anybody)
            if all(
                ask(answers.clients[role], table[at], answers.world) == table[at].cells[role]
                for at, role in tries
            ):
                harmless.append(f"{module.__name__}.{name}")

    assert harmless == [], "these can be taken away and nothing turns red"


@pytest.mark.parametrize("role", ROLES)
def test_no_menu_and_no_desk_leads_to_a_closed_door(
    role: str, clients: dict[str, Client], world: World
) -> None:
    client = clients[role]
    home = "/office/" if world.person(role).may("see the office") else "/my/account"
    links = {str(one) for one in page_of(client.get(home)).xpath("//a/@href")}
    shut = [
        address
        for address in sorted(links)
        if address.startswith(("/office", "/my")) and client.get(address).status_code >= 400
    ]

    assert len(links) > 5
    assert shut == []


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
