"""Awards as the office and those who were offered them read them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse

from precept.decisions.models import Decision
from precept.do.agreements import access, rules
from precept.do.agreements.access import Asker
from precept.do.agreements.models import Agreement, Award, Awarding, BidResult
from precept.do.agreements.queries.freed import ReserveRow, next_in_reserve
from precept.do.agreements.queries.terms import outcomes_of_award
from precept.do.bids import queries as bids
from precept.do.bids.models import Bid
from precept.do.opportunities import queries as opportunities
from precept.do.opportunities.models import Call, Opportunity
from precept.do.opportunities.sign_ups import Step
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import queries as parties_queries
from precept.parties import rules as parties
from precept.parties.models import BankDetails, Organisation, Paper

MOST_AWARDS = 500
MOST_MINE = 100
NOTHING = Money(0)


def awarding_of(decision: Decision) -> Awarding | None:
    """What follows from a decision; None where it is not about a round's awards."""
    rows = Awarding.objects.select_related("opportunity", "decision", "recommendation")
    return rows.filter(decision=decision).first()


def awardings(opportunity: Opportunity) -> list[Awarding]:
    """What follows from each signed decision about a round, the latest last; a rolling one has several."""
    rows = Awarding.objects.filter(opportunity=opportunity)
    return list(rows.select_related("opportunity", "decision", "recommendation", "prepared_by"))


def awarding_for(asker: Asker, reference: str) -> Awarding:
    """What follows from a decision, by the decision's reference; 404 where they have no business with it."""
    found = None
    if access.may_see_awards(asker):
        rows = Awarding.objects.select_related(
            "opportunity", "decision__signature", "recommendation", "prepared_by", "sent_by"
        )
        found = rows.filter(decision__reference=reference).first()
    if found is None:
        raise Http404(f"no awards of decision {reference}")
    return found


def round_with_awards(asker: Asker, reference: str) -> Opportunity:
    """A round whose awards they may see; 404 for any other."""
    found = Opportunity.objects.filter(reference=reference).first()
    if found is None or not access.may_see_awards(asker):
        raise Http404(f"no round {reference}")
    return found


def _full(rows: QuerySet[Award]) -> QuerySet[Award]:
    return rows.select_related(
        "opportunity__fund",
        "decision__signature",
        "result__bid",
        "result__awarding",
        "recipient",
        "accountable_body",
        "agreement",
        "made_by",
        "allowed_by",
        "settled_by",
    )


def award_for(asker: Asker, reference: str) -> Award:
    """One award as the office sees it; 404 where a conflict shuts it or it is none."""
    found = _full(access.awards_for(asker)).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no award {reference}")
    return found


def my_awards(person: Person) -> list[Award]:
    """The awards that this person may read as their own, the latest first; at most 100."""
    return list(_full(access.mine(person)).order_by("-offered", "-pk")[:MOST_MINE])


def my_award(person: Person, reference: str) -> Award:
    """An award of this person's own; 404 for any other."""
    found = _full(access.mine(person)).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no award {reference}")
    return found


def fresh_award(award: Award) -> Award:
    """The award as the database has it now."""
    return _full(Award.objects.all()).get(pk=award.pk)


def fresh_awarding(awarding: Awarding) -> Awarding:
    """What follows from a decision, as the database has it now."""
    rows = Awarding.objects.select_related("opportunity", "decision__signature", "recommendation")
    return rows.get(pk=awarding.pk)


def shares_of_award(award: Award) -> list[tuple[str, str, Money]]:
    """What each fund pays of an award: code, name, amount; funds that pay nothing of it are left out."""
    return [(code, name, Money(pence)) for code, name, pence in award.shares if pence]


def taken_references(series: str) -> list[str]:
    """The references of a series that awards and agreements bear already."""
    held = Award.objects.filter(reference__startswith=series).values_list("reference", flat=True)
    kept = Agreement.objects.filter(reference__startswith=series)
    return [*held, *kept.values_list("reference", flat=True)]


def still_to_tell(awarding: Awarding) -> int:
    """How many applicants have not been told what was decided."""
    return awarding.results.filter(told_on__isnull=True).count()


