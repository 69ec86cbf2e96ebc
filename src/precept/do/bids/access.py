"""Who may write a bid, and who in the office may read one: sealed until opened, shut by a conflict."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from precept.do.bids import rules, sign_ups
from precept.do.bids.models import (
    AssistedEntry,
    Bid,
    BidMember,
    BodyAsked,
    Conflict,
    ConflictList,
    Declaration,
)
from precept.do.opportunities.access import may_run_rounds
from precept.do.opportunities.models import Opportunity
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import TheSystem
from precept.foundation.people.models import Person
from precept.foundation.people.rules import same_address
from precept.parties import access as parties
from precept.parties.models import Member, Organisation

Asker = Person | TheSystem
"""A person, or the system where the clock acts."""

READS_BIDS = (
    "run rounds",
    "moderate marks",
    "recommend awards",
    "make awards",
    "allow over-programming",
    "advise on money",
    "advise on law",
    "sign decisions",
)
"""Powers whose work needs the bids themselves. Markers read only what they are given."""


# The team of a bid


def rights_held(person: Person, bid: Bid) -> frozenset[str]:
    """The rights that somebody holds on the team of a bid now."""
    places = BidMember.objects.filter(bid=bid, person=person, ended=None)
    return frozenset(places.values_list("rights", flat=True))


def _holds(person: Person, bid: Bid, rights: Collection[str], held: frozenset[str] | None) -> bool:
    now = rights_held(person, bid) if held is None else held
    return not now.isdisjoint(rights)


def entered_by(person: Person, bid: Bid) -> bool:
    """Whether they entered this bid for somebody, and may still do so today."""
    return (
        person.may("enter for others")
        and AssistedEntry.objects.filter(bid=bid, officer=person).exists()
    )


def may_read_draft(person: Person, bid: Bid, held: frozenset[str] | None = None) -> bool:
    """Whether they read what is written so far: the team, and the officer who enters it."""
    return _holds(person, bid, rules.READS, held) or may_enter(person, bid)


def may_edit(person: Person, bid: Bid, held: frozenset[str] | None = None) -> bool:
    """Whether they write answers."""
    return _holds(person, bid, rules.EDITS, held) or may_enter(person, bid)


def may_lead(person: Person, bid: Bid, held: frozenset[str] | None = None) -> bool:
    """Whether they invite, submit and withdraw."""
    return _holds(person, bid, rules.LEADS, held) or may_enter(person, bid)


def may_enter(person: Person, bid: Bid) -> bool:
    """Whether they enter this bid for somebody and declared no conflict."""
    return entered_by(person, bid) and not has_conflict(person, bid)


def may_enter_for_others(asker: Asker) -> bool:
    """Whether they may enter bids for people who apply in another way."""
    return isinstance(asker, Person) and asker.may("enter for others")


def may_rehearse(asker: Asker) -> bool:
    """Whether they may play the applicant before a round is open."""
    return isinstance(asker, Person) and may_run_rounds(asker)


def may_bid_for(person: Person, organisation: Organisation) -> bool:
    """Whether they may bid in an organisation's name: who keeps its profile, or enters for others."""
    return parties.may_keep_profile(person, organisation) or may_enter_for_others(person)


def mine(person: Person) -> QuerySet[Bid]:
    """The bids that they work on as an applicant."""
    places = BidMember.objects.filter(bid=OuterRef("pk"), person=person, ended=None)
    return Bid.objects.filter(Exists(places))


def written_by(person: Person) -> QuerySet[Bid]:
    """The bids whose drafts they read: their own, rehearsals, and those that they enter for others."""
    places = BidMember.objects.filter(bid=OuterRef("pk"), person=person, ended=None)
    if not person.may("enter for others"):
        return Bid.with_rehearsals.filter(Exists(places))
    entered = AssistedEntry.objects.filter(bid=OuterRef("pk"), officer=person)
    return Bid.with_rehearsals.filter(
        Exists(places) | Q(Exists(entered)) & ~Q(pk__in=shut_out(person))
    )


# An accountable body


def bodies_asked_of(person: Person) -> QuerySet[BodyAsked]:
    """The requests to hold a bid's money that are theirs to answer: as who signs, or as who was written to."""
    if not person.is_active:
        return BodyAsked.objects.none()
    signs = Member.objects.filter(parties.in_force(), person=person, signs=True)
    written_to = Q(organisation=None, email=same_address(person.email))
    theirs = Q(organisation__in=signs.values("organisation")) | written_to
    return BodyAsked.objects.exclude(state="withdrawn").filter(theirs)


def may_answer_for(person: Person, asked: BodyAsked, organisation: Organisation) -> bool:
    """Whether they may say that an organisation will, or will not, hold the money: who signs for it."""
    return (
        bodies_asked_of(person).filter(pk=asked.pk).exists()
        and asked.organisation_id in {None, organisation.pk}
        and parties.may_sign_for(person, organisation)
    )


# The office


def may_handle_bids(asker: Asker) -> bool:
    """Whether their work in the office needs the bids of a round once these are opened."""
    return isinstance(asker, TheSystem) or any(asker.may(power) for power in READS_BIDS)


def may_open_bids(asker: Asker) -> bool:
    """Whether they may open the bids of a round after it closed."""
    return isinstance(asker, Person) and may_run_rounds(asker)


