"""Asking for everything that somebody could ask for, and saying what was found there."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.apps import apps
from django.db.models import Model, Q
from django.test import Client

from precept.do.agreements.models import (
    Agreement,
    AgreementCondition,
    AgreementOutcome,
    Award,
    Awarding,
    PlannedPayment,
)
from precept.do.assessment import access as marking
from precept.do.assessment.models import MarkSheet
from precept.do.bids.models import Bid, BidMember, WhyNot
from precept.do.partners.models import (
    Allocation,
    Contribution,
    JointCommissioner,
    JointService,
    JointShare,
    JointSum,
    Lot,
)
from precept.do.spending.models import Claim, Underspend
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.parties import queries as parties
from precept.parties.models import Claim as Belonging
from precept.parties.models import Member, Office
from precept.plan.models import Fund, MarketInterest, ProjectPage
from precept.understand.models import Priority
from tests.security.canaries import Canaries, readable
from tests.security.house import addresses, door_of, patterns
from tests.security.managed import of_management
from tests.security.rounds import OPEN, Round

BENEATH: Final = {
    "bids.Attempt": "attempts",
    "bids.BidMember": "members",
    "bids.BodyAsked": "bodies_asked",
    "bids.Revision": "revisions",
    "bids.SectionAnswers": "sections",
    "bids.Submission": "submissions",
}
KEPT_INSIDE: Final = {
    "asked_words",
    "declined_why",
    "how_to_join",
    "needs",
    "published_alone_why",
    "sent_back_why",
    "settled_why",
}
"""What is private of a round."""
WRITTEN: Final = ("bids.Bid", "bids.WhyNot", "documents.StoredFile", *BENEATH)
"""What holds the words of a bid's writers."""


def doors_of_bids(made: Round, parts: Iterable[str], *, most: int = 2) -> Iterator[str]:
    """Every address of the round's bids, of what was made of them, and of the parts that may speak of them."""
    chosen = set(parts)
    for name, pattern, _ in patterns():
        if name.startswith("opportunities.questions"):
            continue  # what is asked, not what was answered
        if name.split(".")[0] in chosen and door_of(name) != "public":
            yield from addresses(name, pattern, most=most)
    office, own = f"/office/rounds/{OPEN}", f"/my/bids/{'{}'}"
    for one in Bid.objects.filter(opportunity=made.call.opportunity):
        for beneath in ("bids", "checks", "markers/bids", "moderation/bids", "ranking/bids"):
            yield f"{office}/{beneath}/{one.reference}"
        yield f"{office}/feedback/{one.reference}"
        yield f"{office}/bids/{one.reference}/late"
        yield f"{office}/bids/{one.reference}/read-back"
        yield f"{office}/bids?words={one.reference}"
        yield f"/my/marking/{OPEN}/{one.reference}"
        yield f"/my/marking/{OPEN}/{one.reference}/files/1"
        for rest in ("", "/check", "/receipt", "/receipt.pdf", "/team", "/form.docx"):
            yield own.format(one.reference) + rest
    yield from stories(made)
    for file in StoredFile.objects.all():
        yield f"/files/{file.reference}"


def stories(made: Round) -> Iterator[str]:
    """The ledger's list, and the stories of the round, its bids and their marks."""
    references = {
        OPEN,
        *Bid.objects.filter(opportunity=made.call.opportunity).values_list("reference", flat=True),
        *MarkSheet.objects.values_list("reference", flat=True),
    }
    for subject in Event.objects.values_list("subject", flat=True).distinct():
        if subject.partition(":")[2].split("/")[0] in references:
            yield f"/office/ledger/{subject}"
    for words in ("", "bid:", "marks:", "scores:", "moderation:", "ranking:"):
        yield f"/office/ledger?words={words}"


def read_by(
    browser: Client, asked: Iterable[str], canaries: Canaries, also: Iterable[str] = ()
) -> tuple[list[str], int]:
    """Where somebody finds a token, or one of these words; and how many pages they were shown."""
    browser.raise_request_exception = False
    found, shown = [], 0
    for address in dict.fromkeys(asked):
        response = browser.get(address)
        assert response.status_code < 500, address
        shown += response.status_code == 200
        said = readable(response)
        found += [f"{address}: {where}" for where in canaries.found_in(said)]
        found += [f"{address}: {one}" for one in also if one in said and one not in address]
    return found, shown


