"""Needs assessments: drafted, agreed by somebody else, superseded by a new edition, published."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.ledger.names import drawn
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.foundation.publications.models import Publication
from precept.understand import access
from precept.understand.actions.drafts import STALE
from precept.understand.actions.keeping import chosen_priorities
from precept.understand.models import (
    Area,
    MappedService,
    NeedGap,
    NeedsAssessment,
)
from precept.understand.queries import areas as area_queries
from precept.understand.queries import needs as queries
from precept.understand.queries.counts import titles_of
from precept.understand.rules import areas as area_rules
from precept.understand.rules import counts
from precept.understand.rules import needs as rules

NOT_KEEPER = "Only people who keep the plan may change needs assessments."
AGREED = "This edition is agreed. Begin a new one to change it."
MOVED_ON = "Somebody changed this draft since you read it. Read it again, then agree it."
ITSELF = (
    "You wrote in this assessment, so somebody else should agree it. If nobody else can, say why: the"
    " reason is kept."
)


def ask_keeper(by: Person) -> None:
    """Refuse whoever may not change assessments."""
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)


def hold(need: NeedsAssessment, by: Person) -> None:
    """Hold a draft while a part of it changes, and note who writes; Changed where it is agreed."""
    held = NeedsAssessment.objects.filter(pk=need.pk, state="draft")
    if not held.update(revision=F("revision") + 1):
        raise Changed(AGREED)
    need.writers.add(by)


@action
def begin_need(
    *,
    by: Person,
    title: str,
    priorities: Sequence[str] = (),
    owner: str = "",
    review_on: date | None = None,
    is_invented: bool = False,
) -> NeedsAssessment:
    """Begin a needs assessment."""
    ask_keeper(by)
    title = _title(title)
    made = NeedsAssessment.objects.create(
        reference=drawn("N"),
        title=title,
        priorities=chosen_priorities(priorities),
        owner=owner.strip(),
        review_on=review_on,
        is_invented=is_invented,
    )
    made.writers.add(by)
    record(
        made.subject,
        "needs assessment begun",
        by=by,
        after={"title": title, "priorities": list(priorities), "owner": made.owner},
    )
    return made


def _title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise Refused("Enter a title", field="title")
    return title


@action
def change_need(
    *, by: Person, need: NeedsAssessment, revision: int, **fields: Any
) -> NeedsAssessment:
    """Change what a draft says of itself; ``fields`` are among ``queries.needs.HEAD``."""
    ask_keeper(by)
    unknown = set(fields) - set(queries.HEAD)
    if unknown:
        raise TypeError(f"a needs assessment has no {unknown}")
    if need.state != "draft":
        raise Changed(AGREED)
    if "title" in fields:
        fields["title"] = _title(fields["title"])
    if "priorities" in fields:
        fields["priorities"] = chosen_priorities(fields["priorities"])
    people = fields.get("population")
    if people is not None and people < counts.SMALL:
        raise Refused(
            f"A group of fewer than {counts.SMALL} people could be recognised. Describe a larger one.",
            field="population",
        )
    if len(rules.listed(fields.get("questions", ""))) > rules.MOST_QUESTIONS:
        raise Refused(f"Ask at most {rules.MOST_QUESTIONS} questions.", field="questions")
    if need.edition > 1 and "why" in fields and not fields["why"].strip():
        raise Refused("Say why it is changed. The reason is public.", field="why")
    before = queries.head_said(need, fields)
    _write(need, by, revision, fields)
    after = queries.head_said(need, fields)
    record(need.subject, "needs assessment changed", by=by, before=before, after=after)
    return need


def _write(need: NeedsAssessment, by: Person, revision: int, fields: dict[str, Any]) -> None:
    write_next(need, fields, read=revision, stale=STALE, counter="revision")
    # Asked again after the write: nobody agrees a draft between the question and the change.
    if not NeedsAssessment.objects.filter(pk=need.pk, state="draft").exists():
        raise Changed(AGREED)
    need.writers.add(by)


@action
def set_figures(
    *,
    by: Person,
    need: NeedsAssessment,
    revision: int,
    areas: Sequence[Area],
    figures: Sequence[str] = (),
    first_month: date | None = None,
    last_month: date | None = None,
) -> NeedsAssessment:
    """Say which areas a draft is about, and which counts it rests on over which months, the leading one first."""
    ask_keeper(by)
    if need.state != "draft":
        raise Changed(AGREED)
    if not areas:
        raise Refused("Choose at least one area", field="areas")
    keys = [one.pk for one in areas]
    twice = area_rules.held_twice(keys, area_queries.area_map().parents)
    if twice:
        names = {one.pk: one.name for one in areas}
        holder, one = twice[0]
        raise Refused(
            f"{names[holder]} holds {names[one]}, so its people would count twice. Choose one of them.",
            field="areas",
        )
    if len(figures) > rules.MOST_FIGURES:
        raise Refused(f"Choose at most {rules.MOST_FIGURES} counts.", field="others")
    if figures:
        first_month, last_month = _months(first_month, last_month)
    else:
        first_month = last_month = None
    before = _figures_said(need)
    said = {"figures": list(figures), "first_month": first_month, "last_month": last_month}
    _write(need, by, revision, said)
    need.areas.set(areas)
    record(need.subject, "areas and counts set", by=by, before=before, after=_figures_said(need))
    return need


def _months(first: date | None, last: date | None) -> tuple[date, date]:
    if first is None:
        raise Refused("Enter the first month", field="first_month")
    if last is None:
        raise Refused("Enter the last month", field="last_month")
    if last < first:
        raise Refused("The last month must be the same as or after the first.", field="last_month")
    if len(counts.months_between(first, last)) >= counts.MOST_MONTHS:
        raise Refused("Choose fewer than twenty years.", field="first_month")
    return first, last


def _figures_said(need: NeedsAssessment) -> dict[str, Any]:
    return {
        "areas": [one.name for one in queries.areas_of(need)],
        "counts": titles_of(need.figures),
        "from": clock.iso(need.first_month),
        "to": clock.iso(need.last_month),
    }


@action
def agree_need(
    *, by: Person, need: NeedsAssessment, revision: int, exception: str = ""
) -> NeedsAssessment:
    """Agree a draft: it is in force, and the edition before it is superseded.

    Whoever wrote in it needs ``exception``: why nobody else can agree it. Refused while something is missing.
    """
    if not access.may_agree_need(by):
        raise NotAllowed("Only people who keep or publish the plan may agree needs assessments.")
    draft = NeedsAssessment.objects.select_for_update().filter(pk=need.pk, state="draft").first()
    if draft is None:
        raise Changed(AGREED)
    if revision != draft.revision:
        raise Changed(MOVED_ON)
    lacks = rules.missing_to_agree(queries.said(draft), clock.today())
    if lacks:
        raise Refused("It cannot be agreed yet. " + " ".join(lacks))
    exception = exception.strip()
    writers = set(draft.writers.values_list("pk", flat=True))
    if not rules.needs_exception(by.pk, writers):
        exception = ""
    elif not exception:
        raise Refused(ITSELF, field="exception")
    for old in NeedsAssessment.objects.filter(reference=draft.reference, state="agreed"):
        NeedsAssessment.objects.filter(pk=old.pk).update(state="superseded")
        record(
            draft.subject,
            "edition superseded",
            by=by,
            before={"edition": old.edition},
            after={"edition": draft.edition},
        )
    said = {
        "state": "agreed",
        "agreed_by": by,
        "agreed_on": clock.today(),
        "exception": exception,
    }
    write_next(draft, said, read=revision, stale=MOVED_ON, counter="revision")
    record(
        draft.subject,
        "needs assessment agreed",
        by=by,
        why=draft.why,
        after={"edition": draft.edition} | ({"exception": exception} if exception else {}),
    )
    return draft


@action
def amend_need(*, by: Person, need: NeedsAssessment, why: str) -> NeedsAssessment:
    """Begin the next edition as a copy of the agreed one, with the reason."""
    ask_keeper(by)
    if not why.strip():
        raise Refused("Say why it is changed. The reason is public.", field="why")
    agreed = NeedsAssessment.objects.filter(reference=need.reference, state="agreed").first()
    if agreed is None:
        raise Refused("No edition of it is agreed yet, so there is nothing to amend.")
    last = queries.need(need.reference)
    copied = (*(name for name in queries.HEAD if name != "why"), "figures")
    try:
        with transaction.atomic():
            made = NeedsAssessment.objects.create(
                reference=agreed.reference,
                edition=last.edition + 1,
                first_month=agreed.first_month,
                last_month=agreed.last_month,
                is_invented=agreed.is_invented,
                why=why.strip(),
                **{name: getattr(agreed, name) for name in copied},
            )
    except IntegrityError:
        raise Refused("A new edition of it is being drafted already.") from None
    made.areas.set(agreed.areas.all())
    made.writers.add(by)
    _copy_parts(agreed, made)
    record(made.subject, "new edition begun", by=by, why=why, after={"edition": made.edition})
    return made


def _copy_parts(old: NeedsAssessment, new: NeedsAssessment) -> None:
    for one in queries.services_of(old):
        copy = MappedService.objects.create(
            assessment=new,
            place=one.place,
            what=one.what,
            by_whom=one.by_whom,
            agreement=one.agreement,
            capacity=one.capacity,
            note=one.note,
        )
        copy.areas.set(one.areas.all())
    for gap in queries.gaps_of(old):
        again = NeedGap.objects.create(assessment=new, place=gap.place, what=gap.what)
        again.areas.set(gap.areas.all())


@action
def publish_need(*, by: Person, need: NeedsAssessment, why: str = "") -> Publication:
    """Release the agreed edition in summary; small counts stay in the office, and no place below an area leaves it."""
    if not access.may_publish(by):
        raise NotAllowed("Only people who publish the plan may publish needs assessments.")
    agreed = NeedsAssessment.objects.filter(pk=need.pk, state="agreed").first()
    if agreed is None:
        raise Refused("Only an agreed edition can be published.")
    NeedsAssessment.objects.filter(pk=agreed.pk).update(is_public=True)
    record(
        agreed.subject,
        "needs assessment published",
        by=by,
        why=why,
        after={"edition": agreed.edition},
    )
    return publish(
        kind_name="need",
        key=agreed.reference,
        title=agreed.title,
        payload=queries.need_published(agreed),
        by=by,
        why=why,
    )
