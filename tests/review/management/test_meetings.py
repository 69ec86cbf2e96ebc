"""Meetings: an agenda that draws itself, a record, minutes that are frozen and corrected openly, who gets what."""

from collections.abc import Callable
from datetime import date, time
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.review.management import actions, queries, rules, sign_ups
from precept.review.management.models import AgendaItem, Meeting
from tests.review.management.making import agreed

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
Call = Callable[..., Meeting]


def items(of: Meeting) -> list[tuple[str, str]]:
    return [(one.source, one.words) for one in queries.items_of(of)]


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