def plant_in(canaries: Canaries, bids: Iterable[Bid]) -> None:
    """Put tokens into everything that the writers of these bids wrote, and into no other bid.

    Who looks after files sees a file's number and what is wrong with it: those get no token.
    """
    before = dict(canaries.where)
    canaries.plant("private", only=WRITTEN)
    rows: dict[str, set[int]] = {label: set() for label in WRITTEN}
    for bid in bids:
        rows["bids.Bid"].add(bid.pk)
        rows["bids.WhyNot"] |= set(WhyNot.objects.filter(bid=bid).values_list("pk", flat=True))
        for label, beneath in BENEATH.items():
            rows[label] |= set(getattr(bid, beneath).values_list("pk", flat=True))
        files = StoredFile.objects.filter(about=bid.subject)
        rows["documents.StoredFile"] |= set(files.values_list("pk", flat=True))
    canaries.where = before | {
        token: where
        for token, where in canaries.where.items()
        if token not in before
        and int(where.rsplit(" ", 1)[1]) in rows[where.rsplit(".", 1)[0]]
        and not where.startswith(("documents.StoredFile.reference", "documents.StoredFile.reason"))
    }


def theirs(canaries: Canaries, person: Person) -> set[str]:
    """The tokens in what is somebody's own: bids they write or mark, their marks, organisations and awards.

    Rounds stand as the office has them on the pages of whoever bids in them or marks them.
    """
    bids = Bid.objects.filter(members__person=person, members__ended=None)
    marked = marking.to_mark_by(person)
    bodies = [one.organisation_id for one in parties.memberships(person)]
    rows: dict[str, set[int]] = {"bids.Bid": {one.pk for one in (*bids, *marked)}}
    for bid in (*bids, *marked):
        for label, beneath in BENEATH.items():
            held = set(getattr(bid, beneath).values_list("pk", flat=True))
            rows[label] = rows.get(label, set()) | held
        for label, of in (("agreements.BidResult", "bid"), ("agreements.Award", "result__bid")):
            model = apps.get_model(label)
            found = set(model._base_manager.filter(**{of: bid}).values_list("pk", flat=True))
            rows[label] = rows.get(label, set()) | found
    sheets = MarkSheet.objects.filter(marker=person)
    rows["assessment.MarkSheet"] = set(sheets.values_list("pk", flat=True))
    rows["assessment.Mark"] = set(sheets.values_list("marks__pk", flat=True))
    for model in apps.get_app_config("parties").get_models():
        if any(one.name == "organisation" for one in model._meta.fields):
            of_bodies = model._base_manager.filter(organisation__in=bodies)
            rows[model._meta.label] = set(of_bodies.values_list("pk", flat=True))
    # Whoever marks is shown the list of all who bid, to declare interests against.
    listed = Bid.objects.filter(opportunity__in={one.opportunity_id for one in marked})
    bidders = {*bodies, *listed.values_list("organisation", flat=True)}
    rows["parties.Organisation"] = bidders
    rows["parties.Office"] = set(Office.objects.values_list("pk", flat=True))
    colleagues = Member.objects.filter(organisation__in=bidders).values_list("person", flat=True)
    claiming = Belonging.objects.filter(organisation__in=bodies).values_list("person", flat=True)
    writing = BidMember.objects.filter(bid__in=[*bids, *listed]).values_list("person", flat=True)
    rows["people.Person"] = {*colleagues, *claiming, *writing}
    awarded = Awarding.objects.filter(results__bid__in=bids)
    rows["agreements.Awarding"] = set(awarded.values_list("pk", flat=True))
    for kind in (AgreementOutcome, AgreementCondition, PlannedPayment):
        of_theirs = kind._base_manager.filter(agreement__award__result__bid__in=bids)
        rows[kind._meta.label] = set(of_theirs.values_list("pk", flat=True))
    rows["plan.ProjectPage"] = set(ProjectPage.objects.values_list("pk", flat=True))  # all public
    said = MarketInterest.objects.filter(person=person)
    rows["plan.MarketInterest"] = set(said.values_list("pk", flat=True))
    files = StoredFile.objects.filter(about__in=[one.subject for one in (*bids, *marked)])
    rows["documents.StoredFile"] = set(files.values_list("pk", flat=True))
    for label, found in (
        *_of_agreements(bodies),
        *_of_joint_services(bodies),
        *of_management(bodies),
    ):
        rows[label] = rows.get(label, set()) | found
    return {token for token, where in canaries.where.items() if _is_theirs(where, rows)}


