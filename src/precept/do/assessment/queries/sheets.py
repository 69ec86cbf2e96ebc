"""What was saved of somebody's marks."""

from precept.do.assessment.models import MarkSheet, SheetRevision
from precept.do.bids.models import Bid
from precept.foundation.people.models import Person


def overtaken(person: Person, of: Bid, pk: int) -> SheetRevision | None:
    """A save of somebody's own that another window overtook; None where there is none of that number."""
    return SheetRevision.objects.filter(
        pk=pk, sheet__bid=of, sheet__marker=person, version=None
    ).first()


def only_this_page_wrote(sheet: MarkSheet, *, writer: str, after: int) -> bool:
    """Whether everything that a sheet says since a version was saved by one page of its marker."""
    rows = sheet.revisions.filter(key__startswith=f"{writer}-", version__gt=after)
    return rows.count() == sheet.version - after
