"""The ledger by itself: nobody hears of its checkpoints, so that only what a test does is in it."""

import pytest

from precept.foundation.ledger import sealing


@pytest.fixture(autouse=True)
def nobody_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part above publishes or mails a checkpoint."""
    monkeypatch.setattr(sealing, "_when_sealed", [])
