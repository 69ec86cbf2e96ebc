"""Rounds with awards: one whose letters wait for a second person, one that is told, offered and public."""

from __future__ import annotations

from datetime import date

from precept.decisions.models import Decision
from precept.do.agreements import actions
from precept.do.agreements.models import Award, Awarding
from precept.do.agreements.queries import fresh_award
from precept.do.agreements.rules import Outcome
from precept.do.assessment import actions as assessment
from precept.foundation.publications.actions import write_files
from precept.foundation.publications.models import Publication
from tests.architecture.decided import publish, signed
from tests.architecture.marked import Opened, feedback, frozen, keys
from tests.architecture.rounds import People, References


def awarding(people: People, theme: str) -> tuple[Opened, Awarding]:
    """What a signed decision awarded: to the provider and to a neighbour, with a third in reserve."""
    bidders = [(people.provider, people.provider_body), *people.bidders]
    found, kept = frozen(people, theme, bidders)
    for key in keys():
        written = feedback(found, people.officer, key)
        assessment.approve_feedback(by=people.manager, feedback=written, version=written.version)
    decision = actions.draft_award_decision(by=people.officer, recommendation=kept)
    signed(people, decision)
    for award in Award.objects.filter(decision=decision):
        actions.state_outcomes(
            by=people.officer,
            award=award,
            version=award.version,
            outcomes=[Outcome(80, 80, "report better wellbeing", "A survey at the end")],
            report_by=date(2028, 6, 1),
            why="Agreed by telephone",
        )
    return found, Awarding.objects.get(decision=decision)


def checked(people: People, theme: str) -> tuple[Opened, Awarding]:
    """Letters that one person checked, and that a second one is to send."""
    found, made = awarding(people, theme)
    actions.prepare_letters(by=people.officer, awarding=made, version=made.version)
    return found, Awarding.objects.get(pk=made.pk)


def told(people: People, theme: str) -> tuple[Opened, Awarding]:
    """Everybody was told, what was decided is public, and the neighbour accepted."""
    found, made = checked(people, theme)
    actions.send_letters(
        by=people.manager,
        awarding=made,
        version=made.version,
        sha256=actions.digest_today(made),
    )
    actions.send_step(decision=made.decision.reference)
    publish(people, Decision.objects.get(pk=made.decision_id))
    for one in Publication.objects.filter(kind="round results", key=found.opportunity.reference):
        write_files(one)
    return found, Awarding.objects.get(pk=made.pk)


def add_awards(people: People, references: References) -> None:
    """Both rounds, and what their addresses speak of."""
    waiting, letters = checked(people, "Warm rooms")
    found, made = told(people, "Bright bikes")
    first, second = (Award.objects.get(result__bid=bid) for bid in found.bids[:2])
    accepted = fresh_award(second)
    neighbour, _ = people.bidders[0]
    actions.accept_award(by=neighbour, award=accepted, version=accepted.version, declares=True)
    references |= {
        "lettered": waiting.opportunity.reference,
        "letters": letters.decision.reference,
        "lettered_bid": waiting.bids[0].reference,
        "awarded": found.opportunity.reference,
        "award_decision": made.decision.reference,
        "reserve_bid": found.bids[-1].reference,
        "award": first.reference,
        "accepted_award": second.reference,
    }
