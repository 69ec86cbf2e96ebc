"""Rounds before their bids are opened: being set up, waiting, coming, open, closed; and what bidders keep there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.test import override_settings

from precept.demo.reading import table
from precept.do.bids import actions as bids
from precept.do.bids import queries as bids_read
from precept.do.bids.models import Bid, BidMember
from precept.do.opportunities import actions, queries
from precept.do.opportunities.models import Call, Workshop
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import Question, QuestionSet, Section
from precept.foundation.questions.starting import starting_sets
from precept.parties.models import Organisation
from precept.plan.models import Fund

References = dict[str, str]
OPEN = "DEMO-2026-10"
LEVELS = [{"score": score, "words": f"What earns {score}"} for score in range(6)]
CRITERIA: list[actions.CriterionGiven] = [
    {
        "key": key,
        "title": title,
        "words": f"We look for {title.lower()}.",
        "weight": weight,
        "levels": LEVELS,
        "questions": [],
    }
    for key, title, weight in (("need", "Need", 60), ("value", "Value", 40))
]
RULE: actions.RuleGiven = {
    "key": "area",
    "asks": "Does your organisation work here?",
    "right_answer": True,
    "reason": "The fund serves people who live here.",
    "instead": "",
}
PAPERS = Question(key="papers", kind="files", label="Anything to add", is_required=False, most=3)
SHORT = QuestionSet(
    sections=(
        Section(
            key="project",
            title="Your project",
            questions=(
                Question(key="title", kind="line", label="What is it called?", meaning="title"),
                Question(key="plan", kind="text", label="What will you do?", meaning="summary"),
                Question(key="amount", kind="money", label="How much?", meaning="amount"),
                PAPERS,
            ),
        ),
    )
)


@dataclass
class People:
    """Who acts: one of each role that these things need, and those who bid."""

    officer: Person
    manager: Person
    marker: Person
    expert: Person
    finance_chief: Person
    chief: Person
    deputy: Person
    commissioner: Person
    provider: Person
    provider_body: Organisation
    bidders: list[tuple[Person, Organisation]]
    other_marker: Person

    @property
    def handlers(self) -> tuple[Person, ...]:
        """Everybody in the office whose work needs the bids."""
        return (
            self.officer,
            self.manager,
            self.finance_chief,
            self.chief,
            self.deputy,
            self.commissioner,
        )


def full_set() -> QuestionSet:
    """The ready-made questions, with files to add."""
    asked = starting_sets(priorities=queries.priority_choices())[0].question_set
    first, *others = asked.sections
    more = first.model_copy(update={"questions": (*first.questions, PAPERS)})
    return asked.model_copy(update={"sections": (more, *others)})


def wall(day: date) -> datetime:
    """Noon on the first working day from a day on."""
    return datetime.combine(clock.working_day_on_or_after(day), time(12))


def set_up(people: People, theme: str, asked: QuestionSet, opens: int = -21) -> Call:
    """A round that lacks nothing: opening so many days from now, and open for six weeks."""
    by = people.officer
    call = actions.set_up_call(by=by, fund=Fund.objects.get(code="csf"), theme=theme)
    call = actions.amend_call(
        by=by,
        call=call,
        version=call.version,
        purpose="To make villages safer.",
        what_we_fund="Projects of up to a year.",
        who_may_apply="Charities and community groups.",
        priorities=["support-for-victims"],
        area="Leicestershire",
        limit=Money.of("10000"),
        limit_words="Up to £10,000",
        longest_months=12,
        who_marks="Two people, one from outside the office.",
        marking_guide="Read the whole bid first.",
        decider="commissioner",
        power="power-crime-and-disorder-reduction-grant",
        contact="Write to funding@opcc.example",
        papers=["constitution", "bank"],
        quorum=1,
    )
    today = clock.today()
    call = actions.set_dates(
        by=by,
        call=call,
        version=call.version,
        opens=wall(today + timedelta(days=opens)),
        closes=wall(today + timedelta(days=opens + 42)),
        decision_expected=clock.working_day_on_or_after(today + timedelta(days=opens + 90)),
    )
    shares = [
        (Fund.objects.get(code="csf"), "OPCC", Money.of("12000.00")),
        (Fund.objects.get(code="vrn"), "VRN", Money.of("3000.33")),
    ]
    call = actions.set_pot(
        by=by, call=call, version=call.version, available=Money.of("15000.33"), shares=shares
    )
    call = actions.edit_questions(
        by=by, call=call, version=call.version, question_set=asked, what="Begun"
    )
    call = actions.set_criteria(by=by, call=call, version=call.version, criteria=CRITERIA)
    call = actions.set_eligibility(by=by, call=call, version=call.version, rules_given=[RULE])
    return queries.call(call.opportunity.reference)


def publish(people: People, call: Call) -> Call:
    """Both hands of a publication."""
    ready = actions.submit_for_publication(by=people.officer, call=call, version=call.version)
    actions.publish_call(by=people.manager, call=ready, version=ready.version)
    return queries.call(call.opportunity.reference)


def close(call: Call, *, hours: int = 1) -> Call:
    """Let a round's deadline have passed so many hours ago."""
    moment = clock.now() - timedelta(hours=hours)
    Call.objects.filter(pk=call.pk).update(
        closes_at=moment,
        closes_wall=clock.in_uk(moment).replace(tzinfo=None).isoformat(timespec="minutes"),
    )
    return queries.call(call.opportunity.reference)


