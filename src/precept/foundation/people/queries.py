"""What pages read of people, their roles and their sessions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from django.db import connection
from django.db.models import Count, FilteredRelation, Max, Prefetch, Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people import access, rules
from precept.foundation.people.models import (
    Export,
    Person,
    ProviderLink,
    RoleHeld,
    RoleTitle,
    SignedIn,
    TooManyExports,
)
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing, words_in

MOST_SESSIONS = 100
MOST_ROLES = 200
MOST_EXPORTS = 200


def visible_to(asker: Person) -> QuerySet[Person]:
    """The people this person may look up: all for an administrator, else themself."""
    if access.may_manage_people(asker):
        return Person.objects.all()
    return Person.objects.filter(pk=asker.pk)


def held_on(on: date, through: str = "") -> Q:
    """The roles held on a date; ``through`` is the way to them from other rows, with its end ("roles_held__")."""
    begun = Q(**{f"{through}starts__lte": on, f"{through}ended_early": None})
    return begun & (Q(**{f"{through}ends": None}) | Q(**{f"{through}ends__gte": on}))


@dataclass(frozen=True)
class _Asked:
    """A query written out: its SQL, what was given to it, and how what comes back is read."""

    sql: str
    given: tuple[Any, ...]
    read: Callable[[list[Any]], Iterable[list[Any]]]


_A_DAY, _A_REFERENCE = date(2000, 1, 1), "a reference"
_SESSION = [field.attname for field in SignedIn._meta.concrete_fields]
_PERSON = [field.attname for field in Person._meta.concrete_fields]


@cache
def _session_asked(_vendor: str) -> _Asked:
    """The query that every page asks first, written once for a kind of database: writing it takes longest."""
    today = held_on(_A_DAY, "person__roles_held__")
    rows = (
        SignedIn.objects.filter(reference=_A_REFERENCE, ended=None, person__is_active=True)
        .annotate(held=FilteredRelation("person__roles_held", condition=today))
        .values_list(*_SESSION, *(f"person__{name}" for name in _PERSON), "held__role")
    )
    compiler = rows[:MOST_ROLES].query.get_compiler(connection=connection)
    sql, given = compiler.as_sql()
    converters = compiler.get_converters([column for column, _, _ in compiler.select])
    return _Asked(sql, given, partial(compiler.apply_converters, converters=converters))


def _session_rows(reference: str) -> list[list[Any]]:
    """A row for each role that the person of a session holds today, or one without."""
    asked = _session_asked(connection.vendor)
    today = connection.ops.adapt_datefield_value(clock.today())
    given = [reference if one == _A_REFERENCE else today for one in asked.given]
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, given)
        return list(asked.read(cursor.fetchall()))


def signed_in(reference: str) -> SignedIn | None:
    """The session of this reference with its person and their roles, while it lasts, complete or not.

    Everything that a page asks first is one query: a row for each role held today, or one without.
    """
    rows = _session_rows(reference)
    if not rows:
        return None
    row = SignedIn.from_db(connection.alias, _SESSION, rows[0][: len(_SESSION)])
    row.person = Person.from_db(connection.alias, _PERSON, rows[0][len(_SESSION) : -1])
    row.person.roles_today = tuple(sorted({one[-1] for one in rows if one[-1]}))
    over = rules.session_is_over(
        began=row.began, seen=row.seen, now=clock.now(), is_staff=row.person.is_staff_today
    )
    if over or (not row.is_complete and clock.now() - row.proved > rules.SECOND_STEP_LASTS):
        return None
    return row


def sessions_of(person: Person) -> list[SignedIn]:
    """Where this person is signed in now, the latest first (at most 100)."""
    now = clock.now()
    rows = SignedIn.objects.filter(
        person=person, ended=None, began__gt=now - rules.OTHERS_LONGEST
    ).order_by("-seen")[:MOST_SESSIONS]
    is_staff = person.is_staff_today
    return [
        row
        for row in rows
        if not rules.session_is_over(began=row.began, seen=row.seen, now=now, is_staff=is_staff)
    ]


def session_of(asker: Person, person: Person, reference: str) -> SignedIn:
    """One session of somebody that goes on; 404 where the asker may not look them up."""
    found = SignedIn.objects.select_related("person").filter(
        person__in=visible_to(asker), person=person, reference=reference, ended=None
    )
    if not (row := found.first()):
        raise Http404
    return row


def provider_link(person: Person) -> ProviderLink | None:
    """Whom the provider of single sign-on means by this person."""
    return ProviderLink.objects.filter(person=person).order_by("-linked").first()


def person_of(asker: Person, reference: str) -> Person:
    """One person; 404 where the asker may not look them up."""
    found = visible_to(asker).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def role_of(asker: Person, person: Person, reference: str) -> RoleHeld:
    """One role that a person holds or held; 404 where the asker may not look them up."""
    found = RoleHeld.objects.select_related("person").filter(
        person__in=visible_to(asker), person=person, reference=reference
    )
    if not (held := found.first()):
        raise Http404
    return held


@dataclass(frozen=True)
class RoleShown:
    """A role as a page lists it; ``state`` is "now", "later" or "ended"."""

    reference: str
    title: str
    what: str
    starts: date
    ends: date | None
    deputy_for: str
    why: str
    state: str
    may_name_deputy: bool


def titles_on(on: date | None = None) -> dict[str, str]:
    """What each role is called on a day (today): titles are data with dates, and change at a succession."""
    day = on or clock.today()
    dated = RoleTitle.objects.filter(starts__lte=day).values_list("role", "title", "starts")
    return rules.titles_on(dated, day)


def role_choices() -> list[tuple[str, str]]:
    """The roles as a form offers them today."""
    return list(titles_on().items())


def roles_shown(asker: Person, person: Person) -> list[RoleShown]:
    """Every role a person holds, will hold or held, the latest first (at most 200)."""
    today = clock.today()
    titles = titles_on(today)
    rows = person.roles_held.select_related("deputy_for", "person").order_by("-starts", "-pk")
    return [
        RoleShown(
            reference=row.reference,
            title=titles[row.role],
            what=rules.ROLES[row.role].what,
            starts=row.starts,
            ends=row.ended_early or row.ends,
            deputy_for=row.deputy_for.name if row.deputy_for else "",
            why=row.why,
            state=state_on(row, today),
            may_name_deputy=rules.ROLES[row.role].may_delegate
            and row.deputy_for_id is None
            and state_on(row, today) != "ended"
            and access.may_name_deputy(asker, row),
        )
        for row in rows[:MOST_ROLES]
    ]


def state_on(held: RoleHeld, on: date) -> str:
    """Whether a role is held "now", "later", or has "ended"."""
    if held.ended_early is not None or (held.ends is not None and held.ends < on):
        return "ended"
    return "later" if held.starts > on else "now"


def possible_deputies(held: RoleHeld) -> QuerySet[Person]:
    """Who may stand in for the holder of a role: anyone else who works in the office today."""
    staff = [role.key for role in rules.ROLES.values() if role.staff]
    working = RoleHeld.objects.filter(held_on(clock.today()), role__in=staff)
    return (
        Person.objects.filter(is_active=True, pk__in=working.values("person_id"))
        .exclude(pk=held.person_id)
        .order_by("name", "pk")
    )


def _managing() -> QuerySet[RoleHeld]:
    keys = [role.key for role in rules.ROLES.values() if "manage people" in role.powers]
    return RoleHeld.objects.filter(held_on(clock.today()), role__in=keys)


def administrators() -> QuerySet[Person]:
    """Who manages people today and can sign in."""
    return Person.objects.filter(is_active=True, pk__in=_managing().values("person_id"))


def holders_of(roles: Iterable[str]) -> QuerySet[Person]:
    """Who holds one of these roles today and can sign in."""
    held = RoleHeld.objects.filter(held_on(clock.today()), role__in=tuple(roles))
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id")).order_by("pk")


def manages_people(person: Person) -> bool:
    """Whether one of somebody's roles today manages people, whether or not they can sign in."""
    return _managing().filter(person=person).exists()