def _of_agreements(bodies: list[int]) -> Iterator[tuple[str, set[int]]]:
    """What a provider reads of its own agreements, field by field: what it was awarded, claimed, owes back."""
    beneath: list[tuple[type[Model], str, tuple[str, ...]]] = [
        (Agreement, "provider__in", ("title",)),
        (Award, "agreement__provider__in", ("purpose", "why")),
        (AgreementOutcome, "agreement__provider__in", ("change", "measure")),
        (AgreementCondition, "agreement__provider__in", ("words",)),
        (PlannedPayment, "agreement__provider__in", ("condition",)),
        (Claim, "agreement__provider__in", ("invoice", "words")),
    ]
    for model, of, names in beneath:
        held = set(model._base_manager.filter(**{of: bodies}).values_list("pk", flat=True))
        yield from ((f"{model._meta.label}.{name}", held) for name in names)
    paying = Fund.objects.filter(agreement_shares__agreement__provider__in=bodies).values_list(
        "pk", flat=True
    )
    for name in ("name", "conditions"):
        yield f"plan.Fund.{name}", set(paying)
    claims = Claim.objects.filter(agreement__provider__in=bodies, state__in=("returned", "refused"))
    yield "spending.Claim.why", set(claims.values_list("pk", flat=True))
    # What is not agreed yet is the office's own; the letter that asks for money back says why.
    owed = Underspend.objects.filter(agreement__provider__in=bodies).exclude(letters=[])
    agreed = owed.exclude(state__in=("found", "withdrawn"))
    yield "spending.Underspend.why", set(agreed.values_list("pk", flat=True))


def _of_joint_services(bodies: list[int]) -> Iterator[tuple[str, set[int]]]:
    """What a partner reads of the services that it commissions with others, field by field."""
    services = JointService.objects.filter(commissioners__organisation__in=bodies)
    ids = set(services.values_list("pk", flat=True))
    for name in ("title", "purpose", "longest", "lead_why"):
        yield f"partners.JointService.{name}", ids
    beneath: list[tuple[type[Model], str, tuple[str, ...]]] = [
        (Lot, "service__in", ("title", "area")),
        (Contribution, "service__in", ("source",)),
        (JointSum, "service__in", ("what", "withdrawn_why")),
    ]
    for model, of, names in beneath:
        held = set(model._base_manager.filter(**{of: ids}).values_list("pk", flat=True))
        yield from ((f"{model._meta.label}.{name}", held) for name in names)
    # What another partner asks is the office's alone, unless it lets the others read it.
    asked = JointShare.objects.filter(of__service__in=ids)
    asked = asked.filter(Q(organisation__in=bodies) | Q(is_open=True))
    for name in ("said", "reply"):
        yield f"partners.JointShare.{name}", set(asked.values_list("pk", flat=True))
    offered = Allocation.objects.filter(organisation__in=bodies)
    yield "partners.Allocation.settled_words", set(offered.values_list("pk", flat=True))
    for name in ("title", "conditions"):
        yield f"partners.Formula.{name}", set(offered.values_list("formula", flat=True))
    together = JointCommissioner.objects.filter(service__in=ids)
    yield "parties.Organisation.name", set(together.values_list("organisation", flat=True))
    # Its meetings manage the contracts: its name stands there, and nothing else of it.
    managing = services.exclude(partnership=None).values_list("partnership", flat=True)
    yield "partners.Partnership.name", set(managing)
    # What the plan in public calls the priorities that they serve; what a draft calls them stays there.
    served = {slug for one in services for slug in one.priorities}
    public = Priority.objects.filter(slug__in=served).exclude(plan__state="draft")
    yield "understand.Priority.title", set(public.values_list("pk", flat=True))


def _is_theirs(where: str, rows: dict[str, set[int]]) -> bool:
    planted, _, row = where.partition(" of row ")
    label, _, name = planted.rpartition(".")
    if label.startswith("opportunities."):
        return name not in KEPT_INSIDE
    return row.isdigit() and int(row) in rows.get(label, set()) | rows.get(planted, set())
