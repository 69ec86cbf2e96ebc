"""The office passes to another body: one act, and the steps that write down all that it moved.

The act is one short transaction, whatever the office holds. It changes the few rows that say whose the
office is, and everything that shows whose a thing is on a day reads them: so nobody ever reads half. What
follows, a few things at a time, writes into each thing's own history what is true since the act. Stopped
at any point it goes on from there; done twice it writes nothing twice.
"""

from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Changed, Refusal, Refused, action, record
from precept.foundation.ledger.models import Event
from precept.foundation.outbox import progress
from precept.foundation.outbox.actions import queue_mail, queue_task
from precept.foundation.people.models import Person, RoleHeld, RoleTitle
from precept.foundation.people.queries import held_on, titles_on
from precept.foundation.publications.models import Publication
from precept.parties import access, queries, rules, sign_ups
from precept.parties.actions.endings import note_ending
from precept.parties.actions.publishing import release, release_office
from precept.parties.actions.standing import write
from precept.parties.models import Office, OfficeSuccession, Organisation, PassedOn

DETAILS = (
    "name",
    "short_name",
    "area",
    "website",
    "postal_address",
    "mailbox",
    "telephone",
    "colour",
    "accent",
)
MOST_FEW = 2_000
JOB = "Writing down what passed to the new body"


def pass_on(row: OfficeSuccession, *, by: access.Asker) -> OfficeSuccession:
    """Within an act: the office is another body’s from now on. Refused where anything stands in the way."""
    office = queries.office()
    if office is None:
        raise Refused("Set up the office first")
    if stops := queries.in_the_way(row, office):
        raise Refused(" ".join(stop.words for stop in stops))
    before, reason = office.body, row.instrument
    was_public = queries.public_state_of_office(office).version is not None
    held = _as_it_had_been(office, row)
    after = _ready(row.successor, by=by, why=reason)
    ended = note_ending(
        Organisation.objects.select_related("successor").get(pk=before.pk),
        ends=rules.last_day(row.on),
        after=after,
        by=by,
        why=reason,
    )
    moved = Office.objects.filter(pk=office.pk, version=office.version).update(
        version=F("version") + 1,
        body=after,
        letterhead=None,  # it is the other body's
        **{name: getattr(row, name) for name in DETAILS},
    )
    if not moved:
        raise Changed("Somebody changed the office a moment ago.")
    _retitle(row)
    _change_roles(row, by=by)
    job = progress.begin(subject=row.subject, title=JOB, by=by)
    done = OfficeSuccession.objects.filter(
        pk=row.pk, version=row.version, state=rules.PASSING_APPROVED
    ).update(
        state=rules.PASSING_DONE,
        version=F("version") + 1,
        before=held,
        passed=clock.now(),
        passed_on=clock.today(),
        waits_for="",
        job=job.reference,
    )
    if not done:
        raise Changed("Somebody changed this succession a moment ago.")
    now = OfficeSuccession.objects.select_related("successor").get(pk=row.pk)
    record(
        now.subject,
        "office passed to another body",
        by=by,
        why=reason,
        before={"body": before.name, "name": office.name, "decides": held["decider"]},
        after={
            "body": after.name,
            "name": now.name,
            "decides": now.titles[rules.DECIDER],
            "from": now.on.isoformat(),
        },
    )
    record(office.subject, "office passed on", by=by, why=reason, after={"body": after.name})
    if was_public:
        release(after, by=by, why=reason)
        release(ended, by=by, why=reason)
        release_office(Office.objects.select_related("body").get(pk=office.pk), by=by, why=reason)
    _queue(now, kind="", after=0, done=0)
    return now


def _as_it_had_been(office: Office, row: OfficeSuccession) -> dict[str, Any]:
    """The office before the act, who decided for it, and how far each kind of thing went."""
    few: dict[str, list[int]] = {}
    bounds: dict[str, int] = {}
    for moving in sign_ups.everything_moving():
        live = moving.live(row.on)
        if moving.is_few:
            few[moving.kind] = list(live.order_by("pk").values_list("pk", flat=True)[:MOST_FEW])
        else:
            bounds[moving.kind] = live.model.objects.aggregate(most=Max("pk"))["most"] or 0
    return {
        **{name: getattr(office, name) for name in DETAILS},
        "letterhead": office.letterhead.reference if office.letterhead else "",
        "body": office.body.name,
        "body_reference": office.body.reference,
        "body_starts": clock.iso(office.body.starts),
        "decider": titles_on()[rules.DECIDER],
        "bounds": bounds,
        "few": few,
    }


