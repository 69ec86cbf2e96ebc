"""The profile that an organisation's own people keep: starting it, saying more, who runs it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.private import ProtectedAddress
from precept.parties import access, rules
from precept.parties.actions.marks import renew_marks
from precept.parties.actions.organisations import (
    given_details,
    kept_apart,
    make,
    named_apart,
    told,
)
from precept.parties.actions.standing import (
    as_it_stands,
    dangerous,
    given_email,
    given_name,
    known_parts,
    refuse_address,
    write,
)
from precept.parties.models import (
    Claim,
    FormerName,
    HiddenAddress,
    Identifier,
    Member,
    Officer,
    Organisation,
    Profile,
)

NOT_YOURS = "Only people who keep this organisation’s profile may do this."
MOST_OFFICERS = 50
LONGEST = {"telephone": 40, "email": 254}


class SaidAtStart(TypedDict, total=False):
    """What an organisation's own people may say of it, beside its name, kinds and numbers."""

    starts: date | None
    area: str
    about: str
    website: str
    postal_address: str
    email: str
    telephone: str
    is_unregistered: bool


class ProfileDetails(SaidAtStart, total=False):
    """What an organisation’s own people may change of it, beside its name and numbers."""

    kinds: Sequence[str]


def only_who_keep_it(by: access.Asker, organisation: Organisation) -> None:
    """Refuse whoever does not keep this organisation's profile."""
    if not access.may_keep_profile(by, organisation):
        raise NotAllowed(NOT_YOURS)


@action
def start_profile(
    *,
    by: Person,
    name: str,
    kinds: Sequence[str],
    scheme: str = "",
    value: str = "",
    role: str = "",
    signs: bool = True,
    is_protected: bool = False,
    secret_address: str = "",
    **details: Unpack[SaidAtStart],
) -> Organisation:
    """Start an organisation's profile; whoever does so keeps it, and signs for it where they say so.

    Where another organisation has the number already, a claim waits for the office or for that
    organisation's own people, and this profile can be used meanwhile: nothing is merged by itself.
    """
    if not access.may_start_profile(by):
        raise NotAllowed("Sign in to start an organisation’s profile.")
    said = given_name(name)
    _refuse_too_many(by)
    if access.belonging_to(by).filter(name_key=rules.name_key(said)).exists():
        raise Refused("You keep a profile of this name already. Open it from your list", "name")
    clean, more = _given({**details, "kinds": kinds})

    if not set(clean["kinds"]) & set(rules.APPLICANT_KINDS):
        raise Refused("Choose what kind of organisation it is", field="kinds")
    numbers, holder = _given_number(scheme, value)
    if holder is not None and access.is_member(by, holder):
        raise Refused(
            "You keep a profile with this number already. Open it from your list", "value"
        )
    new = make(
        by=by,
        name=said,
        numbers=[] if holder else numbers,
        is_protected=is_protected,
        secret_address=secret_address,
        details={**clean, "is_invented": by.is_invented},
        takes_out=False,
    )
    Profile.objects.create(organisation=new, started_by=by, is_flagged=is_protected, **more)
    Member.objects.create(
        organisation=new, person=by, keeps_profile=True, signs=signs, role=rules.tidy(role)[:120]
    )
    record(
        new.subject,
        "profile started",
        by=by,
        after={"keeps_the_profile": by.ledger_name, "signs": signs},
        private={"role": role, **_apart(more)},
    )
    if holder is not None:
        _claim(by, holder, started=new, number=numbers[0], role=role)
    renew_marks(new)
    return new


def _refuse_too_many(by: Person) -> None:
    since = clock.now() - timedelta(days=1)
    begun = Profile.objects.filter(started_by=by, started__gt=since)
    if begun[: rules.MOST_PROFILES_A_DAY].count() >= rules.MOST_PROFILES_A_DAY:
        raise Refused(
            f"You started {rules.MOST_PROFILES_A_DAY} profiles today, the most in a day. Ask the office"
            " if you need more"
        )


def _given_number(scheme: str, value: str) -> tuple[list[tuple[str, str]], Organisation | None]:
    if not value.strip():
        return [], None
    try:
        spelled = rules.read_identifier(scheme, value)
    except rules.NotAnIdentifier as problem:
        field = "value" if scheme in rules.SCHEMES else "scheme"
        raise Refused(problem.words, field=field) from None
    holder = Organisation.objects.filter(
        identifiers__scheme=scheme, identifiers__value=spelled
    ).first()
    return [(scheme, spelled)], holder


