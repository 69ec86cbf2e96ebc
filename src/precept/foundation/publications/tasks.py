"""What happens after a release is on disk."""

from precept.foundation.outbox.registry import task
from precept.foundation.publications import actions
from precept.foundation.publications.models import Publication


@task("publications.write_files")
def write_files(*, publication: int) -> None:
    """Make the files of a version."""
    actions.write_files(Publication.objects.get(pk=publication))