def _ready(successor: Organisation, *, by: access.Asker, why: str) -> Organisation:
    """The new body, known as one that commissions."""
    if "commissioning body" in successor.kinds:
        return successor
    kinds = ["commissioning body", *successor.kinds]
    now = write(successor, kinds=kinds)
    record(now.subject, "details changed", by=by, why=why, after={"kinds": kinds})
    return now


def _retitle(row: OfficeSuccession) -> None:
    for role, title in row.titles.items():
        RoleTitle.objects.update_or_create(role=role, starts=row.on, defaults={"title": title})


def _change_roles(row: OfficeSuccession, *, by: access.Asker) -> None:
    """End and begin the roles that the plan names: accounts stay, and so does everybody else’s role."""
    last, why = rules.last_day(row.on), f"Succession {row.reference}"
    named = list(RoleHeld.objects.filter(reference__in=row.ending, ended_early=None))
    for held in [*named, *_deputies_of(named)]:
        if held.starts > last:
            RoleHeld.objects.filter(pk=held.pk).update(ended_early=clock.today())
        else:
            RoleHeld.objects.filter(pk=held.pk).update(ends=last)
        record(
            held.person.ledger_name,
            "role ended",
            by=by,
            why=why,
            before={"role": held.role, "ends": clock.iso(held.ends)},
            after={"ends": last.isoformat()},
        )
    for reference, role in row.beginning:
        person = Person.objects.get(reference=reference)
        if person.roles_held.filter(held_on(row.on), role=role, deputy_for=None).exists():
            continue
        made = RoleHeld.objects.create(person=person, role=role, starts=row.on, why=why)
        record(
            person.ledger_name,
            "role given",
            by=by,
            why=why,
            after={"role": made.role, "starts": made.starts.isoformat()},
        )


def _deputies_of(named: list[RoleHeld]) -> list[RoleHeld]:
    """Who stands in for them: a deputy’s powers end with the role that they stand in for."""
    found: list[RoleHeld] = []
    for held in named:
        if held.deputy_for_id is None:
            found += RoleHeld.objects.filter(
                role=held.role, deputy_for=held.person, ended_early=None
            ).exclude(pk__in=[one.pk for one in named])
    return found


def pass_due() -> None:
    """Do the act that is due, or say what stands in its way; whoever plans successions is told once a day."""
    row = OfficeSuccession.objects.filter(
        state=rules.PASSING_APPROVED, on__lte=clock.today()
    ).first()
    if row is None:
        return
    reverse("parties.successions")  # addresses are read once a process: not while the act is on
    try:
        do_due(row=row)
    except Refused as refused:
        say_it_waits(row=row, words=refused.words)


@action
def do_due(*, row: OfficeSuccession) -> OfficeSuccession:
    """Do the act of an approved succession whose day has come, for the clock."""
    now = OfficeSuccession.objects.select_related("successor", "prepared_by").get(pk=row.pk)
    if now.state != rules.PASSING_APPROVED or now.on > clock.today():
        raise Refused("It is not due.")
    return pass_on(now, by=SYSTEM)


@action
def say_it_waits(*, row: OfficeSuccession, words: str) -> None:
    """Keep what stopped a succession once its day had come, and write to those who can put it right."""
    if row.waits_for == words:
        return
    held = OfficeSuccession.objects.filter(
        pk=row.pk, state=rules.PASSING_APPROVED, waits_for=row.waits_for
    )
    if not held.update(waits_for=words):
        raise Changed("Somebody changed this succession a moment ago.")
    record(row.subject, "succession waits", by=SYSTEM, why=words)
    for person in (row.prepared_by, row.approved_by):
        if person is None or not person.is_active:
            continue
        queue_mail(
            to=person.email,
            subject=f"The succession of {clock.spoken(row.on)} waits",
            text=(
                f"Its day has come, and the office has not passed to {row.successor.name} yet:\n\n"
                f"{words}\n\nUntil then nothing is signed. It is done within a minute once nothing"
                " stands in the way.\n"
            ),
            kind="succession waits",
            about=row.subject,
        )


def _queue(row: OfficeSuccession, *, kind: str, after: int, done: int) -> None:
    queue_task(
        "parties.write_passage",
        {"succession": row.reference, "kind": kind, "after": after, "done": done},
        key=f"{row.reference}:{kind}:{after}",
    )


