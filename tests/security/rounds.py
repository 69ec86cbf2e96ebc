"""A grant round as these tests need it: sealed with all that bidders keep to themselves, then stage by stage.

It stands on the demonstration's open round. Every text that somebody types goes through ``words``, so that a
sweep can have a token of its own in what the database lets nobody change afterwards.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from precept.do.assessment import actions as assessment
from precept.do.assessment import queries as marks
from precept.do.assessment import rules
from precept.do.assessment.actions import AgreedNow
from precept.do.assessment.models import AgreedScore, MarkSheet, Moderation
from precept.do.bids import actions as bidding
from precept.do.bids import queries as bids
from precept.do.bids.models import Bid, BodyAsked, SectionAnswers, WhyNot
from precept.do.opportunities import actions as rounds
from precept.do.opportunities import queries as calls
from precept.do.opportunities.models import Call, Correction, Criterion, DeadlineChange, Workshop
from precept.foundation import clock
from precept.foundation.people.models import Person
from tests.security.canaries import reworded
from tests.security.house import House

OPEN: Final = "DEMO-2026-10"
HOW_LATE: Final = timedelta(minutes=20)
Words = Callable[[str], str]
"""What is typed where: given the place, a text."""


def plainly(where: str) -> str:
    """Plain words that say where they stand."""
    return f"Words for {where}"


@dataclass
class Round:
    """The round, who does what in it, and its bids."""

    office: House
    words: Words = plainly
    bids: dict[str, Bid] = field(default_factory=dict)
    """By what they are here: submitted, draft, assisted."""

    @property
    def call(self) -> Call:
        """The round as it is now."""
        return calls.call(OPEN)

    def bid(self, name: str) -> Bid:
        """A bid as it is now."""
        return Bid.objects.select_related("opportunity").get(pk=self.bids[name].pk)

    def who(self, slug: str) -> Person:
        """Somebody of the demonstration by the beginning of their address."""
        return Person.objects.get(email__startswith=f"{slug}@")

    @property
    def officer(self) -> Person:
        """Who runs the round."""
        return self.who("joss.merrivale")

    @property
    def other_officer(self) -> Person:
        """Who runs rounds too, and has an interest in the submitted bid."""
        return self.who("harpreet.valecroft")

    @property
    def manager(self) -> Person:
        """Who chairs moderation."""
        return self.who("amina.brackenridge")

    @property
    def markers(self) -> list[Person]:
        """Who marks: one of the office, one from outside."""
        return [self.who("delphine.orchardson"), self.who("yusuf.winterbeck")]


def sealed(office: House, words: Words = plainly) -> Round:
    """The open round with a submitted bid, one half written, one that an officer entered for somebody."""
    made = Round(office, words)
    call, officer = made.call, made.officer
    made.bids["submitted"] = Bid.objects.get(opportunity=call.opportunity, state="submitted")
    made.bids["draft"] = Bid.objects.get(opportunity=call.opportunity, state="draft")
    lead = made.who("oren.thistlewood")
    bidding.invite(
        by=lead,
        bid=made.bid("submitted"),
        email=f"{_word(words('a team'))}@team.example",
        rights="read",
    )
    made.bids["assisted"] = _assisted(made)
    bidding.ask_other_way(
        by=None,
        call=call,
        channel="phone",
        name=words("the name of who applies in another way"),
        contact=words("the contact of who applies in another way"),
        words=words("the words of who applies in another way"),
    )
    asked = rounds.ask_clarification(by=lead, call=call, words=words("what was asked"))
    rounds.decline_clarification(by=officer, clarification=asked, why=words("why it is declined"))
    rounds.ask_clarification(by=lead, call=call, words=words("what waits for an answer"))
    rounds.book(
        by=lead, workshop=Workshop.objects.filter(call=call)[0], needs=words("what would help")
    )
    WhyNot.objects.create(bid=made.bids["draft"], words=words("why not"))
    BodyAsked.objects.create(
        bid=made.bids["draft"],
        name=words("who would hold the money"),
        email=f"{_word(words('who is asked to'))}@trust.example",
        why=words("why they will not"),
        asked_by=lead,
    )
    bidding.keep_file(
        by=made.who("saoirse.millrace"),
        bid=made.bid("draft"),
        name="plan.txt",
        content=b"The plan of a bidder",
    )
    return made


def _word(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _assisted(made: Round) -> Bid:
    """What an officer entered for somebody: read back, confirmed, submitted."""
    officer, words = made.officer, made.words
    bid = bidding.begin_assisted(
        by=officer,
        call=made.call,
        channel="phone",
        for_whom=words("for whom a bid is entered"),
        organisation=made.bids["draft"].organisation,
    )
    for row in SectionAnswers.objects.filter(bid=made.bids["submitted"]):
        said = reworded(row.answers, words(f"an entered answer of {row.section}"))
        bidding.save_section(by=officer, bid=bid, section=row.section, answers=said, read_version=0)
    bidding.read_back(by=officer, bid=bid)
    bidding.confirm(
        by=officer,
        bid=bid,
        confirmed_by=words("who confirmed it"),
        confirmed_how=words("how it was confirmed"),
    )
    bidding.submit_bid(by=officer, bid=Bid.objects.get(pk=bid.pk), key="k", begun=clock.now())
    return Bid.objects.get(pk=bid.pk)


def closed(made: Round) -> None:
    """The deadline passes."""
    past = clock.now() - HOW_LATE
    Call.objects.filter(pk=made.call.pk).update(closes_at=past, opens_at=past - timedelta(days=21))


def declare(made: Round, *people: Person, conflicts: Mapping[Person, Bid] | None = None) -> None:
    """Interests against the list as it is now."""
    of = made.call.opportunity
    now = bids.list_now(of)
    assert now is not None
    for person in people:
        shut = (conflicts or {}).get(person)
        said = [(shut, "member", made.words("an interest"))] if shut else []
        bidding.declare(by=person, opportunity=of, listed=now.sha256, conflicts=said)


def opened(made: Round, *, conflicts: Mapping[Person, Bid] | None = None) -> None:
    """The bids are opened and interests declared: the other officer has one in the submitted bid."""
    closed(made)
    bidding.open_bids(by=made.other_officer, call=made.call)
    shut = {made.other_officer: made.bid("submitted")} if conflicts is None else conflicts
    everyone = [made.officer, made.other_officer, made.manager, *made.markers]
    everyone += [one for one in shut if one not in everyone]
    declare(made, *everyone, conflicts=shut)


def marking(made: Round) -> None:
    """Every bid is given to both markers, and both have begun."""
    for name in ("submitted", "assisted"):
        for rule in made.call.eligibility.all()[:1]:
            assessment.record_check(
                by=made.manager,
                bid=made.bid(name),
                kind=rules.ELIGIBILITY,
                rule=rule.key,
                outcome="pass",
                evidence=made.words(f"the evidence of a check of {name}"),
            )
        for marker in made.markers:
            assessment.allocate(by=made.manager, bid=made.bid(name), marker=marker)
    assessment.begin_marking(by=made.manager, call=made.call)


def mark(made: Round, marker: Person, name: str, *scores: int) -> MarkSheet:
    """A marker saves a score and a reason for each criterion."""
    bid = made.bid(name)
    keys = list(Criterion.objects.filter(call=made.call).values_list("key", flat=True))
    return assessment.save_marks(
        by=marker,
        bid=bid,
        given={
            key: rules.Given(score, made.words(f"{marker.name}’s reason for {key} of {name}"))
            for key, score in zip(keys, scores, strict=True)
        },
        overall=made.words(f"{marker.name}’s words on the whole of {name}"),
        read=0,
    ).sheet


def marked(made: Round) -> None:
    """Every sheet is in, and no two are alike."""
    for at, name in enumerate(("submitted", "assisted")):
        for marker, scores in zip(made.markers, ((5, 4, 4, 3), (3, 4, 2, 3)), strict=True):
            sheet = mark(made, marker, name, *(max(0, one - at) for one in scores))
            assessment.submit_sheet(by=marker, bid=made.bid(name), version=sheet.version)


def moderating(made: Round) -> Moderation:
    """The meeting is open, and one score is agreed."""
    meeting = assessment.open_moderation(
        by=made.manager,
        call=made.call,
        held=clock.today(),
        chair=made.manager,
        people=made.markers,
        quorum=2,
    )
    _agree(made, meeting, "submitted", 4)
    return meeting


def _agree(made: Round, meeting: Moderation, name: str, score: int) -> None:
    bid = made.bid(name)
    assessment.agree_scores(
        by=made.manager,
        meeting=meeting,
        bid=bid,
        given={
            key: AgreedNow(score, made.words(f"the meeting’s reason for {key} of {name}"))
            for key in Criterion.objects.filter(call=made.call).values_list("key", flat=True)
        },
    )


def moderated(made: Round, meeting: Moderation) -> None:
    """Every score is agreed and locked; a correction waits."""
    _agree(made, meeting, "assisted", 3)
    meeting.refresh_from_db()
    assessment.close_moderation(
        by=made.manager,
        meeting=meeting,
        version=meeting.version,
        minutes=made.words("the minutes"),
    )
    first = AgreedScore.objects.filter(bid=made.bid("submitted")).order_by("pk")[0]
    assessment.propose_correction(
        by=made.officer,
        agreed=first,
        score=3,
        why=made.words("why a score of submitted is corrected"),
    )


def ranked(made: Round) -> None:
    """The ranking is begun and feedback written; nothing of it is frozen."""
    begun = assessment.start_ranking(by=made.manager, call=made.call, bands=[70, 60, 40])
    assessment.set_cut_off(
        by=made.manager, recommendation=begun, version=begun.version, cut_off=50, why="The money"
    )
    assessment.write_feedback(
        by=made.officer,
        bid=made.bid("submitted"),
        criterion=None,
        words=made.words("what the bidder of submitted is told"),
    )


def to_the_ranking(made: Round) -> None:
    """All of it, from the opening of the bids to a ranking in draft."""
    opened(made)
    marking(made)
    marked(made)
    moderated(made, moderating(made))
    assert marks.open_meeting(made.call.opportunity) is None
    ranked(made)


def changed_in_public(made: Round) -> None:
    """A deadline that was moved and a correction, as rows."""
    DeadlineChange.objects.create(
        call=made.call,
        before="2026-12-01T12:00",
        after="2026-12-08T12:00",
        why="The site was down",
        by=made.manager,
    )
    Correction.objects.create(
        call=made.call,
        kind="typing",
        what="The purpose",
        before="Saftey",
        after="Safety",
        why="A typing error",
        by=made.manager,
    )
