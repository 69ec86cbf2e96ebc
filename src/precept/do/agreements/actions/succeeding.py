"""What a succession of the office does to agreements: each is novated, and reads as it was signed."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from precept.do.agreements import queries
from precept.do.agreements.models import Agreement, Award, Awarding, Buyer, LetterWording, Variation
from precept.foundation.publications import actions as publications
from precept.parties import queries as parties
from precept.parties.models import Organisation
from precept.parties.rules import novation_words
from precept.parties.sign_ups import (
    Moving,
    Named,
    Passage,
    Shown,
    Staying,
    Stop,
    may_name_the_body,
    passes_with_the_office,
    stays_as_it_was,
    stops_a_succession,
)

MOST_STOPS = 10
REGISTER, ROUNDS = "/office/register", "/office/rounds"
# Said before the addresses are known.
UNDER_WAY = ("decided", "offered", "accepted")


def enter_buyer(now: Agreement, signed_on: date | None) -> None:
    """Within the act that signs it: the body that signed, by the name it has on that day."""
    body = parties.body_of_day(signed_on)
    if body is not None:
        Buyer.objects.get_or_create(
            agreement=now,
            succession="",
            defaults={"organisation": body, "name": body.name, "starts": signed_on},
        )


def live_agreements(on: date) -> QuerySet[Agreement]:
    """The agreements that pass to the body whose first day this is."""
    return Agreement.objects.filter(
        Q(ends=None) | Q(ends__gte=on), status__in=("upcoming", "active")
    )


def _novate(now: Agreement, passage: Passage) -> None:
    """Keep who signed and who buys from now on, and let the public record say so; nothing else of it.

    One that nobody signed yet has no buyer: whoever signs it will be.
    """
    if not now.is_signed:
        return
    held = {one.succession: one for one in queries.buyers_of(now)}
    if "" not in held:
        held[""] = Buyer.objects.create(
            agreement=now,
            organisation=passage.before,
            name=passage.before.name,
            starts=now.signed_on,
        )
    if passage.reference not in held:
        held[passage.reference] = Buyer.objects.create(
            agreement=now,
            succession=passage.reference,
            organisation=passage.after,
            name=passage.after.name,
            starts=passage.on,
            under=passage.under,
        )
    told = queries.buyers_published(list(held.values()))
    publications.publish_again(
        kind_name="agreement",
        key=now.reference,
        change=lambda said: said.model_copy(update=told),
        by=passage.by,
        why=novation_words(passage.on, passage.after.name, passage.under),
    )


def _shown(now: Agreement) -> Shown:
    return Shown(now.subject, now.title, reverse("agreements.one", args=[now.reference]))


def _live_awards(_on: date) -> QuerySet[Award]:
    """The awards that are on their way: decided or offered, and accepted ones not signed yet."""
    return (
        Award.objects.filter(state__in=UNDER_WAY)
        .filter(Q(agreement=None) | Q(agreement__signed_on=None, agreement__is_past=False))
        .select_related("opportunity")
    )


def _shown_award(one: Award) -> Shown:
    href = reverse("agreements.awards", args=[one.opportunity.reference])
    return Shown(one.subject, f"Award {one.reference}, {one.get_state_display().lower()}", href)


def _live_variations(_on: date) -> QuerySet[Variation]:
    """The variations that are not in force yet."""
    rows = Variation.objects.exclude(state__in=("in force", "dropped"))
    return rows.select_related("agreement")


def _shown_variation(one: Variation) -> Shown:
    href = reverse("agreements.variation", args=[one.agreement.reference, one.number])
    return Shown(
        f"agreement:{one.agreement.reference}:variation:{one.number}",
        f"Variation {one.reference}, {one.get_state_display().lower()}",
        href,
    )


def _in_the_way(_before: Organisation, _after: Organisation) -> list[Stop]:
    """Letters on their way: all of a round’s applicants are told by one body."""
    rows = Awarding.objects.filter(state="sending").select_related("decision", "opportunity")
    return [
        Stop(
            f"Letters of {one.opportunity.reference} are going out. Wait until the last applicant is told.",
            reverse("agreements.letters", args=[one.opportunity.reference, one.decision.reference]),
        )
        for one in rows.order_by("pk")[:MOST_STOPS]
    ]


def _letters_naming(_on: date, names: Sequence[str]) -> list[Named]:
    """How the office's own agreements and variations begin, where that names the body."""
    newer = LetterWording.objects.filter(kind=OuterRef("kind"), version__gt=OuterRef("version"))
    rows = LetterWording.objects.filter(~Exists(newer), parties.naming(("words",), names)).order_by(
        "kind"
    )
    return [
        Named(
            f"How letters begin: {one.get_kind_display()}",
            reverse("agreements.letter_wording", args=[one.kind]),
        )
        for one in rows
    ]


def sign_up_for_successions() -> None:
    """Say what of agreements passes with the office, what stays, and what stands in the way."""
    passes_with_the_office(
        Moving(
            "agreements",
            "Contracts and grant agreements",
            "Novated: the new body buys from that day on, on the same terms. What was signed keeps the name"
            " it was signed under, and the history and the public record say who buys since when.",
            live_agreements,
            _shown,
            _novate,
            at_once=2,
            texts=("title", "purpose", "note", "due"),
            place=1,
        )
    )
    passes_with_the_office(
        Moving(
            "awards",
            "Awards and offers on their way",
            "Offered, accepted and signed by the new body. What applicants were told stands.",
            _live_awards,
            _shown_award,
            place=2,
        )
    )
    passes_with_the_office(
        Moving(
            "variations",
            "Variations not in force yet",
            "Approved and signed by the new body.",
            _live_variations,
            _shown_variation,
            place=3,
        )
    )
    stays_as_it_was(
        Staying(
            "Signed agreements",
            "The text, its papers and the letters sent keep the name that signed. A novation stands beside"
            " them.",
            lambda: Agreement.objects.filter(Q(is_past=True) | Q(signed_on__isnull=False)).count(),
            REGISTER,
        )
    )
    stays_as_it_was(
        Staying(
            "Awards that were told",
            "Letters are kept as they were sent, and published results as they were published.",
            lambda: Awarding.objects.exclude(told=None).count(),
            ROUNDS,
        )
    )
    stops_a_succession(_in_the_way)
    may_name_the_body(_letters_naming)
