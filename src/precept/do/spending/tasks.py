"""What a worker does with the finance system's files."""

from precept.do.spending import actions
from precept.foundation.outbox.registry import task

GAVE_UP = "It was tried several times and failed each time because of a fault of ours."


def _stop_reading(*, reference: str) -> None:
    actions.stop_reading(reference=reference, because=GAVE_UP)


@task("spending.read_lines", when_dead=_stop_reading)
def read_lines(*, reference: str) -> None:
    """Read the lines of a file so that they can be looked at."""
    actions.read_lines(reference=reference)


@task("spending.confirm_found")
def confirm_found(*, reference: str) -> None:
    """Confirm the payments that a file taken over names."""
    actions.confirm_found(reference=reference)


@task("spending.clear_dropped")
def clear_dropped(*, reference: str) -> None:
    """Delete what is left of a dropped file."""
    actions.clear_dropped(reference=reference)
