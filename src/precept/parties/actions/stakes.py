"""Declaring interests, gifts and hospitality; entering them for others; publishing those of who decides."""

from datetime import date
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.foundation.publications.models import Publication
from precept.parties import access, rules
from precept.parties.models import Stake
from precept.parties.queries import stakes as queries
from precept.parties.rules import stakes

NOT_YOURS = "Only whose interest or gift it is, or who keeps the register, may do this."
STALE = "Somebody changed this while you had it open."


def _told(one: Stake) -> dict[str, Any]:
    return {
        "sort": stakes.SORTS[one.sort],
        "what kind": stakes.SHORT[one.kind],
        "from": clock.iso(one.starts) if one.starts else "",
        "until": clock.iso(one.ends) if one.ends else "",
        "answer": stakes.ANSWERS.get(one.answer, ""),
        "kept back": one.is_kept_back,
    }


def _private(one: Stake) -> dict[str, Any]:
    value = str(one.value) if one.value is not None else ""
    return {
        "whose": one.person.reference,
        "body": one.body,
        "number": one.number,
        "what": one.words,
        "value": value,
        "why": one.why,
    }


def _checked(sort: str, said: dict[str, Any]) -> dict[str, Any]:
    """What a line is to say; Refused where it cannot be so."""
    kinds = dict(stakes.gift_kinds if sort == stakes.GIFT else stakes.interest_kinds)
    if said["kind"] not in kinds:
        raise Refused("Choose what it is", field="kind")
    body = needed(said["body"], "Enter the organisation or person", "body")
    words = needed(said["words"], "Enter what it is", "words")
    starts, ends = said.get("starts"), said.get("ends")
    if sort == stakes.GIFT:
        if starts is None:
            raise Refused("Enter when it was offered", field="starts")
        if said["answer"] not in stakes.ANSWERS:
            raise Refused("Choose what became of it", field="answer")
    elif starts and ends and ends < starts:
        raise Refused("The last day must be after the first", field="ends")
    if starts and starts > clock.today():
        raise Refused("The day must be today or earlier.", field="starts")
    key, number = rules.name_key(body), _number(said["scheme"], said["number"])
    return {
        **said,
        "body": body,
        "words": words,
        "name_key": key,
        "organisation": queries.organisation_meant(key, said["scheme"], number),
        "number": number,
    }


def _number(scheme: str, typed: str) -> str:
    """A number in its register's own spelling; "" where none is stated."""
    if not typed.strip() and not scheme:
        return ""
    try:
        return rules.read_identifier(scheme, typed)
    except rules.NotAnIdentifier as problem:
        raise Refused(problem.words, field="number" if scheme else "scheme") from None


@action
def declare_stake(
    *,
    by: Person,
    sort: str,
    kind: str,
    body: str,
    words: str,
    scheme: str = "",
    number: str = "",
    starts: date | None = None,
    ends: date | None = None,
    value: Money | None = None,
    answer: str = "",
    why: str = "",
    is_kept_back: bool = False,
    person: Person | None = None,
    is_invented: bool = False,
) -> Stake:
    """Enter an interest, or a gift or hospitality that was offered: one's own, or somebody's for them."""
    whose = person or by
    own = whose.pk == by.pk and access.may_declare_stakes(by)
    if not own and not access.may_keep_stakes(by):
        raise NotAllowed(NOT_YOURS)
    if sort not in stakes.SORTS:
        raise Refused("Choose whether it is an interest or a gift", field="sort")
    said = _checked(
        sort,
        {
            "kind": kind,
            "body": body,
            "scheme": scheme,
            "number": number,
            "words": words,
            "starts": starts,
            "ends": ends,
            "value": value,
            "answer": answer,
            "why": why.strip(),
            "is_kept_back": is_kept_back,
        },
    )
    made = Stake.objects.create(
        sort=sort, person=whose, entered_by=by, is_invented=is_invented, **said
    )
    told = "interest declared" if sort == stakes.INTEREST else "gift entered"
    record(made.subject, told, by=by, after=_told(made), private=_private(made))
    return made


@action
def change_stake(
    *,
    by: Person,
    stake: Stake,
    version: int,
    kind: str,
    body: str,
    words: str,
    scheme: str,
    number: str,
    starts: date | None,
    ends: date | None = None,
    value: Money | None = None,
    answer: str = "",
    why: str = "",
    is_kept_back: bool = False,
) -> Stake:
    """Change what a line of the register says; what it said stays in its history."""
    now = _open(by, stake)
    before = _told(now)
    said = _checked(
        now.sort,
        {
            "kind": kind,
            "body": body,
            "scheme": scheme,
            "number": number,
            "words": words,
            "starts": starts,
            "ends": ends,
            "value": value,
            "answer": answer,
            "why": why.strip(),
            "is_kept_back": is_kept_back,
        },
    )
    write_next(now, said, read=version, stale=STALE)
    record(
        now.subject,
        "entry changed",
        by=by,
        before=before,
        after=_told(now),
        private=_private(now),
    )
    return now


def _open(by: Person, stake: Stake) -> Stake:
    now = Stake.objects.select_related("person", "organisation").get(pk=stake.pk)
    if not access.may_change_stake(by, now):
        raise NotAllowed(NOT_YOURS)
    if now.removed is not None:
        raise Refused("It was taken out of the register.")
    return now


@action
def remove_stake(*, by: Person, stake: Stake, version: int, why: str) -> Stake:
    """Take out a line that was entered by mistake, with the reason; an interest that ended has an end instead."""
    why = needed(why, "Say why it was a mistake", "why")
    now = _open(by, stake)
    write_next(now, {"removed": clock.now(), "removed_why": why}, read=version, stale=STALE)
    record(now.subject, "entry removed", by=by, private={"why": why})
    return now


@action
def publish_stakes(*, by: Person, role: str, why: str = "") -> Publication:
    """Release the register of interests and gifts of who decides, by their role."""
    if not access.may_keep_stakes(by):
        raise NotAllowed("Only who keeps the register of interests may publish it.")
    if role not in stakes.PUBLIC_ROLES:
        raise Refused("Only the register of those who decide is published.")
    payload = queries.stakes_published(role)
    return publish(
        kind_name="interests",
        key=role,
        title=f"Interests and gifts: {payload.title}",
        payload=payload,
        by=by,
        why=why,
    )
