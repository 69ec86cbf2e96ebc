"""Briefings: what is drawn from publications, for whom, and how little it asks of the database."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pypdf
import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.foundation.publications.actions import withdraw
from precept.foundation.publications.models import Publication
from precept.plan.published import PlacePublished
from precept.review.answers import queries, rules
from tests.conftest import only_public_tables
from tests.review.answers import publishing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
ABOUT = (
    ("organisation", "ORG-2"),
    ("priority", publishing.VICTIMS),
    ("area", "E07000001"),
)
MOST_QUERIES = 4


def of(kind: str, key: str, reader: str = "panel") -> rules.Briefing:
    made = queries.briefing(kind, key, reader)
    assert made is not None
    return made


def said(made: rules.Briefing, section: str) -> list[tuple[str, str]]:
    found = next(one for one in made.sections if one.key == section)
    return [(line.words, line.amount) for line in found.lines]


@pytest.fixture
def everything() -> None:
    """What the office published, and of each kind that a briefing knows one more."""
    publishing.agreement("CORE900", None)
    publishing.agreement("CORE901", 1_050)
    publishing.decision("D-1", 5_600_000)
    publishing.decision("D-2", None, priorities=())
    publishing.joint_service()
    publishing.formula()
    publishing.an_area()


@pytest.mark.usefixtures("everything")
def test_values_of_different_kinds_are_never_added_and_what_is_not_known_is_said() -> None:
    publishing.agreement("CORE902", 2_000, vat="Including VAT")

    money = said(of("organisation", "ORG-2"), "money")

    assert money == [
        ("Running: annual value of 2 agreements, excluding VAT", "£10.50 plus 1 not yet known"),
        ("Running: annual value of 1 agreement, including VAT", "£20"),
        ("Running: contract value of 2 agreements, excluding VAT", "£112,000"),
        ("Safe places at night: what its commissioners put in, 2026–27", "£1,500"),
    ]


@pytest.mark.usefixtures("everything")
def test_a_priority_has_its_decisions_its_rounds_and_its_services() -> None:
    made = of("priority", publishing.VICTIMS)

    assert [one.key for one in made.sections] == list(made.reader.order)
    assert said(made, "decisions") == [("Decision D-1: Commissioner, 1 October 2026", "£56,000")]
    assert said(made, "coming") == [
        ("Round “Rural crime” of the Safety Fund, closes 9 December 2026", "£111,000")
    ]
    assert "Safe places at night" in " ".join(words for words, _ in said(made, "provides"))


@pytest.mark.usefixtures("everything")
def test_a_priority_has_the_projects_that_providers_may_prepare_for() -> None:
    publishing.project("P1")
    publishing.project("P2", is_in_market=False)

    assert said(of("priority", publishing.VICTIMS), "coming")[1:] == [
        (
            "Project “Calls at night P1”, expected to open on 31 January 2027,"
            " to be in place by 28 August 2027",
            "£250,000 to £1 million",
        )
    ]


@pytest.mark.usefixtures("everything")
def test_a_district_has_the_projects_that_are_coming_there_and_no_others() -> None:
    publishing.project("P1", areas=(PlacePublished(code="E07000001", name="Westmere"),))
    publishing.project("P2", areas=(PlacePublished(code="E07000002", name="Eastmere"),))
    publishing.project("P3")

    coming = [words for words, _ in said(of("area", "E07000001"), "coming")]
    assert [words for words in coming if words.startswith("Project")] == [
        "Project “Calls at night P1”, expected to open on 31 January 2027,"
        " to be in place by 28 August 2027"
    ]


@pytest.mark.usefixtures("everything")
def test_an_area_has_what_reaches_it_and_its_counts_as_they_were_published() -> None:
    made = of("area", "E07000001", "press")

    assert made.subject.title == "Westmere"
    assert said(made, "money")[1:] == [
        ("Formula funding 2026–27 to Westmere partnership", "£7,300"),
        ("Safe places at night: what its commissioners put in, 2026–27", "£1,500"),
    ]
    assert [words for words, _ in said(made, "provides")] == [
        "Help for victims by telephone: Willow Advice, 1 April 2026 to 31 March 2028",
        "Safe places at night: commissioned jointly by Willow Advice, District of Westmere",
        "A drop-in: A church",
    ]
    assert ("Harm, victims, April 2022 to May 2022", "30") in said(made, "needs")
    # A small count stays what it is in public.
    assert ("Harm, victims, April 2022 to May 2022", "fewer than 5") in said(
        of("area", "E07000003"), "needs"
    )


def test_what_ends_within_a_year_says_by_when_it_is_decided(
    today: Callable[[date], None],
) -> None:
    today(date(2027, 6, 1))
    coming = said(of("organisation", "ORG-2"), "coming")

    assert coming[1][0] == (
        "Help for victims by telephone ends on 31 March 2028; what follows was to be decided by 15 May 2027"
    )


def test_a_protected_organisation_has_nothing_but_its_name() -> None:
    made = of("organisation", "ORG-3")

    assert made.is_empty
    assert made.sources == ()


def test_what_is_not_published_has_no_briefing_and_what_was_withdrawn_says_so(
    person: Callable[..., Person],
) -> None:
    for kind, key in (
        ("organisation", "NONE"),
        ("priority", "none"),
        ("area", "E07000001"),
        ("fund", "CORE"),
        ("area", "E\x00"),
    ):
        with pytest.raises(Http404):
            queries.briefing(kind, key, "panel")
    with pytest.raises(Http404):
        queries.briefing("organisation", "ORG-2", "nobody")
    row = Publication.objects.get(kind="organisation", key="ORG-2", is_latest=True)
    withdraw(publication=row, by=person(role="chief-executive"), why="A mistake")
    assert queries.briefing("organisation", "ORG-2", "panel") is None


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(("kind", "key"), ABOUT)
def test_it_reads_publications_alone_and_asks_as_little_for_many_as_for_one(
    kind: str, key: str
) -> None:
    def asked() -> int:
        with only_public_tables(), CaptureQueriesContext(connection) as captured:
            assert not of(kind, key).is_empty
        return len(captured)

    few = asked()
    for number in range(30):
        publishing.agreement(f"MANY{number:02}", number)
        publishing.decision(f"MANY-{number:02}", number)
    assert asked() == few <= MOST_QUERIES


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("reader", sorted(rules.readers()))
@pytest.mark.parametrize(("kind", "key"), ABOUT)
def test_it_stands_on_one_page_however_much_there_is(kind: str, key: str, reader: str) -> None:
    for number in range(25):
        publishing.agreement(f"MANY{number:02}", number, title="A service with a long name " * 4)
        publishing.decision(f"MANY-{number:02}", number, title="A decision of many words " * 5)
    made = of(kind, key, reader)
    pdf = pypdf.PdfReader(BytesIO(queries.briefing_file(made, "Office", "pdf")))

    assert len(pdf.pages) == 1 == queries.pages_of(queries.briefing_file(made, "Office", "pdf"))
    text = "".join(pdf.pages[0].extract_text().split())
    assert f"/briefing/{kind}/{key}" in text
    if kind != "area":
        assert "moreat" in text


@pytest.mark.usefixtures("everything")
def test_word_says_what_the_page_says() -> None:
    made = of("priority", publishing.VICTIMS)
    written = queries.briefing_file(made, "Office", "docx")
    with zipfile.ZipFile(BytesIO(written)) as file:
        text = file.read("word/document.xml").decode()

    assert "Round “Rural crime” of the Safety Fund" in text
    assert "plus 1 not yet known" in text


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(("kind", "key"), ABOUT)
def test_every_figure_stands_in_the_publication_that_it_names(kind: str, key: str) -> None:
    made = of(kind, key)
    seen = 0
    for section in made.sections:
        for line in section.lines:
            for one in line.figures:
                row = Publication.objects.get(
                    kind=one.source.kind, key=one.source.key, version=one.source.version
                )
                assert row.digest == one.source.digest
                values = [value for _, value in queries.leaves(json.loads(row.payload))]
                assert ("" if one.number is None else str(one.number)) in values
                seen += 1
            if line.is_money and line.figures:
                total = str(rules.added(line.figures))
                assert line.amount.startswith(total)
    assert seen
