"""What was released to the public, version by version."""

from django.db import models

from precept.foundation import clock
from precept.foundation.private.field import ProtectedAddressField


class Publication(models.Model):
    """One version of something released.

    ``payload`` is canonical JSON, kept as text so that its bytes and its hash stay what they were.
    ``digest`` is the hash it was released with; ``digest_now`` differs only after a dangerous detail
    was removed. A tombstone has no payload.
    """

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    payload = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    digest_now = models.CharField(max_length=64)
    released = models.DateTimeField(default=clock.now)
    why = models.TextField(blank=True)
    is_latest = models.BooleanField(default=True)
    is_tombstone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "version"], name="publications_one_of_a_version"
            ),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(is_latest=True),
                name="publications_one_latest",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "-released", "-id"],
                condition=models.Q(is_latest=True),
                name="publications_feed",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this."""
        return f"publication:{self.kind}:{self.key}"


class PublishedFile(models.Model):
    """A file made from a publication's payload, and from nothing else."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    text = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "name"], name="publications_one_file_a_name"
            )
        ]


class RemovedDetail(models.Model):
    """Words removed from everything published. Kept enciphered, so that they are never released again."""

    words = ProtectedAddressField()
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    removed = models.DateTimeField(default=clock.now)
    why = models.TextField()
