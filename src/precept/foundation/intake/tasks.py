"""What is done with files once a change is on disk."""

from precept.foundation.intake import actions
from precept.foundation.intake.models import Intake
from precept.foundation.outbox.registry import task

GAVE_UP = "It was tried several times and failed each time because of a fault of ours."


def _stop_reading(*, reference: str, turn: int) -> None:
    actions.stop_reading(reference=reference, turn=turn, because=GAVE_UP)


def _stop_loading(*, reference: str) -> None:
    if Intake.objects.filter(reference=reference, state="loading").exists():
        actions.stop_loading(reference=reference, because=GAVE_UP)


@task("intake.read_rows", when_dead=_stop_reading)
def read_rows(*, reference: str, turn: int) -> None:
    """Read the rows of a file so that they can be looked at."""
    actions.read_rows(reference=reference, turn=turn)


@task("intake.load_rows", when_dead=_stop_loading)
def load_rows(*, reference: str) -> None:
    """Load the rows of a file that somebody confirmed."""
    actions.load_rows(reference=reference)


@task("intake.clear")
def clear(*, reference: str) -> None:
    """Delete what is left of a dropped file."""
    actions.clear_rows(Intake.objects.get(reference=reference))