def _claim(
    by: Person, holder: Organisation, *, started: Organisation, number: tuple[str, str], role: str
) -> None:
    if Claim.objects.filter(organisation=holder, person=by, state=rules.CLAIMED).exists():
        return
    claim = Claim.objects.create(
        organisation=holder,
        person=by,
        started=started,
        scheme=number[0],
        value=number[1],
        role=rules.tidy(role)[:120],
    )
    record(
        claim.subject,
        "organisation claimed",
        by=by,
        after={
            "organisation": holder.subject,
            "profile": started.subject,
            "number": rules.org_id(*number),
        },
        private={"role": claim.role},
    )


def _given(details: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was given, tidied: what the organisation keeps, and what its profile keeps beside."""
    own = {key: details[key] for key in LONGEST if key in details}
    more: dict[str, Any] = {key: rules.tidy(said) for key, said in own.items()}
    if "email" in more:
        more["email"] = given_email(more["email"])
    if more.get("telephone") and not rules.telephone_key(more["telephone"]):
        raise Refused("Enter a telephone number, like 0116 496 0000", field="telephone")
    for key, longest in LONGEST.items():
        if len(more.get(key, "")) > longest:
            raise Refused(f"Enter {longest} characters or fewer", field=key)
    if "is_unregistered" in details:
        more["is_unregistered"] = details["is_unregistered"]
    rest = {key: said for key, said in details.items() if key not in {*LONGEST, "is_unregistered"}}
    return given_details(rest), more  # type: ignore[arg-type]  # the same keys, fewer of them


def _apart(more: dict[str, Any]) -> dict[str, Any]:
    return {key: more[key] for key in LONGEST if more.get(key)}


@action
def amend_profile(
    *,
    by: Person,
    organisation: Organisation,
    version: int | None = None,
    name: str | None = None,
    secret_address: str = "",
    **details: Unpack[ProfileDetails],
) -> Organisation:
    """Change what an organisation says of itself; what is not given stays. Changed where ``version`` is stale.

    A new name keeps the former one, and is shown to the office. ``secret_address`` is a protected
    organisation's new address, enciphered.
    """
    only_who_keep_it(by, organisation)
    row = as_it_stands(organisation, version)
    clean, more = _given(details)
    parts = known_parts(row)
    if row.is_protected:
        _refuse_where_it_is(row, clean, more, parts, name, secret_address)
    elif secret_address.strip():
        raise Refused("Say first that its address must stay secret", field="secret_address")
    if name is not None and (said := given_name(name)) != row.name:
        clean |= {"name": said, "name_key": rules.name_key(said)}
    changed = {key: value for key, value in clean.items() if getattr(row, key) != value}
    profile, _ = Profile.objects.get_or_create(organisation=row)
    changed_more = {key: value for key, value in more.items() if getattr(profile, key) != value}
    if not changed and not changed_more and not secret_address.strip():
        raise Refused("Nothing is different from what is kept already")
    before = {key: getattr(row, key) for key in changed}
    before_more = {key: getattr(profile, key) for key in changed_more}
    new = write(row, **changed)
    if "name" in changed:
        FormerName.objects.create(
            organisation=new, name=row.name, until=clock.today(), name_key=row.name_key
        )
    looks = {"is_flagged": True, "looked_at": None} if "name" in changed or secret_address else {}
    Profile.objects.filter(pk=profile.pk).update(**changed_more, **looks)
    if secret_address.strip():
        keep_hidden(new, secret_address.strip())
    _record_amended(new, by, (before, changed), (before_more, changed_more), bool(secret_address))
    renew_marks(new)
    return new


def _refuse_where_it_is(
    row: Organisation,
    clean: dict[str, Any],
    more: dict[str, Any],
    parts: Sequence[str],
    name: str | None,
    secret_address: str,
) -> None:
    """Refuse what would say where a protected organisation is."""
    if clean.get("postal_address"):
        raise Refused("A protected organisation has no open address", field="postal_address")
    if "area" in clean and (problem := rules.area_problem(clean["area"])):
        raise Refused(problem, field="area")
    typed = secret_address.strip()
    if typed and (problem := rules.address_problem(typed)):
        raise Refused(problem, field="secret_address")
    held = [*parts, *dangerous(typed, known=(row.name, clean.get("area", row.area)))]
    texts = {key: clean.get(key, "") for key in ("area", "about", "website")}
    refuse_address(held, **texts, name=name or "", telephone=more.get("telephone", ""))


def keep_hidden(row: Organisation, address: str) -> None:
    """Within an action: keep an address enciphered."""
    HiddenAddress.objects.update_or_create(
        organisation=row, defaults={"address": ProtectedAddress(address), "added": clock.now()}
    )


def _record_amended(
    new: Organisation,
    by: Person,
    own: tuple[dict[str, Any], dict[str, Any]],
    more: tuple[dict[str, Any], dict[str, Any]],
    has_new_address: bool,
) -> None:
    before, after = ({**told(side), **_plain(extra)} for side, extra in zip(own, more, strict=True))
    before.pop("name_key", None)
    after.pop("name_key", None)
    named = named_apart({**own[1], **{key: 1 for key in more[1] if key in LONGEST}})
    if has_new_address:
        after["protected address"] = "changed"
    apart = kept_apart(*own) or {"before": {}, "after": {}}
    for side, extra in zip(("before", "after"), more, strict=True):
        apart[side] |= {key: extra[key] for key in extra if key in LONGEST}
    record(
        new.subject,
        "profile amended",
        by=by,
        before=before,
        after=after | named,
        private=apart if apart["before"] or apart["after"] else None,
    )


def _plain(more: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in more.items() if key not in LONGEST}


@action
def add_own_number(
    *, by: Person, organisation: Organisation, scheme: str, value: str, version: int | None = None
) -> Identifier:
    """Give one's organisation's number. Refused where it is not one, or another organisation has it."""
    only_who_keep_it(by, organisation)
    row = as_it_stands(organisation, version)
    numbers, holder = _given_number(scheme, value)
    if not numbers:
        raise Refused("Enter the number", field="value")
    if holder is not None and holder.pk == row.pk:
        raise Refused("This organisation has this number already", field="value")
    if holder is not None:
        raise Refused(
            "Another organisation here has this number. Check it; if it is yours, ask the office to look",
            field="value",
        )
    new = write(row)
    try:
        with transaction.atomic():
            made = Identifier.objects.create(
                organisation=new, scheme=numbers[0][0], value=numbers[0][1]
            )
    except IntegrityError:
        raise Changed("Somebody gave this number to an organisation a moment ago.") from None
    Profile.objects.filter(organisation=new).update(is_unregistered=False)
    record(new.subject, "identifier added", by=by, after={"identifier": rules.org_id(*numbers[0])})
    renew_marks(new)
    return made


@action
def add_officer(
    *,
    by: access.Asker,
    organisation: Organisation,
    name: str,
    role: str = "",
    starts: date | None = None,
) -> Officer:
    """Name somebody who runs the organisation: a trustee, director, governor or committee member."""
    _only_who_may_say_who_runs_it(by, organisation)
    row = as_it_stands(organisation, None)
    clean = {"name": rules.tidy(name), "role": rules.tidy(role)}
    if not clean["name"]:
        raise Refused("Enter their full name", field="name")
    if not rules.person_key(clean["name"]):
        raise Refused("Enter their first and last name", field="name")
    for key, words in clean.items():
        if len(words) > 120:
            raise Refused("Enter 120 characters or fewer", field=key)
    if row.is_protected:
        refuse_address(known_parts(row), **clean)
    if row.officers.count() >= MOST_OFFICERS:
        raise Refused(f"{MOST_OFFICERS} people are enough: name those who decide and sign")
    officer = Officer.objects.create(organisation=row, starts=starts, **clean)
    record(
        row.subject,
        "person who runs it added",
        by=by,
        after={"person": officer.reference},
        private=clean,
    )
    renew_marks(row)
    return officer


@action
def remove_officer(*, by: access.Asker, officer: Officer) -> None:
    """Say that somebody does not run the organisation, or no longer does."""
    _only_who_may_say_who_runs_it(by, officer.organisation)
    removed, _ = Officer.objects.filter(pk=officer.pk).delete()
    if not removed:
        raise Changed("Somebody took this name away before you.")
    record(
        officer.organisation.subject,
        "person who runs it removed",
        by=by,
        before={"person": officer.reference},
        private={"name": officer.name, "role": officer.role},
    )
    renew_marks(officer.organisation)


def _only_who_may_say_who_runs_it(by: access.Asker, organisation: Organisation) -> None:
    if not (access.may_keep_organisations(by) or access.may_keep_profile(by, organisation)):
        raise NotAllowed(NOT_YOURS)
