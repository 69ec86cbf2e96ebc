"""Keeping the digest of the list that interests are declared against."""

from precept.do.bids import queries
from precept.do.bids.models import ConflictList
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock


def write_list(opportunity: Opportunity) -> ConflictList:
    """Within an action: the digest of the list as it now stands. Who declared before looks again."""
    digest, count = queries.list_digest(opportunity)
    found, _ = ConflictList.objects.update_or_create(
        opportunity=opportunity,
        defaults={"sha256": digest, "count": count, "made": clock.now()},
    )
    return found
