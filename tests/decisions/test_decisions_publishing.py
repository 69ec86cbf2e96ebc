"""When a signed decision goes out, what holds it, what is withheld, correcting it and taking it down."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from precept.decisions import actions, queries, sign_ups, tasks
from precept.decisions.models import Decision
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.ledger.models import Part
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication, PublishedFile
from tests.decisions.conftest import TODAY, events, now, said

pytestmark = pytest.mark.django_db
Make = Callable[..., Decision]
TOMORROW = date(2026, 11, 17)
WITHHELD = "The lowest price offered was £8,250 a year."


def test_the_clock_publishes_what_is_due_and_nothing_earlier(
    signed: Make, on: Callable[[date], None]
) -> None:
    decision = signed()
    tasks.publish()
    assert now(decision).state == "signed"

    on(TOMORROW)
    tasks.publish()
    tasks.publish()

    assert now(decision).state == "published"
    assert Publication.objects.filter(kind="decision").count() == 1
    assert events(decision)[-1] == "decision published"


def test_nobody_publishes_before_the_day(signed: Make, cast: SimpleNamespace) -> None:
    decision = signed()
    with pytest.raises(Refused, match="It is to be published on 17 November 2026"):
        actions.publish_decision(by=cast.manager, decision=decision)

    actions.set_publication(by=cast.manager, decision=decision, day=TODAY)
    actions.publish_decision(by=cast.manager, decision=decision)

    assert now(decision).state == "published"


def test_the_day_is_never_before_the_signature(
    signed: Make, ready: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    decision, unsigned = signed(), ready()
    on(TOMORROW)
    for one, words in ((decision, "Choose that day"), (unsigned, "Choose today")):
        with pytest.raises(Refused, match=words) as refusal:
            actions.set_publication(by=cast.manager, decision=one, day=date(2026, 11, 13))
        assert refusal.value.field == "day"

    after = actions.set_publication(by=cast.manager, decision=decision, day=date(2026, 12, 1))

    assert after.publish_on == date(2026, 12, 1)


def test_a_day_chosen_before_the_signature_is_kept(
    ready: Make, cast: SimpleNamespace, signed: Make
) -> None:
    decision = ready()
    later = actions.set_publication(by=cast.manager, decision=decision, day=date(2026, 12, 9))
    actions.sign_decision(
        by=cast.commissioner, decision=later, version=later.version, interests="None."
    )

    assert now(decision).publish_on == date(2026, 12, 9)


def test_what_is_held_stays_until_somebody_lets_it_go(
    signed: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    decision = signed()
    with pytest.raises(Refused):
        actions.hold(by=cast.manager, decision=decision, why=" ")
    actions.hold(by=cast.manager, decision=decision, why="A court case.")
    on(TOMORROW)
    tasks.publish()
    assert now(decision).state == "signed"
    with pytest.raises(Refused, match="It is held: A court case"):
        actions.publish_decision(by=cast.manager, decision=decision)

    actions.stop_holding(by=cast.manager, decision=decision)
    tasks.publish()

    assert now(decision).state == "published"
    assert "A court case." not in said(now(decision))


def test_a_part_above_may_say_what_must_happen_first(
    signed: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    told: list[str] = []
    sign_ups.hold_until(lambda one: "" if one.about in told else "Applicants have not been told.")
    decision = signed()
    on(TOMORROW)
    tasks.publish()
    assert now(decision).state == "signed"
    with pytest.raises(Refused, match="Applicants have not been told"):
        actions.publish_decision(by=cast.manager, decision=decision)

    told.append(decision.about)
    tasks.publish()

    assert now(decision).state == "published"


def test_parts_above_hear_of_signature_and_publication_in_the_same_breath(
    published: Make, cast: SimpleNamespace
) -> None:
    heard: list[tuple[str, str, object]] = []
    sign_ups.when_signed(lambda one, by: heard.append(("signed", one.state, by)))
    sign_ups.when_published(lambda one, by: heard.append(("published", one.state, by)))

    published()

    assert heard == [
        ("signed", "signed", cast.commissioner),
        ("published", "published", cast.manager),
    ]


def test_a_part_above_that_refuses_undoes_the_signature(ready: Make, cast: SimpleNamespace) -> None:
    def refuse(_one: Decision, _by: object) -> None:
        raise Refused("The recommendation moved.")

    sign_ups.when_signed(refuse)
    decision = ready()

    with pytest.raises(Refused, match="The recommendation moved"):
        actions.sign_decision(
            by=cast.commissioner, decision=decision, version=decision.version, interests="None."
        )

    assert now(decision).state == "ready"


def test_nothing_goes_out_before_an_election_but_by_exception(
    signed: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    on(date(2024, 3, 27))
    held, let_out = signed(), signed()
    on(date(2024, 4, 2))
    tasks.publish()
    assert {now(held).state, now(let_out).state} == {"signed"}
    with pytest.raises(NotAllowed, match="Only the chief executive"):
        actions.allow_in_period(by=cast.manager, decision=let_out, why="It cannot wait.")
    with pytest.raises(Refused):
        actions.allow_in_period(by=cast.chief, decision=let_out, why="")

    actions.allow_in_period(by=cast.chief, decision=let_out, why="A grant lapses on Friday.")
    tasks.publish()
    assert (now(held).state, now(let_out).state) == ("signed", "published")
    assert "A grant lapses on Friday." in said(now(let_out))
    on(date(2024, 5, 3))
    tasks.publish()

    assert now(held).state == "published"


def test_what_looks_personal_is_held_back_and_somebody_is_told(
    signed: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    decision = signed(
        words={"summary": "Ask ann@example.org.", "recommendation": "R", "reasons": "R"}
    )
    on(TOMORROW)

    tasks.publish()
    tasks.publish()

    after = now(decision)
    assert after.state == "signed"
    assert after.held_why.startswith("This looks like personal information")
    subject = "Decision EXE-2026-0001: it could not be published"
    assert set(Mail.objects.filter(subject=subject).values_list("to", flat=True)) == {
        cast.manager.email,
        cast.chief.email,
    }


EXEMPT: dict[str, Any] = {
    "status": "exempt",
    "exempt_words": WITHHELD,
    "exemption": "FOI s.43(2)",
    "exemption_why": "Prices would help rival bidders more than the public.",
    "exemption_review": date(2027, 11, 23),
}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"status": "secret"}, "status"),
        ({"status": "open"}, "status"),
        ({"exempt_words": " "}, "exempt_words"),
        ({"exemption": "FOI s.99"}, "exemption"),
        ({"exemption_why": ""}, "exemption_why"),
        ({"exemption_review": None}, "exemption_review"),
        ({"exemption_review": TODAY}, "exemption_review"),
        ({"exempt_words": "The round closed in October."}, "exempt_words"),
    ],
    ids=["status", "open", "words", "exemption", "interest", "review", "today", "also public"],
)
def test_words_are_withheld_only_with_reason_and_review(
    draft: Make, cast: SimpleNamespace, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.set_exemption(by=cast.officer, decision=draft(), version=1, **{**EXEMPT, **changed})

    assert refusal.value.field == field


def test_withheld_words_never_leave_and_why_does(
    draft: Make, published: Make, cast: SimpleNamespace
) -> None:
    one = draft()
    actions.set_exemption(by=cast.officer, decision=one, version=1, **EXEMPT)

    decision = published(now(one))

    told = said(decision)
    assert "8,250" not in told
    assert "FOI s.43(2)" in told
    assert "Prices would help rival bidders" in told
    assert "2027-11-23" in told
    facts = "".join(Part.objects.filter(name="facts").values_list("text", flat=True))
    assert "8,250" not in facts


def test_withheld_words_written_into_the_public_part_later_stop_the_signature(
    draft: Make, advised: Make, cast: SimpleNamespace
) -> None:
    one = draft()
    actions.set_exemption(by=cast.officer, decision=one, version=1, **EXEMPT)
    actions.amend_decision(by=cast.officer, decision=one, version=2, options=f"So: {WITHHELD}")

    with pytest.raises(Refused, match="stand in the public part too"):
        actions.make_ready(by=cast.officer, decision=advised(now(one)))


def test_advice_does_not_say_what_is_withheld(draft: Make, cast: SimpleNamespace) -> None:
    one = draft()
    actions.set_exemption(by=cast.officer, decision=one, version=1, **EXEMPT)
    sent = actions.send_for_advice(by=cast.officer, decision=now(one))

    with pytest.raises(Refused, match="this is withheld"):
        actions.give_advice(by=cast.chief, decision=sent, kind="legal", words=WITHHELD)


def test_what_was_withheld_can_be_opened_again(draft: Make, cast: SimpleNamespace) -> None:
    one = draft()
    actions.set_exemption(by=cast.officer, decision=one, version=1, **EXEMPT)

    after = actions.set_exemption(by=cast.officer, decision=now(one), version=2, status="open")

    assert (after.status, after.exempt_words, after.exemption_review) == ("open", "", None)


def test_a_correction_is_a_new_version_with_its_reason(
    published: Make, cast: SimpleNamespace
) -> None:
    decision = published()
    before = queries.signature_of(decision)
    for why, changes in (("", {"summary": "Five."}), ("A slip.", {})):
        with pytest.raises(Refused):
            actions.correct_decision(
                by=cast.manager, decision=decision, version=decision.version, why=why, **changes
            )

    actions.correct_decision(
        by=cast.manager,
        decision=decision,
        version=decision.version,
        why="It said six.",
        summary="Five projects are funded.",
    )

    released = queries.publication_of(decision)
    assert released is not None
    assert (released.version, released.why) == (2, "It said six.")
    notice = queries.notice(now(decision))
    assert notice.summary == "Five projects are funded."
    assert [one.why for one in notice.corrections] == ["It said six."]
    assert before is not None
    assert notice.sha256 == before.sha256


def test_a_correction_does_not_let_out_what_is_withheld(
    draft: Make, published: Make, cast: SimpleNamespace
) -> None:
    one = draft()
    actions.set_exemption(by=cast.officer, decision=one, version=1, **EXEMPT)
    decision = published(now(one))
    given = {"by": cast.manager, "decision": decision, "version": decision.version}

    with pytest.raises(Refused, match="This is withheld"):
        actions.correct_decision(**given, why="W", options=WITHHELD)
    with pytest.raises(Refused, match="this is withheld"):
        actions.withdraw_decision(by=cast.chief, decision=decision, why=WITHHELD)


def test_a_withdrawn_decision_leaves_a_tombstone(published: Make, cast: SimpleNamespace) -> None:
    decision = published()
    with pytest.raises(Refused):
        actions.withdraw_decision(by=cast.chief, decision=decision, why="")

    after = actions.withdraw_decision(by=cast.chief, decision=decision, why="Quashed.")

    released = queries.publication_of(decision)
    assert released is not None
    assert (released.is_tombstone, released.why) == (True, "Quashed.")
    assert (after.state, events(after)[-1]) == ("withdrawn", "decision withdrawn")


def test_files_are_made_of_what_was_published_alone(
    published: Make, person: Callable[..., Person]
) -> None:
    from precept.foundation.publications.actions import write_files

    decision = published()
    released = queries.publication_of(decision)
    assert released is not None
    write_files(released)
    first = dict(PublishedFile.objects.values_list("name", "digest"))

    PublishedFile.objects.all().delete()
    write_files(released)

    assert dict(PublishedFile.objects.values_list("name", "digest")) == first
    assert set(first) == {"decision-EXE-2026-0001.pdf", "decision-EXE-2026-0001.docx"}
