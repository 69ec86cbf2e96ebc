"""What the office reads of the bids of a round, within what is opened to whoever asks."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.bids import access, rules
from precept.do.bids.models import AssistedEntry, Bid, Conflict, OtherWay
from precept.do.bids.queries.conflicts import has_declared
from precept.do.bids.queries.reach import is_sealed
from precept.do.opportunities.models import Call
from precept.do.opportunities.sign_ups import Step
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing, words_in

TAGS = {
    "draft": "govuk-tag--grey",
    "submitted": "govuk-tag--green",
    "withdrawn": "govuk-tag--grey",
    "late": "govuk-tag--yellow",
    "refused": "govuk-tag--red",
    "lapsed": "govuk-tag--grey",
}
COLUMNS = (
    Column("reference", "Bid", order=("reference",)),
    Column("title", "Project", order=("title",)),
    Column("organisation", "Organisation"),
    Column("amount", "Asked for", numeric=True, order=("amount",)),
    Column("channel", "How it came"),
    Column("state", "State"),
)


@dataclass(frozen=True)
class Seal:
    """Why the office reads no bids yet, and what happens when."""

    title: str
    words: str


def seal_words(call: Call) -> Seal | None:
    """What a page says while bids are sealed; None where they are not."""
    if not is_sealed(call):
        return None
    now = clock.now()
    if call.stage in {"drafting", "ready"} or call.closes_at is None:
        return Seal("Not published yet", "Bids can be made once this round is published and open.")
    opens = rules.opens_from(call.closes_at)
    closes = clock.spoken_time(call.closes_at)
    if now < call.closes_at:
        return Seal(
            "Bids are sealed",
            f"This round closes at {closes}. Until bids are opened, nobody in the office can see who"
            f" bids, how many do or what they say. They can be opened from {clock.spoken_time(opens)}.",
        )
    if now < opens:
        return Seal(
            "Bids are sealed",
            f"This round closed at {closes}. Whoever began to submit before that has 15 minutes to"
            f" finish. Bids can be opened from {clock.spoken_time(opens)}.",
        )
    return Seal(
        "Ready to be opened",
        f"This round closed at {closes}. Somebody who runs rounds can open the bids now.",
    )


def office_bids_page(asker: access.Asker, call: Call, query: QueryDict) -> Table:
    """A page of a round's bids that this person may know of: two queries more, whatever the number."""
    rows = access.visible_to(asker).filter(opportunity=call.opportunity_id)
    return listing(
        query,
        rows.select_related("organisation"),
        caption="Bids",
        noun=("bid", "bids"),
        columns=COLUMNS,
        cells=lambda row: _cells(row, call.opportunity.reference),
        default="reference",
        filters=(
            Filter("channel", "How it came", tuple(rules.channels), _by_channel),
            Filter(
                "first", "Bid here before", (("yes", "First time"), ("no", "Before")), _by_first
            ),
        ),
        search=words_in("title", "reference", "organisation__name"),
        empty="No bid that you may read fits. Clear the filters, or look at the late bids of this round.",
    )


def _cells(row: Bid, opportunity: str) -> list[Cell]:
    address = reverse("bids.one", args=[opportunity, row.reference])
    body = row.organisation
    return [
        Cell(row.reference, href=address),
        Cell(row.title or "Not submitted", note="First time" if row.is_first_time else ""),
        Cell(body.name, note="Protected" if body.is_protected else "")
        if body
        else Cell("Not named"),
        Cell(row.amount.short if row.amount is not None else "Not stated"),
        Cell(rules.CHANNELS[row.channel]),
        Cell(rules.STATES[row.state], tag=TAGS[row.state]),
    ]


def _by_channel(rows: QuerySet[Bid], channel: str) -> QuerySet[Bid]:
    return rows.filter(channel=channel)


def _by_first(rows: QuerySet[Bid], said: str) -> QuerySet[Bid]:
    return rows.filter(is_first_time=said == "yes")