def papers_asked(call: Call | None) -> list[str]:
    """The kinds of paper that winners of a round are asked for."""
    return [kind for kind in (call.papers if call else []) if kind in parties.PAPERS]


def missing_of(bodies: Iterable[Organisation | None], kinds: Sequence[str]) -> dict[int, list[str]]:
    """What organisations still owe before anything is paid, by their number: papers, then the bank. Two queries."""
    wanted = [one.pk for one in bodies if one is not None]
    today = clock.today()
    held: dict[int, dict[str, Paper]] = defaultdict(dict)
    for paper in Paper.objects.filter(organisation__in=wanted).exclude(state=parties.REPLACED):
        held[paper.organisation_id][paper.kind] = paper
    approved: dict[int, BankDetails] = {}
    waiting: set[int] = set()
    states = [*parties.BANK_WAITS, parties.BANK_APPROVED]
    rows = BankDetails.objects.filter(organisation__in=wanted, state__in=states)
    for details in rows.defer("account"):
        if details.state == parties.BANK_APPROVED:
            approved[details.organisation_id] = details
        else:
            waiting.add(details.organisation_id)
    found: dict[int, list[str]] = {}
    for number in wanted:
        said = []
        for kind in kinds:
            one = held[number].get(kind)
            why = parties.paper_problem(
                one.state if one else None, one.expires if one else None, on=today
            )
            if why is not None:
                said.append(f"{parties.PAPERS[kind].title}: {why}")
        account = approved.get(number)
        stand = parties.BankStand(
            approved_from=account.payable_from if account else None,
            has_change_waiting=number in waiting,
        )
        if (problem := parties.payment_problem(stand, on=today)) is not None:
            said.append(problem)
        found[number] = said
    return found


def missing_for(award: Award) -> list[str]:
    """What is still missing before this award can be paid."""
    body = award.signing_body
    if body is None:
        return ["The organisation is not known."]
    call = opportunities.call_or_none(award.opportunity)
    wanting = bids.body_wanting(award.result.bid, body)
    return [*([wanting] if wanting else []), *missing_of([body], papers_asked(call))[body.pk]]


def checks_left(awards: Sequence[Award]) -> dict[int, list[str]]:
    """What the office has not checked before it pays, by the award's number: due diligence, subsidy. Two queries."""
    bodies = {one.signing_body.pk for one in awards if one.signing_body is not None}
    diligence = parties_queries.diligence_problems_of(bodies)
    subsidy = parties_queries.subsidy_problems([one.result.bid.subject for one in awards])
    found: dict[int, list[str]] = {}
    for one in awards:
        said = list(diligence.get(one.signing_body.pk, [])) if one.signing_body else []
        problem = subsidy[one.result.bid.subject]
        found[one.pk] = [*said, problem] if problem else said
    return found


def failed_checks(awards: Sequence[Award]) -> dict[int, list[parties_queries.Failed]]:
    """The checks that failed of whoever gets or holds the money, and of what it pays for: by the award's number."""
    bodies = {
        pk for one in awards for pk in (one.recipient_id, one.accountable_body_id) if pk is not None
    }
    diligence = parties_queries.failed_diligence(bodies)
    subsidy = parties_queries.failed_subsidies([one.result.bid.subject for one in awards])
    found = {}
    for one in awards:
        both = dict.fromkeys((one.recipient_id, one.accountable_body_id))
        failed = [check for pk in both if pk is not None for check in diligence[pk]]
        if (check := subsidy.get(one.result.bid.subject)) is not None:
            failed.append(check)
        found[one.pk] = failed
    return found


@dataclass(frozen=True)
class AwardRow:
    """An award as the board shows it."""

    award: Award
    told: str
    missing: list[str]
    lacks: list[str]
    """What must be stated of it before it is offered."""
    unchecked: list[str]
    """What the office itself has still to check."""

    @property
    def recipient(self) -> str:
        """Who gets it."""
        return self.award.recipient.name if self.award.recipient else "Not named"


