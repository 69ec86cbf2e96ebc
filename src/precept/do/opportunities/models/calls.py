"""A call: what an opportunity asks of bidders, when it is open, how bids are marked and who decides."""

from typing import Any

from django.db import models

from precept.do.opportunities import rules
from precept.do.opportunities.models.register import Opportunity
from precept.foundation import clock
from precept.foundation.clock import Deadline
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import QuestionSet


class FrozenQuestions(models.Model):
    """A question set as it was published: never changed. Bids say which one they answer."""

    digest = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    frozen = models.DateTimeField(default=clock.now)

    @property
    def question_set(self) -> QuestionSet:
        """The set itself."""
        return QuestionSet.model_validate(self.content)


class Call(models.Model):
    """An opportunity as bidders meet it.

    ``opens_at`` and ``closes_at`` are instants, with the UK wall time that was published for each
    ("2026-12-09T17:00"). Whether it is open is worked out from them (``rules.standing``), never
    stored. ``questions`` is the draft; ``frozen`` is what was published.
    """

    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="call")
    stage = models.CharField(max_length=12, choices=rules.stages, default="drafting")
    purpose = models.TextField(blank=True)
    who_may_apply = models.TextField(blank=True)
    what_we_fund = models.TextField(blank=True)
    what_we_do_not_fund = models.TextField(blank=True)
    area = models.CharField(max_length=200, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    opens_wall = models.CharField(max_length=16, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closes_wall = models.CharField(max_length=16, blank=True)
    dates_are_confirmed = models.BooleanField(default=False)
    """Whether somebody stated the dates; suggested and copied ones are still to be confirmed."""
    decision_expected = models.DateField(null=True, blank=True)
    starts_from = models.DateField(null=True, blank=True)
    """The first day that an award may pay for."""
    longest_months = models.PositiveSmallIntegerField(null=True, blank=True)
    match_rule = models.CharField(max_length=10, choices=rules.match_rules, default="none")
    match_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    is_rolling = models.BooleanField(default=False)
    """Awarded inside the open round, bid by bid, instead of after it closes."""
    is_sealed = models.BooleanField(default=True)
    """Nobody in the office reads a bid before opening. A rolling round is not sealed."""
    hides_applicant = models.BooleanField(default=False)
    """Markers read bids without the applicant's name."""
    who_marks = models.TextField(blank=True)
    """Who marks bids, as bidders read it."""
    markers_per_bid = models.PositiveSmallIntegerField(default=2)
    quorum = models.PositiveSmallIntegerField(default=2)
    papers_asked_of = models.CharField(max_length=8, choices=rules.papers_from, default="winners")
    papers = models.JSONField(default=list)
    """Kinds of paper (``parties.rules``) that are asked of them."""
    body_agrees_before = models.CharField(
        max_length=10, choices=rules.body_agrees_before, default="award"
    )
    decider = models.CharField(max_length=40, blank=True)
    """The role that is expected to decide; the delegation in force says who may."""
    power = models.CharField(max_length=60, blank=True)
    """The key of the power relied on (``law``, powers)."""
    marking_guide = models.TextField(blank=True)
    feedback_offered = models.TextField(blank=True)
    steps = models.JSONField(default=list)
    """What happens after closing, in plain English: [{"title", "when", "what"}]."""
    contact = models.TextField(blank=True)
    """How to ask for help or another way of applying."""
    questions = models.JSONField(default=dict)
    frozen = models.ForeignKey(
        FrozenQuestions, null=True, blank=True, on_delete=models.PROTECT, related_name="calls"
    )
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )
    set_up_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Whoever changed it last or sent it to a second person."""
    sent_back_why = models.TextField(blank=True)
    """Why the second person sent it back; nothing once it is sent to them again."""
    published_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published = models.DateTimeField(null=True, blank=True)
    published_alone_why = models.TextField(blank=True)
    """Why one person alone published it, where a small office had no second one."""
    cancelled_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__isnull=True)
                | models.Q(opens_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="opportunities_call_closes_after_it_opens",
            )
        ]
        indexes = [models.Index(fields=["closes_at"], name="opportunities_call_closes")]

    def __str__(self) -> str:
        return str(self.opportunity)

    @property
    def subject(self) -> str:
        """What the ledger calls it: the opportunity."""
        return self.opportunity.subject

    @property
    def draft(self) -> QuestionSet:
        """The draft question set."""
        return QuestionSet.model_validate(self.questions or {})

    @property
    def asks(self) -> QuestionSet:
        """What is asked: as published, or the draft while nothing is."""
        return self.frozen.question_set if self.frozen else self.draft

    @property
    def opens(self) -> Deadline | None:
        """When it opens, with the wall time people were told."""
        return rules.moment(self.opens_at, self.opens_wall)

    @property
    def closes(self) -> Deadline | None:
        """When it closes, with the wall time people were told."""
        return rules.moment(self.closes_at, self.closes_wall)

    @property
    def facts(self) -> dict[str, Any]:
        """What checks across answers compare with: whole pence, months."""
        limit = self.opportunity.limit
        return {
            "cap": None if limit is None else limit.pence,
            "longest months": self.longest_months,
        }


class Criterion(models.Model):
    """Something that bids are marked on. Weights of a call add up to 100."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    place = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    """What markers look for."""
    weight = models.PositiveSmallIntegerField()
    """Whole percent."""
    levels = models.JSONField(default=list)
    """Every score with what earns it: [{"score": 0, "words": "No evidence"}, …], lowest first."""
    questions = models.JSONField(default=list)
    """Keys of the questions whose answers it is marked on; none means all."""

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "key"], name="opportunities_one_criterion_a_key"
            )
        ]

    @property
    def highest(self) -> int:
        """The best score."""
        return max((int(one["score"]) for one in self.levels), default=0)


class EligibilityRule(models.Model):
    """A yes or no question that decides whether somebody may apply, with the reason for it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="eligibility")
    place = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    asks = models.CharField(max_length=300)
    right_answer = models.BooleanField(default=True)
    reason = models.TextField()
    """Why it is a rule, shown to whoever is turned away."""
    instead = models.TextField(blank=True)
    """Where they might go instead."""

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="opportunities_one_rule_a_key")
        ]


class TurnedAway(models.Model):
    """How many were turned away at a rule on a day, and nothing about who. "" counts those who passed."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="turned_away")
    rule = models.SlugField(max_length=40, blank=True)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "rule", "day"], name="opportunities_turned_away_once_a_day"
            )
        ]


class DeadlineChange(models.Model):
    """A deadline that was moved, to a later time and for everyone, with the published reason."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="deadline_changes")
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    why = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at"]


class DeadlineProposal(models.Model):
    """A later deadline that one person proposed; only somebody else makes it so."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="deadline_proposals")
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    after_at = models.DateTimeField()
    why = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=rules.proposal_states, default="waiting")
    settled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled = models.DateTimeField(null=True, blank=True)
    settled_why = models.TextField(blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(state="waiting"),
                name="opportunities_one_proposal_waits",
            )
        ]


class Correction(models.Model):
    """A correction of what was published: a typing error or a material one, told to all who started."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=10, choices=rules.correction_kinds)
    what = models.CharField(max_length=300)
    before = models.TextField()
    after = models.TextField()
    why = models.TextField()
    questions_before = models.ForeignKey(
        FrozenQuestions, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at"]
