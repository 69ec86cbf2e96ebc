"""A year's measures: what is owed or monitored, by whom and when; and releasing them."""

from datetime import date

from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, needed, record
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.foundation.publications.models import Publication
from precept.parties.models import Organisation
from precept.understand import access, queries, rules
from precept.understand.actions.aims import only_who_keep
from precept.understand.actions.drafts import next_place, remove, save, short_name, stated
from precept.understand.models import Aim, Measure, MeasureLook


def _not_protected(body: Organisation | None) -> None:
    if body is not None and body.is_protected:
        raise Refused("A protected organisation cannot owe a measure.", field="responsible")


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
    only_who_keep(by)
    _not_protected(responsible)
    # A measure is found by year and short name, so the year's aims are held while one is chosen.
    year = list(Aim.objects.select_for_update().filter(year=aim.year).values_list("pk", flat=True))
    taken = frozenset(Measure.objects.filter(aim__in=year).values_list("slug", flat=True))
    measure = Measure.objects.create(
        aim=aim,
        place=next_place(aim.measures),
        slug=short_name(slug, text, taken),
        kind=kind,
        text=text,
        responsible=responsible,
        owner=owner,
        due=due,
        timescale=timescale,
        schedule=schedule,
    )
    record(measure.subject, "measure added", by=by, after=stated(queries.measure_said(measure)))
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
    revision: int | None = None,
) -> Measure:
    """Change what a measure says, who owes it and by when; ``revision`` is the measure's as it was read."""
    only_who_keep(by)
    if responsible != measure.responsible:
        _not_protected(responsible)
    if kind != measure.kind and measure.state != "planned":
        raise Refused("This has already been asked for, so it stays a deliverable.", field="kind")
    before = queries.measure_said(measure)
    new = {
        "kind": kind,
        "text": text,
        "responsible": responsible,
        "owner": owner,
        "due": due,
        "timescale": timescale,
    }
    save(measure, revision, new)
    record(
        measure.subject,
        "measure changed",
        by=by,
        before=before,
        after=queries.measure_said(measure),
    )
    return measure


@action
def remove_measure(*, by: Person, measure: Measure, why: str, revision: int | None = None) -> None:
    """Take a measure out of a year, with a reason; nothing that was asked for goes."""
    only_who_keep(by)
    if measure.state != "planned":
        raise Refused("This has already been asked for, so it stays on record.")
    if measure.looks.exists():
        raise Refused("This has already been looked at, so it stays on record.")
    subject, aim, said = measure.subject, measure.aim, queries.measure_said(measure)
    remove(measure, revision)
    record(subject, "measure removed", by=by, why=why, before=said)
    # Its own page is gone with it, so that its aim tells of it.
    record(aim.subject, "measure removed", by=by, why=why, before={"measure": said["text"]})


@action
def set_schedule(
    *,
    by: Person,
    measure: Measure,
    schedule: str,
    next_due: date | None,
    revision: int | None = None,
) -> Measure:
    """Say how often something is monitored, and when next; ``revision`` is the measure's as it was read."""
    only_who_keep(by)
    if measure.kind != "monitored":
        raise Refused("This is a deliverable; it has a due date, not a schedule.")
    if schedule == "not stated":
        next_due = None
    elif next_due is None:
        raise Refused("Enter when it is next due.", field="next_due")
    elif next_due < clock.today():
        raise Refused("The next date must be today or later.", field="next_due")
    before = _schedule(measure)
    save(measure, revision, {"schedule": schedule, "next_due": next_due})
    record(measure.subject, "schedule set", by=by, before=before, after=_schedule(measure))
    return measure


@action
def look_at_measure(
    *,
    by: Person,
    measure: Measure,
    looked_on: date,
    found: str,
    link: str = "",
    revision: int | None = None,
) -> Measure:
    """Record what a monitored measure showed; its schedule gives the next day."""
    if not access.may_ask_for_returns(by):
        raise NotAllowed("Only people who ask for returns may do this.")
    if measure.kind != "monitored" or measure.next_due is None:
        raise Refused("It has no schedule yet. Set one first.")
    if looked_on > clock.today():
        raise Refused("The day must be today or earlier.", field="looked_on")
    found = needed(found, "Enter what it showed", "found")
    due = measure.next_due
    before = _schedule(measure)
    save(measure, revision, {"next_due": rules.looked_at(measure.schedule, due, looked_on)})
    MeasureLook.objects.create(
        measure=measure, due=due, on=looked_on, found=found, link=link, by=by
    )
    record(
        measure.subject,
        "measure looked at",
        by=by,
        before=before,
        after={
            **_schedule(measure),
            "looked_on": looked_on.isoformat(),
            "found": found,
            "link": link,
        },
    )
    return measure


def _schedule(measure: Measure) -> dict[str, str | None]:
    return {
        "schedule": measure.get_schedule_display(),
        "next_due": measure.next_due.isoformat() if measure.next_due else None,
    }


@action
def publish_measures(*, by: Person, year: str, review: str = "", why: str = "") -> Publication:
    """Release a year's aims and measures as they stand; ``review`` says when they are reviewed."""
    if not access.may_publish(by):
        raise NotAllowed("Only people who publish the plan may publish its measures.")
    payload = queries.aims_published(year, review)
    if not payload.aims:
        raise Refused("This year has no aim yet.")
    return publish(
        kind_name="measures",
        key=year,
        title=f"Aims and measures {clock.FinancialYear.parse(year).spoken}",
        payload=payload,
        by=by,
        why=why,
    )
