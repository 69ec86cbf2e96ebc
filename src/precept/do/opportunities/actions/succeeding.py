"""What a succession of the office does to rounds: those under way are decided by the new body."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from precept.do.opportunities import queries
from precept.do.opportunities.models import Opportunity
from precept.do.opportunities.published import OpportunityPublished
from precept.foundation.publications import actions as publications
from precept.parties.sign_ups import (
    Moving,
    Passage,
    Shown,
    Staying,
    passes_with_the_office,
    stays_as_it_was,
)

ROUNDS = "/office/rounds"
"""Said before the addresses are known."""
TEXTS = (
    *("theme", "note", "call__purpose", "call__who_may_apply", "call__what_we_fund"),
    *("call__what_we_do_not_fund", "call__who_marks", "call__marking_guide", "call__steps"),
    *("call__feedback_offered", "call__contact", "call__questions"),
)
PREPARED, ASSESSED = ("drafting", "ready"), ("opened", "marking", "moderating", "ranking")
OVER = ("decided", "awarded", "cancelled")


def _pipeline(_on: date) -> QuerySet[Opportunity]:
    """The rounds that are planned or being set up."""
    return Opportunity.objects.filter(Q(call__stage__in=PREPARED) | Q(call=None, state="planned"))


def _rounds(_on: date) -> QuerySet[Opportunity]:
    """The rounds that are open, or whose bids are being assessed."""
    under_way = ("published", *ASSESSED, "recommended")
    return Opportunity.objects.filter(Q(call__stage__in=under_way) | Q(call=None, state="open"))


def _shown(one: Opportunity) -> Shown:
    return Shown(
        one.subject,
        f"{one.called}: {one.theme}",
        reverse("opportunities.one", args=[one.reference]),
    )


def _say_who_decides(one: Opportunity, passage: Passage) -> None:
    """Publish the round again with who decides it now, and nothing else of it changed."""
    call = queries.call_or_none(one)
    if call is None:
        return
    title = queries.decider_title(call)

    def change(said: OpportunityPublished) -> OpportunityPublished:
        if said.call is None:
            return said
        return said.model_copy(update={"call": said.call.model_copy(update={"decider": title})})

    publications.publish_again(
        kind_name="opportunity",
        key=one.reference,
        change=change,
        by=passage.by,
        why=f"{passage.after.name} decides it, under {passage.under}",
    )


def sign_up_for_successions() -> None:
    """Say which rounds pass with the office and which stay as they were."""
    passes_with_the_office(
        Moving(
            "pipeline",
            "Rounds planned or being set up",
            "Opened by the new body.",
            _pipeline,
            _shown,
            texts=TEXTS,
            place=6,
        )
    )
    passes_with_the_office(
        Moving(
            "rounds",
            "Rounds open or being assessed",
            "Dates, questions, criteria and the pot stay; the public page says who decides from that day.",
            _rounds,
            _shown,
            _say_who_decides,
            texts=TEXTS,
            at_once=2,
            place=4,
        )
    )
    stays_as_it_was(
        Staying(
            "Rounds that were decided",
            "What was asked, how it was marked and who decided read as they did.",
            lambda: Opportunity.objects.filter(
                Q(call__stage__in=OVER) | Q(call=None, state__in=("closed", "awarded"))
            ).count(),
            ROUNDS,
        )
    )
