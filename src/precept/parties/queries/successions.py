"""Whose the office was on which day, and the plans by which it passes to another body."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.queries import held_on, titles_on
from precept.foundation.people.rules import ROLES
from precept.foundation.web.tables import Cell, Column, Table, listing
from precept.parties import access, rules, sign_ups
from precept.parties.models import Office, OfficeSuccession, Organisation, PassedOn
from precept.parties.queries.belongings import those_after
from precept.parties.queries.offices import office

MOST = 50
MOST_PEOPLE = 200
MOST_NAMING = 20


def done_successions() -> list[OfficeSuccession]:
    """The successions that were done, the earliest first (at most 50)."""
    rows = OfficeSuccession.objects.filter(state=rules.PASSING_DONE)
    return list(rows.select_related("successor").order_by("on", "pk")[:MOST])


def coming_succession() -> OfficeSuccession | None:
    """The succession that is approved and waits for its day."""
    rows = OfficeSuccession.objects.filter(state=rules.PASSING_APPROVED)
    return rows.select_related("successor").first()


def bodies_in_turn(one: Office) -> list[rules.BodyInTurn]:
    """Whose the office was and is, the earliest first: three queries, whatever was done."""
    found: list[rules.BodyInTurn] = []
    starts, under, source = one.body.starts, "", ""
    done = done_successions()
    for row in done:
        held = row.before
        if not found:
            starts = clock.from_iso(held["body_starts"])
        found.append(
            rules.BodyInTurn(
                body=held["body"],
                body_reference=held["body_reference"],
                office=held["name"],
                decider=held["decider"],
                starts=starts,
                ends=rules.last_day(row.on),
                under=under,
                source=source,
            )
        )
        starts, under, source = row.on, row.instrument, row.source
    decider = titles_on()[rules.DECIDER]
    return [
        *found,
        rules.BodyInTurn(
            one.body.name, one.body.reference, one.name, decider, starts, None, under, source
        ),
    ]


def body_of_day(on: date | None) -> Organisation | None:
    """The commissioning body on a day; the one of today where no day is known."""
    one = office()
    if one is None:
        return None
    if on is not None:
        rows = OfficeSuccession.objects.filter(state=rules.PASSING_DONE, on__gt=on)
        held = rows.order_by("on", "pk").values_list("before", flat=True).first()
        if held:
            return Organisation.objects.filter(reference=held["body_reference"]).first()
    return one.body


def is_passing() -> bool:
    """Whether the day of an approved succession has come and the act is not done yet: nothing is signed then."""
    return OfficeSuccession.objects.filter(
        state=rules.PASSING_APPROVED, on__lte=clock.today()
    ).exists()


def succession(person: Person, reference: str) -> OfficeSuccession:
    """One plan of succession; 404 where this person may not read it."""
    rows = OfficeSuccession.objects.select_related("successor", "prepared_by", "approved_by")
    found = rows.filter(reference=reference).first()
    if found is None or not access.may_read_succession(person):
        raise Http404
    return found


def successions_waiting(person: Person) -> list[OfficeSuccession]:
    """The plans that wait for this person to approve them, and the one that something holds up (at most 50)."""
    held: list[OfficeSuccession] = []
    if access.may_plan_succession(person) or person.may("approve a succession"):
        rows = OfficeSuccession.objects.filter(
            state__in=(rules.PASSING_PLANNED, rules.PASSING_APPROVED)
        )
        held = list(rows.select_related("successor").order_by("on", "pk")[:MOST])
    return [
        row
        for row in held
        if row.waits_for
        or (row.state == rules.PASSING_PLANNED and access.may_approve_succession(person, row))
    ]


SUCCESSION_COLUMNS = (
    Column("on", "First day", order=("on",)),
    Column("body", "New body"),
    Column("under", "Under"),
    Column("state", "State"),
)


def _succession_cells(row: OfficeSuccession) -> list[Cell]:
    return [
        Cell(clock.spoken(row.on), href=reverse("parties.succession", args=[row.reference])),
        Cell(row.successor.name),
        Cell(row.instrument),
        Cell(row.get_state_display()),
    ]


def successions_page(query: QueryDict) -> Table:
    """The plans of succession, the latest day first."""
    return listing(
        query,
        OfficeSuccession.objects.select_related("successor"),
        caption="Successions",
        noun=("succession", "successions"),
        columns=SUCCESSION_COLUMNS,
        cells=_succession_cells,
        default="-on",
        empty="No succession is planned. Plan one when the law names the body that takes over.",
    )


def may_approve_it(row: OfficeSuccession | None, by: Person) -> int:
    """How many people beside whoever prepared it hold a role today that may approve it."""
    hands = row.hands if row is not None else [by.reference]
    roles = [key for key, role in ROLES.items() if "approve a succession" in role.powers]
    holding = RoleHeld.objects.filter(held_on(clock.today()), role__in=roles)
    return Person.objects.filter(
        is_active=True, pk__in=holding.exclude(person__reference__in=hands).values("person_id")
    ).count()


def going_on(on: date, ending: list[str]) -> int:
    """How many hold the deciding role on a day, without those whose role then ends."""
    rows = RoleHeld.objects.filter(
        held_on(on), role=rules.DECIDER, person__is_active=True, deputy_for=None
    )
    return rows.exclude(reference__in=ending).count()


def facts_of(row: OfficeSuccession, one: Office) -> rules.Passing:
    """What of a plan decides whether the office can pass so."""
    latest = OfficeSuccession.objects.filter(state=rules.PASSING_DONE).order_by("-on").first()
    begun = sum(1 for _, role in row.beginning if role == rules.DECIDER)
    after = row.successor
    return rules.Passing(
        on=row.on,
        body=one.body.reference,
        body_starts=one.body.starts,
        successor=after.reference,
        successor_name=after.name,
        successor_starts=after.starts,
        successor_ends=after.ends,
        successor_is_protected=after.is_protected,
        after_successor=tuple(those_after(after)),
        latest_on=latest.on if latest else None,
        approvers=may_approve_it(row, row.prepared_by),
        deciders=going_on(row.on, row.ending) + begun,
    )


def in_the_way(row: OfficeSuccession, one: Office) -> list[sign_ups.Stop]:
    """Everything that stands in the way of a succession now, each with where it is put right."""
    plan = reverse("parties.change_succession", args=[row.reference])
    own = [sign_ups.Stop(words, plan) for words in rules.passing_problems(facts_of(row, one))]
    return own + sign_ups.everything_in_the_way(one.body, row.successor)


@dataclass(frozen=True)
class Counted:
    """A kind of thing with how many of it there are."""

    kind: str
    title: str
    what: str
    count: int
    href: str


@dataclass(frozen=True)
class Rehearsal:
    """What a succession would do, without doing any of it."""

    moves: list[Counted]
    stays: list[Counted]
    stops: list[sign_ups.Stop]
    names: list[sign_ups.Named]
    """Where the office's own words name the body that ends."""

    @property
    def total(self) -> int:
        """How many things would move."""
        return sum(one.count for one in self.moves)


