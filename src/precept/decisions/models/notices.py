"""A decision notice, advice on it, its signature, and decisions it follows from."""

import secrets

from django.db import models
from django.db.models import Case, F, When

from precept.decisions import rules
from precept.foundation import clock
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person


def new_salt() -> str:
    """128 bits that nobody can guess, signed with the words."""
    return secrets.token_hex(16)


SHOWN_TITLE = Case(When(public_title="", then=F("title")), default=F("public_title"))
"""``Decision.shown_title`` for lists and searches, which must not find a decision by what is redacted."""


class Decision(models.Model):
    """A decision of the office, from draft to published notice.

    ``about`` is what it is about, as the ledger calls it ("opportunity:CSF-2026-27-1"); ``facts`` are
    what the part that drafted it stated, in order: [{"name", "words"}]; ``basis`` is the SHA-256 of the
    frozen thing it rests on. ``tables`` are printed in it: [{"title", "columns", "rows"}].
    """

    reference = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, default="other")
    """A key of the office's table of kinds (``rules.kinds``)."""
    title = models.CharField(max_length=250)
    public_title = models.CharField(max_length=300, blank=True)
    """The title with marks where words of it are redacted; empty where none is."""
    state = models.CharField(max_length=10, choices=rules.states, default="draft")
    about = models.CharField(max_length=150, blank=True, db_index=True)
    basis = models.CharField(max_length=64, blank=True)
    amount = MoneyField(null=True, blank=True)
    """What it commits, for finding who may sign it."""
    facts = models.JSONField(default=list)
    tables = models.JSONField(default=list)
    summary = models.TextField(blank=True)
    background = models.TextField(blank=True)
    options = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    consultation = models.TextField(blank=True)
    finance_source = models.TextField(blank=True)
    """Where the money comes from."""
    finance_years = models.JSONField(default=list)
    """What is spent in each financial year: [{"year", "pence"}], adding up to the amount."""
    power = models.CharField(max_length=60, blank=True)
    """The key of the power relied on (``law``, powers)."""
    priorities = models.JSONField(default=list)
    author = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_role = models.CharField(max_length=120, blank=True)
    lead_role = models.CharField(max_length=120, blank=True)
    status = models.CharField(
        max_length=12,
        choices=rules.statuses,
        default="open",
    )
    exempt_words = models.TextField(blank=True)
    """What is withheld, kept apart and never published."""
    exemption = models.CharField(max_length=200, blank=True)
    exemption_why = models.TextField(blank=True)
    exemption_review = models.DateField(null=True, blank=True)
    drafted_words = models.JSONField(default=list)
    """The parts of the notice whose words still stand as the system drafted them from the facts."""
    publish_on = models.DateField(null=True, blank=True)
    held_why = models.TextField(blank=True)
    """Why it is held back, as long as it is; never published."""
    exception_why = models.TextField(blank=True)
    """Why it is published in a pre-election period all the same: published."""
    ended_why = models.TextField(blank=True)
    """Why it was withdrawn or not approved."""
    corrections = models.JSONField(default=list)
    """What was put right since it was signed: [{"on", "why"}]."""
    drafted = models.DateTimeField(default=clock.now)
    published = models.DateTimeField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    """Signed with the words and never published: without it a price that is withheld could be found out by
    trying prices until the published digest fits."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-drafted"]
        indexes = [models.Index(fields=["state", "publish_on"], name="decisions_to_publish")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def shown_title(self) -> str:
        """The title as everybody may read it."""
        return self.public_title or self.title

    @property
    def subject(self) -> str:
        """What the ledger calls this decision."""
        return f"decision:{self.reference}"


class Advice(models.Model):
    """What somebody who must advise said: of finance, of law, of equality, of risk."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="advice")
    kind = models.CharField(max_length=10, choices=rules.advice_kinds)
    words = models.TextField()
    is_relevant = models.BooleanField(default=True)
    """Not so where the adviser said why it does not matter here."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=120, blank=True)
    """The role advised in: published, so never a name."""
    exception = models.TextField(blank=True)
    """Why the author advised on the money too, where they did."""
    sha256 = models.CharField(max_length=64)
    """What it was given on: advice on other words than now stand is asked for again."""
    at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind"], name="decisions_one_advice_a_kind")
        ]


class Signature(models.Model):
    """Somebody decided, in a capacity, on the words whose SHA-256 is here."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="signature")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=200)
    """The role and the delegation acted under: published, so never a name."""
    delegation = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    """The canonical JSON that was signed, withheld words and all: it never leaves the house."""
    interests = models.TextField()
    """What the signer declared: that no interest precludes the decision, or which one was dealt with."""
    at = models.DateTimeField(default=clock.now)
    signed_on = models.DateField(default=clock.today)
    exception = models.TextField(blank=True)
    """Why the author signed too, where they did."""
    on_paper = models.TextField(blank=True)
    """Where the paper is kept, where it was signed on paper and entered later."""


class DecisionLink(models.Model):
    """A decision that this one follows, changes or puts an end to."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="links")
    earlier = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="followed_by")
    how = models.CharField(
        max_length=10,
        choices=rules.link_kinds,
        default="follows",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "earlier"], name="decisions_one_link_to_each"
            )
        ]
