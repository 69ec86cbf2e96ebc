"""Adding agreements to the register, and changing what it says of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils.text import slugify

from precept.do.agreements import queries, rules
from precept.do.agreements.access import Asker
from precept.do.agreements.actions.moving import (
    as_seen,
    ask_keeper,
    different,
    heard,
    move_on,
    read,
)
from precept.do.agreements.actions.signing import enter_signed
from precept.do.agreements.actions.values import set_shares, state_value
from precept.do.agreements.models import Agreement, Programme
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.money import Amount, Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund


class AgreementChanges(TypedDict, total=False):
    """What may be changed of an agreement. ``programme`` is a title; "" takes it out of its programme."""

    title: str
    purpose: str
    kind: str
    status: str
    provider: Organisation | None
    programme: str
    procedure: str
    due: str
    starts: date | None
    ends: date | None
    priorities: Sequence[str]
    source: str
    note: str
    power: str
    category: str
    procurement_began: date | None
    latest_end: date | None
    award_amount: Money | None
    manager: Person | None
    next_return: date | None
    next_review: date | None
    what_follows: str


SIGNED = frozenset({"active", "ended"})
UNSIGNED = (
    "It is not signed yet. No agreement is signed without an outcome, a measure and a reporting date:"
    " state them, then record that it is signed."
)


@action
def record_agreement(
    *,
    by: Asker,
    reference: str,
    title: str,
    purpose: str = "",
    kind: str = "contract",
    status: str = "upcoming",
    provider: Organisation | None = None,
    programme: str = "",
    procedure: str = "not stated",
    due: str = "",
    starts: date | None = None,
    ends: date | None = None,
    priorities: Sequence[str] = (),
    source: str = "",
    note: str = "",
    is_invented: bool = False,
    is_past: bool = False,
    signed_on: date | None = None,
    amount: Amount | None = None,
    value_kind: str = "contract value",
    funds: Sequence[tuple[Fund, Money | None]] = (),
    why: str = "",
) -> Agreement:
    """Add an agreement to the register. ``programme`` is the title of what it stands in together with others.

    ``amount`` None is not stated, TBC not yet known; ``funds`` are as ``set_shares`` takes them. ``is_past``
    is one that was signed before the office kept this register: what its papers do not state stays so.
    Refused, naming the field, where the reference is taken or is none, the period ends before it starts, or
    it is recorded as signed without its terms.
    """
    ask_keeper(by)
    enters_signed = status in SIGNED
    if enters_signed and not is_past:
        raise Refused(UNSIGNED, field="status")
    reference = read(lambda: rules.read_reference(reference), "reference")
    if Agreement.objects.filter(reference=reference).exists():
        raise Refused(f"There is an agreement {reference} already.", field="reference")
    _check(title=title, starts=starts, ends=ends, priorities=priorities)
    due, _ = read(lambda: rules.read_due(due), "due")
    made = Agreement.objects.create(
        reference=reference,
        title=rules.read_title(title),
        purpose=purpose,
        kind=kind,
        status="upcoming" if enters_signed else status,
        provider=provider,
        programme=programme_of(programme),
        procedure=procedure,
        due=due,
        starts=starts,
        ends=ends,
        priorities=list(priorities),
        source=source,
        note=note,
        is_invented=is_invented,
    )
    if decide_by := queries.decide_by_of(made, {}):
        Agreement.objects.filter(pk=made.pk).update(decide_by=decide_by)
        made.decide_by = decide_by
    after = {name: words for name, words in queries.said(made).items() if words}
    record(made.subject, "agreement recorded", by=by, why=why, after=after)
    if amount is not None:
        made = state_value(
            by=by,
            agreement=made,
            version=made.version,
            amount=amount,
            kind=value_kind,
            source=source,
        )
    if funds:
        made = set_shares(by=by, agreement=made, version=made.version, shares=funds)
    if enters_signed:
        enter_signed(made, signed_on, by=by, is_past=True, why=why, status=status)
    return made


@action
def amend_agreement(
    *,
    by: Asker,
    agreement: Agreement,
    version: int,
    why: str = "",
    **changes: Unpack[AgreementChanges],
) -> Agreement:
    """Change what the register says of an agreement; what is already so changes nothing and is no event.

    Changed where it is no longer at this version.
    """
    ask_keeper(by)
    now = as_seen(agreement, version)
    given: dict[str, Any] = dict(changes)
    if "title" in given:
        given["title"] = read(lambda: rules.read_title(given["title"]), "title")
    if "due" in given:
        given["due"], _ = read(lambda: rules.read_due(given["due"]), "due")
    if "priorities" in given:
        given["priorities"] = list(given["priorities"])
    if "programme" in given:
        title = " ".join(given["programme"].split())
        same = now.programme is not None and now.programme.title == title
        given["programme"] = now.programme if same else programme_of(title)
    wanted = {name: value for name, value in given.items() if getattr(now, name) != value}
    if wanted.get("status") in SIGNED and not now.is_past and not now.is_signed:
        raise Refused(UNSIGNED, field="status")
    _check(
        title=wanted.get("title", now.title),
        starts=wanted.get("starts", now.starts),
        ends=wanted.get("ends", now.ends),
        priorities=wanted.get("priorities", now.priorities),
    )
    if not wanted:
        return now
    before = queries.said(now)
    with heard(now, by=by, why=why):
        move_on(now, **wanted)
    old, new = different(before, queries.said(now))
    record(now.subject, "agreement amended", by=by, why=why, before=old, after=new)
    return now


def programme_of(title: str) -> Programme | None:
    """The programme of a title, made where there is none yet; none for no title."""
    title = " ".join(title.split())
    reference = slugify(title)[:80]
    if not title:
        return None
    if not reference:
        raise Refused("Enter the programme’s title in letters or figures", field="programme")
    found, _ = Programme.objects.get_or_create(reference=reference, defaults={"title": title[:200]})
    return found


def _check(
    *, title: str, starts: date | None, ends: date | None, priorities: Sequence[str]
) -> None:
    problem = rules.problem_with(title=title, starts=starts, ends=ends, priorities=priorities)
    if problem is not None:
        field, words = problem
        raise Refused(words, field=field)
