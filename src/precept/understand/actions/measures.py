"""A year's aims and measures: what is owed, by whom and when, and what became of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.foundation.publications.models import Publication
from precept.parties.models import Organisation
from precept.understand import access, queries, rules
from precept.understand.models import Aim, Measure


def _keeper(by: Person) -> None:
    if not access.may_keep(by):
        raise NotAllowed("Only people who keep the plan may change aims and measures.")


def _asker(by: Person) -> None:
    if not access.may_ask_for_returns(by):
        raise NotAllowed("Only people who ask for returns may do this.")


@action
def add_aim(
    *,
    by: Person,
    year: str,
    title: str,
    statement: str,
    introduction: str = "",
    lead: str = "",
    priorities: Sequence[str] = (),
    slug: str = "",
    is_invented: bool = False,
) -> Aim:
    """Add a strategic aim to a financial year ("2022-23")."""
    _keeper(by)
    clock.FinancialYear.parse(year)
    taken = frozenset(Aim.objects.filter(year=year).values_list("slug", flat=True))
    aim = Aim.objects.create(
        year=year,
        place=len(taken) + 1,
        slug=slug or rules.slug_of(title, taken),
        title=title,
        statement=statement,
        introduction=introduction,
        lead=lead,
        priorities=list(priorities),
        is_invented=is_invented,
    )
    record(aim.subject, "aim added", by=by, after={"title": title, "statement": statement})
    return aim


@action
def change_aim(
    *,
    by: Person,
    aim: Aim,
    title: str,
    statement: str,
    introduction: str,
    lead: str,
    priorities: Sequence[str],
) -> Aim:
    """Change what an aim says."""
    _keeper(by)
    names = ("title", "statement", "introduction", "lead", "priorities")
    before = {name: getattr(aim, name) for name in names}
    after: dict[str, Any] = {
        "title": title,
        "statement": statement,
        "introduction": introduction,
        "lead": lead,
        "priorities": list(priorities),
    }
    for name, value in after.items():
        setattr(aim, name, value)
    aim.save(update_fields=names)
    record(aim.subject, "aim changed", by=by, before=before, after=after)
    return aim


@action
def add_measure(
    *,
    by: Person,
    aim: Aim,
    kind: str,
    text: str,
    responsible: Organisation | None = None,
    owner: str = "",
    due: date | None = None,
    timescale: str = "",
    schedule: str = "not stated",
    slug: str = "",
) -> Measure:
    """Add a measure to an aim: a deliverable, or something monitored to a schedule."""
    _keeper(by)
    taken = frozenset(Measure.objects.filter(aim__year=aim.year).values_list("slug", flat=True))
    measure = Measure.objects.create(
        aim=aim,
        place=aim.measures.count() + 1,
        slug=slug or rules.slug_of(text, taken),
        kind=kind,
        text=text,
        responsible=responsible,
        owner=owner,
        due=due,
        timescale=timescale,
        schedule=schedule,
    )
    record(
        measure.subject,
        "measure added",
        by=by,
        after={
            "kind": kind,
            "text": text,
            "responsible": responsible.name if responsible else "the office",
            "due": due.isoformat() if due else None,
        },
    )
    return measure


@action
def change_measure(
    *,
    by: Person,
    measure: Measure,
    kind: str,
    text: str,
    responsible: Organisation | None,
    owner: str,
    due: date | None,
    timescale: str,
) -> Measure:
    """Change what a measure says, who owes it and by when."""
    _keeper(by)
    if kind != measure.kind and measure.state != "planned":
        raise Refused("This has already been asked for, so it stays a deliverable.", field="kind")
    before = _said(measure)
    measure.kind, measure.text, measure.responsible = kind, text, responsible
    measure.owner, measure.due, measure.timescale = owner, due, timescale
    measure.save(update_fields=["kind", "text", "responsible", "owner", "due", "timescale"])
    record(measure.subject, "measure changed", by=by, before=before, after=_said(measure))
    return measure


def _said(measure: Measure) -> dict[str, Any]:
    return {
        "kind": measure.kind,
        "text": measure.text,
        "responsible": measure.responsible.name if measure.responsible else "the office",
        "owner": measure.owner,
        "due": measure.due.isoformat() if measure.due else None,
        "timescale": measure.timescale,
    }


@action
def remove_measure(*, by: Person, measure: Measure, why: str) -> None:
    """Take a measure out of a year, with a reason; nothing that was asked for goes."""
    _keeper(by)
    if measure.state != "planned":
        raise Refused("This has already been asked for, so it stays on record.")
    subject, said = measure.subject, _said(measure)
    measure.delete()
    record(subject, "measure removed", by=by, why=why, before=said)


def _move(measure: Measure, to: str, **fields: Any) -> str:
    if measure.kind != "deliverable":
        raise Refused("This is monitored to a schedule; it is not a deliverable.")
    was = measure.state
    if not rules.may_move(was, to):
        raise Refused(f"This is {was}, so it cannot become {to}.")
    moved = Measure.objects.filter(pk=measure.pk, state=was).update(state=to, **fields)
    if not moved:
        raise Changed("Somebody changed this a moment ago. Look at it again.")
    measure.refresh_from_db()
    return was


@action
def request_deliverable(*, by: Person, measure: Measure, due: date, note: str = "") -> Measure:
    """Ask whoever owes a deliverable for it, by a date."""
    _asker(by)
    today = clock.today()
    if due < today:
        raise Refused("The date it is due must be today or later.", field="due")
    was = _move(measure, "requested", requested=today, due=due)
    record(
        measure.subject,
        "deliverable requested",
        by=by,
        why=note,
        before={"state": was},
        after={"state": "requested", "due": due.isoformat()},
    )
    return measure


@action
def receive_deliverable(
    *, by: Person, measure: Measure, received: date, evidence: str, link: str = ""
) -> Measure:
    """Record that a deliverable came, and where it is."""
    _asker(by)
    if received > clock.today():
        raise Refused("The date it came must be today or earlier.", field="received")
    if not evidence.strip():
        raise Refused("Enter what was received.", field="evidence")
    was = _move(measure, "received", received=received, evidence=evidence, evidence_link=link)
    record(
        measure.subject,
        "deliverable received",
        by=by,
        before={"state": was},
        after={
            "state": "received",
            "received": received.isoformat(),
            "evidence": evidence,
            "link": link,
        },
    )
    return measure


@action
def assess_deliverable(*, by: Person, measure: Measure, assessment: str) -> Measure:
    """Say whether what came is what was asked for."""
    _asker(by)
    if not assessment.strip():
        raise Refused("Enter what you found.", field="assessment")
    today = clock.today()
    was = _move(measure, "assessed", assessed=today, assessment=assessment)
    record(
        measure.subject,
        "deliverable assessed",
        by=by,
        before={"state": was},
        after={"state": "assessed", "assessment": assessment},
    )
    return measure


@action
def set_schedule(*, by: Person, measure: Measure, schedule: str, next_due: date | None) -> Measure:
    """Say how often something is monitored, and when next."""
    _keeper(by)
    if measure.kind != "monitored":
        raise Refused("This is a deliverable; it has a due date, not a schedule.")
    if schedule != "not stated" and next_due is None:
        raise Refused("Enter when it is next due.", field="next_due")
    before = {"schedule": measure.schedule, "next_due": _day(measure.next_due)}
    measure.schedule = schedule
    measure.next_due = next_due if schedule != "not stated" else None
    measure.save(update_fields=["schedule", "next_due"])
    record(
        measure.subject,
        "schedule set",
        by=by,
        before=before,
        after={"schedule": schedule, "next_due": _day(measure.next_due)},
    )
    return measure


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@action
def publish_measures(*, by: Person, year: str, review: str = "", why: str = "") -> Publication:
    """Release a year's aims and measures as they stand."""
    if not access.may_publish(by):
        raise NotAllowed("Only people who publish the plan may publish its measures.")
    if not Aim.objects.filter(year=year).exists():
        raise Refused("This year has no aim yet.")
    return publish(
        kind_name="measures",
        key=year,
        title=f"Aims and measures {clock.FinancialYear.parse(year).spoken}",
        payload=queries.aims_published(year, review),
        by=by,
        why=why,
    )
