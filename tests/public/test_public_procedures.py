"""How the office lets things, as anyone reads it: version, dates, reviews, and what was before."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from precept.do.procedures.published import (
    DocumentPublished,
    ProcedurePublished,
    ReviewPublished,
    SectionPublished,
    StagePublished,
)
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import withdraw, write_files
from precept.foundation.publications.models import Publication
from tests.public import published_office as made
from tests.reading import words

pytestmark = pytest.mark.django_db


def procedure(key: str = "grant-round", **said: Any) -> ProcedurePublished:
    """A procedure with every field filled."""
    whole: dict[str, Any] = {
        "key": key,
        "title": "Grant round",
        "number": 2,
        "why": "Bidders asked for more time",
        "used_when": "To share a fund.\n\nBetween many.",
        "stages": (
            StagePublished(
                name="Open", who="Anybody", what="Bids are written.", how_long="At least 6 weeks"
            ),
        ),
        "sections": (
            SectionPublished(heading="How marks are given", text="- Alone\n- With a scale"),
        ),
        "documents": ("Conditions of grant",),
        "begins": "2026-05-01",
        "approved_on": "2026-04-20",
        "review_on": "2027-04-14",
        "reviews": (
            ReviewPublished(held_on="2026-04-14", outcome="Changed", words="More time was given."),
        ),
        "retired_on": None,
        "retired_why": "",
        "is_invented": True,
    }
    return ProcedurePublished(**(whole | said))


def release(one: ProcedurePublished) -> Publication:
    """Publish it."""
    return made.publish("procedure", one.key, one, title=one.title)


def test_a_site_without_procedures_says_what_will_be_there(client: Client) -> None:
    assert "No procedure is published yet" in words(client.get("/how-we-commission"))
    assert client.get("/how-we-commission/grant-round").status_code == 404


def test_anyone_reads_a_procedure_with_its_version_and_dates(client: Client) -> None:
    release(procedure())

    page = words(client.get("/how-we-commission/grant-round"))

    for said in (
        "Grant round Invented for the demonstration",
        "Version 2",
        "In force from 1 May 2026",
        "Next review By 14 April 2027",
        "Why this version Bidders asked for more time",
        "1. Open Bids are written. Anybody At least 6 weeks",
        "How marks are given Alone With a scale",
        "Conditions of grant",
        "Reviewed 14 April 2026: changed. More time was given.",
    ):
        assert said in page


def test_what_is_no_longer_used_stands_last_and_says_so(client: Client) -> None:
    release(procedure("old", title="A raffle", retired_on="2026-06-01", retired_why="Unfair"))
    release(procedure())

    said = words(client.get("/how-we-commission"))
    assert said.index("Grant round") < said.index("A raffle")
    assert "No longer used since 1 June 2026." in said
    page = words(client.get("/how-we-commission/old"))
    assert "No longer used since 1 June 2026. Unfair" in page
    assert "Next review" not in page


def test_earlier_issues_stay_readable_and_say_that_they_are_earlier(client: Client) -> None:
    release(procedure(number=1, why="", begins="2025-04-01"))
    release(procedure())

    page = client.get("/how-we-commission/grant-round/1")

    assert "In force from 1 April 2025" in words(page)
    assert "This is an earlier version." in words(page)
    assert "Issue 1" in words(client.get("/how-we-commission/grant-round"))
    assert client.get("/how-we-commission/grant-round/9").status_code == 404


def test_a_withdrawn_procedure_leaves_a_tombstone(
    client: Client, person: Callable[..., Person]
) -> None:
    row = release(procedure())
    withdraw(by=person(role="chief-executive"), publication=row, why="It named somebody")

    page = client.get("/how-we-commission/grant-round")
    assert page.status_code == 410
    assert "It named somebody" in words(page)


def test_a_round_leads_to_its_procedure_once_that_is_published(
    client: Client, published: None
) -> None:
    opportunity = Publication.objects.filter(kind="opportunity").first()
    assert opportunity is not None
    address = f"/opportunities/{opportunity.key}"
    assert "/how-we-commission/grant-round" not in client.get(address).content.decode()

    release(procedure())

    assert "/how-we-commission/grant-round" in client.get(address).content.decode()


def test_the_pages_ask_little_of_one_and_of_many(client: Client) -> None:
    def asks(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    release(procedure())
    one = [asks(address) for address in ("/how-we-commission", "/how-we-commission/grant-round")]
    for at in range(20):
        release(procedure(f"p-{at}", title=f"Procedure {at}"))
        release(procedure(number=at + 3))
    many = [asks(address) for address in ("/how-we-commission", "/how-we-commission/grant-round")]

    assert many == one
    assert max(many) <= 5


def document(**said: Any) -> DocumentPublished:
    """A document of the grant round with every field filled."""
    whole: dict[str, Any] = {
        "key": "grant-conditions",
        "title": "Conditions of grant",
        "number": 2,
        "why": "Safeguarding was missing",
        "used_when": "Part of every grant.",
        "sections": (
            SectionPublished(
                heading="What it is for", text="Money for [the provider].\n\n- Spend it"
            ),
        ),
        "procedures": ("grant-round", "small-grant"),
        "office": "The office",
        "begins": "2026-05-01",
        "approved_on": "2026-04-20",
        "retired_on": None,
        "retired_why": "",
        "is_invented": False,
    }
    return DocumentPublished(**(whole | said))


def release_document(one: DocumentPublished) -> Publication:
    """Publish it with its file."""
    row = made.publish("procedure-document", one.key, one, title=one.title)
    write_files(row)
    return row


PLACE = "/how-we-commission/documents/grant-conditions"


def test_anyone_reads_a_document_from_the_page_of_its_procedure(client: Client) -> None:
    release(procedure(document_keys=("grant-conditions",)))
    assert PLACE not in client.get("/how-we-commission/grant-round").content.decode()
    release_document(document())

    assert f'href="{PLACE}"' in client.get("/how-we-commission/grant-round").content.decode()
    page = client.get(PLACE)
    for said in (
        "Conditions of grant",
        "Version 2",
        "In force from 1 May 2026",
        "Why this version Safeguarding was missing",
        "Part of every grant.",
        "What it is for Money for [the provider]. Spend it",
    ):
        assert said in words(page)
    shown = page.content.decode()
    assert 'href="/how-we-commission/grant-round"' in shown
    assert "small-grant" not in shown
    assert client.get(f"{PLACE}/2").status_code == 404


def test_each_version_of_a_document_is_taken_away_as_word(client: Client) -> None:
    release_document(document(number=1, why="", begins="2025-04-01"))
    old = "grant-conditions-version-1.docx"
    release_document(document())
    new = "grant-conditions-version-2.docx"

    assert f"{PLACE}/files/{new}" in client.get(PLACE).content.decode()
    earlier = client.get(f"{PLACE}/1").content.decode()
    assert f"{PLACE}/files/{old}" in earlier
    assert new not in earlier
    for name, begins in ((old, "1 April 2025"), (new, "1 May 2026")):
        answer = client.get(f"{PLACE}/files/{name}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        said = "\n".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
        assert "Money for [the provider]." in said
        assert begins in said
    assert client.get(f"{PLACE}/files/other.docx").status_code == 404


def test_a_withdrawn_document_is_gone_with_every_file(
    client: Client, person: Callable[..., Person]
) -> None:
    row = release_document(document())
    withdraw(
        by=person(role="chief-executive", name="Cy Chief"), publication=row, why="It was wrong"
    )

    assert client.get(PLACE).status_code == 410
    assert client.get(f"{PLACE}/1").status_code == 404
    assert client.get(f"{PLACE}/files/grant-conditions-version-2.docx").status_code == 404


def test_the_page_of_a_document_costs_the_same_with_few_versions_and_many(client: Client) -> None:
    for number in (1, 2):
        release_document(document(number=number))
    with CaptureQueriesContext(connection) as few:
        client.get(PLACE)
    for number in range(3, 9):
        release_document(document(number=number))
    with CaptureQueriesContext(connection) as many:
        client.get(PLACE)

    assert len(few) == len(many) <= 5
