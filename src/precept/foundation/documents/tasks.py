"""What happens after a file is on disk: the scan, and the deleting of content that nothing names."""

from datetime import timedelta

from precept.foundation.documents import actions, storing
from precept.foundation.outbox.registry import every, task


@task("documents.scan", attempts=18, longest=timedelta(minutes=5))
def scan(*, file: str) -> None:
    """Have the virus scanner look at a file."""
    actions.scan(reference=file)


@every("documents.scan_waiting", minutes=15)
def scan_waiting() -> None:
    """Find the files again that waited longer than their own task tried."""
    actions.scan_what_waits()


@task("documents.forget")
def forget(*, kept: str) -> None:
    """Delete the content of a file that was removed or refused."""
    storing.forget(kept)