@action
def passage_step(*, succession: str, kind: str, after: int, done: int) -> None:
    """Write the next few things that passed into their own histories, and queue the step after.

    The place is a kind and the number of the last row: things made since the act have higher numbers than
    ``bounds`` and belong to the new body from the start. A step done before writes nothing again.
    """
    row = OfficeSuccession.objects.select_related("successor").get(reference=succession)
    if row.finished is not None or not progress.is_at(row.job, done):
        return
    kinds = sign_ups.everything_moving()
    names = [one.kind for one in kinds]
    if kind not in names:
        # The first step counts alone, so that the act need not; done twice, it has counted already.
        if "counted" in row.before:
            return
        total = sum(_there(row, one).count() for one in kinds)
        counted = {**row.before, "counted": total}
        OfficeSuccession.objects.filter(pk=row.pk).update(before=counted)
        progress.advance(row.job, done=0, total=total)
        record(row.subject, "what passed counted", by=SYSTEM, after={"things": total})
        _queue(row, kind=names[0], after=0, done=0)
        return
    place = names.index(kind)
    while place < len(kinds):
        moving = kinds[place]
        things = list(_there(row, moving).filter(pk__gt=after).order_by("pk")[: moving.at_once])
        if things:
            _write(row, moving, things)
            done += len(things)
            progress.advance(row.job, done=done, words=moving.title)
            _queue(row, kind=moving.kind, after=things[-1].pk, done=done)
            return
        place, after = place + 1, 0
    OfficeSuccession.objects.filter(pk=row.pk, finished=None).update(finished=clock.now())
    progress.finish(row.job, words="Everything that passed says so in its own history.")
    record(
        row.subject,
        "everything that passed written down",
        by=SYSTEM,
        after={"things": PassedOn.objects.filter(succession=row).count()},
    )


def _there(row: OfficeSuccession, moving: sign_ups.Moving) -> QuerySet[Any]:
    """The things of a kind that were there at the act."""
    live = moving.live(row.on)
    if moving.is_few:
        # They name the new body by now.
        few: QuerySet[Any] = live.model.objects.filter(pk__in=row.before["few"][moving.kind])
        return few
    return live.filter(pk__lte=row.before["bounds"].get(moving.kind, 0))


def passage_of(row: OfficeSuccession) -> sign_ups.Passage:
    """A succession that was done, as the parts above hear of it."""
    return sign_ups.Passage(
        before=Organisation.objects.get(reference=row.before["body_reference"]),
        after=row.successor,
        office_before=row.before["name"],
        on=row.on,
        under=row.instrument,
        reference=row.reference,
        by=SYSTEM,
    )


def _write(row: OfficeSuccession, moving: sign_ups.Moving, things: list[Any]) -> None:
    """Write into the history of each of these things that it passed; nothing of those that say so already."""
    shown = {thing.pk: moving.shown(thing) for thing in things}
    names = [one.thing for one in shown.values()]
    rows = PassedOn.objects.filter(succession=row, thing__in=names)
    written = set(rows.values_list("thing", flat=True))
    new = [thing for thing in things if shown[thing.pk].thing not in written]
    PassedOn.objects.bulk_create(
        PassedOn(
            succession=row,
            thing=one.thing,
            kind=moving.kind,
            title=one.title[:300],
            href=one.href,
        )
        for one in (shown[thing.pk] for thing in new)
    )
    passage = passage_of(row)
    for thing in new:
        _write_one(row, moving, thing, shown[thing.pk].thing, passage)


def _write_one(
    row: OfficeSuccession,
    moving: sign_ups.Moving,
    thing: Any,
    subject: str,
    passage: sign_ups.Passage,
) -> None:
    record(
        subject,
        "passed to another body",
        by=SYSTEM,
        why=rules.novation_words(row.on, row.successor.name, row.instrument)
        if moving.kind == "agreements"
        else f"Under {row.instrument}",
        before={"body": passage.before.name},
        after={"body": row.successor.name, "from": row.on.isoformat(), "succession": row.reference},
    )
    if moving.write is None:
        return
    try:
        with transaction.atomic():
            moving.write(thing, passage)
    except Refusal as refusal:
        # Whose it is stands in the act: what its own record cannot say again must not hold up the rest.
        record(subject, "record not written again", by=SYSTEM, why=refusal.words)


def stay_as_they_were() -> None:
    """Say what stays of every part: what was published, what was recorded."""
    sign_ups.stays_as_it_was(
        sign_ups.Staying(
            "Everything published so far",
            "Every version stays readable at its address, word for word.",
            lambda: Publication.objects.count(),
            "/office/published",
        )
    )
    sign_ups.stays_as_it_was(
        sign_ups.Staying(
            "Events in the ledger",
            "Nothing that was recorded is written again. The act and each thing that moves add events.",
            lambda: Event.objects.count(),
            "/office/ledger",
        )
    )
