"""The office's list of areas: taken over from the national one, added to, ended with what follows."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import Actor, NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.understand import access
from precept.understand.actions.drafts import STALE
from precept.understand.models import Area, AreaPopulation
from precept.understand.queries import areas as queries
from precept.understand.rules import areas as rules

NOT_KEEPER = "Only people who keep the plan may change the list of areas."


def ask_keeper(by: Person) -> None:
    """Refuse whoever may not keep areas."""
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)


@action
def take_standard_areas(*, by: Person) -> int:
    """Add every area of the national list that is not here yet; how many. Refused where none is missing."""
    ask_keeper(by)
    listed = rules.standard_areas()
    known = {one.code: one for one in Area.objects.filter(code__in=[a.code for a in listed.areas])}
    added = 0
    for one in listed.areas:
        if one.code in known:
            continue
        made = Area.objects.create(
            code=one.code,
            name=one.name,
            kind=one.kind,
            parent=known.get(one.parent),
            starts=one.starts,
            ends=one.ends,
            row=one.row,
            column=one.column,
            is_standard=True,
        )
        made.successors.set([known[code] for code in one.successors if code in known])
        known[one.code] = made
        record(made.subject, "area taken over", by=by, after=queries.area_said(made))
        if one.population is not None:
            _state(made, one.population, listed.census, f"Census, {listed.source}", by)
        added += 1
    if not added:
        raise Refused("Every area of the list is here already.")
    return added


def _clean(code: str) -> str:
    clean = rules.clean_code(code)
    if not clean:
        raise Refused(
            "A code is 2 to 9 capital letters and digits, such as E07000129.", field="code"
        )
    return clean


def _ask_tile(row: int | None, column: int | None, but: Area | None = None) -> None:
    if (row is None) != (column is None):
        raise Refused("Enter both the row and the column, or neither.", field="row")
    if row is None or column is None:
        return
    taken = queries.taken_tiles(but).get((row, column))
    if taken:
        raise Refused(f"{taken} stands there on the drawing. Choose another place.", field="row")


def _needed(words: str, text: str, field: str) -> str:
    if not text.strip():
        raise Refused(words, field=field)
    return " ".join(text.split())


@action
def add_area(
    *,
    by: Person,
    code: str,
    name: str,
    kind: str,
    parent: Area | None = None,
    starts: date | None = None,
    row: int | None = None,
    column: int | None = None,
) -> Area:
    """Add an area to the office's own list."""
    ask_keeper(by)
    code, name = _clean(code), _needed("Enter its name", name, "name")
    _ask_tile(row, column)
    try:
        with transaction.atomic():
            made = Area.objects.create(
                code=code,
                name=name,
                kind=kind,
                parent=parent,
                starts=starts,
                row=row,
                column=column,
            )
    except IntegrityError:
        raise Refused("There is already an area with this code.", field="code") from None
    record(made.subject, "area added", by=by, after=queries.area_said(made))
    return made


@action
def change_area(
    *,
    by: Person,
    area: Area,
    version: int,
    name: str,
    kind: str,
    parent: Area | None,
    starts: date | None,
    row: int | None,
    column: int | None,
    why: str = "",
) -> Area:
    """Change what the list says of an area; its code stays, because counts come with it."""
    ask_keeper(by)
    name = _needed("Enter its name", name, "name")
    if parent is not None and (
        parent.pk == area.pk or area.pk in queries.area_map().above([parent.pk]).get(parent.pk, ())
    ):
        raise Refused("An area cannot lie within itself.", field="parent")
    if starts is not None and area.ends is not None and starts > area.ends:
        raise Refused("It would begin after it ended.", field="starts")
    _ask_tile(row, column, area)
    before = queries.area_said(area)
    changes = {
        "name": name,
        "kind": kind,
        "parent": parent,
        "starts": starts,
        "row": row,
        "column": column,
    }
    write_next(area, changes, read=version, stale=STALE)
    after = queries.area_said(area)
    record(area.subject, "area changed", by=by, why=why, before=before, after=after)
    return area


@action
def end_area(
    *, by: Person, area: Area, version: int, ends: date, successors: Sequence[Area], why: str
) -> Area:
    """Say that an area's code is no longer used, and what follows it: one area, or several it was split into."""
    ask_keeper(by)
    why = _needed("Enter why it ends, such as the order that ends it", why, "why")
    if area.ends is not None:
        raise Refused("It has ended already.")
    if area.starts is not None and ends < area.starts:
        raise Refused("The last day must be the same as or after the first.", field="ends")
    if not successors:
        raise Refused("Choose what follows it.", field="successors")
    known = queries.area_map()
    for one in successors:
        if one.pk == area.pk or one.ends is not None or known.of_today(one.pk) != one:
            raise Refused("Choose areas that go on.", field="successors")
    write_next(area, {"ends": ends, "row": None, "column": None}, read=version, stale=STALE)
    area.successors.set(successors)
    record(
        area.subject,
        "area ended",
        by=by,
        why=why,
        after={"last day": clock.iso(ends), "what follows": [str(one) for one in successors]},
    )
    for one in successors:
        record(one.subject, "area followed another", by=by, why=why, after={"before": str(area)})
    return area


@action
def state_population(
    *, by: Person, area: Area, people: int, dated: date, source: str
) -> AreaPopulation:
    """State how many people lived in an area on a day, with the source; the newest is used for rates."""
    ask_keeper(by)
    source = _needed("Enter where the number is from", source, "source")
    if dated > clock.today():
        raise Refused("The day must be today or earlier.", field="dated")
    if people < 1:
        raise Refused("Enter how many people live there.", field="people")
    return _state(area, people, dated, source, by)


def _state(area: Area, people: int, dated: date, source: str, by: Actor) -> AreaPopulation:
    before = area.populations.filter(dated=dated).first()
    stated, _ = AreaPopulation.objects.update_or_create(
        area=area, dated=dated, defaults={"people": people, "source": source}
    )
    record(
        area.subject,
        "population stated",
        by=by,
        before=None if before is None else {"people": before.people, "source": before.source},
        after={"people": people, "on": clock.iso(dated), "source": source},
    )
    return stated
