"""Meetings: an agenda that draws itself, a record, minutes that are frozen and corrected openly, who gets what."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.http import Http404
from django.test import Client
from docx import Document as Word
from icalendar import Calendar

from precept.do.agreements.models import Agreement, Evidence, ExtensionOption
from precept.do.partners.models import JointService
from precept.do.spending.models import Claim, Underspend
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.review.management import actions, queries, rules, sign_ups
from precept.review.management.models import AgendaItem, Meeting, Minutes
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
Call = Callable[..., Meeting]


def items(of: Meeting) -> list[tuple[str, str]]:
    return [(one.source, one.words) for one in queries.items_of(of)]


def agreed(cast: SimpleNamespace, of: Meeting, **notes: str) -> Minutes:
    """Record a meeting with these notes, by the items' words, and agree its minutes."""
    came = {one.pk: "present" for one in queries.attendees_of(of)}
    said = {one.pk: (notes.get(one.source, ""), "") for one in queries.items_of(of)}
    now = actions.record_meeting(
        by=cast.officer,
        meeting=of,
        version=Meeting.objects.get(pk=of.pk).version,
        came=came,
        said=said,
    )
    return actions.agree_minutes(by=cast.officer, meeting=now, version=now.version)


@pytest.fixture
def busy(cast: SimpleNamespace, agreement: Agreement) -> Agreement:
    """The agreement with something of everything that an agenda speaks of."""
    Agreement.objects.filter(pk=agreement.pk).update(decide_by=date(2027, 1, 15))
    agreement.refresh_from_db()
    ExtensionOption.objects.create(
        agreement=agreement, place=1, months=12, notice_by=date(2026, 12, 31)
    )
    Evidence.objects.create(
        agreement=agreement,
        kind="public liability",
        seen_on=date(2026, 1, 5),
        seen_by=cast.officer,
        expires=date(2027, 1, 5),
    )
    for state, claimed in (("returned", 3), ("claimed", 40), ("claimed", 3), ("paid", 90)):
        Claim.objects.create(
            agreement=agreement,
            amount=Money.of(100),
            state=state,
            claimed_by=cast.provider,
            claimed=datetime(2026, 11, 30, tzinfo=UTC) - timedelta(days=claimed),
        )
    for state in ("found", "asked", "recovered"):
        Underspend.objects.create(
            agreement=agreement, amount=Money.of(50), state=state, found_by=cast.officer, why="x"
        )
    actions.raise_issue(
        by=cast.officer,
        of=agreement,
        title="A late letter",
        what="It came late",
        happened_on=date(2026, 11, 20),
        severity="low",
        owner=cast.officer,
    )
    for likelihood in (4, 1):
        actions.note_risk(
            by=cast.officer,
            of=agreement,
            title=f"A risk of likelihood {likelihood}",
            what="x",
            mitigation="y",
            likelihood=likelihood,
            impact=4,
            owner=cast.officer,
            review_on=date(2027, 1, 1),
        )
    actions.agree_action(
        by=cast.officer,
        of=agreement,
        what="Send the figures",
        body=agreement.provider,
        due=date(2026, 12, 4),
    )
    return agreement


def test_an_agenda_draws_what_is_open_and_says_why(
    cast: SimpleNamespace, busy: Agreement, call: Call
) -> None:
    made = call()

    assert items(made) == [
        ("opening", "Welcome, apologies and interests"),
        ("action", "Send the figures"),
        ("issue", "A late letter"),
        ("risk", "A risk of likelihood 4"),
        *[("claim", one.words) for one in made.items.filter(source="claim").order_by("place")],
        ("underspend", "£50.00 that was not spent"),
        ("evidence", "Public liability insurance of CORE004"),
        ("decide-by", "What follows CORE004"),
        ("option", "The option to extend CORE004 by 12 months"),
        ("closing", "Any other business, and the next meeting"),
    ]
    why = dict(made.items.values_list("source", "why"))
    assert why["action"] == "Oxenmere owes it by 4 December 2026. It will be late by then."
    assert why["risk"] == "It scores 16, above the line of 12."
    assert made.items.filter(source="claim").count() == 2
    assert set(made.items.filter(source="claim").values_list("why", flat=True)) == {
        "It was sent back with a question.",
        "It has waited for more than 30 days.",
    }


def test_what_is_settled_goes_when_it_is_drawn_again_and_what_was_left_out_stays_out(
    cast: SimpleNamespace, busy: Agreement, call: Call
) -> None:
    made = call()
    risk = made.items.get(source="risk")
    now = actions.arrange_agenda(
        by=cast.officer,
        meeting=made,
        version=made.version,
        places={risk.pk: 1},
        copies={risk.pk: "out"},
        added=["The new building", " "],
    )
    issue = busy.issues.get()
    actions.close_issue(by=cast.officer, issue=issue, version=issue.version, words="Found")
    actions.agree_action(
        by=cast.officer, of=busy, what="Ask the court", owner=cast.officer, due=date(2026, 12, 9)
    )
    now = actions.draw_agenda(by=cast.officer, meeting=now, version=now.version)

    found = items(now)
    assert ("issue", "A late letter") not in found
    assert ("action", "Ask the court") in found
    assert ("added", "The new building") in found
    assert found[-1][0] == "closing"
    assert now.items.get(source="risk").copy == "out"
    assert now.items.filter(source="risk").count() == 1


