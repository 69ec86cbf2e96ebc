"""One decision: what it says, who advised, what it lacks, who may sign it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404

from precept.decisions import access, rules
from precept.decisions.models import Advice, Decision, DecisionLink, Signature
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.queries import held_on, titles_on
from precept.foundation.people.rules import ROLES
from precept.law import rules as law

MOST_ADVISERS = 20


def decision(person: Person, reference: str) -> Decision:
    """A decision that this person may look up, or 404."""
    rows = access.visible_to(person).select_related("author", "signature")
    found = rows.prefetch_related("advice", "copies").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def decisions_about(subject: str) -> list[Decision]:
    """The decisions about a thing, as the ledger calls it, newest first (at most 50)."""
    return list(Decision.objects.filter(about=subject)[:50])


def is_signed_about(subject: str, basis: str = "") -> bool:
    """Whether a decision about a thing was signed, on this ``basis`` where one is given; taken down later or not."""
    rows = Decision.objects.filter(about=subject, signature__isnull=False)
    return (rows.filter(basis=basis) if basis else rows.exclude(basis="")).exists()


def taken_up(subject: str) -> set[str]:
    """On what the decisions about a thing rest that are signed, or on their way to a signature."""
    rows = Decision.objects.filter(about=subject)
    found = rows.filter(Q(signature__isnull=False) | Q(state__in=rules.UNSIGNED))
    return set(found.values_list("basis", flat=True))


def signature_of(one: Decision) -> Signature | None:
    """A decision's signature, where it is signed."""
    found: Signature | None = getattr(one, "signature", None)
    return found


def advice_given(one: Decision) -> dict[str, Advice]:
    """What was advised, by kind, in the order of the notice."""
    rows = {row.kind: row for row in one.advice.all()}
    return {kind: rows[kind] for kind in rules.ADVICE if kind in rows}


def links_of(one: Decision) -> list[DecisionLink]:
    """The earlier decisions that this one follows, changes or ends, by reference."""
    return list(one.links.select_related("earlier").order_by("earlier__reference"))


def papers_of(one: Decision) -> list[StoredFile]:
    """The papers kept with a decision that nobody refused, oldest first."""
    rows = StoredFile.objects.filter(about=one.subject).exclude(state=StoredFile.State.REFUSED)
    return list(rows.order_by("added", "pk"))


def power_on(key: str, day: date) -> law.Rule | None:
    """A power of the office as it stood on a day; None where there was none of that name."""
    try:
        found = law.rule(key, on=day)
    except law.NoRule:
        return None
    return found if found.kind == "power" else None


def power_choices(day: date) -> list[tuple[str, str]]:
    """The powers that a decision may rely on, on a day."""
    return [(one.id, f"{one.title} ({one.source})") for one in law.rules_on(day, "power")]


def advised_on(one: Decision) -> str:
    """The digest of what advisers advise on: advice given on another is asked for again."""
    return rules.digest(
        {
            "title": one.title,
            "kind": one.kind,
            "amount": one.amount.pence if one.amount is not None else None,
            "power": one.power,
            "facts": one.facts,
            "tables": one.tables,
            **{name: getattr(one, name) for name in rules.WORDS},
            **_spending(one),
        }
    )


def _spending(one: Decision) -> dict[str, Any]:
    """Where the money comes from, by year, where it is said."""
    if not one.finance_source and not one.finance_years:
        return {}
    return {"finance source": one.finance_source, "finance years": one.finance_years}


def signed_content(one: Decision) -> dict[str, Any]:
    """Everything that a signature stands under, withheld words and papers among it."""
    return {
        "salt": one.salt,
        **_spending(one),
        "reference": one.reference,
        "title": one.title,
        "kind": one.kind,
        "about": one.about,
        "basis": one.basis,
        "amount": one.amount.pence if one.amount is not None else None,
        "facts": one.facts,
        "tables": one.tables,
        "words": {name: getattr(one, name) for name in rules.WORDS},
        "power": one.power,
        "priorities": one.priorities,
        "author role": one.author_role,
        "lead role": one.lead_role,
        "status": one.status,
        "withheld": one.exempt_words,
        "exemption": one.exemption,
        "exemption why": one.exemption_why,
        "exemption review": clock.iso(one.exemption_review),
        "advice": [
            {
                "kind": kind,
                "words": row.words,
                "is relevant": row.is_relevant,
                "role": row.role,
                "exception": row.exception,
            }
            for kind, row in advice_given(one).items()
        ],
        "links": [[row.how, row.earlier.reference] for row in links_of(one)],
        "papers": [file.sha256 for file in papers_of(one)],
    }


