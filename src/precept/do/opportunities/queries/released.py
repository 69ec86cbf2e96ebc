"""A call as it is released: what stands in its tables, as its published structs."""

from datetime import datetime

from precept.do.opportunities import rules
from precept.do.opportunities.models import Call, Clarification
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
from precept.do.opportunities.queries.calls import decider_title, power_title
from precept.foundation import clock

MOST_CLARIFICATIONS = 1_000
MOST_WORKSHOPS = 100


def call_payload(of: Call) -> CallPublished:
    """A call as it would be released now; what is not set yet is shown as nothing (a preview)."""
    asked = of.asks
    return CallPublished(
        stage=of.stage,
        stage_title=rules.STAGES[of.stage],
        published=_moment(of.published),
        purpose=of.purpose,
        who_may_apply=of.who_may_apply,
        what_we_fund=of.what_we_fund,
        what_we_do_not_fund=of.what_we_do_not_fund,
        area=of.area,
        opens=_moment(of.opens_at),
        opens_wall=of.opens_wall,
        opens_words=_spoken(of.opens_at),
        closes=_moment(of.closes_at),
        closes_wall=of.closes_wall,
        closes_words=_spoken(of.closes_at),
        decision_expected=clock.iso(of.decision_expected),
        starts_from=clock.iso(of.starts_from),
        longest_months=of.longest_months,
        match_rule=of.match_rule,
        match_words=rules.match_words(of.match_rule, of.match_percent),
        match_percent=of.match_percent,
        is_rolling=of.is_rolling,
        is_sealed=of.is_sealed,
        hides_applicant=of.hides_applicant,
        who_marks=of.who_marks,
        markers_per_bid=of.markers_per_bid,
        quorum=of.quorum,
        papers_asked_of=of.papers_asked_of,
        papers_asked_words=rules.PAPERS_FROM[of.papers_asked_of],
        papers=tuple(
            PaperPublished(kind=kind, title=rules.PAPER_KINDS.get(kind, kind)) for kind in of.papers
        ),
        decider=decider_title(of),
        power=power_title(of),
        marking_guide=of.marking_guide,
        feedback_offered=of.feedback_offered,
        steps=tuple(
            StepPublished(title=one["title"], when=one.get("when", ""), what=one.get("what", ""))
            for one in of.steps
        ),
        contact=of.contact,
        criteria=tuple(
            CriterionPublished(
                key=one.key,
                title=one.title,
                words=one.words,
                weight=one.weight,
                levels=tuple(
                    LevelPublished(score=int(level["score"]), words=level["words"])
                    for level in one.levels
                ),
                questions=tuple(one.questions),
            )
            for one in of.criteria.all()
        ),
        eligibility=tuple(
            EligibilityRulePublished(
                key=one.key,
                asks=one.asks,
                right_answer=one.right_answer,
                reason=one.reason,
                instead=one.instead,
            )
            for one in of.eligibility.all()
        ),
        questions=asked,
        questions_digest=asked.digest,
        clarifications=tuple(
            _clarification(one)
            for one in of.clarifications.filter(state="answered").order_by("number")[
                :MOST_CLARIFICATIONS
            ]
        ),
        workshops=tuple(
            WorkshopPublished(
                key=one.key,
                title=one.title,
                starts=_moment(one.starts),
                ends=_moment(one.ends),
                where=one.where,
                words=one.words,
                places=one.places,
                notes=one.notes,
                is_cancelled=one.is_cancelled,
            )
            for one in of.workshops.all()[:MOST_WORKSHOPS]
        ),
        corrections=tuple(
            CorrectionPublished(
                kind=one.kind,
                kind_title=rules.CORRECTION_KINDS[one.kind],
                what=one.what,
                before=one.before,
                after=one.after,
                why=one.why,
                at=_moment(one.at),
            )
            for one in of.corrections.all()
        ),
        deadline_changes=tuple(
            DeadlineChangePublished(
                before=one.before,
                after=one.after,
                before_words=rules.wall_said(one.before),
                after_words=rules.wall_said(one.after),
                why=one.why,
                at=_moment(one.at),
            )
            for one in of.deadline_changes.all()
        ),
        cancelled_why=of.cancelled_why,
        body_agrees_before=of.body_agrees_before,
        body_agrees_words=rules.BODY_AGREES_BEFORE[of.body_agrees_before],
    )


def approved_words(of: CallPublished | None) -> frozenset[str]:
    """What looks personal in a call and may be public: the office's own contact, venues, hashes."""
    if of is None:
        return frozenset()
    venues = {one.where for one in of.workshops}
    contact = {one for one in (of.contact,) if one}
    corrected = {
        text
        for one in of.corrections
        if one.what == rules.CONTACT_TITLE
        for text in (one.before, one.after)
    }
    return frozenset({of.questions_digest, *contact, *venues, *corrected})


def _clarification(one: Clarification) -> ClarificationPublished:
    return ClarificationPublished(
        number=one.number or 0,
        words=one.public_words,
        question=one.question,
        answer=one.answer,
        answered=_moment(one.answered),
    )


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _spoken(at: datetime | None) -> str:
    return clock.spoken_time(at) if at else ""
