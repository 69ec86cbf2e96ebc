"""A round with its call, as it is published."""

from typing import Any

from precept.do.opportunities.published import (
    CallPublished,
    ClarificationPublished,
    CorrectionPublished,
    CriterionPublished,
    DeadlineChangePublished,
    EligibilityRulePublished,
    LevelPublished,
    PaperPublished,
    StepPublished,
    WorkshopPublished,
)
from precept.foundation.questions.starting import starting_sets

OPENS, CLOSES = "2026-11-02T09:00:00+00:00", "2026-12-09T17:00:00+00:00"


def call(**fields: Any) -> CallPublished:
    """A call that was corrected and extended, with a workshop and an answer."""
    asks = starting_sets()[0].question_set
    plain: dict[str, Any] = {
        "stage": "published",
        "stage_title": "Published",
        "published": "2026-10-20T10:00:00+00:00",
        "purpose": "Safer lanes.\n\nFewer thefts from farms.",
        "who_may_apply": "Charities and community groups.",
        "what_we_fund": "People’s time.",
        "what_we_do_not_fund": "Buildings.",
        "area": "Westmere",
        "opens": OPENS,
        "opens_wall": "2026-11-02T09:00",
        "opens_words": "9am on 2 November 2026",
        "closes": CLOSES,
        "closes_wall": "2026-12-09T17:00",
        "closes_words": "5pm on 9 December 2026",
        "decision_expected": "2027-02-01",
        "starts_from": None,
        "longest_months": 12,
        "match_rule": "welcome",
        "match_words": "Match funding is welcome and not required",
        "match_percent": None,
        "is_rolling": False,
        "is_sealed": True,
        "hides_applicant": True,
        "who_marks": "Two people mark each bid.",
        "markers_per_bid": 2,
        "quorum": 3,
        "papers_asked_of": "winners",
        "papers_asked_words": "Asked of those who are to be awarded",
        "papers": (PaperPublished(kind="constitution", title="Constitution"),),
        "decider": "Chief executive",
        "power": "Crime and disorder reduction grant",
        "marking_guide": "Read the answer, not the style.",
        "feedback_offered": "Everyone gets written feedback.",
        "steps": (StepPublished(title="Checks", when="In December", what="We check each bid."),),
        "contact": "Call us.",
        "criteria": (
            CriterionPublished(
                key="need",
                title="The need",
                words="Who is affected.",
                weight=100,
                levels=(
                    LevelPublished(score=0, words="Nothing"),
                    LevelPublished(score=5, words="Everything"),
                ),
            ),
        ),
        "eligibility": (
            EligibilityRulePublished(
                key="area", asks="Do you work in Westmere?", right_answer=True, reason="It is ours."
            ),
        ),
        "questions": asks,
        "questions_digest": asks.digest,
        "clarifications": (
            ClarificationPublished(
                number=1,
                words="Can a school apply?",
                question="",
                answer="Yes, it can.",
                answered="2026-11-10T10:00:00+00:00",
            ),
        ),
        "workshops": (
            WorkshopPublished(
                key="first-steps",
                title="First steps",
                starts="2026-11-25T14:00:00+00:00",
                ends="2026-11-25T15:30:00+00:00",
                where="Online",
                words="Bring your draft.",
                places=30,
                notes="",
                is_cancelled=False,
            ),
        ),
        "corrections": (
            CorrectionPublished(
                kind="typing",
                kind_title="Typing error",
                what="The title of a criterion",
                before="The nede",
                after="The need",
                why="It was misspelt.",
                at="2026-11-05T10:00:00+00:00",
            ),
        ),
        "deadline_changes": (
            DeadlineChangePublished(
                before="2026-12-02T17:00",
                after="2026-12-09T17:00",
                before_words="5pm on 2 December 2026",
                after_words="5pm on 9 December 2026",
                why="The site was away for a day.",
                at="2026-11-06T10:00:00+00:00",
            ),
        ),
    }
    return CallPublished(**{**plain, **fields})
