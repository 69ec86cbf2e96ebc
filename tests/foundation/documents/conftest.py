"""What the tests of uploads share: a file store of their own, and who may open files about a bid."""

from pathlib import Path

import pytest
from pytest_django import Settings

from precept.foundation.documents import opening
from tests.foundation.documents.keeping import added_it


@pytest.fixture
def store(tmp_path: Path, settings: Settings) -> Path:
    """A file store for one test alone, and no scanner; where it lies."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PRECEPT_SCANNER = ""
    return tmp_path / "files"


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever added a file about a bid may open and remove it; nobody else may."""
    monkeypatch.setattr(opening, "_doors", {})
    opening.who_may("bid", added_it, remove=added_it)
