"""What the public gets of the strategy, the plan and the measures."""

from datetime import date

import pytest

from precept.foundation.documents.model import BulletList, Heading, Note, Paragraph
from precept.foundation.ledger.actions import Refused
from precept.foundation.people.models import Person
from precept.foundation.publications import kinds
from precept.foundation.publications import queries as publications
from precept.foundation.publications.actions import write_files
from precept.foundation.publications.models import Publication
from precept.foundation.search.entries import Entry
from precept.parties.models import Organisation
from precept.understand import actions, queries
from precept.understand.models import CrimePlan, Measure, Strategy
from precept.understand.published import (
    AimPublished,
    AimsPublished,
    MeasurePublished,
    SectionPublished,
    StrategyPublished,
)
from precept.understand.releases import strategy_document
from tests.understand.conftest import YEAR


def entry_of(name: str, key: str) -> Entry:
    make = kinds.kind(name).entry
    assert make is not None
    return make(publications.latest(name, key))


def test_the_strategy_is_released_whole(strategy_in_force: Strategy) -> None:
    released = publications.latest("strategy", "strategy")

    assert (released.version, released.title, released.address) == (
        1,
        "Commissioning Strategy",
        "/strategy",
    )
    assert released.payload == StrategyPublished(
        version=1,
        title="Commissioning Strategy",
        dated="2022-11-28",
        note="",
        sections=(
            SectionPublished(
                slug="introduction",
                heading="Introduction",
                level=2,
                text="What this is for.\n\n- One\n- Two",
                note="",
            ),
            SectionPublished(
                slug="principles",
                heading="Principles",
                level=2,
                text="Openness.",
                note="A drawing is left out.",
            ),
        ),
    )


def test_search_finds_the_strategy_by_its_words(strategy_in_force: Strategy) -> None:
    assert entry_of("strategy", "strategy") == Entry(
        scope="public",
        kind="strategy",
        key="strategy",
        title="Commissioning Strategy",
        href="/strategy",
        text="Introduction\nWhat this is for.\n\n- One\n- Two\nPrinciples\nOpenness.",
        shown={"version": 1, "dated": "2022-11-28"},
        date=date(2022, 11, 28),
    )


def section(heading: str, level: int, text: str = "", note: str = "") -> SectionPublished:
    return SectionPublished(slug="a", heading=heading, level=level, text=text, note=note)


def test_headings_of_the_document_skip_no_level() -> None:
    said = StrategyPublished(
        version=2,
        title="Strategy",
        dated="2022-11-28",
        note="",
        sections=(
            section("Deep first", 3, "Said.\n\n- One"),
            section("Under it", 3, note="A drawing."),
            section("Top", 2),
        ),
    )

    document = strategy_document(said, "The office")

    assert (document.version_line, document.date_line) == ("Version 2", "28 November 2022")
    assert [(type(one), getattr(one, "level", None)) for one in document.blocks] == [
        (Heading, 1),
        (Paragraph, None),
        (BulletList, None),
        (Heading, 2),
        (Note, None),
        (Heading, 1),
    ]


def test_the_strategy_comes_as_pdf_and_as_word(strategy_in_force: Strategy) -> None:
    write_files(Publication.objects.get(kind="strategy"))

    files = publications.files_of("strategy", "strategy")

    assert [(one.name, bytes(one.content)[:4]) for one in files] == [
        ("strategy.docx", b"PK\x03\x04"),
        ("strategy.pdf", b"%PDF"),
    ]


def test_each_plan_keeps_an_address_of_its_own(plan_in_force: CrimePlan) -> None:
    released = publications.latest("plan", "2021-24")

    assert released.address == "/plan?plan=2021-24"
    assert entry_of("plan", "2021-24") == Entry(
        scope="public",
        kind="plan",
        key="2021-24",
        title="Police and Crime Plan",
        href="/plan?plan=2021-24",
        text="Public opinion, partners and threats.\nSupport for victims\nTo support victims.\n"
        "Night-time economy\nTo keep people safe.\nVisible Policing\nUrban Policing",
        shown={"term": "2021–2024"},
        date=date(2021, 4, 1),
    )


