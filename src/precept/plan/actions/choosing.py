"""The options of a project, the choice between them, and its assessments."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import access, rules
from precept.plan.actions.beginning import (
    STALE,
    ask_keeper,
    going,
)
from precept.plan.models import Assessment, Choice, Fund, Option, Project

NOT_AGREER = "Only people who advise on equality and risk agree assessments."


def _ask_before_go(project: Project) -> Project:
    now = going(project)
    if now.phase not in ("understand", "plan"):
        raise Refused("It was approved to go ahead: what was weighed stands as it was.")
    return now


def _said_of_option(one: Option) -> dict[str, Any]:
    return {
        "kind": rules.OPTION_KINDS[one.kind],
        "title": one.title,
        "cost": one.cost.pence if one.cost is not None else None,
        "what is said of the cost": one.cost_words,
        "benefit": one.benefit,
        "risk": one.risk,
        "equality": one.equality,
        "social value": one.social,
    }


@action
def add_option(
    *,
    by: Person,
    project: Project,
    kind: str,
    title: str,
    cost: Money | None = None,
    cost_words: str = "",
    benefit: str = "",
    risk: str = "",
    equality: str = "",
    social: str = "",
) -> Option:
    """Add a way in which the need could be met."""
    ask_keeper(by)
    now = _ask_before_go(project)
    count = now.options.count()
    if count >= rules.MOST_OPTIONS:
        raise Refused(f"A project weighs at most {rules.MOST_OPTIONS} options.")
    last = now.options.aggregate(last=Max("place"))["last"] or 0
    made = Option.objects.create(
        project=now,
        place=last + 1,
        kind=kind,
        title=title.strip() or rules.OPTION_KINDS[kind],
        cost=cost,
        cost_words=cost_words.strip(),
        benefit=benefit.strip(),
        risk=risk.strip(),
        equality=equality.strip(),
        social=social.strip(),
    )
    record(now.subject, "option added", by=by, after=_said_of_option(made))
    return made


@action
def change_option(
    *,
    by: Person,
    option: Option,
    version: int,
    kind: str,
    title: str,
    cost: Money | None = None,
    cost_words: str = "",
    benefit: str = "",
    risk: str = "",
    equality: str = "",
    social: str = "",
) -> Option:
    """Change what is said of an option."""
    ask_keeper(by)
    now = Option.objects.select_related("project").get(pk=option.pk)
    _ask_before_go(now.project)
    before = _said_of_option(now)
    changes = {
        "kind": kind,
        "title": title.strip() or rules.OPTION_KINDS[kind],
        "cost": cost,
        "cost_words": cost_words.strip(),
        "benefit": benefit.strip(),
        "risk": risk.strip(),
        "equality": equality.strip(),
        "social": social.strip(),
    }
    write_next(now, changes, read=version, stale=STALE)
    record(now.project.subject, "option changed", by=by, before=before, after=_said_of_option(now))
    return now


@action
def remove_option(*, by: Person, option: Option, why: str) -> None:
    """Take an option out that was added in error. Refused of the one that is chosen."""
    ask_keeper(by)
    why = needed(why, "Say why it is taken out", "why")
    now = Option.objects.select_related("project").get(pk=option.pk)
    project = _ask_before_go(now.project)
    if Choice.objects.filter(option=now).exists():
        raise Refused("It is chosen: choose another one first.")
    before = _said_of_option(now)
    now.delete()
    record(project.subject, "option taken out", by=by, why=why, before=before)


def _funds(codes: Sequence[str], held: Sequence[str]) -> list[str]:
    known = set(Fund.objects.filter(code__in=codes).values_list("code", flat=True)) | set(held)
    if any(code not in known for code in codes):
        raise Refused("Choose funds of the office", field="funds")
    return list(dict.fromkeys(codes))


@action
def choose_option(
    *,
    by: Person,
    project: Project,
    version: int,
    option: Option,
    reasons: str,
    value: str = "",
    months: int | None = None,
    is_longest: bool = False,
    shorter_why: str = "",
    is_pilot: bool = False,
    pilot_evaluation: str = "",
    pilot_ends: date | None = None,
    funds: Sequence[str] = (),
    hopes_for_grant: bool = False,
    grant_fails: str = "",
    victims: str = "",
) -> Choice:
    """Choose an option, with the reasons, the term, the value for money and the money. ``version``: 0 at first."""
    ask_keeper(by)
    now = _ask_before_go(project)
    if option.project_id != now.pk:
        raise Refused("Choose an option of this project", field="option")
    held = Choice.objects.filter(project=now).select_related("option").first()
    said = {
        "option": option,
        "reasons": needed(reasons, "Say why it is the best one", "reasons"),
        "value": value.strip(),
        "months": months,
        "is_longest": is_longest,
        "shorter_why": shorter_why.strip(),
        "is_pilot": is_pilot,
        "pilot_evaluation": pilot_evaluation.strip(),
        "pilot_ends": pilot_ends,
        "funds": _funds(funds, held.funds if held else ()),
        "hopes_for_grant": hopes_for_grant,
        "grant_fails": grant_fails.strip(),
        "victims": victims.strip(),
    }
    before = _said_of_choice(held) if held else None
    if held is None:
        if version:
            raise Changed(STALE)
        made = Choice.objects.create(project=now, chosen_by=by, **said)
    else:
        made = held
        write_next(
            made, {**said, "chosen_by": by, "chosen": clock.now()}, read=version, stale=STALE
        )
    record(now.subject, "option chosen", by=by, before=before, after=_said_of_choice(made))
    return made


def _said_of_choice(one: Choice) -> dict[str, Any]:
    return {
        "option": one.option.title,
        "reasons": one.reasons,
        "value for money": one.value,
        "months": one.months,
        "longest workable term": one.is_longest,
        "why shorter": one.shorter_why,
        "pilot": one.is_pilot,
        "how a pilot is evaluated": one.pilot_evaluation,
        "scaled up or stopped": clock.iso(one.pilot_ends) if one.pilot_ends else None,
        "funds": list(one.funds),
        "hopes for a government grant": one.hopes_for_grant,
        "if that fails": one.grant_fails,
        "needs of victims": one.victims,
    }


@action
def begin_assessment(
    *, by: Person, project: Project, kind: str, carried_from: Assessment | None = None
) -> Assessment:
    """Begin an assessment by the template of today, with the answers of an earlier one where one is named."""
    ask_keeper(by)
    now = going(project)
    if now.assessments.filter(kind=kind).exists():
        raise Refused("It is begun already.")
    template = rules.template_on(kind, clock.today())
    answers: dict[str, str] = {}
    if carried_from is not None:
        if carried_from.kind != kind or carried_from.project_id == now.pk:
            raise Refused("Choose an assessment of this kind of another project", field="from")
        answers = rules.carried(template, carried_from.answers)
    made = Assessment.objects.create(
        project=now,
        kind=kind,
        template=template.id,
        answers=answers,
        carried_from=carried_from,
        begun_by=by,
    )
    record(
        made.subject,
        "assessment begun",
        by=by,
        after={
            "template": template.id,
            "carried from": carried_from.subject if carried_from else None,
            "answers carried": len(answers),
        },
    )
    return made


def _fresh(one: Assessment) -> Assessment:
    now = Assessment.objects.select_related("project__owner", "begun_by").get(pk=one.pk)
    going(now.project)
    return now


@action
def write_assessment(
    *, by: Person, assessment: Assessment, version: int, answers: Mapping[str, str]
) -> Assessment:
    """Write answers of an assessment. What was agreed becomes a draft again, to be agreed anew."""
    ask_keeper(by)
    now = _fresh(assessment)
    template = rules.template_named(now.template)
    kept = {one.key: answers.get(one.key, "").strip() for one in template.questions}
    writers = [] if now.state == "agreed" else now.writers
    before = dict(now.answers)
    write_next(
        now,
        {
            "answers": kept,
            "writers": [*{*writers, by.reference}],
            "is_left_out": False,
            "why_left_out": "",
            **_no_longer_agreed(),
        },
        read=version,
        stale=STALE,
    )
    changed = sorted(key for key in kept if kept[key] != before.get(key, ""))
    record(
        now.subject,
        "assessment written",
        by=by,
        before={key: before.get(key, "") for key in changed},
        after={key: kept[key] for key in changed},
    )
    return now


def _no_longer_agreed() -> dict[str, Any]:
    return {"state": "draft", "agreed": None, "agreed_by": None, "exception": ""}


@action
def leave_assessment_out(
    *, by: Person, assessment: Assessment, version: int, why: str
) -> Assessment:
    """Say that a project goes without an assessment, and why; somebody else agrees to that like to any other."""
    ask_keeper(by)
    now = _fresh(assessment)
    if now.kind not in rules.MAY_BE_LEFT_OUT:
        raise Refused("Every project has this assessment.")
    why = needed(why, "Say why it is not needed", "why")
    write_next(
        now,
        {
            "is_left_out": True,
            "why_left_out": why,
            "writers": [*{*now.writers, by.reference}],
            **_no_longer_agreed(),
        },
        read=version,
        stale=STALE,
    )
    record(now.subject, "assessment left out", by=by, why=why)
    return now


@action
def agree_assessment(
    *,
    by: Person,
    assessment: Assessment,
    version: int,
    review_on: date,
    exception: str = "",
) -> Assessment:
    """Agree an assessment, to be looked at again by a day. Who wrote it does so only with a recorded reason."""
    if not access.may_agree_assessment(by, assessment.kind):
        raise NotAllowed(NOT_AGREER)
    now = _fresh(assessment)
    if now.state == "agreed":
        raise Refused("It is agreed already.")
    if review_on <= clock.today():
        raise Refused("The day of its review must lie ahead", field="review_on")
    left = (
        [] if now.is_left_out else rules.unanswered(rules.template_named(now.template), now.answers)
    )
    if left:
        raise Refused(f"Not answered yet: {'; '.join(one.title for one in left)}")
    wrote_it = by.reference in now.writers or by.pk == now.begun_by_id
    if wrote_it and not exception.strip():
        raise Refused(
            "You wrote in it. Ask somebody else to agree it, or say why nobody else can.",
            field="exception",
        )
    write_next(
        now,
        {
            "state": "agreed",
            "agreed": clock.now(),
            "agreed_by": by,
            "review_on": review_on,
            "exception": exception.strip() if wrote_it else "",
            "reminded": None,
        },
        read=version,
        stale=STALE,
    )
    record(
        now.subject,
        "assessment agreed",
        by=by,
        why=now.exception,
        after={"looked at again": clock.iso(review_on)},
    )
    return now