@dataclass(frozen=True)
class Board:
    """A round's awards side by side, as somebody may see them."""

    call: Call | None
    awardings: list[Awarding]
    rows: list[AwardRow]
    results: list[BidResult]
    reserve: list[ReserveRow]
    hidden: int
    """How many awards a conflict of theirs shuts to them."""

    @property
    def awarded(self) -> Money:
        """What was awarded and still counts."""
        held = [one.award for one in self.rows if one.award.state in rules.STILL_COUNTS]
        return sum((one.amount for one in held), NOTHING)

    def count(self, *states: str) -> int:
        """How many awards are in one of these states."""
        return sum(one.award.state in states for one in self.rows)

    @property
    def incomplete(self) -> list[AwardRow]:
        """The awards that cannot be offered yet."""
        return [one for one in self.rows if one.lacks]

    @property
    def to_tell(self) -> int:
        """How many applicants have not been told."""
        return sum(one.told_on is None for one in self.results)


def board(asker: Asker, opportunity: Opportunity) -> Board:
    """A round's awards: told, offered, accepted, and what each lacks; as many queries for one as for a hundred."""
    held = awardings(opportunity)
    call = opportunities.call_or_none(opportunity)
    mine = list(
        _full(access.awards_for(asker).filter(opportunity=opportunity)).order_by("reference")[
            :MOST_AWARDS
        ]
    )
    all_of_them = Award.objects.filter(opportunity=opportunity).count()
    missing = missing_of([one.signing_body for one in mine], papers_asked(call))
    unchecked = checks_left(mine)
    results = list(
        access.results_for(asker)
        .filter(awarding__opportunity=opportunity)
        .select_related("bid", "organisation")
        .defer("letter")[:MOST_AWARDS]
    )
    past = {one.pk for one in held if one.recommendation.is_past}
    rows = [
        AwardRow(
            award=one,
            told=_told_words(one.result),
            missing=missing.get(one.signing_body.pk, []) if one.signing_body else [],
            lacks=_lacks(one, past),
            unchecked=unchecked[one.pk],
        )
        for one in mine
    ]
    return Board(
        call=call,
        awardings=held,
        rows=rows,
        results=results,
        reserve=next_in_reserve(held, results, opportunity),
        hidden=max(all_of_them - len(mine), 0),
    )


def _lacks(award: Award, past: Collection[int]) -> list[str]:
    if award.state != "decided" or award.result.awarding_id in past:
        return []
    return rules.terms_problems(outcomes_of_award(award), award.report_by)


def _told_words(result: BidResult) -> str:
    if result.told_on is None:
        return "Not told"
    return f"{rules.WAYS[result.way]}, {clock.spoken(result.told_on)}"


def why_not_finished(call: Call) -> str:
    """What is still to do before a rolling round is finished; "" where nothing is left."""
    of = call.opportunity
    if not call.is_rolling or call.stage in {"awarded", "cancelled"}:
        return "This is no rolling round that goes on."
    if call.stage != "opened":
        return "The round is not over: its bids are opened once it has closed."
    bids = Bid.objects.filter(opportunity=of)
    late = bids.filter(state="late").count()
    if late:
        return f"{_bids(late)} came late and {'waits' if late == 1 else 'wait'} to be settled."
    public = BidResult.objects.filter(bid=OuterRef("pk")).exclude(
        awarding__decision__state="signed"
    )
    left = bids.filter(~Exists(public), state="submitted").count()
    if left:
        return f"{_bids(left)} {'waits' if left == 1 else 'wait'} for a published decision."
    if not Awarding.objects.filter(opportunity=of).exists():
        return "Nothing was decided in this round. Cancel it instead."
    return ""


def _bids(count: int) -> str:
    return "1 bid" if count == 1 else f"{count} bids"


def next_steps(person: Person, call: Call) -> list[Step]:
    """What comes after the ranking, offered on the round's page."""
    if call.stage not in {"recommended", "decided", "awarded"} and not call.is_rolling:
        return []
    if not access.may_see_awards(person):
        return []
    href = reverse("agreements.awards", args=[call.opportunity.reference])
    held = awardings(call.opportunity)
    state = rules.LETTER_STATES[held[-1].state] if held else "Not decided"
    return [Step(href, "Decision, letters and awards", state)]