def test_evidence_is_released_with_its_priority(
    plan: CrimePlan, officer: Person, commissioner: Person
) -> None:
    actions.add_evidence(
        by=officer,
        priority=queries.priority("2021-24", 1, "support-for-victims"),
        kind="threat",
        text="Offences rose.",
        source="Police statistics",
        dated=date(2022, 5, 1),
    )
    actions.publish_plan(by=commissioner, plan=plan)

    said = publications.latest("plan", "2021-24").payload

    assert [one.model_dump() for one in said.priorities[0].evidence] == [
        {
            "kind": "Evidence of threat",
            "text": "Offences rose.",
            "source": "Police statistics",
            "dated": "2022-05-01",
        }
    ]
    assert (said.priorities[1].term, said.review_on) == ("Short-term", "2023-04-30")


def test_a_years_measures_are_released_as_they_stand(
    deliverable: Measure, monitored: Measure, commissioner: Person
) -> None:
    actions.publish_measures(
        by=commissioner, year=YEAR, review="To be reviewed – April 2023", why="The first half."
    )

    released = publications.latest("measures", YEAR)
    plain = {
        "responsible": "",
        "responsible_reference": None,
        "owner": "",
        "due": None,
        "timescale": "",
        "state": "",
        "state_title": "",
        "requested": None,
        "received": None,
        "assessed": None,
        "assessment": "",
        "evidence": "",
        "evidence_link": "",
        "schedule": "",
        "next_due": None,
    }
    assert (released.title, released.why, released.address) == (
        "Aims and measures 2022–23",
        "The first half.",
        "/measures?year=2022-23",
    )
    assert released.payload == AimsPublished(
        year=YEAR,
        review="To be reviewed – April 2023",
        aims=(
            AimPublished(
                slug="victims-of-crime",
                title="Victims of Crime",
                statement="To alleviate the suffering of victims.",
                introduction="",
                lead="By the end of the year:",
                priorities=("support-for-victims",),
                is_invented=False,
                measures=(
                    MeasurePublished(
                        **plain
                        | {
                            "slug": "a-written-strategy-from-the-force",
                            "kind": "deliverable",
                            "text": "A written strategy from the Force",
                            "responsible": "The Force",
                            "responsible_reference": "the-force",
                            "owner": "Head of Crime",
                            "due": "2023-03-31",
                            "state": "planned",
                            "state_title": "Planned",
                        }
                    ),
                    MeasurePublished(
                        **plain
                        | {
                            "slug": "satisfaction-of-victims",
                            "kind": "monitored",
                            "text": "Satisfaction of victims",
                            "schedule": "Not stated",
                        }
                    ),
                ),
            ),
        ),
    )


def test_search_finds_a_years_measures(deliverable: Measure, commissioner: Person) -> None:
    actions.publish_measures(by=commissioner, year=YEAR)

    assert entry_of("measures", YEAR) == Entry(
        scope="public",
        kind="measures",
        key=YEAR,
        title="Aims and measures 2022–23",
        href="/measures?year=2022-23",
        text="Victims of Crime\nTo alleviate the suffering of victims.\n"
        "A written strategy from the Force",
        shown={"year": YEAR},
        facets={"year": (YEAR,)},
        date=date(2022, 4, 1),
    )


def test_a_body_protected_later_is_released_by_its_area(
    deliverable: Measure, force: Organisation
) -> None:
    Organisation.objects.filter(pk=force.pk).update(is_protected=True, area="Rutland")

    (aim,) = queries.aims_of(YEAR)

    assert (aim.measures[0].responsible, aim.measures[0].responsible_reference) == (
        "Protected organisation, Rutland",
        None,
    )


def test_personal_details_are_kept_in(
    strategy: Strategy, officer: Person, commissioner: Person
) -> None:
    actions.change_section(
        by=officer,
        section=queries.section(1, "introduction"),
        heading="Introduction",
        text="Write to ada.example@mail.example or call 07700 900123.",
        note="",
    )

    with pytest.raises(Refused):
        actions.publish_strategy(by=commissioner, strategy=strategy)

    assert queries.strategy(1).state == "draft"
    assert publications.latest_or_none("strategy", "strategy") is None