def test_minutes_that_were_not_agreed_are_the_next_meetings_to_speak_of(
    cast: SimpleNamespace, call: Call
) -> None:
    last = call(on=date(2026, 11, 23))
    came = {one.pk: "present" for one in queries.attendees_of(last)}
    actions.record_meeting(by=cast.officer, meeting=last, version=1, came=came, said={})

    made = call()

    item = made.items.get(key="minutes")
    assert (item.words, item.why) == (
        "Minutes of 23 November 2026",
        "The last meeting has minutes: they are not agreed yet.",
    )


def test_a_part_above_puts_what_it_has_onto_the_commissioners_copy(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_ups, "_draws", [])
    sign_ups.agenda_draws(
        lambda agreements, _: [
            rules.Drawn("sign-up", one.reference, f"The return of {one.reference}", "It is late.")
            for one in agreements
        ]
    )

    item = call().items.get(source="sign-up")

    assert (item.words, item.copy) == ("The return of CORE004", "office")


def test_the_bodies_invited_are_told_without_a_word_that_somebody_typed(
    cast: SimpleNamespace, call: Call
) -> None:
    made = call(place="Behind the bookshop")
    mail = Mail.objects.get()
    assert mail.to == cast.provider.email
    assert mail.text is not None
    assert "10am on 7 December 2026" in mail.text.reveal()
    assert "bookshop" not in mail.text.reveal()

    actions.change_meeting(
        by=cast.officer,
        meeting=made,
        version=made.version,
        kind="review",
        on=date(2026, 12, 8),
        at=time(10),
        place="Room 2",
        bodies=[one.organisation for one in queries.attendees_of(made) if one.organisation],
    )
    assert list(Mail.objects.order_by("pk").values_list("subject", flat=True)) == [
        "Meeting on 7 December 2026: invited",
        "Meeting on 8 December 2026: moved",
    ]


def test_a_meeting_has_a_place_or_a_link_and_concerns_whom_it_invites(
    cast: SimpleNamespace, bodies: SimpleNamespace, call: Call
) -> None:
    with pytest.raises(Refused, match="Say where it is") as refusal:
        call(place=" ")
    assert refusal.value.field == "place"
    assert call(place="", link="https://meet.example/1").link == "https://meet.example/1"
    with pytest.raises(Refused, match="Osierbrook neither provides"):
        call(bodies=[bodies.rival])
    for by in (cast.auditor, cast.provider, cast.partner):
        with pytest.raises(NotAllowed):
            call(by=by)


def test_minutes_are_frozen_and_a_correction_is_a_version_with_its_reason(
    cast: SimpleNamespace, call: Call, event_types: Callable[[str], list[str]]
) -> None:
    made = call(on=date(2026, 11, 30))
    first = agreed(cast, made, opening="All are well")
    now = Meeting.objects.get(pk=made.pk)
    came = {one.pk: "present" for one in queries.attendees_of(now)}

    with pytest.raises(Refused, match="minutes are agreed"):
        actions.record_meeting(
            by=cast.officer, meeting=now, version=now.version, came=came, said={}
        )
    with pytest.raises(Refused, match="minutes are agreed"):
        actions.draw_agenda(by=cast.officer, meeting=now, version=now.version)
    opening = now.items.get(source="opening")
    with pytest.raises(Refused, match="Nothing is different"):
        actions.correct_minutes(
            by=cast.officer, meeting=now, version=now.version, why="A slip", came=came, said={}
        )
    now.refresh_from_db()
    assert now.minutes_version == 1
    second = actions.correct_minutes(
        by=cast.other,
        meeting=now,
        version=now.version,
        why="One was ill",
        came=came,
        said={opening.pk: ("All but one are well", "")},
    )

    first.refresh_from_db()
    assert first.body["items"][0]["notes"] == "All are well"
    assert rules.fingerprint(first.body) == first.sha256
    assert (second.number, second.why, second.agreed_by) == (2, "One was ill", cast.other)
    assert second.body["items"][0]["notes"] == "All but one are well"
    assert rules.fingerprint(second.body) == second.sha256
    assert event_types(made.subject) == [
        "meeting called",
        "meeting recorded",
        "minutes agreed",
        "minutes corrected",
    ]


def test_nothing_is_agreed_before_it_was_recorded_nor_recorded_before_its_day(
    cast: SimpleNamespace, call: Call
) -> None:
    made = call()
    with pytest.raises(Refused, match="not been held yet"):
        actions.record_meeting(by=cast.officer, meeting=made, version=1, came={}, said={})
    with pytest.raises(Refused, match="Record the meeting first"):
        actions.agree_minutes(by=cast.officer, meeting=made, version=1)


def test_two_who_record_at_once_do_not_overwrite_each_other(
    cast: SimpleNamespace, call: Call
) -> None:
    made = call(on=date(2026, 11, 30))
    actions.record_meeting(by=cast.officer, meeting=made, version=1, came={}, said={})

    with pytest.raises(Changed):
        actions.record_meeting(by=cast.other, meeting=made, version=1, came={}, said={})
    stranger = AgendaItem.objects.create(meeting=call(), place=99, words="Another meeting’s")
    with pytest.raises(Refused, match="open the page again"):
        actions.record_meeting(
            by=cast.officer, meeting=made, version=2, came={}, said={stranger.pk: ("x", "")}
        )


def test_a_cancelled_meeting_is_over(cast: SimpleNamespace, call: Call) -> None:
    made = call()
    now = actions.cancel_meeting(by=cast.officer, meeting=made, version=1, why="Snow")

    with pytest.raises(Refused, match="cancelled"):
        actions.draw_agenda(by=cast.officer, meeting=now, version=now.version)
    assert Mail.objects.order_by("-pk")[0].subject == "Meeting on 7 December 2026: cancelled"


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
