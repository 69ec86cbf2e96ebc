"""What a decision notice says of a round: kept when the ranking is frozen, and read from that alone."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Max, Min, QuerySet

from precept.do.assessment import rules
from precept.do.assessment.models import (
    AgreedScore,
    Allocation,
    MarkingPeriod,
    MarkSheet,
    Moderation,
    Recommendation,
    ScoreCorrection,
)
from precept.do.assessment.queries.ranking import as_frozen, failed_checks
from precept.do.bids.models import Bid
from precept.do.opportunities import queries as opportunities
from precept.do.opportunities import rules as rounds
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.money import Money

NOT_STATED: Final = "Not stated"


def round_facts(opportunity: Opportunity, ranked: Collection[str]) -> dict[str, Any]:
    """What is known of a round when its ranking is frozen: dates, counts, how it was marked, its power.

    Nothing personal: people are counted, not named. ``ranked`` are the references of the bids in the
    ranking: of a rolling round, how they were marked and moderated is said, and not other batches.
    """
    call = opportunities.call(opportunity.reference)
    received = Bid.objects.filter(opportunity=opportunity)
    batch = received.filter(reference__in=ranked) if call.is_rolling else received
    sheets = MarkSheet.objects.filter(bid__in=batch, state="submitted")
    marked = sheets.aggregate(
        last=Max("submitted"), markers=Count("marker", distinct=True), sheets=Count("pk")
    )
    begun = MarkingPeriod.objects.filter(opportunity=opportunity).values_list("begun", flat=True)
    first = (
        begun.first()
        or (Allocation.objects.filter(bid__in=batch).aggregate(first=Min("at"))["first"])
    )
    a_bid = (
        sheets.values("bid")
        .annotate(many=Count("pk"))
        .aggregate(least=Min("many"), most=Max("many"))
    )
    return {
        "reference": opportunity.reference,
        "programme": opportunity.programme,
        "number": opportunity.number,
        "year": opportunity.year,
        "theme": opportunity.theme,
        "is_invented": opportunity.is_invented,
        "opens": call.opens_wall,
        "closes": call.closes_wall or opportunity.deadline.isoformat(),
        "marking_began": clock.iso(clock.uk_date(first)) if first else None,
        "marking_ended": clock.iso(clock.uk_date(marked["last"])) if marked["last"] else None,
        "markers": marked["markers"],
        "least_markers": a_bid["least"],
        "most_markers": a_bid["most"],
        "meetings": _meetings(opportunity, batch if call.is_rolling else None),
        "corrections": _corrections(batch),
        "received": received.filter(state="submitted").count(),
        "withdrawn": received.filter(state="withdrawn").count(),
        "late_refused": received.filter(state="refused").count(),
        "not_eligible": len(failed_checks(opportunity)),
        "priorities": list(opportunities.priority_titles(opportunity.priorities).values()),
        "power": call.power,
        "power_title": opportunities.power_title(call),
    }


def _meetings(opportunity: Opportunity, batch: QuerySet[Bid] | None) -> list[dict[str, Any]]:
    rows = Moderation.objects.filter(opportunity=opportunity, state="closed").annotate(
        present=Count("attendances")
    )
    if batch is not None:
        rows = rows.filter(pk__in=AgreedScore.objects.filter(bid__in=batch).values("meeting"))
    return [
        {"held": one.held.isoformat(), "present": one.present, "quorum": one.quorum}
        for one in rows.order_by("held", "pk")
    ]


def _corrections(batch: QuerySet[Bid]) -> list[dict[str, Any]]:
    rows = ScoreCorrection.objects.filter(approved__isnull=False, agreed__bid__in=batch)
    return [
        {
            "bid": one.agreed.bid.reference,
            "criterion": one.agreed.criterion.title,
            "before": one.before,
            "after": one.after,
            "why": one.why,
        }
        for one in rows.select_related("agreed__bid", "agreed__criterion").order_by(
            "approved", "pk"
        )
    ]


def decision_facts(recommendation: Recommendation) -> list[dict[str, str]]:
    """What the notice says first: [{"name", "words"}], from the frozen text alone."""
    text = as_frozen(recommendation)
    of, ranking = text["round"], text["ranking"]
    bids = ranking["bids"]
    ranked = [one for one in bids if one["rank"] is not None]
    funded = [one for one in bids if one["placing"] in rules.FUNDED]
    total = Money(sum(one["amount"] for one in funded))
    pot = Money(sum(pence for _, _, pence in ranking["funders"]))
    asked = Money(sum(one["asked"] or 0 for one in ranked))
    reserve = [one for one in bids if one["placing"] == "reserve"]
    said = [
        (
            "Round",
            f"{rounds.round_words(of['programme'], of['number'], of['year'])}: {of['theme']}",
        ),
        ("Open for bids", _open_words(of["opens"], of["closes"])),
        ("Bids received", _received_words(of)),
        ("How they were marked", _marked_words(of)),
        ("Moderated", _moderated_words(of["meetings"])),
        ("Scores", _bands_words(ranked, ranking["bands"])),
        ("Cut-off", _cut_off_words(ranking)),
        (
            "Bids recommended",
            f"{len(funded)} of {len(ranked)}"
            + (f", with {len(reserve)} on the reserve list" if reserve else ""),
        ),
        ("Sum recommended", f"{total} of {pot} in the pot; the bids asked for {asked}"),
        ("Funders", _funders_words(ranking)),
    ]
    if ranking["over"]:
        words = f"Up to {Money(ranking['over']).short} above the pot. {ranking['over_why']}"
        said.append(("Over-programming", words))
    if of["corrections"]:
        said.append(("Corrections after moderation", _corrections_words(of["corrections"])))
    said.append(("Priorities of the plan", "; ".join(of["priorities"]) or NOT_STATED))
    said.append(("Power relied on", of["power_title"] or of["power"] or NOT_STATED))
    return [{"name": name, "words": words} for name, words in said]


def _open_words(opens: str, closes: str) -> str:
    until = _wall(closes)
    return f"{_wall(opens)} to {until}" if opens else f"Until {until}"


def _wall(text: str) -> str:
    if "T" not in text:
        day = clock.from_iso(text)
        return clock.spoken(day) if day else NOT_STATED
    moment = datetime.fromisoformat(text).replace(tzinfo=clock.UK)
    return clock.spoken_time(moment).removesuffix(" (UK time)")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _received_words(of: dict[str, Any]) -> str:
    said = [_count(of["received"], "bid", "bids")]
    for key, words in (
        ("not_eligible", "not eligible"),
        ("withdrawn", "withdrawn"),
        ("late_refused", "late and not accepted"),
    ):
        if of[key]:
            said.append(f"{of[key]} {words}")
    return "; ".join(said)


def _marked_words(of: dict[str, Any]) -> str:
    began, ended = clock.from_iso(of["marking_began"]), clock.from_iso(of["marking_ended"])
    when = ""
    if began and ended:
        from_to = f"from {clock.spoken(began)} to {clock.spoken(ended)}"
        when = f"on {clock.spoken(began)}" if began == ended else from_to
    if not of["markers"]:  # the papers of a past round may say when, and not by how many
        return f"Marked {when}" if when else NOT_STATED
    least, most = of["least_markers"], of["most_markers"]
    each = f"{least}" if least == most else f"{least} to {most}"
    words = f"Each bid by {each} of {_count(of['markers'], 'marker', 'markers')}, each on their own"
    return f"{words}, {when}" if when else words


def _moderated_words(meetings: list[dict[str, Any]]) -> str:
    if not meetings:
        return NOT_STATED
    said = []
    for one in meetings:
        day = clock.from_iso(one["held"])
        words = f"on {clock.spoken(day)}" if day else ""
        if one["present"]:
            words += f" by {_count(one['present'], 'person', 'people')} (quorum {one['quorum']})"
        said.append(words)
    return "At a meeting " + "; and ".join(said)


def _bands_words(ranked: list[dict[str, Any]], edges: list[int]) -> str:
    scores = [Decimal(one["score"]) for one in ranked if one["score"] is not None]
    if not edges or not scores:
        return NOT_STATED
    return rules.bands_sentence(rules.bands(scores, edges))


def _cut_off_words(ranking: dict[str, Any]) -> str:
    if ranking["cut_off"] is None:
        return NOT_STATED
    return f"{ranking['cut_off']} or more out of 100. {ranking['cut_off_why']}"


def _paid(ranking: dict[str, Any], place: int) -> Money:
    return Money(sum(row["shares"][place] for row in ranking["bids"] if row["shares"]))


def _funders_words(ranking: dict[str, Any]) -> str:
    said = [
        f"{name} {_paid(ranking, place)} of {Money(pence)}"
        for place, (_, name, pence) in enumerate(ranking["funders"])
    ]
    return "; ".join(said) or NOT_STATED


def _corrections_words(corrections: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{one['bid']}, {one['criterion']}: {one['before']} corrected to {one['after']}, because"
        f" {one['why']}"
        for one in corrections
    )


def decision_tables(recommendation: Recommendation) -> list[dict[str, Any]]:
    """The tables of the notice: [{"title", "columns", "rows"}], from the frozen text alone.

    Those recommended with amounts, reasons and conditions; the reserve list; the rest by score without
    their names, because only awards are published.
    """
    ranking = as_frozen(recommendation)["ranking"]
    names = [name for _, name, _ in ranking["funders"]]
    tables = []
    funded = [one for one in ranking["bids"] if one["placing"] in rules.FUNDED]
    if funded:
        tables.append(
            {
                "title": "Recommended for award",
                "columns": [
                    "Organisation",
                    "Project",
                    "Score",
                    "Asked for",
                    "Recommended",
                    *names,
                    "Reasons and conditions",
                ],
                "rows": [_funded_row(one) for one in funded],
            }
        )
    reserve = sorted(
        (one for one in ranking["bids"] if one["placing"] == "reserve"),
        key=lambda one: one["reserve_place"],
    )
    if reserve:
        tables.append(
            {
                "title": "Reserve list",
                "columns": ["Place", "Bid", "Score", "Asked for", "Reason"],
                "rows": [
                    [
                        str(one["reserve_place"]),
                        one["reference"],
                        _score(one["score"]),
                        _pounds(one["asked"]),
                        one["why"],
                    ]
                    for one in reserve
                ],
            }
        )
    rest = [one for one in ranking["bids"] if one["placing"] in {"decline", "ineligible"}]
    if rest:
        tables.append(
            {
                "title": "Not recommended",
                "columns": ["Bid", "Score", "Asked for", "Reason"],
                "rows": [
                    [
                        one["reference"],
                        _score(one["score"]),
                        _pounds(one["asked"]),
                        _why(one, ranking),
                    ]
                    for one in rest
                ],
            }
        )
    return tables


def _funded_row(one: dict[str, Any]) -> list[str]:
    said = [one["why"], *(f"Condition: {words}" for words in one["conditions"])]
    return [
        one["organisation"],
        one["title"],
        _score(one["score"]),
        _pounds(one["asked"]),
        _pounds(one["amount"]),
        *(_pounds(pence) for pence in one["shares"] or []),
        " ".join(words for words in said if words),
    ]


def _why(one: dict[str, Any], ranking: dict[str, Any]) -> str:
    if one["why"]:
        return str(one["why"])
    return "Below the cut-off" if one["score"] is not None and ranking["cut_off"] else ""


def _score(text: str | None) -> str:
    return rules.score_words(None if text is None else Decimal(text))


def _pounds(pence: int | None) -> str:
    return NOT_STATED if pence is None else Money(pence).short
