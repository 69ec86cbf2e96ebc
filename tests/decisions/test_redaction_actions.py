"""Words are marked by one person and released by a second; a change of the text stops publishing; lifting."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from precept.decisions import actions, queries
from precept.decisions.models import Decision, Redaction
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.outbox.models import Mail
from precept.foundation.publications.models import Publication
from tests.decisions.conftest import events, now, said

pytestmark = pytest.mark.django_db
Make = Callable[..., Decision]
TOMORROW = date(2026, 11, 17)
REVIEW = date(2027, 11, 16)
MARK = "[redacted: s.43(2)]"
Public = Callable[[], tuple[Decision, Redaction]]


def mark(by: Any, decision: Decision, **fields: Any) -> Redaction:
    """Mark the round's month, unless the test says otherwise."""
    decision = now(decision)
    given_ = {
        "version": decision.version,
        "part": "background",
        "words": "October",
        "exemption": "FOI s.43(2)",
        "why": "Rivals would gain more than the public.",
        "review": REVIEW,
    }
    return actions.mark_words(by=by, decision=decision, **{**given_, **fields})


def release(by: Any, row: Redaction) -> Redaction:
    return actions.release_redaction(by=by, redaction=row, version=fresh(row).version)


def fresh(row: Redaction) -> Redaction:
    return Redaction.objects.get(pk=row.pk)


