"""Whether what an agreement pays was foreseen in a framework, or decided and published by itself (design rule 10)."""

from dataclasses import dataclass
from datetime import date

from precept.decisions import queries as decisions
from precept.decisions.models import Decision
from precept.do.agreements.models import Agreement
from precept.do.agreements.published import address
from precept.do.agreements.queries.released import award_of
from precept.foundation.clock import FinancialYear
from precept.plan import queries as plan


@dataclass(frozen=True)
class Covering:
    """What stands behind the spending of an agreement. ``is_covered``: it may be signed.

    ``by``: "award", "framework" or "decision"; "" where nothing does.
    """

    is_covered: bool
    words: str
    by: str = ""
    decision: Decision | None = None


def covering_of(agreement: Agreement, on: date) -> Covering:
    """What stands behind an agreement that is signed on a day: an award, a framework, or a decision about it.

    Without a published framework of that day's year nothing can lie outside it, and nothing is refused.
    """
    award = award_of(agreement)
    if award is not None:
        return Covering(
            True, f"Decision {award.decision.reference} awards it.", "award", award.decision
        )
    years = sorted(one.year for one in agreement.listings.all())
    listed = plan.published_years_naming(years, agreement.subject, address(agreement.reference))
    if listed:
        said = " and ".join(FinancialYear.parse(year).spoken for year in listed)
        words = f"The published framework of {said} names it."
        return Covering(True, words, "framework")
    spent = [
        one
        for one in decisions.decisions_about(agreement.subject)
        if one.kind in ("spend", "other")
    ]
    published = next((one for one in spent if one.state == "published"), None)
    if published is not None:
        words = f"Decision {published.reference} is published."
        return Covering(True, words, "decision", published)
    year = FinancialYear.of(on)
    if plan.published_of(year.label) is None:
        return Covering(True, f"No framework of {year.spoken} is published.")
    waiting = next((one for one in spent if one.state not in ("refused", "withdrawn")), None)
    if waiting is not None:
        return Covering(
            False,
            "No published framework names it, and decision"
            f" {waiting.reference} about it is not published yet.",
            decision=waiting,
        )
    return Covering(
        False, "No published framework names it, and no decision about it is published."
    )
