"""Stating what bids are marked on, and who may apply."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from precept.do.opportunities import rules
from precept.do.opportunities.access import Asker
from precept.do.opportunities.actions.writing import (
    STALE,
    drafting_at,
)
from precept.do.opportunities.models import Call, Criterion, EligibilityRule
from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.foundation.people.models import Person


class CriterionGiven(TypedDict):
    """A criterion as it is given: ``key`` is empty for a new one."""

    key: str
    title: str
    words: str
    weight: int
    levels: Sequence[Mapping[str, Any]]
    questions: Sequence[str]


@action
def set_criteria(
    *, by: Asker, call: Call, version: int, criteria: Sequence[CriterionGiven], why: str = ""
) -> Call:
    """State what bids are marked on, in order. Weights are whole percent; they add up by going live."""
    now = drafting_at(by, call, version)
    if len(criteria) > rules.MOST_CRITERIA:
        raise Refused(f"A round can have {rules.MOST_CRITERIA} criteria at the most")
    made: list[Criterion] = []
    for place, one in enumerate(criteria, start=1):
        if not one["title"].strip():
            raise Refused("Enter what the criterion is called", field="title")
        if not 1 <= one["weight"] <= rules.WHOLE:
            raise Refused("The weight must be a whole percentage from 1 to 100", field="weight")
        if problem := rules.levels_problem(one["levels"]):
            raise Refused(problem, field="level_0")
        keys = [made_one.key for made_one in made]
        made.append(
            Criterion(
                call=now,
                place=place,
                key=one["key"]
                or rules.key_of(one["title"], [*keys, *(c["key"] for c in criteria)]),
                title=one["title"].strip(),
                words=one["words"].strip(),
                weight=one["weight"],
                levels=[
                    {"score": level["score"], "words": str(level["words"]).strip()}
                    for level in one["levels"]
                ],
                questions=list(one["questions"]),
            )
        )
    held = {one.title: _criterion_words(one) for one in now.criteria.all()}
    now.criteria.all().delete()
    Criterion.objects.bulk_create(made)
    return _write_rows(
        by, now, "criteria stated", held, {one.title: _criterion_words(one) for one in made}, why
    )


def _criterion_words(one: Criterion) -> str:
    levels = "; ".join(f"{level['score']}: {level['words']}" for level in one.levels)
    return f"{one.weight}%. {one.words} [{levels}]"


class RuleGiven(TypedDict):
    """An eligibility rule as it is given: ``key`` is empty for a new one."""

    key: str
    asks: str
    right_answer: bool
    reason: str
    instead: str


@action
def set_eligibility(
    *, by: Asker, call: Call, version: int, rules_given: Sequence[RuleGiven], why: str = ""
) -> Call:
    """State the questions that decide whether somebody may apply, in order, each with its reason."""
    now = drafting_at(by, call, version)
    if len(rules_given) > rules.MOST_RULES:
        raise Refused(f"A round can have {rules.MOST_RULES} eligibility rules at the most")
    made: list[EligibilityRule] = []
    for place, one in enumerate(rules_given, start=1):
        if not one["asks"].strip():
            raise Refused("Enter the question", field="asks")
        if not one["reason"].strip():
            raise Refused("Say why it is a rule", field="reason")
        keys = [*(made_one.key for made_one in made), *(given["key"] for given in rules_given)]
        made.append(
            EligibilityRule(
                call=now,
                place=place,
                key=one["key"] or rules.key_of(one["asks"], keys),
                asks=one["asks"].strip(),
                right_answer=one["right_answer"],
                reason=one["reason"].strip(),
                instead=one["instead"].strip(),
            )
        )
    held = {one.asks: _rule_words(one) for one in now.eligibility.all()}
    now.eligibility.all().delete()
    EligibilityRule.objects.bulk_create(made)
    return _write_rows(
        by, now, "eligibility stated", held, {one.asks: _rule_words(one) for one in made}, why
    )


def _rule_words(one: EligibilityRule) -> str:
    return f"{'Yes' if one.right_answer else 'No'}. {one.reason} {one.instead}".strip()


def _write_rows(
    by: Asker, now: Call, event: str, before: dict[str, str], after: dict[str, str], why: str
) -> Call:
    """The next version of a call whose rows were written, with what differs in the event."""
    moved = Call.objects.filter(pk=now.pk, version=now.version, stage="drafting").update(
        version=now.version + 1, **({"set_up_by": by} if isinstance(by, Person) else {})
    )
    if not moved:
        raise Changed(STALE)
    now.version += 1
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    record(
        now.subject,
        event,
        by=by,
        why=why,
        before={name: before[name] for name in names if name in before},
        after={name: after[name] for name in names if name in after},
    )
    return now
