"""Files of counts: what is read of them, what is doubtful, what the office may not keep at all."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

from precept.foundation.intake import actions as intake
from precept.foundation.intake.actions import giving
from precept.foundation.intake.models import Intake, IntakeRow
from precept.foundation.intake.sheets import Row
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.understand.actions import areas as area_actions
from precept.understand.models import Area, NeedCount
from precept.understand.queries import areas as area_queries
from precept.understand.queries import counts
from precept.understand.sheets import COUNTS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_that_go_away(settings: Any, tmp_path: Path) -> None:
    """Files that are given go away with the test."""
    settings.MEDIA_ROOT = str(tmp_path / "files")


HEAD = "Month,Type,Area,Count,Group,Source\n"


def give(by: Person, text: str, name: str = "counts.csv") -> Intake:
    return intake.begin(by=by, kind_name="counts", name=name, content=text.encode())


def problems(given: Intake) -> dict[int, str]:
    rows = IntakeRow.objects.filter(intake=given, turn=given.turn)
    return {one.line: one.problems[0]["words"] for one in rows if one.problems}


def doubts(given: Intake) -> dict[int, str]:
    rows = IntakeRow.objects.filter(intake=given, turn=given.turn)
    return {one.line: one.doubts[0]["words"] for one in rows if one.doubts}


def load(by: Person, given: Intake) -> Intake:
    given.refresh_from_db()
    return intake.confirm(by=by, intake=given, why="The force’s extract", rows=given.rows_to_load)


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Postcode", "a place smaller than an area"),
        ("Easting", "a place smaller than an area"),
        ("Crime reference", "about one person"),
        ("Victim name", "about one person"),
        ("Notes", "words about what happened to somebody"),
    ],
)
def test_a_file_that_holds_more_than_counts_is_refused_and_not_kept(
    areas: dict[str, Area],
    manager: Person,
    heading: str,
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = FileSystemStorage(location=tmp_path)
    monkeypatch.setattr(giving, "default_storage", store)
    text = f"Month,Type,Area,Count,{heading}\nApril 2022,Burglary,Blaby,3,x\n"

    with pytest.raises(Refused) as refusal:
        give(manager, text)

    assert refusal.value.field == "file"
    assert f"“{heading}”: it looks like" in refusal.value.words
    assert why in refusal.value.words
    assert not Intake.objects.exists()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_a_place_that_shows_under_headings_nobody_knows_is_refused_too(
    areas: dict[str, Area], manager: Person
) -> None:
    with pytest.raises(Refused, match="Latitude"):
        give(manager, "Our extract,\nWhen,Latitude\n1,2\n")


def test_a_file_of_counts_is_read_and_loaded(areas: dict[str, Area], manager: Person) -> None:
    given = give(
        manager,
        HEAD
        + "April 2022,Burglary,Blaby,30,Offences,An extract\n"
        + '2022-05,burglary,E07000129,"1,028",offences,An extract\n',
    )

    assert problems(given) == {}
    loaded = load(manager, given)

    assert (loaded.state, loaded.rows_loaded) == ("loaded", 2)
    assert list(NeedCount.objects.order_by("month").values_list("month", "count", "group")) == [
        (date(2022, 4, 1), 30, "offences"),
        (date(2022, 5, 1), 1028, "offences"),
    ]
    (kept,) = counts.kept_counts()
    assert (kept.title, kept.rows) == ("Burglary, offences", 2)


def test_what_cannot_be_read_is_said_of_its_row(areas: dict[str, Area], manager: Person) -> None:
    given = give(
        manager,
        HEAD
        + "April,Burglary,Blaby,30,,\n"
        + "April 2022,Burglary,LE1 1AA,30,,\n"
        + "April 2022,Burglary,Nowhere,30,,\n"
        + "April 2022,Burglary,Blaby,few,,\n"
        + "April 2022,Burglary,Blaby,3,dogs,\n"
        + "April 2022,,Blaby,3,,\n",
    )

    said = problems(given)
    assert "is no month" in said[2]
    assert said[3] == "This is a postcode. Only areas are counted, by name or code"
    assert "“Nowhere” is not in the list of areas" in said[4]
    assert said[5] == "A count is a whole number, such as 12"
    assert said[6].startswith("The group is one of: victims, offences")
    assert said[7] == "There is no type"


def test_the_same_count_twice_in_a_file_is_refused(areas: dict[str, Area], manager: Person) -> None:
    row = "April 2022,Burglary,Blaby,30,,\n"

    assert len(problems(give(manager, HEAD + row + row))) == 2


def test_an_old_code_is_read_as_its_successors(areas: dict[str, Area], manager: Person) -> None:
    given = give(manager, HEAD + "April 2022,Burglary,31UB,30,,\nApril 2022,Burglary,Blaby,5,,\n")

    assert doubts(given) == {
        2: "Blaby (31UB) has ended: the count is read as that of Blaby (E07000129)"
    }
    load(manager, given)
    (figure,) = counts.figures(
        ["burglary:"],
        [areas["Blaby"].pk],
        area_queries.area_map(),
        date(2022, 4, 1),
        date(2022, 4, 1),
    )
    assert figure.by_area == {areas["Blaby"].pk: 35}
    assert figure.total == 35


def test_a_count_of_an_area_that_was_split_is_a_doubt_and_shown_for_none(
    areas: dict[str, Area], manager: Person
) -> None:
    area_actions.end_area(
        by=manager,
        area=areas["Charnwood"],
        version=1,
        ends=date(2022, 3, 31),
        successors=[areas["Blaby"], areas["Melton"]],
        why="An order",
    )
    given = give(manager, HEAD + "April 2022,Burglary,Charnwood,30,,\n")

    assert "Charnwood (E07000130) was split into Blaby and Melton" in doubts(given)[2]
    load(manager, given)
    (figure,) = counts.figures(
        ["burglary:"],
        [areas["Blaby"].pk, areas["Melton"].pk],
        area_queries.area_map(),
        date(2022, 4, 1),
        date(2022, 4, 1),
    )
    assert figure.total == 0


def test_a_later_file_takes_the_place_of_an_earlier_figure(
    areas: dict[str, Area], manager: Person
) -> None:
    load(manager, give(manager, HEAD + "April 2022,Burglary,Blaby,30,,\n"))
    again = give(manager, HEAD + "April 2022,Burglary,Blaby,31,,\n")

    row = IntakeRow.objects.get(intake=again)
    (words,) = COUNTS.describe([Row(row.line, row.values)], {})
    assert words == "Keep 31: Burglary, April 2022, Blaby, in place of 30"
    load(manager, again)
    assert NeedCount.objects.get().count == 31


def test_a_file_whose_chosen_sheet_holds_more_than_counts_is_dropped(
    areas: dict[str, Area], manager: Person
) -> None:
    given = give(manager, "Month,Type,Area,Count\nMonth,Type,Area,Surname\nApril 2022,x,Blaby,1\n")

    with pytest.raises(Refused, match="Surname"):
        intake.choose_place(by=manager, intake=given, tab="", heading_line=2)

    given.refresh_from_db()
    assert given.state == "dropped"


def test_who_does_not_keep_the_plan_gives_no_counts(db: None, auditor: Person) -> None:
    with pytest.raises(NotAllowed):
        give(auditor, HEAD)
