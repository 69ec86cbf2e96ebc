"""Who gets which copy of a meeting: the provider, commissioners of a joint service, paper, calendars, pages."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.http import Http404
from django.test import Client
from docx import Document as Word
from icalendar import Calendar

from precept.do.agreements.models import Agreement
from precept.do.partners.models import JointService
from precept.foundation.people.models import Person
from precept.review.management import actions, queries
from precept.review.management.models import Meeting
from tests.reading import words
from tests.review.management.making import agreed

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
Call = Callable[..., Meeting]


def test_a_provider_reads_its_meetings_and_their_minutes_without_what_is_the_offices(
    cast: SimpleNamespace, busy: Agreement, call: Call, client_as: ClientAs
) -> None:
    made = call(
        on=date(2026, 11, 30),
        guests=[actions.Guest(role="Court users", name="A. N. Other")],
    )
    address = f"/my/management/meetings/{made.reference}"
    theirs = client_as(cast.volunteer)
    before = words(theirs.get(address))
    assert "Send the figures" in before
    assert "A risk of likelihood 4" not in before
    assert "A late letter" not in before
    assert "They stand here once they are agreed" in before
    assert theirs.get(f"{address}/minutes.docx").status_code == 404

    agreed(cast, made, opening="All are well", risk="We may leave them")

    after = words(theirs.get(address))
    assert "All are well" in after
    assert "We may leave them" not in after
    assert "Court users" in after
    assert "A. N. Other" not in after
    paper = theirs.get(f"{address}/minutes.docx")
    text = "\n".join(one.text for one in Word(io.BytesIO(paper.content)).paragraphs)
    assert "All are well" in text
    assert "We may leave them" not in text
    for shut in (cast.rival, cast.partner, cast.stranger):
        assert client_as(shut).get(address).status_code == 404


def test_all_who_commission_a_service_have_one_meeting_and_read_all_of_it(
    cast: SimpleNamespace,
    bodies: SimpleNamespace,
    service: JointService,
    call: Call,
    client_as: ClientAs,
) -> None:
    actions.note_risk(
        by=cast.officer,
        of=service,
        title="The patrol is too small",
        what="x",
        mitigation="y",
        likelihood=5,
        impact=4,
        owner=cast.officer,
        review_on=date(2027, 1, 1),
    )
    made = call(of=service, kind="board", bodies=[bodies.club, bodies.district])
    address = f"/my/management/meetings/{made.reference}"

    assert "The patrol is too small" in words(client_as(cast.partner).get(address))
    assert "The patrol is too small" not in words(client_as(cast.provider).get(address))
    assert client_as(cast.stranger).get(address).status_code == 404
    with pytest.raises(Http404):
        queries.my_service(cast.stranger, service.reference)


def test_a_meeting_is_a_file_for_a_calendar_and_its_agenda_one_for_paper(
    cast: SimpleNamespace, busy: Agreement, call: Call, client_as: ClientAs
) -> None:
    made = call(link="https://meet.example/1", minutes_long=90)
    office = client_as(cast.auditor)
    base = f"/office/management/meetings/{made.reference}"

    (event,) = Calendar.from_ical(office.get(f"{base}/meeting.ics").content).walk("VEVENT")
    assert event["uid"].startswith(f"meeting-{made.reference}@")
    assert event.decoded("dtstart") == datetime(2026, 12, 7, 10, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 12, 7, 11, 30, tzinfo=UTC)
    assert str(event["summary"]) == "Contract review: CORE004 Advocates"
    ours = office.get(f"{base}/agenda.docx")
    theirs = office.get(f"{base}/agenda.docx?copy=provider")

    def text(page: object) -> str:
        found = Word(io.BytesIO(page.content))  # type: ignore[attr-defined]
        return "\n".join(one.text for one in found.paragraphs)

    assert "A risk of likelihood 4" in text(ours)
    assert "A risk of likelihood 4" not in text(theirs)
    assert "Send the figures" in text(theirs)
    assert office.get(f"{base}/agenda.pdf").content.startswith(b"%PDF")
    assert office.get(f"{base}/minutes.pdf").status_code == 404
    assert office.get(f"{base}/agenda.exe").status_code == 404


def test_an_officer_arranges_an_agenda_on_a_page(
    cast: SimpleNamespace, busy: Agreement, call: Call, client_as: ClientAs
) -> None:
    made = call()
    browser = client_as(cast.officer)
    address = f"/office/management/meetings/{made.reference}/agenda"
    known = queries.items_of(made)
    typed = {"version": 1, "added": "The new building"}
    for number, one in enumerate(known, start=1):
        typed |= {f"place-{one.pk}": number, f"copy-{one.pk}": one.copy}
    issue = made.items.get(source="issue")

    wrong = browser.post(address, {**typed, f"copy-{issue.pk}": "nobody"})
    assert wrong.status_code == 422
    assert browser.post(address, {**typed, f"copy-{issue.pk}": "all"}).status_code == 302
    assert browser.post(address, typed).status_code == 409
    issue.refresh_from_db()
    assert issue.copy == "all"
    assert "The new building" in words(browser.get(address.removesuffix("/agenda")))
