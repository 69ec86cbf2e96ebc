"""What a call lacks before it goes live, and how far each part of setting it up is."""

from dataclasses import dataclass

from django.urls import reverse

from precept.do.opportunities import rules
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.questions import rules as asking

OWN_PAGES = {
    "questions": "opportunities.questions",
    "criteria": "opportunities.criteria",
    "eligibility": "opportunities.eligibility_rules",
}
"""Parts that are more than one form."""


@dataclass(frozen=True)
class Missing:
    """Something without which a call does not go live, and where it is put right."""

    words: str
    href: str
    part: str


@dataclass(frozen=True)
class PartOfCall:
    """A part of setting a call up, as a task list shows it."""

    key: str
    title: str
    href: str
    is_done: bool


def part_address(of: Call, part: str) -> str:
    """Where a part of a call is set up."""
    reference = of.opportunity.reference
    if part in OWN_PAGES:
        return reverse(OWN_PAGES[part], args=[reference])
    return reverse("opportunities.part", args=[reference, part])


def go_live(of: Call) -> list[Missing]:
    """What a call lacks before it may be published: nothing when it is ready."""
    return [
        Missing(one.words, part_address(of, one.part), one.part)
        for one in rules.lacking(_draft(of), clock.now())
    ]


def parts_of(of: Call, missing: list[Missing]) -> list[PartOfCall]:
    """Every part of setting a call up, with whether anything is missing in it."""
    lacking = {one.part for one in missing}
    return [
        PartOfCall(key, title, part_address(of, key), key not in lacking)
        for key, title in rules.parts
    ]


def next_part(of: Call, after: str) -> PartOfCall | None:
    """The next part that lacks something: first those after a part, then those before; None where none does."""
    parts = [one for one in parts_of(of, go_live(of)) if not one.is_done and one.key != after]
    order = list(rules.PARTS)
    later = [one for one in parts if order.index(one.key) > order.index(after)]
    return next(iter([*later, *parts]), None)


def _draft(of: Call) -> rules.Draft:
    round_ = of.opportunity
    criteria = list(of.criteria.all())
    asked = of.asks
    return rules.Draft(
        theme=round_.theme,
        purpose=of.purpose,
        who_may_apply=of.who_may_apply,
        eligibility=of.eligibility.count(),
        priorities=round_.priorities,
        area=of.area,
        opens=clock.in_uk(of.opens_at) if of.opens_at else None,
        closes=clock.in_uk(of.closes_at) if of.closes_at else None,
        dates_are_confirmed=of.dates_are_confirmed,
        decision_expected=of.decision_expected,
        has_limit=round_.limit is not None,
        longest_months=of.longest_months,
        pot=round_.available.pence if round_.available is not None else None,
        shares=[one.amount.pence for one in round_.shares.all()],
        match_rule=of.match_rule,
        match_percent=of.match_percent,
        question_problems=_question_problems(of),
        questions=frozenset(one.key for one in asked.questions()),
        weights=[one.weight for one in criteria],
        unlevelled=[one.title for one in criteria if rules.levels_problem(one.levels)],
        marked_on={one.title: one.questions for one in criteria},
        who_marks=of.who_marks,
        markers_per_bid=of.markers_per_bid,
        quorum=of.quorum,
        decider=of.decider,
        power=of.power,
        papers_asked_of=of.papers_asked_of,
        steps=len(of.steps),
        contact=of.contact,
    )


def _question_problems(of: Call) -> list[str]:
    asked = of.asks
    if not any(asked.questions()):
        return ["Add the questions that are asked"]
    return list(asking.set_problems(asked))
