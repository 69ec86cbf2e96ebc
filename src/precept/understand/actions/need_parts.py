"""What a needs assessment lists: the services that are there, and the gaps."""

from collections.abc import Sequence
from typing import Any

from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.understand.actions.drafts import STALE, next_place
from precept.understand.actions.needs import ask_keeper, hold
from precept.understand.models import Area, MappedService, NeedGap, NeedsAssessment
from precept.understand.rules import needs as rules
from precept.understand.sign_ups import known_services

TOO_MANY = f"An assessment lists at most {rules.MOST_PARTS} of them."


def _needed(words: str, text: str, field: str) -> str:
    if not text.strip():
        raise Refused(words, field=field)
    return text.strip()


def _ask_areas(areas: Sequence[Area]) -> None:
    if not areas:
        raise Refused("Choose at least one area", field="areas")


def _service(
    what: str, by_whom: str, agreement: str, capacity: int | None, note: str
) -> dict[str, Any]:
    """What a service says, with who provides it as the register knows it where an agreement does."""
    agreement = agreement.strip()
    if agreement:
        known = known_services({agreement}).get(agreement)
        if known is None:
            raise Refused(
                "There is no agreement with this reference in the register.", field="agreement"
            )
        what, by_whom = what.strip() or known.title, known.by_whom
    return {
        "what": _needed("Enter what is offered", what, "what"),
        "by_whom": _needed("Enter who provides it", by_whom, "by_whom")[:200],
        "agreement": agreement,
        "capacity": capacity,
        "note": note.strip(),
    }


def _said(one: MappedService) -> dict[str, Any]:
    return {
        "what": one.what,
        "by_whom": one.by_whom,
        "agreement": one.agreement.partition(":")[2],
        "capacity": one.capacity,
        "note": one.note,
        "areas": [area.name for area in one.areas.all()],
    }


@action
def add_service(
    *,
    by: Person,
    need: NeedsAssessment,
    areas: Sequence[Area],
    what: str = "",
    by_whom: str = "",
    agreement: str = "",
    capacity: int | None = None,
    note: str = "",
) -> MappedService:
    """Map a service that is there; ``agreement`` is its typed reference, such as "agreement:CORE004"."""
    ask_keeper(by)
    hold(need, by)
    said = _service(what, by_whom, agreement, capacity, note)
    _ask_areas(areas)
    if need.services.count() >= rules.MOST_PARTS:
        raise Refused(TOO_MANY)
    made = MappedService.objects.create(assessment=need, place=next_place(need.services), **said)
    made.areas.set(areas)
    record(need.subject, "service mapped", by=by, after=_said(made))
    return made


@action
def change_service(
    *,
    by: Person,
    service: MappedService,
    revision: int,
    areas: Sequence[Area],
    what: str = "",
    by_whom: str = "",
    agreement: str = "",
    capacity: int | None = None,
    note: str = "",
) -> MappedService:
    """Change what the map says of a service; ``revision`` is the service's as it was read."""
    ask_keeper(by)
    hold(service.assessment, by)
    said = _service(what, by_whom, agreement, capacity, note)
    _ask_areas(areas)
    before = _said(service)
    write_next(service, said, read=revision, stale=STALE, counter="revision")
    service.areas.set(areas)
    subject = service.assessment.subject
    record(subject, "mapped service changed", by=by, before=before, after=_said(service))
    return service


@action
def remove_service(*, by: Person, service: MappedService, revision: int, why: str) -> None:
    """Take a service off the map, with a reason."""
    ask_keeper(by)
    hold(service.assessment, by)
    why = _needed("Enter why", why, "why")
    before = _said(service)
    write_next(service, {}, read=revision, stale=STALE, counter="revision")
    subject = service.assessment.subject
    service.delete()
    record(subject, "service taken off the map", by=by, why=why, before=before)


def _gap_said(one: NeedGap) -> dict[str, Any]:
    return {"what": one.what, "areas": [area.name for area in one.areas.all()]}


@action
def add_gap(*, by: Person, need: NeedsAssessment, what: str, areas: Sequence[Area]) -> NeedGap:
    """Name a gap: what is missing, and where."""
    ask_keeper(by)
    hold(need, by)
    what = _needed("Enter what is missing", what, "what")
    _ask_areas(areas)
    if need.gaps.count() >= rules.MOST_PARTS:
        raise Refused(TOO_MANY)
    made = NeedGap.objects.create(assessment=need, place=next_place(need.gaps), what=what)
    made.areas.set(areas)
    record(need.subject, "gap named", by=by, after=_gap_said(made))
    return made


@action
def change_gap(
    *, by: Person, gap: NeedGap, revision: int, what: str, areas: Sequence[Area]
) -> NeedGap:
    """Change what a gap says; ``revision`` is the gap's as it was read."""
    ask_keeper(by)
    hold(gap.assessment, by)
    what = _needed("Enter what is missing", what, "what")
    _ask_areas(areas)
    before = _gap_said(gap)
    write_next(gap, {"what": what}, read=revision, stale=STALE, counter="revision")
    gap.areas.set(areas)
    record(gap.assessment.subject, "gap changed", by=by, before=before, after=_gap_said(gap))
    return gap


@action
def remove_gap(*, by: Person, gap: NeedGap, revision: int, why: str) -> None:
    """Take a gap away, with a reason."""
    ask_keeper(by)
    hold(gap.assessment, by)
    why = _needed("Enter why", why, "why")
    before = _gap_said(gap)
    write_next(gap, {}, read=revision, stale=STALE, counter="revision")
    subject = gap.assessment.subject
    gap.delete()
    record(subject, "gap taken away", by=by, why=why, before=before)