def clean_file(bid: Bid, by: Person, section: str) -> str:
    """A file that answers a question, clean; its reference."""
    with override_settings(PRECEPT_SCANNER="none"):
        bids.add_file(
            by=by,
            bid=bid,
            section=section,
            question="papers",
            name="budget.txt",
            content=b"Hall: 200",
        )
        (given,) = bids_read.section(bid, section).answers["papers"]
        documents.scan(reference=given["reference"])
    return str(given["reference"])


def save(bid: Bid, by: Person, section: str, answers: dict[str, Any]) -> None:
    """Save a section on top of what it says now."""
    row = bids_read.section(bid, section)
    bids.save_section(
        by=by, bid=bid, section=section, answers=row.answers | answers, read_version=row.version
    )


def begin_short(call: Call, by: Person, organisation: Organisation, title: str) -> Bid:
    """A complete bid in a round with the short questions."""
    bid = bids.begin_bid(by=by, call=call, organisation=organisation)
    answers = {"title": title, "plan": "We walk people home every Friday.", "amount": 480_000}
    save(bid, by, "project", answers)
    return bid


def submit(bid: Bid, by: Person) -> Bid:
    """Submit it now."""
    bid = Bid.objects.get(pk=bid.pk)
    bids.submit_bid(by=by, bid=bid, key=f"key-{bid.reference}", begun=clock.now(), size=1_000)
    return Bid.objects.get(pk=bid.pk)


def add_rounds(people: People, references: References) -> None:
    """Rounds of every stage before opening, and the questions, workshops and requests of the open one."""
    drafting = set_up(people, "Rural crime", full_set())
    ready = set_up(people, "Roads at night", SHORT)
    actions.submit_for_publication(by=people.officer, call=ready, version=ready.version)
    coming = publish(people, set_up(people, "Young drivers", SHORT, opens=30))
    assert coming.closes is not None
    actions.propose_extension(
        by=people.officer,
        call=coming,
        closes=coming.closes.wall + timedelta(days=7),
        why="A holiday falls into it",
    )
    references |= {
        "drafting": drafting.opportunity.reference,
        "ready": ready.opportunity.reference,
        "coming": coming.opportunity.reference,
        "rehearsal": bids.begin_bid(by=people.officer, call=drafting, is_rehearsal=True).reference,
    }
    around_the_open_round(people, references)
    closed_round(people, references)
    answers_in_an_open_round(people, references)
    begun = actions.set_up_call(
        by=people.officer, fund=Fund.objects.get(code="csf"), theme="Just begun"
    )
    references["begun"] = begun.opportunity.reference


