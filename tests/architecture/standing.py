"""A group whose profile the provider keeps: its people, papers, bank details, and what the office checks."""

from __future__ import annotations

from django.test import override_settings

from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.money import Money
from precept.parties import actions
from precept.parties.models import Claim
from precept.parties.rules import SubsidyAnswers
from tests.architecture.rounds import People, References


def add_standing(people: People, references: References) -> None:
    """The club of the provider; claims upon it and upon a charity; an invitation that waits."""
    keeper = people.provider
    (first, _), (second, theirs) = people.bidders[:2]
    club = actions.start_profile(
        by=keeper,
        name="Oxenmere Boxing Club",
        kinds=["charity"],
        scheme="GB-CHC",
        value="1234567",
        role="Chair",
        area="Rutland",
        telephone="0116 496 0321",
    )
    with override_settings(PRECEPT_SCANNER="none"):
        paper = actions.give_paper(
            by=keeper,
            organisation=club,
            kind="constitution",
            name="rules.txt",
            content=b"These are our rules.",
        )
        documents.scan(reference=paper.file)
    actions.add_officer(by=keeper, organisation=club, name="Tam Trustee", role="Trustee")
    member = actions.add_member(
        by=people.manager,
        organisation=club,
        person=first,
        keeps_profile=False,
        signs=True,
        why="An example",
    )
    actions.start_profile(
        by=second, name="Oxenmere Boxers", kinds=["charity"], scheme="GB-CHC", value="1234567"
    )
    actions.invite_colleague(
        by=keeper, organisation=club, email="later@oxenmere.example", keeps_profile=True
    )
    invitation = actions.invite_colleague(
        by=second, organisation=theirs, email=keeper.email, keeps_profile=True
    )
    details = actions.give_bank_details(
        by=keeper,
        organisation=club,
        sort_code="40-47-84",
        account_number="70872490",
        name="Oxenmere Boxing Club",
        proved=clock.now(),
    )
    subsidy = actions.check_subsidy(
        by=people.officer,
        organisation=club,
        activity="Boxing for young people",
        amount=Money.of("5000"),
        answers=SubsidyAnswers(offers_on_market=True, on_market_terms=False, could_affect=True),
    )
    references |= {
        "paper": paper.reference,
        "details": details.reference,
        "subsidy": subsidy.reference,
        "member_of_club": member.reference,
        "invitation": invitation.reference,
        "own_claim": Claim.objects.get(organisation=club).reference,
    }