def rehearsal(row: OfficeSuccession, one: Office) -> Rehearsal:
    """What would move, what would stay and what stands in the way: a count for each kind, no row."""
    moves = [
        Counted(
            moving.kind,
            moving.title,
            moving.what,
            moving.live(row.on).order_by().count(),
            reverse("parties.succession_kind", args=[row.reference, moving.kind]),
        )
        for moving in sign_ups.everything_moving()
    ]
    stays = [
        Counted("", staying.title, staying.why, staying.count(), staying.href)
        for staying in sign_ups.everything_staying()
    ]
    return Rehearsal(moves, stays, in_the_way(row, one), words_that_name(row, one))


def words_that_name(row: OfficeSuccession, one: Office) -> list[sign_ups.Named]:
    """Where what people of the office wrote names the body that ends, kind by kind (at most 20 of each)."""
    names = [name for name in dict.fromkeys((one.body.name, one.name)) if name != row.name]
    found = sign_ups.everything_that_names(row.on, names)
    for moving in sign_ups.everything_moving():
        if not moving.texts:
            continue
        rows = moving.live(row.on).filter(naming(moving.texts, names)).distinct().order_by("pk")
        for thing in rows[:MOST_NAMING]:
            shown = moving.shown(thing)
            found.append(sign_ups.Named(f"{moving.title}: {shown.title}", shown.href))
    return found


