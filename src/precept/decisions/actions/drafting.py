"""Drafting a decision, by a part above with its facts or by hand; changing what it says."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from precept.decisions import access, queries, rules
from precept.decisions.actions.moving import NOT_DRAFTER, as_it_is, refuse_unless, write
from precept.decisions.models import Decision, DecisionLink
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import (
    NotAllowed,
    Refused,
    StreamRaced,
    action,
    record,
)
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.understand.queries import priority_titles

MOST_LINKS = 50
MAY_CHANGE = (
    *rules.WORDS,
    "title",
    "kind",
    "amount",
    "finance_source",
    "finance_years",
    "power",
    "priorities",
    "lead_role",
)


@action
def draft_decision(
    *,
    by: Person,
    kind: str,
    title: str,
    about: str = "",
    facts: Sequence[Mapping[str, str]] = (),
    tables: Sequence[Mapping[str, Any]] = (),
    amount: Money | None = None,
    power: str = "",
    priorities: Sequence[str] = (),
    basis: str = "",
    reference: str = "",
    words: Mapping[str, str] | None = None,
    lead_role: str = "",
    finance_source: str = "",
    finance_years: Sequence[Mapping[str, Any]] = (),
    is_invented: bool = False,
) -> Decision:
    """Begin a decision notice.

    A part above gives what it is ``about`` ("opportunity:…"), its ``facts`` and ``tables``, and the
    ``basis`` (SHA-256 of the frozen thing it rests on); ``words`` are what it drafted of the notice's
    parts (``rules.WORDS``), shown as drafted until somebody changes them. ``finance_years`` are what is spent in
    each financial year ([{"year", "pence"}]), adding up to the amount. Without a ``reference`` it takes the next
    number of the office's series.
    """
    if not access.may_draft(by):
        raise NotAllowed(NOT_DRAFTER)
    given = {name: text.strip() for name, text in (words or {}).items() if text.strip()}
    if unknown := set(given) - set(rules.WORDS):
        raise ValueError(f"a notice has no part called {sorted(unknown)}")
    _refuse_odd(kind, title, amount, power, priorities)
    years = [{"year": one["year"], "pence": one["pence"]} for one in finance_years]
    if problem := rules.profile_problem(years, amount):
        raise Refused(problem, field="finance_years")
    for problem in (rules.facts_problem(facts), rules.tables_problem(tables)):
        if problem:
            raise Refused(problem)
    reference = reference.strip().upper()
    if reference and (problem := rules.reference_problem(reference)):
        raise Refused(problem, field="reference")
    decision = _numbered(
        reference,
        kind=kind,
        title=title.strip(),
        about=about,
        basis=basis,
        amount=amount,
        facts=[dict(fact) for fact in facts],
        tables=[_plain_table(table) for table in tables],
        power=power,
        priorities=list(priorities),
        finance_source=finance_source.strip(),
        finance_years=years,
        author=by,
        author_role=queries.role_with(by, ["draft decisions"]),
        lead_role=lead_role.strip(),
        drafted_words=sorted(given) if about or basis else [],
        is_invented=is_invented,
        drafted=clock.now(),
        **given,
    )
    record(
        decision.subject,
        "decision drafted",
        by=by,
        after={
            "title": decision.title,
            "kind": rules.KINDS[kind],
            "about": about,
            "basis": basis,
            "amount": amount.short if amount is not None else None,
            "facts": len(decision.facts),
            "tables": len(decision.tables),
        },
    )
    return decision


def _plain_table(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": table["title"],
        "columns": list(table["columns"]),
        "rows": [list(row) for row in table["rows"]],
    }


def _numbered(reference: str, **fields: Any) -> Decision:
    """Create it under a given reference, or under the next number that nobody took first."""
    try:
        with transaction.atomic():
            return Decision.objects.create(
                reference=reference or queries.next_reference(), **fields
            )
    except IntegrityError as error:
        if reference:
            raise Refused(
                f"There is a decision {reference} already. Enter another reference, or none.",
                field="reference",
            ) from error
        raise StreamRaced("decisions") from error


def _refuse_odd(
    kind: str, title: str, amount: Money | None, power: str, priorities: Sequence[str]
) -> None:
    if kind not in rules.KINDS:
        raise Refused("Choose what kind of decision it is.", field="kind")
    if not title.strip():
        raise Refused("Enter the decision’s title.", field="title")
    if amount is not None and amount < Money(0):
        raise Refused("The amount must be £0 or more.", field="amount")
    if power and queries.power_on(power, clock.today()) is None:
        raise Refused("Choose a power that the office has.", field="power")
    if unknown := set(priorities) - set(priority_titles(priorities)):
        raise Refused(f"There is no priority “{min(unknown)}”.", field="priorities")


@action
def amend_decision(
    *, by: Person, decision: Decision, version: int, why: str = "", **changes: Any
) -> Decision:
    """Change what a draft says, as it was read at ``version``.

    ``changes`` are the notice's words, its title, kind, amount, where the money comes from and what is spent in
    each year (``finance_source``, ``finance_years``), its power, priorities and lead_role. Words
    that the system drafted and somebody changes are theirs from then on.
    """
    if not access.may_draft(by):
        raise NotAllowed(NOT_DRAFTER)
    if unknown := set(changes) - set(MAY_CHANGE):
        raise ValueError(f"a decision has no {sorted(unknown)} to change")
    now = as_it_is(decision)
    refuse_unless(now, "draft")
    wanted = {
        name: value.strip() if isinstance(value, str) else value for name, value in changes.items()
    }
    whole = {name: wanted.get(name, getattr(now, name)) for name in MAY_CHANGE}
    _refuse_odd(whole["kind"], whole["title"], whole["amount"], whole["power"], whole["priorities"])
    if problem := rules.profile_problem(whole["finance_years"], whole["amount"]):
        raise Refused(problem, field="finance_years")
    differing = {name: value for name, value in wanted.items() if getattr(now, name) != value}
    if not differing:
        raise Refused("Nothing was changed.")
    before = {name: _said(getattr(now, name)) for name in differing}
    still = [name for name in now.drafted_words if name not in differing]
    write(now, {**differing, "drafted_words": still}, version)
    record(
        now.subject,
        "decision amended",
        by=by,
        why=why.strip(),
        before=before,
        after={name: _said(value) for name, value in differing.items()},
    )
    return now


def _said(value: Any) -> Any:
    return value.short if isinstance(value, Money) else value


@action
def set_exemption(
    *,
    by: Person,
    decision: Decision,
    version: int,
    status: str,
    exempt_words: str = "",
    exemption: str = "",
    exemption_why: str = "",
    exemption_review: date | None = None,
) -> Decision:
    """Say whether a decision is published in full, or which words are withheld, why and until when.

    The withheld words never leave the house; the exemption, how the public interest was weighed and the
    day of the review are published.
    """
    if not access.may_draft(by):
        raise NotAllowed(NOT_DRAFTER)
    now = as_it_is(decision)
    refuse_unless(now, "draft")
    if status not in rules.STATUSES:
        raise Refused("Choose how it is published.", field="status")
    problem = rules.exemption_problem(
        status=status,
        exempt_words=exempt_words,
        exemption=exemption,
        why=exemption_why,
        review=exemption_review,
        today=clock.today(),
        said=[*queries.public_words(now), exemption_why],
    )
    if problem:
        raise Refused(problem[1], field=problem[0])
    is_open = status == "open"
    changes = {
        "status": status,
        "exempt_words": "" if is_open else exempt_words.strip(),
        "exemption": "" if is_open else exemption,
        "exemption_why": "" if is_open else exemption_why.strip(),
        "exemption_review": None if is_open else exemption_review,
    }
    before = {"published": rules.STATUSES[now.status], "exemption": now.exemption}
    write(now, changes, version)
    record(
        now.subject,
        "publication of the decision settled",
        by=by,
        why=now.exemption_why,
        before=before,
        after={
            "published": rules.STATUSES[status],
            "exemption": now.exemption,
            "review": clock.iso(now.exemption_review),
        },
        private={"withheld": now.exempt_words},
    )
    return now


@action
def link(*, by: Person, decision: Decision, earlier: Decision, how: str) -> DecisionLink:
    """Say that a draft follows, changes or ends an earlier decision."""
    if not access.may_draft(by):
        raise NotAllowed(NOT_DRAFTER)
    now = as_it_is(decision)
    refuse_unless(now, "draft")
    if how not in rules.LINKS:
        raise Refused("Choose how the two belong together.", field="how")
    if earlier.pk == now.pk or earlier.state not in rules.DECIDED:
        raise Refused("Choose a decision that was taken already.", field="earlier")
    if now.links.count() >= MOST_LINKS:
        raise Refused(f"A decision is linked to at most {MOST_LINKS} others.", field="earlier")
    if now.links.filter(earlier=earlier).exists():
        raise Refused(f"{earlier.reference} is linked already.", field="earlier")
    made = DecisionLink.objects.create(decision=now, earlier=earlier, how=how)
    record(
        now.subject,
        "decision linked to an earlier one",
        by=by,
        after={"earlier": earlier.reference, "how": rules.LINKS[how]},
    )
    return made


@action
def unlink(*, by: Person, decision: Decision, earlier: Decision) -> None:
    """Take back that a draft belongs to an earlier decision."""
    if not access.may_draft(by):
        raise NotAllowed(NOT_DRAFTER)
    now = as_it_is(decision)
    refuse_unless(now, "draft")
    gone, _ = DecisionLink.objects.filter(decision=now, earlier=earlier).delete()
    if not gone:
        raise Refused(f"{earlier.reference} is not linked.")
    record(now.subject, "link to an earlier decision removed", by=by, before=earlier.reference)


def attach_paper(
    *, by: Person, decision: Decision, name: str, content: bytes | File[Any], field: str = "paper"
) -> StoredFile:
    """Keep a paper with a draft. Not itself an action: looking a file through is no work for a transaction."""
    if not access.may_draft(by):
        raise NotAllowed(NOT_DRAFTER)
    refuse_unless(as_it_is(decision), "draft")
    return documents.keep(by=by, about=decision.subject, name=name, content=content, field=field)
