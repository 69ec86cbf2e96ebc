"""Giving roles, ending them, and standing in for somebody between two dates."""

from datetime import date

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people import access, queries, rules
from precept.foundation.people.models import Person, RoleHeld

NOT_YOURS = "Only people who manage people may do this."
ENDED_ALREADY = "This role was already ended."


@action
def give_role(
    *,
    by: access.Asker,
    person: Person,
    role: str,
    starts: date,
    ends: date | None = None,
    why: str,
) -> RoleHeld:
    """Give somebody a role from one date to another, both included; without an end, until it is ended.

    Nobody gives a role to themself: a second administrator does.
    """
    if not access.may_manage_people(by):
        raise NotAllowed(NOT_YOURS)
    if isinstance(by, Person) and by.pk == person.pk:
        raise Refused("Nobody gives a role to themself. Ask another administrator.", field="role")
    if role not in rules.ROLES:
        raise Refused("Choose a role from the list.", field="role")
    if not why.strip():
        raise Refused("Say why they get this role.", field="why")
    if ends is not None and ends < starts:
        raise Refused("The last day must be the same as or after the first day.", field="ends")
    overlapping = person.roles_held.filter(role=role, ended_early=None, deputy_for=None)
    if any(
        (ends is None or held.starts <= ends) and (held.ends is None or starts <= held.ends)
        for held in overlapping
    ):
        raise Refused("They already hold this role on some of these days.", field="role")
    held = RoleHeld.objects.create(person=person, role=role, starts=starts, ends=ends, why=why)
    record(person.ledger_name, "role given", by=by, why=why, after=_said(held))
    return held


@action
def end_role(*, by: access.Asker, held: RoleHeld, why: str) -> RoleHeld:
    """End a role now, and with it those of the deputies named for it; it acts on their next request."""
    if not access.may_manage_people(by):
        raise NotAllowed(NOT_YOURS)
    if not why.strip():
        raise Refused("Say why the role ends.", field="why")
    end_now(held, by=by, why=why)
    for deputy in _deputies_of(held):
        end_now(deputy, by=by, why=f"The role they stood in for ended: {why}")
    if "manage people" in rules.ROLES[held.role].powers:
        refuse_to_lose_the_last_administrator()
    return held


def refuse_to_lose_the_last_administrator() -> None:
    """Within an action: refuse what would leave nobody to manage people."""
    if not queries.administrators().exists():
        raise Refused("This is the last administrator. Give somebody else that role first.")


def end_now(held: RoleHeld, *, by: access.Asker, why: str) -> None:
    """End one role, and say so in its person's stream."""
    today = clock.today()
    rows = RoleHeld.objects.filter(pk=held.pk, ended_early=None).update(ended_early=today)
    if not rows:
        raise Changed(ENDED_ALREADY)
    held.ended_early = today
    record(held.person.ledger_name, "role ended", by=by, why=why, before=_said(held))


def _deputies_of(held: RoleHeld) -> list[RoleHeld]:
    if held.deputy_for_id is not None:
        return []
    return list(
        RoleHeld.objects.select_related("person", "deputy_for").filter(
            role=held.role, deputy_for=held.person, ended_early=None
        )
    )


@action
def name_deputy(
    *,
    by: access.Asker,
    held: RoleHeld,
    deputy: Person,
    starts: date,
    ends: date,
    why: str,
) -> RoleHeld:
    """Let somebody stand in for the holder of a role between two dates, both included.

    Only where the role may be delegated, within its own dates, by its holder or an administrator.
    """
    if not access.may_name_deputy(by, held):
        raise NotAllowed(
            "Only the holder of a role, or an administrator, may name a deputy for it."
        )
    if held.ended_early is not None:
        raise Changed(ENDED_ALREADY)
    if deputy.pk == held.person_id:
        raise Refused("Choose somebody else: nobody is their own deputy.", field="deputy")
    if isinstance(by, Person) and by.pk == deputy.pk:
        raise Refused(
            "You cannot name yourself. Ask its holder, or another administrator.", "deputy"
        )
    if not deputy.is_active or not deputy.is_staff_today:
        raise Refused("A deputy must work in the office and be able to sign in.", field="deputy")
    problem = rules.deputy_problem(
        role=held.role,
        is_deputy=held.deputy_for_id is not None,
        principal_starts=held.starts,
        principal_ends=held.ends,
        starts=starts,
        ends=ends,
    )
    if problem:
        raise Refused(problem[1], field=problem[0])
    if not why.strip():
        raise Refused("Say why a deputy is needed.", field="why")
    standing_in = RoleHeld.objects.create(
        person=deputy,
        role=held.role,
        starts=starts,
        ends=ends,
        deputy_for=held.person,
        why=why,
    )
    record(deputy.ledger_name, "deputy named", by=by, why=why, after=_said(standing_in))
    return standing_in


def _said(held: RoleHeld) -> dict[str, str | None]:
    return {
        "role": held.role,
        "starts": held.starts.isoformat(),
        "ends": clock.iso(held.ends),
        "deputy for": held.deputy_for.ledger_name if held.deputy_for else None,
    }
