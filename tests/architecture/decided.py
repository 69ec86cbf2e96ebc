"""Decisions in each state that a page shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from precept.decisions import actions, rules
from precept.decisions.models import Decision, Redaction
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.publications.actions import write_files
from tests.architecture.rounds import People

WORDS = {
    "summary": "Three projects are funded.",
    "background": "The panel met in October.",
    "recommendation": "Approve three awards.",
    "reasons": "They scored highest.",
}


def draft(people: People, state: str, **fields: Any) -> Decision:
    """A decision about nothing in particular, called after the state that it is brought into."""
    return actions.draft_decision(
        by=people.officer,
        kind="award",
        title=f"Awards that are {state.lower()}",
        facts=[{"name": "Bids", "words": "12"}],
        tables=[{"title": "Awards", "columns": ["Recipient", "Amount"], "rows": [["A", "£1"]]}],
        amount=Money.of("39305.40"),
        power="power-crime-and-disorder-reduction-grant",
        words=WORDS,
        reference=f"EXE-2026-{state}",
        is_invented=True,
        **fields,
    )


def advised(people: People, decision: Decision) -> Decision:
    """A decision with the advice that it needs."""
    decision = actions.send_for_advice(by=people.officer, decision=decision)
    for kind in rules.advice_needed(decision.kind, decision.amount):
        adviser = people.finance_chief if kind == "finance" else people.chief
        actions.give_advice(by=adviser, decision=decision, kind=kind, words=f"Advice: {kind}.")
    return Decision.objects.get(pk=decision.pk)


def ready(people: People, decision: Decision) -> Decision:
    """A decision that waits for its signature."""
    return actions.make_ready(by=people.officer, decision=advised(people, decision))


def signed(people: People, decision: Decision) -> Decision:
    """A decision that the commissioner signed."""
    decision = ready(people, decision)
    actions.sign_decision(
        by=people.commissioner,
        decision=decision,
        version=decision.version,
        interests="No interest of mine precludes this.",
    )
    return Decision.objects.get(pk=decision.pk)


def publish(people: People, decision: Decision) -> Decision:
    """Publish a signed decision, as if this were the day that was set for it."""
    Decision.objects.filter(pk=decision.pk).update(publish_on=clock.today())
    decision.refresh_from_db()
    write_files(actions.publish_decision(by=people.manager, decision=decision))
    return Decision.objects.get(pk=decision.pk)


def redacted(people: People) -> Decision:
    """A signed decision of which words wait for a second person, are released, and are asked to be read again."""
    decision = signed(people, draft(people, "REDACTED"))
    for words in ("Three projects", "October", "highest"):
        actions.mark_words(
            by=people.officer,
            decision=decision,
            version=decision.version,
            part="everywhere",
            words=words,
            exemption="FOI s.43(2)",
            why="It would help rival bidders more than the public.",
            review=clock.today() + timedelta(days=365),
        )
    _, second, third = Redaction.objects.filter(decision=decision)
    for row in (second, third):
        actions.release_redaction(by=people.manager, redaction=row, version=row.version)
    third.refresh_from_db()
    actions.ask_to_lift(
        by=people.officer, redaction=third, version=third.version, why="It is known now"
    )
    actions.prepare_copy(
        by=people.officer,
        decision=decision,
        title="The panel’s note",
        text="The panel read every bid.",
        taken_out="Names of the panel: section 40(2)",
    )
    return decision


def withheld(people: People) -> Decision:
    """A published decision of which something is withheld apart from its text."""
    decision = draft(people, "WITHHELD")
    actions.set_exemption(
        by=people.officer,
        decision=decision,
        version=decision.version,
        status="exempt",
        exempt_words="The lowest price that was offered",
        exemption="FOI s.43(2)",
        exemption_why="Prices would help rival bidders more than the public.",
        exemption_review=clock.today() + timedelta(days=365),
    )
    return publish(people, signed(people, Decision.objects.get(pk=decision.pk)))


def add_numbers(people: People) -> None:
    """A number that is explained, and one that is not."""
    for count in (1, 2):
        decision = actions.draft_decision(
            by=people.officer,
            kind="other",
            title=f"Given up {count}",
            reference=f"EXE-2019-000{count}",
            is_invented=True,
        )
        actions.withdraw_draft(by=people.officer, decision=decision, why="Not needed")
    actions.explain_number(
        by=people.manager,
        reference="EXE-2019-0001",
        reason="withdrawn",
        words="The draft was given up before anybody signed it.",
        is_invented=True,
    )


def add_decisions(people: People) -> None:
    """One in each state; their references say which."""
    redacted(people)
    withheld(people)
    add_numbers(people)
    is_published = publish(people, signed(people, draft(people, "PUBLISHED")))
    first = draft(people, "DRAFT")
    actions.link(by=people.officer, decision=first, earlier=is_published, how="follows")
    actions.send_for_advice(by=people.officer, decision=draft(people, "ADVICE"))
    ready(people, draft(people, "READY"))
    signed(people, draft(people, "SIGNED"))
    held = signed(people, draft(people, "HELD"))
    actions.hold(by=people.manager, decision=held, why="A partner reads it first")
