"""What may be released of a call: everything a bidder reads before starting, and nothing about who asked."""

from precept.foundation.publications.kinds import Struct
from precept.foundation.questions.sets import QuestionSet


class LevelPublished(Struct):
    """A score and what earns it."""

    score: int
    words: str


class CriterionPublished(Struct):
    """Something bids are marked on. ``questions`` are keys of the questions it is marked on; none: all."""

    key: str
    title: str
    words: str
    weight: int
    levels: tuple[LevelPublished, ...]
    questions: tuple[str, ...] = ()


class EligibilityRulePublished(Struct):
    """A yes or no question that decides whether somebody may apply, and why it is asked."""

    key: str
    asks: str
    right_answer: bool
    reason: str
    instead: str = ""


class StepPublished(Struct):
    """What happens after closing."""

    title: str
    when: str
    what: str


class PaperPublished(Struct):
    """A paper that is asked for."""

    kind: str
    title: str


class ClarificationPublished(Struct):
    """A question, in words that do not say who asked, with the answer that everyone gets."""

    number: int
    words: str
    question: str
    """The key of the form's question that it is about; "" where it is about none."""
    answer: str
    answered: str


class WorkshopPublished(Struct):
    """A workshop or drop-in session. How to join is told to those who book."""

    key: str
    title: str
    starts: str
    ends: str
    where: str
    words: str
    places: int | None
    notes: str
    is_cancelled: bool


class CorrectionPublished(Struct):
    """A correction of what was published, with both texts."""

    kind: str
    kind_title: str
    what: str
    before: str
    after: str
    why: str
    at: str


class DeadlineChangePublished(Struct):
    """A deadline that was moved for everyone: UK wall times, and those in words."""

    before: str
    after: str
    before_words: str
    after_words: str
    why: str
    at: str


class CallPublished(Struct):
    """An opportunity as bidders read it.

    ``opens`` and ``closes`` are instants in UTC ("2026-12-09T17:00:00+00:00") beside the UK wall time
    that people are told. Whether it is open is worked out from ``stage`` and them (``rules.standing``).
    """

    stage: str
    stage_title: str
    published: str
    purpose: str
    who_may_apply: str
    what_we_fund: str
    what_we_do_not_fund: str
    area: str
    opens: str
    opens_wall: str
    opens_words: str
    closes: str
    closes_wall: str
    closes_words: str
    decision_expected: str | None
    starts_from: str | None
    longest_months: int | None
    match_rule: str
    match_words: str
    match_percent: int | None
    is_rolling: bool
    is_sealed: bool
    hides_applicant: bool
    who_marks: str
    markers_per_bid: int
    quorum: int
    papers_asked_of: str
    papers_asked_words: str
    papers: tuple[PaperPublished, ...]
    decider: str
    """Who decides, in words; the role's title."""
    power: str
    """The power relied on, in words."""
    marking_guide: str
    feedback_offered: str
    steps: tuple[StepPublished, ...]
    contact: str
    criteria: tuple[CriterionPublished, ...]
    eligibility: tuple[EligibilityRulePublished, ...]
    questions: QuestionSet
    questions_digest: str
    clarifications: tuple[ClarificationPublished, ...]
    workshops: tuple[WorkshopPublished, ...]
    corrections: tuple[CorrectionPublished, ...]
    deadline_changes: tuple[DeadlineChangePublished, ...]
    cancelled_why: str = ""
    body_agrees_before: str = "award"
    body_agrees_words: str = ""
