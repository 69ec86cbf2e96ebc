"""What the tests of the public site lean on: an office that has published one of each thing."""

import pytest

from precept.foundation import clock
from tests.public.published_office import TODAY, publish_everything


@pytest.fixture(autouse=True)
def a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is asked for on 22 November 2026."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def published(db: None) -> None:
    """An office that has published one of each thing."""
    publish_everything()
