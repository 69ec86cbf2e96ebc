"""Nothing that is private, or not yet released, stands in anything public (security: A19, A20).

Every text field is classified in ``fields.toml``; every private one holds a token of its own; then
everything is published and every public byte is read: pages, feeds, the site map, files and what is inside
them, searches, failures.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from precept.do.agreements import actions as register
from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import SYSTEM, action, record
from precept.foundation.ledger.models import Event, Part
from precept.foundation.outbox.models import Mail
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.private import looks_like_personal
from precept.foundation.publications import rules
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search.models import EntryRow, FacetRow
from precept.parties import actions as parties
from precept.parties.models import Organisation
from tests.security.canaries import Canaries, classified, crawl, readable, texts
from tests.security.filling import (
    add_drafts,
    add_rounds,
    add_what_is_private,
    publish_everything,
    without_demonstration,
)
from tests.security.house import OUTSIDE, House
from tests.security.sweeping import theirs

NOT_PUBLIC = (
    "/register/NEXT001",
    "/opportunities/NEXT-R1",
    "/funds/next",
    "/organisations/not-yet",
    "/framework/2031-32",
    "/framework/2031-32/1",
    "/framework/2026-27/99",
    "/strategy/99",
    "/changes/agreement/NEXT001",
    "/files/ABCDEFGH",
    "/no-such-page",
)
NAMES_THE_ROUND = "/my/bids/other-way/DEMO-2026-10: opportunities.Opportunity.theme"
"""A form that is open to anybody and names the round as the office calls it now."""
START = (
    "/",
    "/sitemap.xml",
    "/robots.txt",
    "/feeds/all.atom",
    "/.well-known/security.txt",
    "/register?words=zq",
    "/search?words=zq",
    *NOT_PUBLIC,
)


def test_every_text_of_the_database_is_classified() -> None:
    said = {
        label: {name for names in kinds.values() for name in names}
        for label, kinds in classified().items()
    }

    assert said == texts()


def test_no_text_is_classified_twice() -> None:
    for label, kinds in classified().items():
        names = [name for of in kinds.values() for name in of]
        assert len(names) == len(set(names)), label


@action
def say(*, subject: str, canaries: Canaries) -> None:
    """An event whose every part holds a token."""
    record(
        subject,
        "looked at again",
        by=SYSTEM,
        why=canaries.new(f"why of {subject}"),
        before={"it": canaries.new(f"before of {subject}")},
        after={"it": canaries.new(f"after of {subject}")},
        private={"it": canaries.new(f"private part of {subject}")},
    )


@pytest.fixture(scope="module")
def filled(standing_office: House, django_db_blocker: Any) -> Iterator[House]:
    """A real office with drafts, contacts, mail and a hidden address; made once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        without_demonstration(standing_office)
        add_drafts(
            standing_office.someone("commissioning-manager"),
            standing_office.someone("chief-finance-officer"),
        )
        add_what_is_private(standing_office)
        add_rounds(standing_office)
        work_until_idle()
        yield standing_office
        transaction.set_rollback(True)


@pytest.fixture
def full(db: None, filled: House) -> Iterator[House]:
    """That office; what a test does to it is taken back."""
    with transaction.atomic():
        yield filled
        transaction.set_rollback(True)


def sweep(browser: Client, canaries: Canaries) -> tuple[list[str], dict[int, int]]:
    """Where a token is found by following every link, and how many answers had each status."""
    leaks: list[str] = []
    statuses: dict[int, int] = {}
    for address, response in crawl(browser, START):
        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
        leaks += [f"{address}: {where}" for where in canaries.found_in(readable(response))]
    return leaks, statuses


def kept_for_the_public() -> Iterator[str]:
    """What is kept to be read by anyone, whether or not a link leads to it."""
    for row in Publication.objects.all():
        yield "\n".join((row.title, row.payload, row.why))
    for entry in EntryRow.objects.filter(scope="public"):
        yield "\n".join((entry.title, entry.shown, entry.terms, entry.facets, entry.href))
    for facet in FacetRow.objects.filter(scope="public"):
        yield facet.value
    for file in PublishedFile.objects.all():
        yield f"{file.name} {file.text}"


def test_nothing_private_leaves_when_everything_is_published(full: House) -> None:
    canaries = Canaries()
    canaries.plant("private")
    for subject in Event.objects.values_list("subject", flat=True).distinct():
        say(subject=subject, canaries=canaries)
    before = Publication.objects.count()
    publish_everything(full)

    leaks, statuses = sweep(full.browser(), canaries)

    assert Publication.objects.count() > before + 5
    assert leaks == []
    assert [found for text in kept_for_the_public() for found in canaries.found_in(text)] == []
    assert statuses.keys() == {200, 302, 404}
    assert statuses[200] > 150


def test_no_private_field_is_left_without_a_token(full: House) -> None:
    canaries = Canaries()
    canaries.plant("private")
    canaries.plant("released")
    planted = {where.split(" of row")[0] for where in canaries.where.values()}
    named = {
        f"{label}.{name}"
        for label, kinds in classified().items()
        for kind in ("private", "released")
        for name in kinds.get(kind, [])
        if not label.startswith("ledger.")
    }
    empty = {
        f"{label}.{name}"
        for label, kinds in classified().items()
        for name in kinds.get("private", [])
        if not apps.get_model(label)._base_manager.exists()
    }

    assert named - planted == empty
    # Kept by libraries for ways of signing in that nobody of the demonstration has set up.
    assert {name.split(".")[0] for name in empty} == {"account", "mfa", "sessions"}


