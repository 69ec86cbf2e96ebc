"""Decisions, action by action: the state each leads to, its event, and why it is refused."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from precept.decisions import actions, queries, rules, sign_ups
from precept.decisions.models import Advice, Decision
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from tests.decisions.conftest import events, now, said

pytestmark = pytest.mark.django_db
Make = Callable[..., Decision]


def test_a_decision_goes_from_facts_to_the_public(published: Make, cast: SimpleNamespace) -> None:
    decision = published()

    assert decision.state == "published"
    assert events(decision) == [
        "decision drafted",
        "decision sent for advice",
        *["advice given"] * 6,
        "decision made ready to sign",
        "decision signed",
        "decision published",
    ]
    released = queries.publication_of(decision)
    assert released is not None
    assert (released.version, released.key) == (1, "EXE-2026-0001")
    assert decision.published is not None


def test_numbers_follow_one_another_in_a_year(draft: Make, on: Callable[[date], None]) -> None:
    first, given, second = draft(), draft(reference="EXE-2026-PZ2"), draft()
    on(date(2027, 1, 4))

    assert [one.reference for one in (first, given, second, draft())] == [
        "EXE-2026-0001",
        "EXE-2026-PZ2",
        "EXE-2026-0002",
        "EXE-2027-0001",
    ]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"reference": "EXE0042/17"}, "reference", "capital letters and digits with hyphens"),
        ({"kind": "whim"}, "kind", "Choose what kind"),
        ({"title": " "}, "title", "Enter the decision’s title."),
        ({"amount": Money(-1)}, "amount", "£0 or more"),
        ({"power": "power-nobody-has"}, "power", "Choose a power"),
        ({"priorities": ["no-such"]}, "priorities", "There is no priority “no-such”."),
        ({"facts": [{"name": "", "words": "x"}]}, None, "A fact has a name and words."),
        ({"tables": [{"title": "T"}]}, None, "A table has a title, columns and rows."),
    ],
    ids=["stroke", "kind", "title", "amount", "power", "priority", "fact", "table"],
)
def test_a_draft_that_makes_no_sense_is_refused(
    draft: Make, fields: dict[str, Any], field: str | None, words: str
) -> None:
    with pytest.raises(Refused) as refusal:
        draft(**fields)

    assert refusal.value.field == field
    assert words in refusal.value.words


def test_a_reference_is_given_once(draft: Make) -> None:
    draft(reference="EXE-2024-PZ2")

    with pytest.raises(Refused, match="EXE-2024-PZ2 already"):
        draft(reference="exe-2024-pz2")


def test_words_the_system_drafted_are_marked_until_somebody_changes_them(
    draft: Make, cast: SimpleNamespace
) -> None:
    decision = draft()
    assert decision.drafted_words == ["background", "reasons", "recommendation", "summary"]

    actions.amend_decision(
        by=cast.officer, decision=decision, version=1, summary="Mine.", reasons=decision.reasons
    )

    after = now(decision)
    assert after.drafted_words == ["background", "reasons", "recommendation"]
    assert (after.summary, after.version) == ("Mine.", 2)


def test_words_typed_by_hand_are_not_marked_as_drafted(draft: Make) -> None:
    assert draft(about="", basis="").drafted_words == []


def test_a_stale_change_is_noticed(draft: Make, cast: SimpleNamespace) -> None:
    decision = draft()
    actions.amend_decision(by=cast.officer, decision=decision, version=1, summary="Theirs.")

    with pytest.raises(Changed):
        actions.amend_decision(by=cast.officer, decision=decision, version=1, summary="Mine.")

    assert now(decision).summary == "Theirs."


def test_a_change_of_nothing_is_refused(draft: Make, cast: SimpleNamespace) -> None:
    decision = draft()

    with pytest.raises(Refused, match="Nothing was changed"):
        actions.amend_decision(by=cast.officer, decision=decision, version=1, title=decision.title)


def test_each_adviser_gets_one_letter_without_the_title(draft: Make, cast: SimpleNamespace) -> None:
    decision = draft()
    actions.send_for_advice(by=cast.officer, decision=decision)

    letters = {mail.to: mail for mail in Mail.objects.all()}
    assert set(letters) == {cast.treasurer.email, cast.chief.email, cast.manager.email}
    chief = letters[cast.chief.email]
    assert "legal implications, equality, risk, data protection, social value" in chief.subject
    assert all(decision.title not in mail.subject for mail in letters.values())
    assert now(decision).state == "advice"


def test_a_draft_without_its_words_is_not_sent(draft: Make, cast: SimpleNamespace) -> None:
    decision = draft(words={}, amount=None, power="")

    with pytest.raises(Refused) as refusal:
        actions.send_for_advice(by=cast.officer, decision=decision)

    assert refusal.value.words == (
        "Write the summary. Write the recommendation. Write the reasons for the decision."
        " State the amount: it decides who may sign. Choose the power relied on."
    )


def test_the_author_gives_no_financial_advice(
    draft: Make, person: Callable[..., Person], cast: SimpleNamespace
) -> None:
    both = person(role=("commissioning-officer", "chief-finance-officer"))
    decision = actions.send_for_advice(by=both, decision=draft(by=both))

    with pytest.raises(Refused, match="comes from somebody else"):
        actions.give_advice(by=both, decision=decision, kind="finance", words="All is well.")

    assert Advice.objects.count() == 0


def test_in_a_small_office_the_author_may_advise_on_a_small_sum_with_a_reason(
    draft: Make, person: Callable[..., Person]
) -> None:
    both = person(role=("commissioning-officer", "chief-finance-officer"))
    small = draft(by=both, kind="spend", amount=Money.of("900"))
    decision = actions.send_for_advice(by=both, decision=small)
    with pytest.raises(Refused) as refusal:
        actions.give_advice(by=both, decision=decision, kind="finance", words="All is well.")
    assert refusal.value.field == "exception"

    advice = actions.give_advice(
        by=both, decision=decision, kind="finance", words="Fine.", exception="The post is empty."
    )

    assert advice.exception == "The post is empty."
    assert "The post is empty." in said(decision)


def test_only_some_advice_may_be_not_relevant(draft: Make, cast: SimpleNamespace) -> None:
    decision = actions.send_for_advice(by=cast.officer, decision=draft())
    advice = actions.give_advice(
        by=cast.chief, decision=decision, kind="data", words="No data.", is_relevant=False
    )
    with pytest.raises(Refused, match="always matters"):
        actions.give_advice(
            by=cast.chief, decision=decision, kind="risk", words="None.", is_relevant=False
        )

    assert advice.is_relevant is False


def test_advice_is_given_by_those_who_may(draft: Make, cast: SimpleNamespace) -> None:
    decision = actions.send_for_advice(by=cast.officer, decision=draft())

    with pytest.raises(NotAllowed):
        actions.give_advice(by=cast.chief, decision=decision, kind="finance", words="Fine.")
    with pytest.raises(NotAllowed):
        actions.give_advice(by=cast.treasurer, decision=decision, kind="legal", words="Fine.")


def test_two_who_advise_at_once_do_not_overwrite_each_other(
    draft: Make, cast: SimpleNamespace
) -> None:
    decision = actions.send_for_advice(by=cast.officer, decision=draft())
    give = {"decision": decision, "kind": "risk", "version": 0}
    actions.give_advice(by=cast.chief, words="First.", **give)

    with pytest.raises(Changed):
        actions.give_advice(by=cast.manager, words="Second.", **give)

    assert Advice.objects.get().words == "First."


def test_nothing_is_ready_without_all_its_advice(draft: Make, cast: SimpleNamespace) -> None:
    decision = actions.send_for_advice(by=cast.officer, decision=draft())

    with pytest.raises(Refused) as refusal:
        actions.make_ready(by=cast.officer, decision=decision)

    assert refusal.value.words.count("Advice is missing") == 6


def test_advice_on_other_words_than_now_stand_is_asked_for_again(
    advised: Make, cast: SimpleNamespace
) -> None:
    decision = actions.return_to_draft(by=cast.officer, decision=advised(), why="A slip.")
    actions.amend_decision(
        by=cast.officer, decision=decision, version=decision.version, reasons="Other reasons."
    )
    again = actions.send_for_advice(by=cast.officer, decision=now(decision))
    with pytest.raises(Refused, match="words changed after the advice on risk"):
        actions.make_ready(by=cast.officer, decision=again)

    for kind in rules.ADVICE:
        adviser = cast.treasurer if kind == "finance" else cast.chief
        actions.give_advice(by=adviser, decision=again, kind=kind, words="Looked again.")

    assert actions.make_ready(by=cast.officer, decision=again).state == "ready"


def test_a_draft_is_given_up_and_its_number_stays_used(draft: Make, cast: SimpleNamespace) -> None:
    heard: list[str] = []
    sign_ups.when_refused(lambda one, _: heard.append(one.state))
    decision = draft()
    with pytest.raises(Refused):
        actions.withdraw_draft(by=cast.officer, decision=decision, why=" ")

    after = actions.withdraw_draft(by=cast.officer, decision=decision, why="Not needed.")

    assert after.state == "withdrawn"
    assert heard == ["withdrawn"]
    assert draft().reference == "EXE-2026-0002"


def test_earlier_decisions_are_linked_and_unlinked(
    published: Make, draft: Make, cast: SimpleNamespace
) -> None:
    earlier, later, other = published(), draft(), draft()
    with pytest.raises(Refused, match="taken already"):
        actions.link(by=cast.officer, decision=later, earlier=other, how="follows")

    actions.link(by=cast.officer, decision=later, earlier=earlier, how="ends")
    with pytest.raises(Refused, match="linked already"):
        actions.link(by=cast.officer, decision=later, earlier=earlier, how="ends")

    assert [one.reference for one in queries.notice(later).links] == [earlier.reference]
    actions.unlink(by=cast.officer, decision=later, earlier=earlier)
    assert queries.notice(later).links == ()


def test_an_earlier_decision_that_is_not_public_is_not_named(
    signed: Make, draft: Make, cast: SimpleNamespace
) -> None:
    earlier, later = signed(title="A secret so far"), draft()
    actions.link(by=cast.officer, decision=later, earlier=earlier, how="changes")

    assert "A secret so far" not in said(later)
