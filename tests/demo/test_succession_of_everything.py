"""The whole demonstration office passes to an invented board: nothing live is left behind, nothing signed changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, ManyToManyField, Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.decisions.models import Decision
from precept.decisions.queries import notice
from precept.do.agreements.models import Agreement, Buyer
from precept.do.agreements.queries.paperwork import agreement_document
from precept.do.spending import actions as spending
from precept.do.spending.models import PaymentFile
from precept.foundation import clock
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import QueuedTask
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.testing import signed_in
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.web import story
from precept.foundation.web.story import told
from precept.parties import actions, queries
from precept.parties.models import OfficeSuccession, Organisation, PassedOn
from precept.site.setting_up import verify
from tests.demo.raw import Raw
from tests.demonstration import standing_demonstration

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]
OLD = "police-and-crime-commissioner-for-leicestershire"
OURS = r"https?://(?:testserver|localhost(?::\d+)?)(?=/)"
NOT_PUBLIC = ("/office", "/my", "/demo", "/sign-", "/static", "/start", "//")
SIGNED_KINDS = ("decision", "round-results", "agreement-paper", "framework", "strategy", "plan")


@dataclass
class Passed:
    """The office on both sides of the act."""

    plan: OfficeSuccession
    on: date
    rehearsed: dict[str, int]
    before: dict[str, int] = field(default_factory=dict)
    between: dict[str, str] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)
    signed_after: dict[str, str] = field(default_factory=dict)


def crawled() -> dict[str, int]:
    """Every public address that can be reached from the front page, the site map and the feeds, and its answer."""
    browser, found = Client(), dict[str, int]()
    waiting = ["/", "/sitemap.xml", "/robots.txt", "/feeds", "/brand.css", "/bodies"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        page = browser.get(address)
        found[address] = page.status_code
        if page.status_code != 200 or not _is_text(page):
            continue
        text = page.content.decode()
        links = re.findall(r'href="([^"#?]+)', text) + re.findall(r"<loc>([^<]+)", text)
        for link in links:
            place = re.sub(rf"^({OURS})", "", link)
            if place.startswith("/") and not place.startswith(NOT_PUBLIC):
                waiting.append(place)
    return found


def _is_text(page: Any) -> bool:
    said = page.headers.get("Content-Type", "").partition(";")[0]
    return said in ("text/html", "application/xml", "text/xml", "application/atom+xml")


def what_was_signed() -> dict[str, str]:
    """A fingerprint of everything that was signed, published or sent: as it is read today."""
    found: dict[str, str] = {}
    for row in Publication.objects.filter(kind__in=SIGNED_KINDS).order_by("pk"):
        found[f"{row.kind}:{row.key}:{row.version}"] = sha256(row.payload.encode()).hexdigest()
    for row in Publication.objects.order_by("pk"):
        found[f"every version {row.pk}"] = sha256(row.payload.encode()).hexdigest()
    for file in PublishedFile.objects.order_by("pk"):
        found[f"file {file.pk}"] = sha256(bytes(file.content)).hexdigest()
    for decision in Decision.objects.filter(signature__isnull=False):
        words = notice(decision).model_dump_json() + decision.signature.content
        found[f"notice {decision.reference}"] = sha256(words.encode()).hexdigest()
    for agreement in Agreement.objects.filter(signed_on__isnull=False):
        words = repr(agreement_document(agreement))
        found[f"agreement {agreement.reference}"] = sha256(words.encode()).hexdigest()
    for event in Event.objects.order_by("pk"):
        found[f"event {event.pk}"] = event.digest
    return found


@pytest.fixture(scope="module")
def passed(django_db_setup: None, django_db_blocker: Any) -> Iterator[Passed]:
    """The demonstration, passed to its invented board two days from now; all undone at the end."""
    monkey = pytest.MonkeyPatch()
    with django_db_blocker.unblock(), standing_demonstration():
        yield _passed(monkey)
    monkey.undo()


def _passed(monkey: pytest.MonkeyPatch) -> Passed:
    on = clock.today() + timedelta(days=2)
    plan = OfficeSuccession.objects.select_related("successor").get()
    OfficeSuccession.objects.filter(pk=plan.pk).update(on=on)
    Organisation.objects.filter(pk=plan.successor_id).update(starts=on)
    plan.refresh_from_db()
    office = queries.office()
    assert office is not None
    (file,) = PaymentFile.objects.filter(released=None, undone=None)
    (stop,) = queries.rehearsal(plan, office).stops
    assert stop.words.startswith(f"Payment file {file.reference} is made and not released")
    treasurer = RoleHeld.objects.get(role="chief-finance-officer", deputy_for=None)
    spending.release_payment_file(by=Person.objects.get(pk=treasurer.person_id), file=file)
    found = queries.rehearsal(plan, office)
    assert [stop.words for stop in found.stops] == []
    made = Passed(plan, on, {one.kind: one.count for one in found.moves})
    made.before, made.signed = crawled(), what_was_signed()
    chief = Person.objects.get(
        pk=RoleHeld.objects.get(role="chief-executive", deputy_for=None).person_id
    )
    actions.approve_succession(by=chief, succession=plan, version=plan.version)
    now = clock.now
    monkey.setattr(clock, "today", lambda: on)
    monkey.setattr(clock, "now", lambda: now() + timedelta(days=2))
    actions.pass_due()
    made.between = {
        one: Client().get(f"/register/{one}").content.decode() for one in live_and_public()[:5]
    }
    while task := (
        QueuedTask.objects.filter(name="parties.write_passage").select_related("result").first()
    ):
        arguments = task.result.args_kwargs["kwargs"]["arguments"]
        task.delete()
        actions.passage_step(**arguments)
    made.plan.refresh_from_db()
    made.after, made.signed_after = crawled(), what_was_signed()
    return made


def live_and_public() -> list[str]:
    """The signed agreements that run on the day and are public."""
    rows = Agreement.objects.filter(published_version__gt=0, status__in=("active", "upcoming"))
    rows = rows.filter(Q(ends=None) | Q(ends__gte=clock.today()))
    return [one.reference for one in rows.order_by("pk") if one.is_signed]


def test_every_public_address_still_answers(passed: Passed) -> None:
    assert len(passed.before) > 150
    assert {address for address, status in passed.before.items() if status >= 400} == set()
    assert {
        address: (status, passed.after.get(address))
        for address, status in passed.before.items()
        if passed.after.get(address) != status
    } == {}


def test_nothing_that_was_signed_reads_otherwise(passed: Passed) -> None:
    assert len(passed.signed) > 500
    assert {
        name for name, print_ in passed.signed.items() if passed.signed_after.get(name) != print_
    } == set()


def test_a_signed_decision_says_its_own_office_and_who_has_it_now(passed: Passed) -> None:
    signed = Decision.objects.filter(state="published").order_by("pk")[0]
    page = Client().get(f"/decisions/{signed.reference}").content.decode()

    assert (
        "This was published in the time of Police and Crime Commissioner for Leicestershire" in page
    )
    assert "It was succeeded by Soar Vale Policing Board" in page
    assert notice(signed).office.startswith("Police and Crime Commissioner")
    assert "policing and crime lead" not in notice(signed).decided_by.lower()


def test_every_live_agreement_is_novated(passed: Passed) -> None:
    board = passed.plan.successor
    live = [
        one
        for one in Agreement.objects.filter(
            Q(ends=None) | Q(ends__gte=passed.on), status__in=("active", "upcoming")
        )
        if one.is_signed
    ]
    assert len(live) > 10
    for one in live:
        first, now = Buyer.objects.filter(agreement=one).order_by("pk")
        assert (first.organisation.reference, first.name) == (
            OLD,
            "Police and Crime Commissioner for Leicestershire",
        )
        assert (now.organisation, now.starts, now.succession) == (
            board,
            passed.on,
            passed.plan.reference,
        )
        said = Publication.objects.filter(
            kind="agreement", key=one.reference, is_latest=True
        ).first()
        if said is not None:
            assert '"buyer_reference":"soar-vale-policing-board"' in said.payload.replace(" ", "")
    ended = Agreement.objects.filter(Q(status="ended") | Q(ends__lt=passed.on))
    assert not Buyer.objects.filter(agreement__in=ended).exclude(succession="").exists()


def test_before_a_step_was_done_every_page_said_who_buys(passed: Passed) -> None:
    """The act alone is what readers read: no step makes it true."""
    assert len(passed.between) == 5
    for page in passed.between.values():
        assert "Who buys now" in page
        assert "Soar Vale Policing Board" in page


def test_one_event_for_the_act_and_one_for_each_thing(passed: Passed) -> None:
    assert Event.objects.filter(type="office passed to another body").count() == 1
    things = PassedOn.objects.filter(succession=passed.plan)
    told = Event.objects.filter(type="passed to another body")
    assert told.count() == things.count() == len(set(told.values_list("subject", flat=True)))
    counted = {one.kind: one.count for one in queries.moved(passed.plan)}
    assert counted == passed.rehearsed
    assert {kind for kind, count in counted.items() if count} >= {
        "agreements",
        "bids",
        "boards",
        "budgets",
        "claims",
        "commitments",
        "funds",
        "grants",
        "rounds",
        "services",
    }


ALLOWED: dict[str, Callable[[Any], bool]] = {
    "agreements.Buyer.organisation": lambda row: row.succession == "",
    "parties.FormerName.organisation": lambda _: True,
    "parties.Identifier.organisation": lambda _: True,
    "parties.Contact.organisation": lambda _: True,
    "parties.Mark.organisation": lambda _: True,
    "partners.Attendance.organisation": lambda _: True,
    "partners.PartnershipMember.organisation": lambda row: row.ends is not None,
    "partners.JointShare.organisation": lambda row: row.state == "agreed",
    "partners.JointCommissioner.organisation": lambda row: (
        row.service.ends is not None and row.service.ends < clock.today()
    ),
    "partners.Contribution.organisation": lambda row: (
        (row.service.ends is not None and row.service.ends < clock.today())
        or row.year < clock.FinancialYear.of(clock.today()).label
    ),
    "partners.JointService.lead": lambda row: row.ends is not None and row.ends < clock.today(),
    "partners.Partnership.run_by": lambda row: row.ended is not None,
    "partners.PartnerService.organisation": lambda row: (
        row.ends is not None and row.ends < clock.today()
    ),
    "partners.GrantBid.lead": lambda row: row.state in ("won", "lost", "withdrawn"),
    "partners.GrantBid.partners": lambda row: row.state in ("won", "lost", "withdrawn"),
}
"""Where the old body may still stand, by field, and of which rows: what was, and nothing that is."""


def test_no_live_row_is_left_with_the_old_body(passed: Passed) -> None:
    """Every field of every table that can name a body, whatever table is added next year."""
    old = Organisation.objects.get(reference=OLD)
    left = []
    for model in apps.get_models():
        for one in model._meta.get_fields():
            if not isinstance(one, ForeignKey | ManyToManyField):
                continue
            if one.related_model is not Organisation:
                continue
            name = f"{model._meta.label}.{one.name}"
            rows = model._base_manager.filter(**{one.name: old})
            may = ALLOWED.get(name, lambda _: False)
            left += [f"{name} {row.pk}" for row in rows if not may(row)]
    assert left == []


def test_the_ledger_verifies(passed: Passed) -> None:
    assert verify((), None) == 0
    assert passed


def test_the_people_go_on_and_letters_bear_the_new_name(passed: Passed) -> None:
    chief = RoleHeld.objects.get(role="chief-executive", deputy_for=None).person
    now = clock.now()
    page = signed_in(chief, began=now, proved=now, seen=now).get("/office/").content.decode()
    assert "Office of the Soar Vale Policing Board" in page
    assert queries.office_name() == "Office of the Soar Vale Policing Board"
    assert queries.office_name(passed.on - timedelta(days=1)).startswith("Police and Crime Comm")


def test_no_history_shows_a_key_a_reference_or_a_moment_as_the_ledger_keeps_it(
    passed: Passed,
) -> None:
    """One of every kind of event of the whole demonstration, told as pages tell it."""
    raw, seen, wrong = Raw.of_the_office(), set[tuple[str, str]](), set[tuple[str, ...]]()
    events = Event.objects.prefetch_related("parts").order_by("pk")
    for event, said in told(events):
        kind = (event.subject.partition(":")[0], event.type)
        seen.add(kind)
        for change in said.changes:
            for side in (change.before, change.after):
                if found := raw.in_words(change.what, side):
                    wrong.add((*kind, change.what, found))

    assert sorted(wrong) == []
    assert len(seen) > 150
    assert passed


def test_what_reads_raw_is_found(passed: Passed) -> None:
    """The same events, told by nobody who knows the parts."""
    raw, known = Raw.of_the_office(), list(story._telling)
    story._telling.clear()
    try:
        events = Event.objects.filter(type__in=("action agreed", "chance taken up", "role given"))
        found = {
            (change.what, raw.in_words(change.what, change.after))
            for _, said in told(events.prefetch_related("parts"))
            for change in said.changes
        }
    finally:
        story._telling[:] = known
    assert ("State", "looking") in found
    assert any(what == "Owner" and piece.startswith("P") for what, piece in found)
    assert passed


def test_a_history_asks_for_names_once_however_long_it_is(
    passed: Passed,
) -> None:
    events = list(
        Event.objects.filter(subject__startswith="contract-").prefetch_related("parts")[:50]
    )
    with CaptureQueriesContext(connection) as few:
        told(events[:25])
    with CaptureQueriesContext(connection) as many:
        told(events)

    assert len(events) > 25
    assert len(many) == len(few) == 1
    assert passed
