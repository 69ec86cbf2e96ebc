"""What every test may lean on."""

import gc
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase

from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.testing import signed_in
from precept.foundation.web import pages
from tests.once import emptied_database, ready_database

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_sessionstart() -> None:
    """Look for rubbish seldom: what is imported stays, and tests leave little in circles (7% of the time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)


SAME_ON_BOTH = ("tests/architecture/", "tests/security/", "tests/public/test_public_sizes.py")
PAGES = re.compile(r"/pages/|_pages?\.py$|^tests/public/")
"""Doors, sweeps, forms, sizes and the words of pages are the same on both databases: once is enough. Every page
answers on both (``test_every_page_answers_on_this_database``), and what pages ask and do is tested on both."""
HELD_BY_A_DATABASE = (
    "test_a04",
    "test_a07",
    "test_a17",
    "test_a18",
    "test_a31_counting",
    "test_a32_tables",
    "test_every_page_answers",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database, run what asks a database: the rest is the same on both."""
    if not os.environ.get("PRECEPT_DATABASE_TESTS"):
        return
    asking = [item for item in items if _asks_a_database(item) and not _is_same_on_both(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    return bool(
        item.get_closest_marker("django_db")
        or DATABASE.intersection(getattr(item, "fixturenames", ()))
    )


def _is_same_on_both(item: pytest.Item) -> bool:
    if item.path.name.startswith(HELD_BY_A_DATABASE) or item.name.startswith(HELD_BY_A_DATABASE):
        return False
    path = item.nodeid.partition("::")[0]
    return path.startswith(SAME_ON_BOTH) or PAGES.search(path) is not None


PUBLIC_TABLES = ("publications_", "search_")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The test database is there already, migrated: nothing is left to do in it."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """Each process of a run gets a copy of a database that was migrated once."""
    with django_db_blocker.unblock():
        ready_database(connection)


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """Make somebody: ``person(role="commissioning-manager")``; several roles as a tuple, or none."""
    made = 0

    def make(role: str | tuple[str, ...] = (), name: str = "", **fields: Any) -> Person:
        nonlocal made
        made += 1
        somebody = Person.objects.create(
            name=name or f"Person {made}", email=f"person{made}@opcc.example", **fields
        )
        for one in (role,) if isinstance(role, str) else role:
            RoleHeld.objects.create(person=somebody, role=one, starts=date(2020, 1, 1))
        return somebody

    return make


@pytest.fixture
def client_as() -> Callable[[Person], Client]:
    """A browser signed in as somebody, second step done."""
    return signed_in


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """Debian's Chromium: one for everybody, because one process can drive only one."""
    from playwright.sync_api import sync_playwright

    # Playwright's own loop runs in this thread, where Django would refuse to reach the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=os.environ.get("PRECEPT_BROWSER")
            or shutil.which("chromium-headless-shell")  # no windows to draw: a tenth less work
            or shutil.which("chromium"),
            args=CHROMIUM,
        )
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def only_public_tables() -> Iterator[None]:
    """Fail on a statement that touches anything but publications and search entries (design rule 2)."""

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        quoted = sql.split('"')[1::2]
        foreign = [
            name
            for name in quoted
            if "_" in name
            and name.split("_")[0] in APP_LABELS
            and not name.startswith(PUBLIC_TABLES)
        ]
        tables = [name for name in foreign if name in TABLES]
        assert not tables, f"a public page touched {tables}: {sql[:300]}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


@pytest.fixture(scope="session", autouse=True)
def what_tests_commit_is_gone_after_them() -> Iterator[None]:
    """Tests that commit leave the database as they found it: migrated, and empty.

    Django's own way empties every table and then writes its permissions anew, and the triggers that protect
    rows stand against it.
    """

    def empty(_: TransactionTestCase) -> None:
        emptied_database(connection)

    usual = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = empty  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = usual  # type: ignore[method-assign]


APP_LABELS: set[str] = set()
TABLES: set[str] = set()


@pytest.fixture(autouse=True)
def public_pages_read_publications_alone() -> Iterator[None]:
    """Every public page in every test is watched."""
    from django.apps import apps

    if not TABLES:
        for model in apps.get_models(include_auto_created=True):
            TABLES.add(model._meta.db_table)
            APP_LABELS.add(model._meta.db_table.split("_")[0])
    before = pages.guard_public[0]
    pages.guard_public[0] = only_public_tables
    yield
    pages.guard_public[0] = before
