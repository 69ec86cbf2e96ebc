"""Keeping the marks by which two organisations are found to be alike."""

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