def naming(texts: Sequence[str], names: Sequence[str]) -> Q:
    """Rows that hold one of these names in one of these fields, whatever their capitals; JSON too, as it is kept."""
    spelled = {said for name in names for said in (name, json.dumps(name)[1:-1])}
    wanted = Q(pk__in=[])
    for text in texts:
        for said in sorted(spelled):
            wanted |= Q(**{f"{text}__icontains": said})
    return wanted


def moved(row: OfficeSuccession) -> list[Counted]:
    """What a succession that was done has moved so far, by kind."""
    rows = PassedOn.objects.filter(succession=row).order_by().values("kind")
    counts = dict(rows.annotate(many=Count("pk")).values_list("kind", "many"))
    return [
        Counted(
            moving.kind,
            moving.title,
            moving.what,
            counts.get(moving.kind, 0),
            reverse("parties.succession_kind", args=[row.reference, moving.kind]),
        )
        for moving in sign_ups.everything_moving()
    ]


def moving_of(kind: str) -> sign_ups.Moving:
    """A kind of thing that passes with the office, or 404."""
    found = next((one for one in sign_ups.everything_moving() if one.kind == kind), None)
    if found is None:
        raise Http404(f"nothing of kind {kind} passes with the office")
    return found


KIND_COLUMNS = (Column("thing", "Reference"), Column("title", "What it is", order=("pk",)))


def kind_page(row: OfficeSuccession, moving: sign_ups.Moving, query: QueryDict) -> Table:
    """The things of a kind that pass: those that were moved once it is done, else those live on the day."""
    is_done = row.state == rules.PASSING_DONE
    rows: Any = (
        PassedOn.objects.filter(succession=row, kind=moving.kind)
        if is_done
        else moving.live(row.on)
    )

    def cells(one: Any) -> list[Cell]:
        shown = sign_ups.Shown(one.thing, one.title, one.href) if is_done else moving.shown(one)
        return [Cell(shown.thing.partition(":")[2], href=shown.href), Cell(shown.title)]

    return listing(
        query,
        rows,
        caption=moving.title,
        noun=("thing", "things"),
        columns=KIND_COLUMNS,
        cells=cells,
        default="title",
        empty="Nothing of this kind passes: none of it is live on the day.",
    )


def roles_to_end() -> list[tuple[str, str]]:
    """Who holds the deciding roles and could stop the day before: (reference of the role held, words)."""
    titles = titles_on()
    rows = RoleHeld.objects.filter(
        held_on(clock.today()), role__in=rules.RETITLED, person__is_active=True
    ).select_related("person")
    return [
        (one.reference, f"{one.person.name}, {titles[one.role].lower()}")
        for one in rows.order_by("role", "pk")[:MOST_PEOPLE]
    ]


def possible_deciders() -> list[tuple[str, str]]:
    """Who could decide for the new body: everybody of the office who can sign in."""
    staff = [key for key, role in ROLES.items() if role.staff]
    holding = RoleHeld.objects.filter(held_on(clock.today()), role__in=staff)
    rows = Person.objects.filter(is_active=True, pk__in=holding.values("person_id"))
    return list(rows.order_by("name", "pk").values_list("reference", "name")[:MOST_PEOPLE])


def possible_successors() -> list[tuple[str, str]]:
    """The organisations that could take the office over, by name (at most 200)."""
    fitting = {
        pk: (reference, name)
        for pk, reference, name, kinds in Organisation.objects.filter(is_protected=False)
        .order_by("name", "pk")
        .values_list("pk", "reference", "name", "kinds")
        if set(kinds) & set(rules.KINDS_OF_SUCCESSOR)
    }
    return list(fitting.values())[:MOST_PEOPLE]