COLUMNS = (
    Column("name", "Name", order=("name",)),
    Column("roles", "Roles today"),
    Column("email", "E-mail address", order=("email",)),
    Column("joined", "Added", order=("joined",)),
    Column("state", "Sign-in"),
)
STATES = (("on", "Can sign in"), ("off", "Switched off"))


def _by_role(people: QuerySet[Person], role: str) -> QuerySet[Person]:
    held = RoleHeld.objects.filter(held_on(clock.today()), role=role)
    return people.filter(pk__in=held.values("person_id"))


def _by_state(people: QuerySet[Person], state: str) -> QuerySet[Person]:
    return people.filter(is_active=state == "on")


def _cells(person: Person, called: Mapping[str, str]) -> list[Cell]:
    titles = sorted({called[held.role] for held in person.roles_held.all()})
    return [
        Cell(person.name, href=reverse("people.one", args=[person.reference])),
        Cell(", ".join(titles) or "None"),
        Cell(person.email),
        Cell(clock.spoken(clock.uk_date(person.joined))),
        Cell("Can sign in", tag="govuk-tag--green")
        if person.is_active
        else Cell("Switched off", tag="govuk-tag--grey"),
    ]


def people_page(asker: Person, query: QueryDict) -> Table:
    """The list of people, as its address asks: four queries, whatever the size."""
    titles = titles_on()
    today = RoleHeld.objects.filter(held_on(clock.today()))
    return listing(
        query,
        visible_to(asker).prefetch_related(Prefetch("roles_held", queryset=today)),
        caption="People",
        noun=("person", "people"),
        columns=COLUMNS,
        cells=lambda person: _cells(person, titles),
        default="name",
        filters=(
            Filter("role", "Role", tuple(titles.items()), _by_role),
            Filter("state", "Sign-in", STATES, _by_state),
        ),
        search=words_in("name", "email"),
        empty="Nobody fits what you chose.",
    )


