"""What of procedures and documents waits for somebody: versions to approve or change, reviews that are due."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from precept.do.procedures import access, rules
from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits

MOST = 20


def waits_for(person: Person) -> list[Waits]:
    """Every line: four queries at most, none for who neither keeps nor approves."""
    found: list[Waits] = []
    if access.may_approve_procedures(person):
        found += _to_approve(person)
    if access.may_keep_procedures(person):
        found += [*_sent_back(person), *_reviews(person)]
    return found


def _address(version: StandardVersion) -> str:
    return reverse("procedures.version", args=[version.standard.key, version.number])


def _to_approve(person: Person) -> Iterator[Waits]:
    used = StandardVersion.objects.filter(state="waiting", standard__retired_on=None)
    rows = used.exclude(writers=person)
    for one in rows.select_related("standard", "sent_by").order_by("pk")[:MOST]:
        by = f"{one.sent_by.name} asks for it" if one.sent_by else ""
        yield Waits(
            f"{one.title}: version {one.number} waits to be approved", _address(one), "amber", by
        )


def _sent_back(person: Person) -> Iterator[Waits]:
    used = StandardVersion.objects.filter(state="draft", standard__retired_on=None)
    rows = used.filter(sent_by=person).exclude(sent_back_why="")
    for one in rows.select_related("standard").order_by("pk")[:MOST]:
        yield Waits(
            f"{one.title}: version {one.number} came back to be changed",
            _address(one),
            "amber",
            one.sent_back_why,
        )


def _reviews(person: Person) -> Iterator[Waits]:
    today = clock.today()
    soon = today + timedelta(days=rules.REMIND_DAYS)
    rows = Standard.objects.filter(owner=person, retired_on=None, review_on__lte=soon)
    due = list(rows.order_by("review_on", "pk")[:MOST])
    versions = StandardVersion.objects.filter(standard__in=due, state="approved")
    titles = dict(versions.order_by("number").values_list("standard", "title")) if due else {}
    for one in due:
        words, tone = rules.review_stands(one.review_on, today)
        yield Waits(
            f"{titles.get(one.pk, one.key)}: yearly review",
            reverse("procedures.one", args=[one.key]),
            tone,
            words,
        )
