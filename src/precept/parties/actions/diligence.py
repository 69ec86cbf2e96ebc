"""Due diligence: what the office checked of an organisation, once for all its bids."""

from datetime import date
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.parties import access, queries, registers, rules
from precept.parties.actions.standing import given_reason, known_parts, refuse_address
from precept.parties.models import DueDiligence, Organisation, Paper, Profile, RegisterRow

NOT_YOURS = "Only people who check organisations may do this."
LONGEST_EVIDENCE = 2_000


@action
def record_diligence(
    *,
    by: access.Asker,
    organisation: Organisation,
    kind: str,
    outcome: str,
    evidence: str,
    source: str = rules.BY_HAND,
    expires: date | None = None,
    paper: Paper | None = None,
    latest: str | None = None,
) -> DueDiligence:
    """Record one check of an organisation; the one before it is kept.

    ``latest`` is the reference of the check that the person saw ("" for none): Changed where it is no
    longer the latest.
    """
    if not access.may_check(by):
        raise NotAllowed(NOT_YOURS)
    if isinstance(by, Person) and access.is_member(by, organisation):
        raise NotAllowed("Somebody who does not act for the organisation checks it.")
    if kind not in rules.DILIGENCE:
        raise Refused("Choose what was checked", field="kind")
    if outcome not in dict(rules.DILIGENCE_OUTCOMES):
        raise Refused("Choose what came of it", field="outcome")
    if source not in dict(rules.DILIGENCE_SOURCES):
        raise Refused("Choose where you looked", field="source")
    said = evidence.replace("\r\n", "\n").strip()
    if not said:
        raise Refused("Enter what you looked at and what you found", field="evidence")
    if len(said) > LONGEST_EVIDENCE:
        raise Refused(f"Enter {LONGEST_EVIDENCE:,} characters or fewer", field="evidence")
    if expires is not None and expires < clock.today():
        raise Refused("The day until which it holds must be today or later", field="expires")
    if paper is not None and paper.organisation_id != organisation.pk:
        raise Refused("Choose one of this organisation’s papers", field="paper")
    if organisation.is_protected:
        refuse_address(known_parts(organisation), evidence=said)
    older = DueDiligence.objects.filter(organisation=organisation, kind=kind, is_latest=True)
    before = older.first()
    if latest is not None and (before.reference if before else "") != latest:
        raise Changed("Somebody recorded this check while you were looking at it.")
    older.update(is_latest=False)
    made = DueDiligence.objects.create(
        organisation=organisation,
        kind=kind,
        outcome=outcome,
        evidence=said,
        source=source,
        paper=paper,
        by=by if isinstance(by, Person) else None,
        expires=expires,
    )
    record(
        organisation.subject,
        "due diligence recorded",
        by=by,
        before={"outcome": before.outcome} if before else None,
        after={
            "check": made.reference,
            "kind": kind,
            "outcome": outcome,
            "source": source,
            "expires": clock.iso(expires),
            **({"paper": paper.reference} if paper else {}),
        },
        private={"evidence": said},
    )
    Profile.objects.get_or_create(organisation=organisation)
    return made


def check_register(
    *, by: Person, organisation: Organisation, scheme: str, way: Any = None
) -> registers.Answer:
    """Look an organisation up in a public register: in its loaded file, else by asking it.

    Called outside a transaction: asking takes up to three seconds. That it was looked up, and what the
    register said, stands in the ledger; what came of it a person records.
    """
    if not access.may_check(by):
        raise NotAllowed(NOT_YOURS)
    number = organisation.identifiers.filter(scheme=scheme).order_by("pk").first()
    if number is None:
        raise Refused("This organisation gave no number in that register", field="scheme")
    if scheme not in registers.KNOWN:
        raise Refused("This register can only be looked up by hand", field="scheme")
    answer = registers.look_up(scheme, number.value, way=way)
    _looked_up(by=by, organisation=organisation, answer=answer)
    return answer


@action
def _looked_up(*, by: Person, organisation: Organisation, answer: registers.Answer) -> None:
    compared = queries.compared_with_register(organisation, answer.entry)
    record(
        organisation.subject,
        "register looked up",
        by=by,
        after={
            "register": answer.scheme,
            "number": answer.number,
            "source": answer.source,
            "found": answer.entry is not None,
            "agrees": answer.source != rules.BY_HAND and compared.agrees,
        },
    )


@action
def keep_register_row(
    *,
    by: access.Asker,
    scheme: str,
    number: str,
    name: str,
    status: str,
    registered: date | None = None,
    removed: date | None = None,
    people: list[str] | None = None,
) -> str:
    """Keep what a register's own file says of one charity or company; its subject in the ledger."""
    if not access.may_load_registers(by):
        raise NotAllowed("Only people who check organisations and load files may do this.")
    said: dict[str, Any] = {
        "name": rules.tidy(name)[:300],
        "name_key": rules.name_key(name),
        "status": rules.tidy(status)[:120],
        "registered": registered,
        "removed": removed,
    }
    if people is not None:
        said["people"] = people
    row = RegisterRow.objects.filter(scheme=scheme, number=number).first()
    if row is None:
        row = RegisterRow.objects.create(scheme=scheme, number=number, **said)
    else:
        RegisterRow.objects.filter(pk=row.pk).update(loaded=clock.now(), **said)
    record(
        row.subject,
        "register’s row loaded",
        by=by,
        after={
            "name": said["name"],
            "status": said["status"],
            "registered": clock.iso(registered),
            "removed": clock.iso(removed),
        },
        private={"people": people} if people else None,
    )
    return row.subject


@action
def explain_gap(*, by: Person, organisation: Organisation, kind: str, why: str) -> DueDiligence:
    """Record why a check is not needed of this organisation: comply, or explain."""
    return record_diligence(
        by=by,
        organisation=organisation,
        kind=kind,
        outcome=rules.NOT_NEEDED,
        evidence=given_reason(why),
    )