def around_the_open_round(people: People, references: References) -> None:
    """A question that waits, a workshop with a booking, somebody who applies in another way."""
    call = queries.call(OPEN)
    asked = actions.ask_clarification(by=people.provider, call=call, words="May a school bid?")
    first, second = Workshop.objects.filter(call=call).order_by("starts")[:2]
    booking = actions.book(workshop=first, by=people.provider, people=2, needs="Step-free access")
    way = bids.ask_other_way(
        by=None, call=call, channel="phone", name="Pat Example", contact="0116 496 0000", words=""
    )
    entered = bids.begin_assisted(
        by=people.officer, call=call, channel="phone", for_whom="Pat Example", way=way
    )
    waits = bids.ask_other_way(
        by=None, call=call, channel="paper", name="Sam Example", contact="1 High Street", words=""
    )
    references |= {
        "asked": asked.reference,
        "workshop": first.key,
        "other_workshop": second.key,
        "booking": booking.reference,
        "way": str(waits.pk),
        "entered": entered.reference,
        "sealed_bid": Bid.objects.filter(opportunity=call.opportunity, state="submitted")[
            0
        ].reference,
    }


def closed_round(people: People, references: References) -> None:
    """A round that closed and is not opened: a bid in time, a late one, a draft that lapsed."""
    call = publish(people, set_up(people, "Safe shops", SHORT))
    (first, body), (second, other), *_ = people.bidders
    submit(begin_short(call, first, body, "Shops that look out"), first)
    late = begin_short(call, second, other, "Lanes and lamps")
    lapsed = bids.begin_bid(by=people.provider, call=call, organisation=people.provider_body)
    close(call)
    submit(late, second)
    bids.lapse_due()
    references |= {
        "closed": call.opportunity.reference,
        "late": late.reference,
        "lapsed": lapsed.reference,
    }


def answers_in_an_open_round(people: People, references: References) -> None:
    """The provider's own bids: one being written by two people at once, and one that is submitted."""
    call = publish(people, set_up(people, "Warm evenings", full_set()))
    by = people.provider
    draft = bids.begin_bid(by=by, call=call, organisation=people.provider_body)
    save(draft, by, "your_project", {"project_title": "Warm evenings in Withywick"})
    stale = bids.save_section(
        by=by,
        bid=draft,
        section="your_project",
        answers={"project_title": "Warm evenings"},
        read_version=0,
    )
    assert stale.overtaken is not None
    overtaken = bids_read.latest_overtaken(by, draft, "your_project")
    assert overtaken is not None
    clean_file(draft, by, "your_project")
    invited = bids.invite(by=by, bid=draft, email="colleague@withywick.example", rights="edit")
    sent = bids.begin_bid(by=by, call=call, organisation=people.provider_body)
    for section, answers in complete_answers().items():
        save(sent, by, section, answers)
    sent = submit(sent, by)
    assert isinstance(invited, BidMember)
    neighbour, body = people.bidders[0]
    held = bids.begin_bid(by=neighbour, call=call, organisation=body)
    bids.set_bidder(
        by=neighbour, bid=held, organisation=body, accountable_body=people.provider_body
    )
    references |= {
        "neighbours_bid": held.reference,
        "open": call.opportunity.reference,
        "draft": draft.reference,
        "overtaken": str(overtaken.pk),
        "member": str(invited.pk),
        "sent": sent.reference,
    }


def complete_answers() -> dict[str, dict[str, Any]]:
    """What the demonstration's submitted bid answers, with dates that are still to come."""
    said = next(one for one in table("open-bids")["bid"] if one["submit"])["answers"]
    starts = clock.today() + timedelta(days=120)
    ends = starts + timedelta(days=200)
    return {**said, "when": {"starts": starts.isoformat(), "ends": ends.isoformat()}}