def public_words(one: Decision) -> list[str]:
    """Everything typed in a decision that would be public."""
    facts = [text for fact in one.facts for text in (fact["name"], fact["words"])]
    cells = [cell for table in one.tables for row in table["rows"] for cell in row]
    advice = [row.words for row in one.advice.all()]
    written = [getattr(one, name) for name in rules.WORDS]
    others = [one.finance_source, one.exemption_why, one.exception_why]
    return [one.title, *written, *others, *facts, *cells, *advice]


def lacking(one: Decision) -> list[str]:
    """What stands against signing a decision, each in words that say what to do."""
    given = advice_given(one)
    missing, stale = rules.advice_missing(
        one.kind,
        one.amount,
        {kind: row.sha256 for kind, row in given.items()},
        advised_on(one),
    )
    found = rules.lacking(
        kind=one.kind,
        amount=one.amount,
        words={name: getattr(one, name) for name in rules.WORDS},
        power=one.power,
        missing=missing,
        stale=stale,
        files_waiting=sum(not file.is_ready for file in papers_of(one)),
    )
    withheld = rules.exemption_problem(
        status=one.status,
        exempt_words=one.exempt_words,
        exemption=one.exemption,
        why=one.exemption_why,
        review=one.exemption_review,
        today=clock.today(),
        said=public_words(one),
    )
    return [*found, *([withheld[1]] if withheld else [])]


@dataclass(frozen=True)
class Capacity:
    """How somebody may sign: the delegation, and the capacity that is published."""

    delegation: rules.Delegation
    words: str


def capacity(person: Person, one: Decision, on: date, wanted: str = "") -> Capacity | None:
    """How a person may sign a decision on a day, under the delegation wanted or the narrowest one."""
    roles = person.roles_today
    found = rules.delegation_for(one.kind, one.amount, on, roles, wanted)
    if found is None:
        return None
    role = rules.role_under(found, roles)
    held = person.roles_held.filter(held_on(clock.today()), role=role)
    is_deputy = not held.filter(deputy_for=None).exists()
    return Capacity(
        found, rules.capacity_words(found, role, is_deputy=is_deputy, titles=titles_on(on))
    )


def role_with(person: Person, powers: Collection[str]) -> str:
    """The title of the role that gives a person one of these powers: published, their name is not."""
    titles = titles_on()
    return next(
        (titles[role] for role in person.roles_today if ROLES[role].powers & set(powers)), ""
    )


def who_may_sign_words(one: Decision, on: date) -> str:
    """Who may sign a decision on a day, by what they are called then."""
    return rules.who_may_sign_words(one.kind, one.amount, on, titles_on(on))


def people_with(power: str) -> list[Person]:
    """Who holds a power today and can sign in (at most 20)."""
    roles = [role.key for role in ROLES.values() if power in role.powers]
    holding = RoleHeld.objects.filter(held_on(clock.today()), role__in=roles)
    rows = Person.objects.filter(is_active=True, pk__in=holding.values("person_id"))
    return list(rows.order_by("pk")[:MOST_ADVISERS])


def signers(one: Decision, on: date) -> list[Person]:
    """Who may sign a decision under the scheme of a day and can sign in (at most 20)."""
    roles = {role for found in rules.who_may_sign(one.kind, one.amount, on) for role in found.roles}
    able = {role.key for role in ROLES.values() if "sign decisions" in role.powers}
    holding = RoleHeld.objects.filter(held_on(clock.today()), role__in=sorted(roles & able))
    rows = Person.objects.filter(is_active=True, pk__in=holding.values("person_id"))
    if one.author_id is not None:
        rows = rows.exclude(pk=one.author_id)
    return list(rows.order_by("pk")[:MOST_ADVISERS])


def earlier_choices(person: Person, one: Decision) -> list[tuple[str, str]]:
    """The decisions that this one may be linked to: those taken already, newest first (at most 200)."""
    rows = access.visible_to(person).filter(state__in=rules.DECIDED).exclude(pk=one.pk)
    rows = rows.filter(~Q(pk__in=one.links.values("earlier_id")))
    listed = rows.order_by("-drafted", "-pk").values_list("reference", "title")[:200]
    return [(reference, f"{reference} {title}") for reference, title in listed]