def test_what_is_not_published_again_stays_as_it_was_in_public(full: House) -> None:
    """Drafts, and changes to what is public already: the public reads what was released and nothing else."""
    canaries = Canaries()
    canaries.plant("released")

    leaks, statuses = sweep(full.browser(), canaries)

    assert [one for one in leaks if not one.startswith(NAMES_THE_ROUND)] == []
    assert statuses[200] > 150
    assert len(canaries.where) > 1_000


def test_the_sweep_finds_what_is_released(full: House) -> None:
    """A sweep that could not find anything would prove nothing."""
    canaries = Canaries()
    agreement = Agreement.objects.get(reference="CORE004")
    token = canaries.new("the note of CORE004")
    manager = full.someone("commissioning-manager")
    agreement = register.amend_agreement(
        by=manager, agreement=agreement, version=agreement.version, note=token, title=token
    )
    register.publish_agreement(by=manager, agreement=agreement)

    found = {address.split("?")[0] for address in leaks_of(full.browser(), canaries)}

    assert {"/register/CORE004", "/register", "/", "/feeds/agreement.atom"} <= found


def leaks_of(browser: Client, canaries: Canaries) -> list[str]:
    return [
        address
        for address, response in crawl(browser, START)
        if canaries.found_in(readable(response))
    ]


@pytest.mark.parametrize("role", OUTSIDE)
def test_people_outside_the_office_see_their_own_account_and_no_more(
    full: House, role: str
) -> None:
    canaries = Canaries()
    canaries.plant("private")
    canaries.plant("released")
    somebody = full.someone(role)
    reasons = list(somebody.roles_held.values_list("why", flat=True))
    own = {
        token for token in canaries.where if token in f"{somebody.name} {somebody.email} {reasons}"
    } | theirs(canaries, somebody)
    browser = full.browser(role)
    start = ("/my/account", "/office/", "/office/register", "/office/people", *NOT_PUBLIC)

    seen = dict(crawl(browser, start, inside=("/my/", "/office/", "/sign-in")))

    leaks = [
        f"{address}: {where}"
        for address, response in seen.items()
        for where in canaries.found_in(readable(response), own)
    ]
    assert leaks == []
    assert (seen["/my/account"].status_code, seen["/office/"].status_code) == (200, 403)


def test_nothing_that_looks_personal_is_in_any_payload(full: House) -> None:
    approved = {"office", "checkpoint"}  # the office's own mailbox; hashes and signatures
    found = [
        f"{row.kind} {row.key}, {where}: {finding.kind}"
        for row in Publication.objects.exclude(kind__in=approved).exclude(payload="")
        for where, text in rules.strings(json.loads(row.payload))
        for finding in looks_like_personal(text)
        if (row.kind, where)
        != ("opportunity", "call.contact")  # where to ask: written to be public
    ]

    assert found == []


ADDRESS = "17 Quillback Row\nHarrowmere\nLE1 5WW"
SAID = "People come to 17 Quillback Row, Harrowmere, by appointment."


@pytest.fixture
def provider_named_everywhere(full: House) -> Organisation:
    """A provider whose address stands in public texts, because nobody knew that it must not."""
    manager = full.someone("commissioning-manager")
    agreement = Agreement.objects.filter(provider__is_invented=True).order_by("reference")[0]
    provider = agreement.provider
    assert provider is not None
    parties.change_details(
        by=manager, organisation=provider, about=SAID, postal_address=ADDRESS, area="Leicestershire"
    )
    agreement = register.amend_agreement(
        by=manager, agreement=agreement, version=agreement.version, note=SAID
    )
    publish_everything(full, why="Quillback Row opened")
    return Organisation.objects.get(pk=provider.pk)


def swept_for(browser: Client, words: str) -> list[str]:
    """Every address whose bytes hold these words."""
    return [
        address
        for address, response in crawl(browser, START)
        if words.casefold() in readable(response).casefold()
    ]


def test_a_protected_address_leaves_everything_public_at_once(
    full: House,
    provider_named_everywhere: Organisation,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert len(swept_for(full.browser(), "Quillback")) > 3

    parties.mark_protected(
        by=full.someone("commissioning-manager"),
        organisation=provider_named_everywhere,
        secret_address=ADDRESS,
        also_remove=["Quillback Row"],
        why="Somebody was followed there",
    )
    work_until_idle()

    assert swept_for(full.browser(), "Quillback") == []
    kept = [text for text in kept_for_the_public() if "quillback" in text.casefold()]
    assert kept == []
    elsewhere = [
        *Part.objects.filter(name="personal").values_list("text", flat=True),
        *(mail.text.reveal() for mail in Mail.objects.all() if mail.text is not None),
        *Mail.objects.values_list("subject", flat=True),
        *(record.getMessage() for record in caplog.records),
    ]
    assert [text for text in elsewhere if "quillback" in text.casefold()] == []
