"""Who may see the whole ledger, and whose stories in it are shut to somebody."""

from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from precept.decisions import access as decisions
from precept.decisions.models import Decision
from precept.do.agreements.models import Award
from precept.do.assessment import rules as marking
from precept.do.assessment.models import MarkSheet
from precept.do.bids import access as bids
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation.people.models import Person
from precept.parties import access as parties
from precept.parties.models import Stake
from precept.review.management import access as management

OF_BIDS = ("bid", "scores", "feedback")
"""Stories that bear the reference of a bid."""
OF_ROUNDS = ("moderation", "ranking", "awards")
"""Stories that bear the reference of a round and say what became of each of its bids."""
OF_THE_WORK = (*OF_BIDS, "marks", *OF_ROUNDS, "award")
"""Stories of who bid, how bids were marked and what they were given."""
BEFORE_OPENING = ("drafting", "ready", "published")


def may_check_ledger(person: Person) -> bool:
    """Whether this person may see every event, seal and check."""
    return person.may("check the ledger")


def may_read_work(person: Person) -> bool:
    """Whether they may read what happened to bids: who handles them, and who audits.

    Who runs the installation checks the ledger too, and sees no more of the work for that.
    """
    return bids.may_handle_bids(person) or (
        may_check_ledger(person) and not person.may("manage people")
    )


def may_read_story(person: Person, subject: str) -> bool:
    """Whether the story of a subject is open to them: not sealed, nor shut by a conflict they declared."""
    if not may_check_ledger(person):
        return False
    if subject.partition(":")[0] in OF_THE_WORK and not may_read_work(person):
        return False
    return not any(_holds(rows, subject) for rows in shut_stories(person))


def shut_kinds(person: Person) -> Q:
    """Which kinds of stories are shut to them whatever they are about, as a condition on events."""
    shut = Q(pk__in=())
    if not may_read_work(person):
        for kind in OF_THE_WORK:
            shut |= Q(subject__startswith=f"{kind}:")
    return shut


def shut_stories(person: Person) -> list[QuerySet[Any, Any]]:
    """The subjects whose stories are shut to them, set by set.

    A bid's until its round is opened; what was marked until the markers meet; everything of a bid in which
    they declared an interest, and with it what is said of all bids of its round together; decisions that
    are not theirs to see; safeguarding concerns of agreements; other people's interests and gifts.
    """
    conflicts = bids.shut_out(person)
    sealed = Q(opened=None) & Q(opportunity__call__stage__in=BEFORE_OPENING)
    shut = Bid.objects.filter(sealed | Q(pk__in=conflicts))
    sheets = MarkSheet.objects.filter(
        ~Q(bid__opportunity__call__stage__in=marking.MODERATED_AT) | Q(bid__in=conflicts)
    )
    of_conflicts = Opportunity.objects.filter(bids__in=conflicts)
    issues, risks, steps = management.kept_from(person)
    hidden = Decision.objects.exclude(pk__in=decisions.visible_to(person).values("pk"))
    own_or_kept = parties.stakes_visible_to(person).values("pk")
    return [
        *(_stories(kind, shut) for kind in OF_BIDS),
        _stories("marks", sheets),
        *(_stories(kind, of_conflicts) for kind in OF_ROUNDS),
        _stories("award", Award.objects.filter(result__bid__in=conflicts)),
        _stories("decision", hidden),
        _stories("stake", Stake.objects.exclude(pk__in=own_or_kept)),
        _stories("contract-issue", issues),
        _stories("contract-risk", risks),
        _stories("contract-action", steps),
    ]


def _stories(kind: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    named: QuerySet[Any, Any] = rows.annotate(story=Concat(Value(f"{kind}:"), "reference"))
    stories: QuerySet[Any, Any] = named.values_list("story", flat=True).order_by()
    return stories


def _holds(stories: QuerySet[Any, Any], subject: str) -> bool:
    named = {
        "story": subject
    }  # a name that the query gave, which the types of the rows do not know
    return stories.filter(**named).exists()
