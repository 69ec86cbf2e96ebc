"""Questions to the office: who asked, what was asked, the sources of its answer, what is withheld and why."""

from django.db import models
from django.db.models import F, Q

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person
from precept.review.answers import rules


def new_question_reference() -> str:
    """A short name for a question that says nothing about who asked it."""
    return drawn("Q")


class Question(models.Model):
    """A question of the public, the panel, the press or a councillor. ``about`` names nobody; ``text`` may."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_question_reference, editable=False
    )
    kind = models.CharField(max_length=10, choices=rules.question_kinds)
    state = models.CharField(max_length=10, choices=rules.question_states, default="open")
    about = models.CharField(max_length=200)
    """What it is about, in the office's words: it stands in lists, on desks and in the ledger."""
    text = models.TextField()
    """What was asked, as it came. It never leaves the office."""
    received = models.DateField()
    counted_from = models.DateField()
    """The day of receipt that the time is counted from: a later one, where the office had to ask what is meant."""
    due = models.DateField(null=True, blank=True)
    """The last day for the answer; none while the clock stands still."""
    due_words = models.CharField(max_length=300)
    """How that day is counted, and which law or policy says so."""
    is_extended = models.BooleanField(default=False)
    clarify_words = models.TextField(blank=True)
    """What the office asked, to find what is wanted."""
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hands = models.JSONField(default=list)
    """References of everybody who wrote some of the answer, or sent it on: none of them may release it."""
    outcome = models.CharField(max_length=10, choices=rules.outcomes, blank=True)
    answer = models.TextField(blank=True)
    cost_why = models.TextField(blank=True)
    released_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_on = models.DateField(null=True, blank=True)
    reminded = models.CharField(max_length=5, blank=True)
    is_invented = models.BooleanField(default=False)
    entered = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    """Goes up with each change of the question, its answer, its sources and its exemptions."""

    class Meta:
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["state", "due"], name="answers_question_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="released", released_by__isnull=False, released_on__isnull=False)
                | (~Q(state="released") & Q(released_by=None, released_on=None)),
                name="answers_question_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="clarifying", due=None)
                | Q(state="withdrawn")
                | (~Q(state__in=["clarifying", "withdrawn"]) & Q(due__isnull=False)),
                name="answers_question_clock_stands_only_while_asking",
            ),
            models.CheckConstraint(
                condition=Q(counted_from__gte=F("received")),
                name="answers_question_counted_from_receipt",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"question:{self.reference}"


class Asker(models.Model):
    """Who asked, and how they are reached: apart from the question, so that it can be taken away and leave it."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="asker")
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=300, blank=True)
    body = models.CharField(max_length=200, blank=True)
    """The organisation that they asked for."""


class CitedSource(models.Model):
    """A source of an answer, as it stood when it was chosen: a publication, or a record of the office's own."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="sources")
    number = models.PositiveSmallIntegerField()
    """Its number in the answer: it stays when another is taken away."""
    is_published = models.BooleanField()
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    """The publication's version, or the place of the last event of a record."""
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=300)
    dated = models.DateField()
    """The day of that version, or of that event."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="answers_one_source_a_number"
            ),
            models.UniqueConstraint(
                fields=["question", "kind", "key", "version"], name="answers_one_source_a_version"
            ),
        ]


class ReliedGround(models.Model):
    """An exemption that an answer relies on: why it applies, how the public interest was weighed."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="grounds")
    code = models.CharField(max_length=40)
    why = models.TextField()
    interest = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="answers_one_ground_a_code")
        ]
