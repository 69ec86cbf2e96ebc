"""The public log of decisions: what anyone reads, takes away and follows, and what never gets there."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from precept.decisions import actions, rules
from precept.decisions.models import Decision
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import write_files
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search.models import EntryRow
from tests.public.reading import active_parts, links, main

pytestmark = pytest.mark.django_db
NAMES = ("Zoltan Quirkmarch", "Yolanda Fizzwhistle", "Xerxes Plumborough", "Wilhelmina Snodgrove")
WITHHELD = "The lowest price offered was eight thousand quatloos."
Decide = Callable[..., Decision]


@pytest.fixture
def decide(person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> Decide:
    """Draft, advise on, sign and publish a decision on a day."""
    author = person(role="commissioning-manager", name=NAMES[0])
    treasurer = person(role="chief-finance-officer", name=NAMES[1])
    chief = person(role="chief-executive", name=NAMES[2])
    signer = person(role="commissioner", name=NAMES[3])

    def make(
        day: date = date(2026, 11, 16), withheld: str = "", files: bool = False, **fields: Any
    ) -> Decision:
        monkeypatch.setattr(clock, "today", lambda: day)
        given = {
            "kind": "award",
            "title": "Awards of People Zones round 2",
            "facts": [{"name": "Bids", "words": "12"}],
            "tables": [
                {
                    "title": "Awards",
                    "columns": ["Recipient", "Amount"],
                    "rows": [["Willow Club", "£9,305.40"]],
                }
            ],
            "amount": Money.of("39305.40"),
            "power": "power-crime-and-disorder-reduction-grant",
            "words": {
                "summary": "Six projects are funded.",
                "recommendation": "Approve.",
                "reasons": "They scored highest.",
            },
            "is_invented": True,
        }
        one = actions.draft_decision(by=author, **{**given, **fields})
        if withheld:
            actions.set_exemption(
                by=author,
                decision=one,
                version=1,
                status="exempt",
                exempt_words=withheld,
                exemption="FOI s.43(2)",
                exemption_why="Prices would help rival bidders.",
                exemption_review=date(2030, 1, 7),
            )
        one = actions.send_for_advice(by=author, decision=one)
        for kind in rules.advice_needed(one.kind, one.amount):
            adviser = treasurer if kind == "finance" else chief
            actions.give_advice(by=adviser, decision=one, kind=kind, words=f"Advice on {kind}.")
        one = actions.make_ready(by=author, decision=one)
        actions.sign_decision(by=signer, decision=one, version=one.version, interests="None.")
        one = Decision.objects.get(pk=one.pk)
        actions.set_publication(by=author, decision=one, day=day)
        released = actions.publish_decision(by=author, decision=one)
        if files:
            write_files(released)
        return Decision.objects.get(pk=one.pk)

    return make


def test_the_notice_reads_from_its_facts_to_its_signature(decide: Decide) -> None:
    decide(reference="EXE-2026-PZ2", files=True)

    page = Client().get("/decisions/EXE-2026-PZ2")

    said = main(page)
    for words in (
        "Awards of People Zones round 2 Invented for the demonstration",
        "Amount £39,305.40",
        "Decision by Commissioner",
        "Signed 16 November 2026",
        "Author Commissioning manager",
        "Bids 12",
        "Willow Club £9,305.40",
        "Crime and disorder reduction grant : Police Reform and Social Responsibility Act 2011, section 9",
        "Financial implications Advice on finance. Advice of the chief finance officer, ",
        "Approved by the commissioner on 16 November 2026.",
        "Scheme of delegation, April 2024: the commissioner.",
        "SHA-256 of what was signed:",
    ):
        assert words in said
    assert active_parts(page) == []
    assert "/decisions/EXE-2026-PZ2/files/decision-EXE-2026-PZ2.pdf" in links(page)


def test_the_log_is_narrowed_by_year_kind_priority_and_words(decide: Decide) -> None:
    decide(date(2025, 6, 2), title="An alarm", kind="spend", amount=Money.of("700"))
    decide(title="Six awards")
    decide(title="A plain thing", kind="other", amount=None, power="")

    def listed(query: str = "") -> list[str]:
        page = Client().get(f"/decisions?{query}").content.decode()
        return [key for key in ("EXE-2025-0001", "EXE-2026-0001", "EXE-2026-0002") if key in page]

    assert listed() == ["EXE-2025-0001", "EXE-2026-0001", "EXE-2026-0002"]
    assert listed("year=2025") == ["EXE-2025-0001"]
    assert listed("year=2026&kind=award") == ["EXE-2026-0001"]
    assert listed("words=plain") == ["EXE-2026-0002"]
    assert "Nothing matches." in main(Client().get("/decisions?year=2025&kind=award"))


def test_an_empty_log_says_what_to_do(db: None) -> None:
    assert "Follow the feed of decisions to hear of the first." in main(Client().get("/decisions"))


def _bytes_of(decision: Decision) -> Iterator[tuple[str, bytes]]:
    """Everything that anyone can get of a decision, with the words inside PDF and Word."""
    place, client = f"/decisions/{decision.reference}", Client()
    for address in (
        place,
        "/decisions",
        "/search?words=awards",
        "/feeds/decisions.atom",
        "/feeds/all.atom",
        f"/changes/decision/{decision.reference}",
        "/",
    ):
        yield address, client.get(address).content
    for file in PublishedFile.objects.all():
        content = client.get(f"{place}/files/{file.name}").content
        yield file.name, content
        if file.name.endswith(".pdf"):
            read = PdfReader(io.BytesIO(content))
            yield f"{file.name} read", "".join(page.extract_text() for page in read.pages).encode()
            yield f"{file.name} properties", repr(read.metadata).encode()
        else:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                for part in packed.namelist():
                    yield f"{file.name} {part}", packed.read(part)
    for row in (*Publication.objects.all(), *EntryRow.objects.all()):
        yield f"{type(row).__name__}", repr(vars(row)).encode()


def test_no_withheld_word_and_no_name_gets_into_anything_public(decide: Decide) -> None:
    decision = decide(withheld=WITHHELD, files=True)
    canaries = [part for name in NAMES for part in name.split()] + ["quatloos", "opcc.example"]

    found = list(_bytes_of(decision))

    assert len([where for where, _ in found if "read" in where]) == 1
    leaked = [
        (where, canary)
        for where, content in found
        for canary in canaries
        if canary.casefold() in content.decode(errors="ignore").casefold()
    ]
    assert leaked == []
    said = dict(found)[f"/decisions/{decision.reference}"].decode()
    assert "A part of this decision is withheld." in said
    assert "Prices would help rival bidders." in said
    assert "This is looked at again on 7 January 2030." in said


def test_a_name_that_is_typed_into_the_notice_would_be_found(decide: Decide) -> None:
    decision = decide(title="Zoltan Quirkmarch’s awards")

    assert any(b"Quirkmarch" in content for _, content in _bytes_of(decision))


def test_a_correction_shows_both_versions(decide: Decide, person: Callable[..., Person]) -> None:
    decision = decide()
    place = f"/decisions/{decision.reference}"
    actions.correct_decision(
        by=person(role="commissioning-manager"),
        decision=decision,
        version=decision.version,
        why="It said six.",
        summary="Five projects are funded.",
    )

    latest, earlier = Client().get(place), Client().get(f"{place}/1")

    assert "Five projects are funded." in main(latest)
    assert "Corrected since it was signed 16 November 2026: It said six." in main(latest)
    assert "Six projects are funded." in main(earlier)
    assert "This is an earlier version." in main(earlier)
    assert Client().get(f"{place}/3").status_code == 404
    assert "Five projects" in main(Client().get(f"/changes/decision/{decision.reference}"))


def test_a_withdrawn_decision_says_when_and_why(
    decide: Decide, person: Callable[..., Person]
) -> None:
    decision = decide()
    chief = person(role="chief-executive")
    actions.withdraw_decision(by=chief, decision=decision, why="Quashed by the court.")

    page = Client().get(f"/decisions/{decision.reference}")

    assert page.status_code == 410
    assert "Why: Quashed by the court." in main(page)
    assert Client().get(f"/decisions/{decision.reference}/1").status_code == 404
    assert decision.reference not in main(Client().get("/decisions"))


def test_what_is_not_published_is_not_there(db: None) -> None:
    for address in (
        "/decisions/EXE-2026-0001",
        "/decisions/EXE-2026-0001/1",
        "/decisions/EXE-2026-0001/files/decision.pdf",
        "/decisions/%00",
        "/decisions/EXE/files/%00",
    ):
        assert Client().get(address).status_code == 404


def test_the_feed_of_decisions_is_found_under_its_own_name(decide: Decide) -> None:
    decide()

    feed = Client().get("/feeds/decisions.atom").content.decode()

    assert "EXE-2026-0001 Awards of People Zones round 2" in feed
    assert "/decisions/EXE-2026-0001" in feed
    assert "/feeds/decisions.atom" in Client().get("/feeds").content.decode()
    assert Client().get("/feeds/decision.atom").status_code == 404


@pytest.mark.parametrize("many", [1, 8])
def test_public_pages_of_decisions_cost_five_queries_at_the_most(decide: Decide, many: int) -> None:
    for _ in range(many):
        last = decide(about="opportunity:CSF-1")
    for address, most in (("/decisions", 4), (f"/decisions/{last.reference}", 5)):
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 200
        assert len(asked) == most, address