def may_settle_late(asker: Asker) -> bool:
    """Whether they may refuse a late bid, or propose and agree that it is accepted."""
    return isinstance(asker, Person) and may_run_rounds(asker)


def may_see_reach(asker: Asker) -> bool:
    """Whether they may see whom a round reached."""
    return may_run_rounds(asker)


def shut_out(person: Person) -> QuerySet[Conflict, int]:
    """The numbers of the bids that a declared conflict shuts to them, for ``__in``."""
    return Conflict.objects.filter(person=person, ended=None).values_list("bid_id", flat=True)


def open_to(person: Asker, through: str = "") -> Q:
    """What leaves out bids shut to somebody, for other parts' rows: ``through`` names their bid."""
    if isinstance(person, TheSystem):
        return Q()
    return ~Q(**{f"{through or 'pk'}__in": shut_out(person)})


def has_conflict(person: Asker, bid: Bid) -> bool:
    """Whether they declared an interest in this bid."""
    return (
        isinstance(person, Person)
        and Conflict.objects.filter(bid=bid, person=person, ended=None).exists()
    )


def may_read_bid(asker: Asker, bid: Bid) -> bool:
    """Whether the office's asker may read a bid: once opened, or entered by them; never in a conflict."""
    if isinstance(asker, TheSystem):
        return bid.opened is not None
    if bid.is_rehearsal or has_conflict(asker, bid):
        return False
    return (bid.opened is not None and may_handle_bids(asker)) or entered_by(asker, bid)


def may_read_content(asker: Asker, bid: Bid, said: bool | None = None) -> bool:
    """Whether they may read its answers and files: ``may_read_bid``, and interests declared first.

    ``said`` is whether they declared them, where a page has asked already.
    """
    if not may_read_bid(asker, bid):
        return False
    has_said = has_declared(asker, bid.opportunity) if said is None else said
    return has_said or (isinstance(asker, Person) and entered_by(asker, bid))


def visible_to(asker: Asker) -> QuerySet[Bid]:
    """The bids that the office's asker may know of: opened ones, those they entered; none in conflict."""
    rows = Bid.objects.all()
    if isinstance(asker, TheSystem):
        return rows.filter(opened__isnull=False)
    entered = (
        Q(Exists(AssistedEntry.objects.filter(bid=OuterRef("pk"), officer=asker)))
        if asker.may("enter for others")
        else Q(pk__in=[])
    )
    opened = Q(opened__isnull=False) if may_handle_bids(asker) else Q(pk__in=[])
    return rows.filter(opened | entered).filter(open_to(asker))


def has_declared(person: Asker, opportunity: Opportunity) -> bool:
    """Whether they declared their interests against the list of bidders as it stands; nil counts."""
    if isinstance(person, TheSystem):
        return True
    current = ConflictList.objects.filter(opportunity=opportunity).values("sha256")[:1]
    return Declaration.objects.filter(
        opportunity=opportunity, person=person, listed__in=current
    ).exists()


def may_declare(person: Person, opportunity: Opportunity) -> bool:
    """Whether they are asked for interests: who handles or marks bids, once there is a list."""
    return (may_handle_bids(person) or person.may("mark bids")) and ConflictList.objects.filter(
        opportunity=opportunity
    ).exists()


def may_end_conflict(person: Asker, conflict: Conflict) -> bool:
    """Whether they may end somebody's conflict declared by mistake: never their own, nor in a bid shut to them."""
    return (
        isinstance(person, Person)
        and may_run_rounds(person)
        and person.pk != conflict.person_id
        and not has_conflict(person, conflict.bid)
    )


# Files


def bid_about(about: str) -> Bid | None:
    """The bid that a ledger subject names ("bid:B7K…"); None where there is none."""
    kind, _, reference = about.partition(":")
    if kind != "bid":
        return None
    return (
        Bid.objects.select_related("opportunity", "questions").filter(reference=reference).first()
    )


def may_open_file(person: Person, file: StoredFile) -> bool:
    """Whether they may open a file of a bid: the team; the office only what was submitted and opened."""
    bid = bid_about(file.about)
    if bid is None or has_conflict(person, bid):
        return False
    if may_read_draft(person, bid):
        return True
    in_force = bid.in_force
    if bid.opened is None or in_force is None or file.reference not in in_force.files:
        return False
    is_hidden = "markers" in in_force.files[file.reference].hidden_from
    return may_read_content(person, bid) or (
        has_declared(person, bid.opportunity) and sign_ups.also_reads(person, bid, is_hidden)
    )


WORKS_THROUGH_BIDS = ("run rounds", "mark bids", "moderate marks")
"""Powers that mean reading every bid of a round: checking, marking, moderating. Who advises or signs reads few."""


def reads_as_work(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - asked like the others
    """Whether opening the files of bids one after another is their work; whether they may, another says."""
    return any(person.may(power) for power in WORKS_THROUGH_BIDS)


def may_remove_file(person: Person, file: StoredFile) -> bool:
    """Whether they may remove a file of a bid: who writes it, while no submission holds it."""
    bid = bid_about(file.about)
    return bid is not None and may_edit(person, bid) and not is_submitted(bid, file.reference)


def is_submitted(bid: Bid, file: str) -> bool:
    """Whether any submission of a bid, replaced ones too, holds a file."""
    return any(file in submission.files for submission in bid.submissions.all())
