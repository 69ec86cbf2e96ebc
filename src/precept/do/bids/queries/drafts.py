"""What an applicant reads of a bid while it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from precept.do.bids import access, rules
from precept.do.bids.models import Bid, BidMember, BodyAsked, Revision, SectionAnswers
from precept.do.opportunities.models import Call
from precept.do.opportunities.rules import standing
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.questions import rules as questions
from precept.foundation.questions.sets import QuestionSet, Section
from precept.foundation.questions.wording import around_worded

TaskState = Literal["not started", "begun", "with problems", "ready", "done"]
TASK_WORDS = {
    "not started": "Not yet started",
    "begun": "In progress",
    "with problems": "Something to put right",
    "ready": "All answered",
    "done": "Completed",
}
"""A task's state as the task list shows it."""


@dataclass(frozen=True)
class Task:
    """A section of the form as the task list shows it."""

    section: str
    title: str
    state: TaskState
    problems: int
    language: str = ""
    """What its title is in, where it is not the language of the page."""

    @property
    def words(self) -> str:
        """The state in words."""
        return TASK_WORDS[self.state]


def call_of(bid: Bid) -> Call:
    """The call that a bid answers, with what it asks."""
    return Call.objects.select_related("opportunity", "frozen").get(
        opportunity_id=bid.opportunity_id
    )


def as_saving_asks(bid: Bid) -> Bid:
    """The bid as it stands, with as little of its call as a save needs: people type by hundreds at once."""
    rows = Bid.with_rehearsals.select_related("opportunity__call__frozen").only(
        "state",
        "is_rehearsal",
        "in_force",
        "questions",
        "opportunity__call__stage",
        "opportunity__call__opens_at",
        "opportunity__call__closes_at",
        "opportunity__call__frozen__content",
    )
    return rows.get(pk=bid.pk)


def is_open(call: Call, now: Any = None) -> bool:
    """Whether bids may be begun and sent now."""
    moment = clock.now() if now is None else now
    return standing(call.stage, call.opens_at, call.closes_at, moment) == "open"


def bid(person: Person, reference: str) -> Bid:
    """A bid that they write or read as its team. Http404 where it is not theirs."""
    rows = access.written_by(person).select_related(
        "opportunity__call__frozen", "organisation", "accountable_body", "in_force"
    )
    asked = BodyAsked.objects.select_related("organisation")
    found = (
        rows.prefetch_related(Prefetch("bodies_asked", asked)).filter(reference=reference).first()
    )
    if found is None:
        raise Http404
    return found


def my_bids(person: Person) -> QuerySet[Bid]:
    """The bids that they work on, the latest first."""
    return (
        access.mine(person)
        .select_related("opportunity__call", "organisation", "in_force")
        .order_by("-saved", "-pk")
    )


def asks(bid: Bid, call: Call | None = None) -> QuestionSet:
    """What a bid that is being written answers: the questions as they were last corrected."""
    call = call or call_of(bid)
    if bid.is_rehearsal or call.frozen is None:
        return bid.questions.question_set
    return call.frozen.question_set


def sections(bid: Bid) -> dict[str, SectionAnswers]:
    """The answers of every section, by its key."""
    return {row.section: row for row in bid.sections.select_related("saved_by").order_by("pk")}


def section(bid: Bid, key: str) -> SectionAnswers:
    """The answers of one section. Http404 where the form has none of that name."""
    found = bid.sections.select_related("saved_by").filter(section=key).first()
    if found is None:
        raise Http404
    return found


def answers(bid: Bid) -> dict[str, Any]:
    """Everything answered so far, by question key."""
    return merged(sections(bid))


def merged(rows: Mapping[str, SectionAnswers]) -> dict[str, Any]:
    """The answers of all sections in one; a key is only ever in one of them."""
    every: dict[str, Any] = {}
    for row in rows.values():
        every |= row.answers
    return every


def problems(
    bid: Bid, call: Call | None = None, every: dict[str, Any] | None = None
) -> list[questions.Problem]:
    """Everything that stands against submitting a bid as it is written now."""
    call = call or call_of(bid)
    every = answers(bid) if every is None else every
    return questions.problems(asks(bid, call), every, call.facts)


def task_list(
    bid: Bid,
    call: Call | None = None,
    rows: Mapping[str, SectionAnswers] | None = None,
    language: str = "",
) -> list[Task]:
    """The sections in order, in the words chosen, each with where it stands. Three queries."""
    call = call or call_of(bid)
    asked, rows = asks(bid, call), sections(bid) if rows is None else rows
    every = merged(rows)
    wrong = questions.problems(asked, every, call.facts)
    return [
        _task(one, rows.get(one.key), wrong, language)
        for one in around_worded(asked, language).sections
    ]


def _task(
    of: Section, row: SectionAnswers | None, wrong: list[questions.Problem], language: str
) -> Task:
    here = [problem for problem in wrong if problem.section == of.key]
    is_begun = row is not None and any(questions.is_answered(one) for one in row.answers.values())
    state: TaskState
    if not here:
        state = "done" if row is not None and row.is_done else "ready"
        if state == "ready" and not is_begun:
            state = "not started"
    elif not is_begun:
        state = "not started"
    else:
        state = "begun" if all(one.is_missing for one in here) else "with problems"
    return Task(of.key, of.title, state, len(here), language if of.wordings else "")


def revisions(bid: Bid, section: str) -> QuerySet[Revision]:
    """Every text that was saved of a section, the latest first; overtaken ones too."""
    return bid.revisions.filter(section=section).select_related("by").order_by("-at", "-pk")


def team(bid: Bid) -> list[BidMember]:
    """Who works on a bid, those who lead first; invitations wait without a person."""
    order = [key for key, _ in rules.rights]
    found = bid.members.filter(ended=None).select_related("person")
    return sorted(found, key=lambda one: (order.index(one.rights), one.email))


def leads(bid: Bid) -> list[str]:
    """The addresses of those who lead a bid and took their place up."""
    return list(
        bid.members.filter(ended=None, rights="lead", person__is_active=True)
        .order_by("pk")
        .values_list("person__email", flat=True)
    )
