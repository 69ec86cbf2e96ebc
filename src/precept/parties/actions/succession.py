"""Planning that the whole office passes to another body: prepared by one person, approved by another."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.queries import titles_on
from precept.parties import access, queries, rules
from precept.parties.actions.office import given_details
from precept.parties.actions.passing import pass_on
from precept.parties.actions.publishing import release, release_office
from precept.parties.models import Office, OfficeSuccession, Organisation

NOT_PLANNER = "Only people who may set up the office may plan a succession."
NOT_APPROVER = (
    "Only somebody who may approve a succession may do this, and nobody who prepared or changed it."
)
CHANGED = "Somebody changed this plan while you were looking at it."
LONGEST_TITLE = 120
LONGEST_WORDS = 300


class PlannedOffice(TypedDict, total=False):
    """What the office says of itself from the day on."""

    name: str
    short_name: str
    area: str
    website: str
    postal_address: str
    mailbox: str
    telephone: str
    colour: str
    accent: str


@action
def prepare_succession(
    *,
    by: Person,
    successor: Organisation,
    on: date,
    instrument: str,
    source: str,
    titles: Mapping[str, str],
    ending: Sequence[str] = (),
    beginning: Sequence[tuple[str, str]] = (),
    why: str = "",
    **details: Unpack[PlannedOffice],
) -> OfficeSuccession:
    """Plan that everything live of the office passes to ``successor`` on its first day.

    ``titles`` are what roles are called from then on; the role that decides needs one. ``ending`` are
    references of roles held that end the day before, ``beginning`` (a person's reference, role). What is
    wrong with the plan as a whole is shown by its rehearsal, and refused when it is approved.
    """
    office = _planning(by)
    _refuse_own_role(by, beginning)
    given = _given(instrument, source, titles, ending, beginning, details)
    colours = {"colour": office.colour, "accent": office.accent}
    row = OfficeSuccession.objects.create(
        successor=successor,
        on=on,
        why=why.strip(),
        prepared_by=by,
        hands=[by.reference],
        is_invented=successor.is_invented,
        **{**colours, **given},
    )
    record(row.subject, "succession planned", by=by, why=row.why, after=told(row))
    return row


@action
def change_succession(
    *,
    by: Person,
    succession: OfficeSuccession,
    version: int,
    successor: Organisation,
    on: date,
    instrument: str,
    source: str,
    titles: Mapping[str, str],
    ending: Sequence[str] = (),
    beginning: Sequence[tuple[str, str]] = (),
    why: str = "",
    **details: Unpack[PlannedOffice],
) -> OfficeSuccession:
    """Change a plan that is not approved yet. Whoever changes it has prepared it: somebody else approves."""
    _planning(by)
    row = as_planned(succession, version)
    if row.state != rules.PASSING_PLANNED:
        raise Refused("It is approved: withdraw it and plan another one.")
    _refuse_own_role(by, beginning)
    given = _given(instrument, source, titles, ending, beginning, details)
    before = told(row)
    _write(
        row,
        successor=successor,
        on=on,
        why=why.strip(),
        prepared_by=by,
        hands=list(dict.fromkeys([*row.hands, by.reference])),
        is_invented=successor.is_invented,
        **given,
    )
    now = as_planned(row, None)
    after = told(now)
    if after == before and row.prepared_by_id == by.pk:
        raise Refused("Nothing is different from what is planned already")
    record(now.subject, "succession changed", by=by, why=now.why, before=before, after=after)
    return now


@action
def approve_succession(
    *, by: Person, succession: OfficeSuccession, version: int, why: str = ""
) -> OfficeSuccession:
    """Approve a plan that somebody else prepared: it is public from now on, and done when its day comes.

    Refused while anything of the plan itself stands in its way. Where the day has come already the act is
    done at once, and then refused for everything else that stands in its way, too.
    """
    row = as_planned(succession, version)
    if not access.may_approve_succession(by, row):
        raise NotAllowed(NOT_APPROVER)
    if row.state != rules.PASSING_PLANNED:
        raise Refused("It is not waiting to be approved.")
    _refuse_own_role(by, row.beginning, field=None)
    office = _office()
    if problems := rules.passing_problems(queries.facts_of(row, office)):
        raise Refused(" ".join(problems))
    try:
        with transaction.atomic():
            _write(row, state=rules.PASSING_APPROVED, approved_by=by, approved=clock.now())
    except IntegrityError:
        raise Refused("Another succession is approved already. Withdraw that one first.") from None
    now = as_planned(row, None)
    record(now.subject, "succession approved", by=by, why=why.strip(), after=told(now))
    if now.on <= clock.today():
        return pass_on(now, by=by)
    _announce(office, now, by=by, why=f"Succession {now.reference} was approved")
    return now


@action
def withdraw_succession(
    *, by: Person, succession: OfficeSuccession, version: int, why: str
) -> OfficeSuccession:
    """Withdraw a plan before the act. What was done is never undone: a correction is a plan of its own."""
    office = _planning(by)
    row = as_planned(succession, version)
    if row.state not in rules.WITHDRAWABLE:
        raise Refused(
            "It is done or withdrawn: it cannot be withdrawn. To correct it, plan another succession."
        )
    if not why.strip():
        raise Refused("Say why it is withdrawn", field="why")
    was_public = row.state == rules.PASSING_APPROVED
    _write(row, state=rules.PASSING_WITHDRAWN, ended_why=why.strip(), waits_for="")
    now = as_planned(row, None)
    record(now.subject, "succession withdrawn", by=by, why=now.ended_why)
    if was_public:
        _announce(office, now, by=by, why=f"Succession {now.reference} was withdrawn")
    return now


def _announce(office: Office, row: OfficeSuccession, *, by: access.Asker, why: str) -> None:
    """Say on the site what comes, where the office is public; the new body has a page by then."""
    if queries.public_state_of_office(office).version is None:
        return
    if row.state == rules.PASSING_APPROVED and not queries.is_published(row.successor.reference):
        release(row.successor, by=by, why=why)
    release_office(office, by=by, why=why)


def as_planned(succession: OfficeSuccession, version: int | None) -> OfficeSuccession:
    """A plan as it stands now; Changed where it is no longer at the version that was read."""
    rows = OfficeSuccession.objects.select_related("successor", "prepared_by", "approved_by")
    row = rows.get(pk=succession.pk)
    if version is not None and row.version != version:
        raise Changed(CHANGED)
    return row


def _write(row: OfficeSuccession, **fields: Any) -> None:
    held = OfficeSuccession.objects.filter(pk=row.pk, version=row.version, state=row.state)
    if not held.update(version=F("version") + 1, **fields):
        raise Changed(CHANGED)


def _office() -> Office:
    office = queries.office()
    if office is None:
        raise Refused("Set up the office first")
    return office


def _planning(by: Person) -> Office:
    if not access.may_plan_succession(by):
        raise NotAllowed(NOT_PLANNER)
    return _office()


def _given(
    instrument: str,
    source: str,
    titles: Mapping[str, str],
    ending: Sequence[str],
    beginning: Sequence[tuple[str, str]],
    details: PlannedOffice,
) -> dict[str, Any]:
    clean: dict[str, Any] = given_details({"name": "", "short_name": "", **details})
    clean["instrument"] = _words(instrument, "instrument", "Enter the Act or order it rests on")
    clean["source"] = _words(source, "source", "Enter where that can be read")
    clean["titles"] = _titles(titles)
    clean["ending"] = _ending(ending)
    clean["beginning"] = _beginning(beginning)
    return clean


def _words(text: str, field: str, needed: str) -> str:
    tidy = rules.tidy(text)
    if not tidy:
        raise Refused(needed, field=field)
    if len(tidy) > LONGEST_WORDS:
        raise Refused(f"Enter {LONGEST_WORDS} characters or fewer", field=field)
    return tidy


def _titles(titles: Mapping[str, str]) -> dict[str, str]:
    clean = {role: rules.tidy(title) for role, title in titles.items()}
    if set(clean) - set(rules.RETITLED):
        raise Refused("Only the titles of the office’s own heads change")
    if not clean.get(rules.DECIDER):
        raise Refused(
            "Enter what whoever decides is called from then on", field=f"title_{rules.DECIDER}"
        )
    for role, title in clean.items():
        if len(title) > LONGEST_TITLE:
            raise Refused(f"Enter {LONGEST_TITLE} characters or fewer", field=f"title_{role}")
    return {role: title for role, title in clean.items() if title}


def _ending(references: Sequence[str]) -> list[str]:
    known = dict(queries.roles_to_end())
    if set(references) - set(known):
        raise Refused("Choose from those who hold these roles on the day", field="ending")
    return list(dict.fromkeys(references))


def _refuse_own_role(
    by: Person, pairs: Sequence[Sequence[str]], field: str | None = "decider"
) -> None:
    """Nobody gives a role to themself: neither whoever prepares the plan nor whoever approves it."""
    if any(person == by.reference for person, _ in pairs):
        raise Refused("It would give you a role. Ask somebody else to do this.", field=field)


def _beginning(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    known = dict(queries.possible_deciders())
    for person, role in pairs:
        if person not in known or role not in rules.RETITLED:
            raise Refused("Choose somebody of the office", field="decider")
    return [[person, role] for person, role in pairs]


def told(row: OfficeSuccession) -> dict[str, Any]:
    """What the ledger says of a plan; the people by what the ledger calls them."""
    called = titles_on(rules.last_day(row.on))
    ending = RoleHeld.objects.filter(reference__in=row.ending).select_related("person")
    return {
        "successor": row.successor.name,
        "first day": row.on.isoformat(),
        "under": row.instrument,
        "source": row.source,
        "name": row.name,
        "short name": row.short_name,
        "area": row.area,
        "website": row.website,
        "postal address": row.postal_address,
        "mailbox": row.mailbox,
        "telephone": row.telephone,
        "titles": {called[role]: title for role, title in row.titles.items()},
        "colours": f"{row.colour} {row.accent}",
        "roles that end": [f"{one.person.ledger_name} {one.role}" for one in ending],
        "roles that begin": [f"person:{person} {role}" for person, role in row.beginning],
    }
