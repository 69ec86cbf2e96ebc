"""Agreements and their variations on the thread of a commissioning project."""

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from precept.do.agreements import access, published, rules
from precept.do.agreements.models import Agreement, AgreementOutcome, Variation
from precept.foundation.people.models import Person
from precept.plan import sign_ups
from precept.plan.models import Project
from precept.plan.rules import Fact
from precept.plan.sign_ups import Piece
from precept.plan.thread import kind_of_rows

PLACE, VARIATIONS = 70, 72
WRITTEN: Final = re.compile(r"[Vv][0-9]{1,4}")
"""How the last part of a variation's reference is written."""
VARIATION_TAGS: Final = {"in force": "govuk-tag--green", "dropped": "govuk-tag--grey"}


def _state(one: Agreement) -> tuple[str, str]:
    tag = "govuk-tag--green" if one.status == "active" else "govuk-tag--grey"
    return dict(rules.statuses)[one.status], tag


def sign_up() -> None:
    """Let projects be tied to agreements and their variations; say of agreements whether they state what changes."""
    sign_ups.thread_of(
        kind_of_rows(
            "agreement",
            "Contract or grant agreement",
            phase="do",
            place=PLACE,
            hint="Such as CORE018",
            rows=access.visible_to,
            view="agreements.one",
            titled=lambda one: f"{one.reference} {one.title}",
            state=_state,
            public=lambda one: published.address(one.reference) if one.published_version else "",
        )
    )
    sign_ups.thread_of(
        sign_ups.PieceKind(
            "variation",
            "Variation",
            phase="do",
            hint="Such as CORE018-V1",
            find=_find_variation,
            describe=_describe_variations,
            newest=lambda person, most: [_varied(one) for one in _variations(person)[:most]],
            place=VARIATIONS,
        )
    )
    sign_ups.gate_facts(_facts)


def _variations(person: Person) -> QuerySet[Variation]:
    rows = Variation.objects.filter(agreement__in=access.visible_to(person))
    return rows.select_related("agreement").order_by("-pk")


def _named(references: Collection[str]) -> Q:
    """The variations of these references; nothing where none of them is one."""
    wanted = Q(pk__in=[])
    for one in references:
        agreement, _, number = one.strip().rpartition("-")
        if agreement and WRITTEN.fullmatch(number):
            wanted |= Q(agreement__reference__iexact=agreement, number=int(number[1:]))
    return wanted


def _varied(one: Variation) -> Piece:
    is_public = one.state == "in force" and one.agreement.published_version
    return Piece(
        one.subject,
        f"{one.reference} {one.agreement.title}",
        rules.VARIATION_STATES[one.state],
        VARIATION_TAGS.get(one.state, "govuk-tag--blue"),
        href=reverse("agreements.variation", args=[one.agreement.reference, one.number]),
        public=published.address(one.agreement.reference) if is_public else "",
    )


def _find_variation(person: Person, typed: str) -> str:
    found = _variations(person).filter(_named([typed])).first()
    return found.subject if found is not None else ""


def _describe_variations(person: Person, subjects: Collection[str]) -> dict[str, Piece]:
    named = _named([subject.partition(":")[2] for subject in subjects])
    return {one.subject: _varied(one) for one in _variations(person).filter(named)}


def _facts(_: Project, subjects: Collection[str]) -> Iterator[Fact]:
    named = [one.partition(":")[2] for one in subjects if one.startswith("agreement:")]
    outcomes = AgreementOutcome.objects.filter(agreement=OuterRef("pk"))
    rows = Agreement.objects.filter(reference__in=named).annotate(states=Exists(outcomes))
    lacks = []
    found: list[Any] = list(rows.order_by("reference")) if named else []
    for one in found:
        if not one.is_signed:
            lacks.append(f"{one.reference} is not signed")
        elif not one.states:
            lacks.append(f"{one.reference} states no outcome")
    if not found:
        yield Fact("agreed", False, "No agreement is tied to it.")
    elif lacks:
        yield Fact("agreed", False, f"{'; '.join(lacks)}.")
    else:
        yield Fact("agreed", True, f"In the register: {', '.join(one.reference for one in found)}.")