def test_nothing_is_published_before_a_second_person(
    signed: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    decision = signed()
    row = mark(cast.officer, decision)
    on(TOMORROW)
    actions.publish_due()
    assert now(decision).state == "signed"
    assert "Redaction 1 waits for a second person." in queries.not_yet(now(decision))

    release(cast.manager, row)
    actions.publish_due()

    assert now(decision).state == "published"
    assert "October" not in said(now(decision))
    assert MARK in said(now(decision))
    assert "October" in now(decision).signature.content
    payload = Publication.objects.get(kind="decision").payload
    assert "October" not in payload
    assert "Published in part" in payload
    marked, released = events(decision)[-3:-1]
    assert (marked, released) == ("words marked for redaction", "redaction released")


@pytest.mark.parametrize("state", ["draft", "advised", "ready", "signed"])
def test_words_are_marked_before_the_public_reads_them(
    state: str, request: pytest.FixtureRequest, cast: SimpleNamespace
) -> None:
    decision = request.getfixturevalue(state)()

    row = mark(cast.officer, decision)

    assert (row.number, row.state) == (1, "marked")
    assert MARK in queries.notice(now(decision)).background
    assert "⟦October⟧" in queries.shown_notice(now(decision)).background
    assert queries.whole_notice(now(decision)).background == now(decision).background


def test_what_is_public_is_not_marked(published: Make, cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="The public has read this decision"):
        mark(cast.manager, published())


@pytest.mark.parametrize("who", ["treasurer", "auditor", "commissioner", "marker", "provider"])
def test_who_neither_drafts_nor_publishes_marks_nothing(
    who: str, signed: Make, cast: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed, match="draft or publish"):
        mark(getattr(cast, who), signed())


def test_nobody_releases_their_own_mark(signed: Make, cast: SimpleNamespace) -> None:
    row = mark(cast.manager, signed())

    with pytest.raises(NotAllowed, match="You marked these words yourself"):
        release(cast.manager, row)
    with pytest.raises(NotAllowed, match="take the mark back"):
        actions.refuse_redaction(by=cast.manager, redaction=row, version=1, why="No.")
    for who in (cast.officer, cast.treasurer, cast.commissioner):
        with pytest.raises(NotAllowed, match="Only people who publish"):
            release(who, row)

    assert release(cast.chief, row).released_by == cast.chief


def test_the_database_itself_refuses_one_person_for_both(
    signed: Make, cast: SimpleNamespace
) -> None:
    row = mark(cast.manager, signed())
    for changes in (
        {"released_by": cast.manager},
        {"lift_asked_by": cast.chief, "lifted_by": cast.chief},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Redaction.objects.filter(pk=row.pk).update(**changes)


def test_those_who_may_release_it_are_written_to_without_the_words(
    signed: Make, cast: SimpleNamespace
) -> None:
    mark(cast.manager, signed())

    mails = Mail.objects.filter(subject__contains="words are to be redacted")
    assert set(mails.values_list("to", flat=True)) == {cast.chief.email}
    assert [one.text for one in mails if "October" in one.text.reveal()] == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"part": "motto"}, "part"),
        ({"words": "November"}, "words"),
        ({"place": 2}, "place"),
        ({"exemption": "FOI s.99"}, "exemption"),
        ({"why": ""}, "why"),
        ({"why": "It was October."}, "why"),
        ({"review": None}, "review"),
        ({"review": date(2026, 11, 16)}, "review"),
    ],
)
def test_a_mark_asks_for_words_that_stand_there_grounds_and_a_review(
    signed: Make, cast: SimpleNamespace, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        mark(cast.officer, signed(), **changed)

    assert refusal.value.field == field


def test_an_absolute_exemption_asks_no_test(signed: Make, cast: SimpleNamespace) -> None:
    row = mark(cast.officer, signed(), exemption="FOI s.40(2)", why="")

    assert (row.exemption, row.why) == ("FOI s.40(2)", "")


def test_a_text_that_was_read_before_it_changed_is_not_marked(
    draft: Make, cast: SimpleNamespace
) -> None:
    one = draft()
    actions.amend_decision(by=cast.officer, decision=one, version=1, options="None.")

    with pytest.raises(Changed):
        mark(cast.officer, one, version=1)


def test_a_change_of_the_text_stops_publishing_with_clear_words(
    draft: Make, signed: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    one = draft()
    row = release(cast.manager, mark(cast.officer, one))
    actions.amend_decision(
        by=cast.officer, decision=one, version=now(one).version, background="It closed in autumn."
    )
    decision = signed(now(one))
    on(TOMORROW)

    words = "The words of redaction 1 no longer stand in this part: background."
    with pytest.raises(Refused, match=words):
        actions.publish_decision(by=cast.manager, decision=decision)
    actions.ask_to_lift(by=cast.officer, redaction=row, version=2, why="The text says less now.")
    actions.lift_redaction(by=cast.manager, redaction=row, version=3)
    actions.publish_decision(by=cast.manager, decision=decision)

    assert now(decision).state == "published"
    assert MARK not in said(now(decision))


def test_words_that_would_still_be_read_elsewhere_stop_publishing(
    draft: Make, signed: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    decision = signed(draft(title="Awards of the round of October"))
    release(cast.manager, mark(cast.officer, decision))
    on(TOMORROW)

    with pytest.raises(Refused, match="redaction 1 would still be read in the title"):
        actions.publish_decision(by=cast.manager, decision=decision)


def test_an_amount_that_is_said_in_figures_is_told_too(
    signed: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    decision = signed(
        words={"summary": "In all £39,305.40.", "recommendation": "R", "reasons": "R"}
    )
    release(cast.manager, mark(cast.officer, decision, part="summary", words="£39,305.40"))
    on(TOMORROW)

    with pytest.raises(Refused, match="would still be read in the amount"):
        actions.publish_decision(by=cast.manager, decision=decision)


def test_a_correction_keeps_the_words_out(public: Public, cast: SimpleNamespace) -> None:
    decision, _ = public()
    refused: dict[str, dict[str, str]] = {
        "no longer stand": {"background": "It closed in autumn."},
        "still be read in the reasons": {"reasons": "They scored highest in October."},
    }
    for words, changes in refused.items():
        with pytest.raises(Refused, match=words):
            actions.correct_decision(
                by=cast.manager,
                decision=decision,
                version=decision.version,
                why="Typing",
                **changes,
            )
    with pytest.raises(Refused, match="still be read in the reason"):
        actions.correct_decision(
            by=cast.manager,
            decision=decision,
            version=decision.version,
            why="October was wrong",
            summary="Five projects are funded.",
        )
    assert Publication.objects.filter(kind="decision").count() == 1

    actions.correct_decision(
        by=cast.manager,
        decision=decision,
        version=decision.version,
        why="Five, not six",
        summary="Five projects are funded.",
    )

    latest = Publication.objects.get(kind="decision", is_latest=True)
    assert latest.version == 2
    assert "October" not in latest.payload


def test_a_withdrawal_does_not_say_the_words(public: Public, cast: SimpleNamespace) -> None:
    decision, _ = public()
    with pytest.raises(Refused, match="must not repeat redacted words"):
        actions.withdraw_decision(by=cast.manager, decision=decision, why="It was October")


def test_a_mark_is_taken_back_or_not_released(signed: Make, cast: SimpleNamespace) -> None:
    decision = signed()
    first = mark(cast.officer, decision)
    actions.take_back_mark(by=cast.officer, redaction=first, version=1)
    second = mark(cast.officer, decision)
    with pytest.raises(Refused, match="Say why"):
        actions.refuse_redaction(by=cast.manager, redaction=second, version=1, why=" ")
    actions.refuse_redaction(by=cast.manager, redaction=second, version=1, why="It is known.")

    assert (fresh(first).state, fresh(second).state) == ("dropped", "refused")
    assert (first.number, second.number) == (1, 2)
    assert "October" in said(now(decision))
    with pytest.raises(Refused, match="in another state"):
        actions.release_redaction(by=cast.manager, redaction=second, version=2)
    with pytest.raises(Changed):
        actions.take_back_mark(by=cast.officer, redaction=second, version=1)
