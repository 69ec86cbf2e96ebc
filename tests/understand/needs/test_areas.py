"""The office's list of areas: taken over, added to, ended with what follows."""

from datetime import date

import pytest

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.understand.actions import areas as actions
from precept.understand.models import Area
from precept.understand.queries import areas as queries
from tests.understand.told import last, told

pytestmark = pytest.mark.django_db


def test_the_national_list_is_taken_over_once(manager: Person) -> None:
    added = actions.take_standard_areas(by=manager)

    assert added == Area.objects.count() == 20
    blaby = queries.area("E07000129")
    assert (blaby.parent, blaby.is_standard) == (queries.area("E10000018"), True)
    assert queries.area("31UB").successors.get() == blaby
    assert queries.populations([blaby.pk])[blaby.pk].people == 102_900
    assert told(blaby.subject) == ["area taken over", "population stated"]
    with pytest.raises(Refused, match="here already"):
        actions.take_standard_areas(by=manager)


def test_only_who_keeps_the_plan_keeps_areas(areas: dict[str, Area], auditor: Person) -> None:
    blaby = areas["Blaby"]
    for attempt in (
        lambda: actions.take_standard_areas(by=auditor),
        lambda: actions.add_area(by=auditor, code="X1", name="x", kind="other"),
        lambda: actions.end_area(
            by=auditor, area=blaby, version=1, ends=date(2022, 1, 1), successors=[], why="x"
        ),
        lambda: actions.state_population(
            by=auditor, area=blaby, people=1, dated=date(2022, 1, 1), source="x"
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"code": "no-such"}, "code"),
        ({"code": "E07000129"}, "code"),
        ({"name": " "}, "name"),
        ({"row": 3}, "row"),
        ({"row": 3, "column": 1}, "row"),
    ],
)
def test_an_area_that_cannot_be_so_is_refused(
    areas: dict[str, Area], manager: Person, said: dict[str, object], field: str
) -> None:
    plain = {"by": manager, "code": "ZONE1", "name": "A zone", "kind": "other"}
    with pytest.raises(Refused) as refusal:
        actions.add_area(**(plain | said))  # type: ignore[arg-type]

    assert refusal.value.field == field


def change(area: Area, by: Person, **said: object) -> Area:
    plain = {
        name: getattr(area, name) for name in ("name", "kind", "parent", "starts", "row", "column")
    }
    return actions.change_area(  # type: ignore[arg-type]
        **({"by": by, "area": area, "version": area.version} | plain | said)
    )


def test_an_area_is_changed_and_a_stale_change_is_noticed(
    areas: dict[str, Area], manager: Person
) -> None:
    blaby = areas["Blaby"]
    changed = change(blaby, manager, row=5, column=5, why="More room")

    assert last(changed.subject)["after"]["place on the drawing"] == "Row 5, column 5"
    with pytest.raises(Changed):
        change(queries.area("E07000129"), manager, version=1)
    with pytest.raises(Refused, match="within itself"):
        change(areas["Leicestershire"], manager, parent=queries.area("E07000129"))


def test_an_area_ends_with_what_follows_it(areas: dict[str, Area], manager: Person) -> None:
    blaby, oadby = areas["Blaby"], areas["Oadby and Wigston"]
    said = {"by": manager, "area": blaby, "version": 1, "ends": date(2022, 3, 31)}
    for wrong, field in (
        ({"successors": [], "why": "x"}, "successors"),
        ({"successors": [blaby], "why": "x"}, "successors"),
        ({"successors": [areas["31UB"]], "why": "x"}, "successors"),
        ({"successors": [oadby], "why": " "}, "why"),
        ({"successors": [oadby], "why": "x", "ends": date(2001, 1, 1)}, "ends"),
    ):
        with pytest.raises(Refused) as refusal:
            actions.end_area(**(said | wrong))  # type: ignore[arg-type]
        assert refusal.value.field == field

    actions.end_area(**said, successors=[oadby], why="An order")  # type: ignore[arg-type]

    known = queries.area_map()
    assert known.of_today(areas["31UB"].pk) == oadby
    assert blaby not in known.current
    assert told(oadby.subject)[-1] == "area followed another"
    with pytest.raises(Refused, match="ended already"):
        actions.end_area(**(said | {"version": 2}), successors=[oadby], why="Again")  # type: ignore[arg-type]


def test_the_newest_population_is_used(areas: dict[str, Area], manager: Person) -> None:
    charnwood = areas["Charnwood"]
    for people, dated in ((190_000, date(2022, 6, 30)), (180_000, date(2011, 3, 27))):
        actions.state_population(
            by=manager, area=charnwood, people=people, dated=dated, source="An estimate"
        )

    assert queries.populations([charnwood.pk])[charnwood.pk].people == 190_000
    for wrong, field in (
        ({"dated": date(2030, 1, 1)}, "dated"),
        ({"source": ""}, "source"),
        ({"people": 0}, "people"),
    ):
        said = {"people": 5, "dated": date(2022, 1, 1), "source": "x"} | wrong
        with pytest.raises(Refused) as refusal:
            actions.state_population(by=manager, area=charnwood, **said)  # type: ignore[arg-type]
        assert refusal.value.field == field


def test_areas_are_found_by_code_and_by_name(areas: dict[str, Area]) -> None:
    for text in ("e07000132", "Hinckley & Bosworth", "hinckley and  bosworth"):
        assert queries.find_area(text) == areas["Hinckley and Bosworth"]
    assert queries.find_area("31UE") == areas["31UE"]
    assert queries.find_area("Nowhere") is None
