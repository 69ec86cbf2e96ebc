"""Keeping the marks by which two organisations are found to be alike."""

from django.db import transaction

from precept.parties import queries
from precept.parties.models import Mark, Organisation, Profile


def renew_marks(one: Organisation) -> None:
    """Within an action: bring an organisation's marks up to date; flag it and those that it now resembles.

    What was shared before and looked at is not flagged again.
    """
    now = queries.marks_now(one)
    before = set(Mark.objects.filter(organisation=one).values_list("kind", "digest"))
    for kind, digest in before - now:
        Mark.objects.filter(organisation=one, kind=kind, digest=digest).delete()
    new = now - before
    if not new:
        return
    Mark.objects.bulk_create(
        (Mark(organisation=one, kind=kind, digest=digest) for kind, digest in sorted(new)),
        ignore_conflicts=True,
    )
    others = queries.shares_with(one, new)
    if others:
        Profile.objects.filter(organisation__in=[one.pk, *others]).update(
            is_flagged=True, looked_at=None
        )


AT_ONCE = 50
"""How many organisations one step of the task marks."""


def mark_the_unmarked(*, most: int = AT_ONCE) -> int:
    """Give organisations their marks that were here before marks were kept; how many it marked."""
    unmarked = Organisation.objects.filter(marks=None).order_by("pk")[:most]
    found = 0
    for one in unmarked:
        with transaction.atomic():
            renew_marks(one)
        found += 1
    return found
