"""What a round's page offers of assessment: where its bids are checked, marked, moderated and ranked."""

from django.urls import reverse

from precept.do.assessment import access
from precept.do.opportunities.models import Call
from precept.do.opportunities.sign_ups import Step
from precept.foundation.people.models import Person

FROM_OPENING = ("opened", "marking", "moderating", "ranking", "recommended", "decided", "awarded")
FROM_MODERATION = FROM_OPENING[FROM_OPENING.index("moderating") :]
FROM_RANKING = FROM_OPENING[FROM_OPENING.index("ranking") :]


def next_steps(person: Person, call: Call) -> list[Step]:
    """Where somebody may go next, by how far the round is and what they may do."""
    steps: list[Step] = []

    def offer(name: str, words: str, state: str = "") -> None:
        steps.append(Step(reverse(name, args=[call.opportunity.reference]), words, state))

    is_reading = call.stage in FROM_OPENING or (call.is_rolling and call.stage == "published")
    is_past = call.stage in FROM_MODERATION
    if is_reading and access.may_check_bids(person):
        offer("assessment.checks", "Check the bids")
        if not is_past:
            offer("assessment.allocation", "Share the bids out to markers")
    if is_reading and not is_past and access.may_follow_marking(person):
        offer("assessment.progress", "Marking so far")
    if call.stage not in {"marking", *FROM_MODERATION} and not call.is_rolling:
        return steps
    known = access.interests(person, call.opportunity)
    if access.may_see_moderation(person, call.opportunity, known):
        offer("assessment.moderation", "Moderation")
    is_ranked = call.stage in FROM_RANKING or call.is_rolling
    if is_ranked and access.may_see_ranking(person, call.opportunity, known):
        offer("assessment.ranking", "Ranking against the money")
        offer("assessment.feedback", "Feedback for bidders")
    return steps
