"""Submissions, whole and fingerprinted, and the evidence of every attempt."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from precept.do.bids import rules
from precept.do.bids.models.bids import Bid
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person


def new_receipt() -> str:
    """The number on a receipt."""
    letters = drawn(length=12)
    return "-".join((letters[:4], letters[4:8], letters[8:]))


@dataclass(frozen=True)
class SubmittedFile:
    """A file as a submission names it."""

    question: str
    reference: str
    name: str
    sha256: str
    size: int
    hidden_from: tuple[str, ...]


class Submission(models.Model):
    """A bid as it was submitted: canonical JSON and its SHA-256, never changed.

    ``content`` holds the organisation, the team's lead, the digest of the question set, all answers and
    the digests of all files. ``key`` is the form's own word, so that the same submission sent twenty
    times is one. ``begun`` is when the request began, ``received`` when it was on disk.
    """

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    receipt = models.CharField(max_length=14, unique=True, default=new_receipt, editable=False)
    key = models.CharField(max_length=64)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    channel = models.CharField(max_length=10, choices=rules.channels, default="online")
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    begun = models.DateTimeField()
    received = models.DateTimeField(default=clock.now)
    is_late = models.BooleanField(default=False)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "key"], name="bids_one_submission_a_key"),
            models.UniqueConstraint(fields=["bid", "number"], name="bids_one_submission_a_number"),
        ]

    @cached_property
    def said(self) -> dict[str, Any]:
        """What was submitted, read from its canonical JSON."""
        said: dict[str, Any] = json.loads(self.content)
        return said

    @property
    def answers(self) -> dict[str, Any]:
        """The answers, by question key."""
        answers: dict[str, Any] = self.said["answers"]
        return answers

    @cached_property
    def files(self) -> dict[str, SubmittedFile]:
        """The files that it names, by their reference."""
        return {
            one["reference"]: SubmittedFile(**{**one, "hidden_from": tuple(one["hidden_from"])})
            for one in self.said["files"]
        }


class Attempt(models.Model):
    """Somebody pressed Submit: when it began and ended, what was shown. The applicant may download it."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="attempts")
    begun = models.DateTimeField()
    ended = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=14, choices=rules.outcomes)
    shown = models.JSONField(default=list)
    """The errors that were shown."""
    size = models.PositiveIntegerField(default=0)
    """Bytes that were sent."""
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["begun"]
        indexes = [models.Index(fields=["bid", "begun"], name="bids_attempts")]