# Who took out too much


def alarms_for(asker: Person) -> QuerySet[TooManyExports]:
    """The alarms this person may read; none where looking into downloads is not theirs."""
    if not access.may_see_exports(asker):
        return TooManyExports.objects.none()
    return TooManyExports.objects.select_related("person", "looked_by")


def alarms_waiting(asker: Person, most: int) -> list[TooManyExports]:
    """The alarms that nobody has looked into yet, the newest first; never one's own."""
    if not access.may_see_exports(asker):
        return []
    waiting = alarms_for(asker).filter(looked=None).exclude(person=asker)
    return list(waiting.order_by("-at")[:most])


def alarm_of(asker: Person, reference: str) -> TooManyExports:
    """One alarm; 404 where it is not theirs to read."""
    found = alarms_for(asker).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Exported:
    """What somebody took out from one address, as a page lists it: how many times, and when last."""

    what: str
    address: str
    times: int
    last: datetime


def exports_before(alarm: TooManyExports) -> list[Exported]:
    """What the person took out in the hour before an alarm, the latest first, while it is kept (at most 200)."""
    rows = (
        Export.objects.filter(
            person=alarm.person, at__lte=alarm.at, at__gte=alarm.at - rules.EXPORTS_WITHIN
        )
        .values("kind", "what")
        .annotate(times=Count("pk"), last=Max("at"))
        .order_by("-last", "what")
    )
    return [
        Exported(
            rules.EXPORTS[row["kind"]].title if row["kind"] in rules.EXPORTS else row["kind"],
            row["what"],
            row["times"],
            row["last"],
        )
        for row in rows[:MOST_EXPORTS]
    ]


ALARM_COLUMNS = (
    Column("at", "When", order=("at",)),
    Column("who", "Who", order=("person__name",)),
    Column("what", "What was downloaded within the hour"),
    Column("proved", "Showed again who they are"),
    Column("state", "State"),
)
ALARM_STATES = (("waiting", "Waits to be looked into"), ("done", "Looked into"))


def _alarms_by_state(rows: QuerySet[TooManyExports], state: str) -> QuerySet[TooManyExports]:
    return rows.filter(looked__isnull=state == "waiting")


def _alarm_cells(alarm: TooManyExports) -> list[Cell]:
    return [
        Cell(clock.spoken_time(alarm.at), href=reverse("people.alarm", args=[alarm.reference])),
        Cell(alarm.person.name),
        Cell(alarm.in_words),
        Cell(clock.spoken_time(alarm.proved) if alarm.proved else "No"),
        Cell("Looked into", tag="govuk-tag--green")
        if alarm.looked
        else Cell("Waits", tag="govuk-tag--red" if alarm.is_again else "govuk-tag--yellow"),
    ]


def alarms_page(asker: Person, query: QueryDict) -> Table:
    """Everybody who downloaded too much, as the list's address asks."""
    return listing(
        query,
        alarms_for(asker),
        caption="Too many downloads",
        noun=("time", "times"),
        columns=ALARM_COLUMNS,
        cells=_alarm_cells,
        default="-at",
        filters=(Filter("state", "State", ALARM_STATES, _alarms_by_state),),
        empty="Nobody has downloaded more within an hour than the limits allow. You are written to when it happens.",
    )
