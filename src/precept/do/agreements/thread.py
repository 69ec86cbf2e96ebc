"""Agreements on the thread of a commissioning project."""

from collections.abc import Collection, Iterator

from precept.do.agreements import access, published, rules
from precept.do.agreements.models import Agreement
from precept.plan import sign_ups
from precept.plan.models import Project
from precept.plan.rules import Fact
from precept.plan.thread import kind_of_rows

PLACE = 70


def _state(one: Agreement) -> tuple[str, str]:
    tag = "govuk-tag--green" if one.status == "active" else "govuk-tag--grey"
    return dict(rules.statuses)[one.status], tag


def sign_up() -> None:
    """Let projects be tied to agreements, and say of those whether they state what is to change."""
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
    sign_ups.gate_facts(_facts)


def _facts(_: Project, subjects: Collection[str]) -> Iterator[Fact]:
    named = [one.partition(":")[2] for one in subjects if one.startswith("agreement:")]
    rows = Agreement.objects.filter(reference__in=named).prefetch_related("outcomes")
    lacks = []
    found = list(rows.order_by("reference"))
    for one in found:
        if not one.is_signed:
            lacks.append(f"{one.reference} is not signed")
        elif not list(one.outcomes.all()):
            lacks.append(f"{one.reference} states no outcome")
    if not found:
        yield Fact("agreed", False, "No agreement is tied to it.")
    elif lacks:
        yield Fact("agreed", False, f"{'; '.join(lacks)}.")
    else:
        yield Fact("agreed", True, f"In the register: {', '.join(one.reference for one in found)}.")