def office_bid(asker: access.Asker, opportunity: str, reference: str) -> Bid:
    """A bid that they may know of. Http404 where it is sealed, in conflict, or not there."""
    rows = access.visible_to(asker).select_related(
        "opportunity__call", "questions", "organisation", "accountable_body", "in_force"
    )
    found = rows.filter(opportunity__reference=opportunity, reference=reference).first()
    if found is None:
        raise Http404
    return found


def late_bids(asker: access.Asker, call: Call) -> list[Bid]:
    """Late bids and how each was settled, for who settles them: when they came, never what they say."""
    if not access.may_settle_late(asker):
        return []
    rows = Bid.objects.filter(opportunity=call.opportunity_id).filter(
        Q(state__in=["late", "refused"]) | Q(late_settled_by__isnull=False)
    )
    return list(
        rows.filter(access.open_to(asker))
        .select_related("late_proposed_by", "late_settled_by", "opportunity")
        .prefetch_related("attempts", "submissions")
        .order_by("reference")[:200]
    )


def late_bid(asker: access.Asker, call: Call, reference: str) -> Bid:
    """One late bid of those. Http404 where it is none of them."""
    for found in late_bids(asker, call):
        if found.reference == reference:
            return found
    raise Http404


def ways(call: Call) -> list[OtherWay]:
    """Requests for another way of applying, those that wait first."""
    rows = OtherWay.objects.filter(opportunity=call.opportunity_id).select_related(
        "settled_by", "bid"
    )
    return sorted(rows.order_by("asked")[:200], key=lambda one: one.settled is not None)


def way(call: Call, number: int) -> OtherWay:
    """One request. Http404 where it is not there."""
    found = OtherWay.objects.filter(opportunity=call.opportunity_id, pk=number).first()
    if found is None:
        raise Http404
    return found


def entered(person: Person, call: Call) -> list[AssistedEntry]:
    """What somebody enters for others in a round."""
    rows = AssistedEntry.objects.filter(officer=person, bid__opportunity=call.opportunity_id)
    return list(rows.select_related("bid").order_by("-began")[:100])


def entry(person: Person, bid: Bid) -> AssistedEntry | None:
    """The entry of a bid that they made for somebody; None where they made none."""
    return bid.assisted.filter(officer=person).order_by("-began").first()


def conflicts(call: Call) -> list[Conflict]:
    """Every conflict that holds in a round, for those who run it."""
    rows = Conflict.objects.filter(bid__opportunity=call.opportunity_id, ended=None)
    return list(rows.select_related("bid__organisation", "person").order_by("declared")[:200])


def conflict(call: Call, number: int) -> Conflict:
    """One conflict that holds. Http404 where it does not."""
    found = (
        Conflict.objects.filter(bid__opportunity=call.opportunity_id, ended=None, pk=number)
        .select_related("bid__organisation", "bid__opportunity", "person")
        .first()
    )
    if found is None:
        raise Http404
    return found


def next_steps(person: Person, call: Call) -> list[Step]:
    """What a round's page offers of bids: how far it is, where they are, and what to do."""
    reference = call.opportunity.reference
    steps = []
    if access.may_handle_bids(person) or access.may_enter_for_others(person):
        seal = seal_words(call)
        steps.append(
            Step(
                reverse("bids.all", args=[reference]),
                "Bids",
                seal.title if seal else "Opened",
            )
        )
    if access.may_declare(person, call.opportunity):
        declared = has_declared(person, call.opportunity)
        steps.append(
            Step(
                reverse("bids.interests", args=[reference]),
                "Declare your interests",
                "Declared" if declared else "To do",
            )
        )
    if access.may_enter_for_others(person) and call.stage == "published":
        waits = Exists(OtherWay.objects.filter(opportunity=OuterRef("pk"), settled=None))
        is_waiting = type(call.opportunity).objects.filter(waits, pk=call.opportunity_id).exists()
        steps.append(
            Step(
                reverse("bids.ways", args=[reference]),
                "Other ways of applying",
                "Somebody waits" if is_waiting else "Nobody waits",
            )
        )
    if access.may_see_reach(person):
        steps.append(Step(reverse("bids.reach", args=[reference]), "Reach"))
    return steps
