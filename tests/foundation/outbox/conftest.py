"""What the tests of the outbox share: tasks of their own, and an office of real processes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from precept.foundation.outbox import registry
from tests.foundation.outbox.office import Office, office_beside_this_test
from tests.foundation.outbox.post import PostOffice


@pytest.fixture
def own_tasks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """Register a task for this test alone: gives the list of the arguments it was called with.

    ``fails`` are what it raises, one a call, before it succeeds.
    """
    monkeypatch.setattr(registry, "_registered", dict(registry._registered))

    def register(
        name: str = "test.noted", *, fails: list[Exception] | None = None, **options: Any
    ) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = []
        failures = list(fails or [])

        @registry.task(name, **options)
        def noted(**arguments: Any) -> None:
            calls.append(arguments)
            if failures:
                raise failures.pop(0)

        return calls

    return register


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A mail server that keeps what it is handed."""
    with PostOffice() as server:
        yield server


@pytest.fixture
def office(transactional_db: None, tmp_path: Any, post: PostOffice) -> Iterator[Office]:
    """An installation whose workers are processes, on the database that the tests run with."""
    beside = office_beside_this_test(tmp_path, post.port)
    yield beside
    beside.close()
