"""Money to and from partners: formula funding, and bids for government money, of which one became a fund."""

from datetime import date, datetime, time, timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.do.partners import actions, queries
from precept.do.partners.models import Formula, GrantBid
from precept.foundation import clock
from precept.foundation.money import Money
from precept.parties import actions as parties
from precept.parties.models import Organisation


def money(text: str) -> Money:
    """An amount as the data writes it: "£1,234.56"."""
    return Money.of(text.lstrip("£").replace(",", ""))


def bodies(cast: Cast, slugs: list[str]) -> list[Organisation]:
    """The organisations of these short names."""
    return [cast.organisations[slug] for slug in slugs]


def formulas(cast: Cast) -> None:
    """A year's formula in force, accepted and published; the next one waits for the commissioner."""
    said = table("partners")["formula"]
    for at, year in enumerate(said["year"]):
        made = actions.draft_formula(
            by=cast.manager,
            year=year["year"],
            title=said["title"],
            fund=cast.funds["CORE"],
            amount=money(year["value"]),
            weights=said["weights"],
            phase=year["phase"],
            accept_by=year["accept_by"],
            returns_due=year["returns_due"],
            source=said["source"],
            conditions=said["conditions"].strip(),
            is_invented=True,
        )
        for one in year["areas"]:
            made.refresh_from_db()
            actions.state_figures(
                by=cast.manager,
                formula=made,
                version=made.version,
                organisation=cast.organisations[one["organisation"]],
                population=one["population"],
                crime=one["crime"],
                demand=one["demand"],
                previous=money(one["previous"]),
                source=said["figures"],
                dated=year["dated"],
            )
        if at == 0:
            _in_force(cast, made)


def _in_force(cast: Cast, formula: Formula) -> None:
    formula.refresh_from_db()
    now = actions.approve_formula(by=cast.commissioner, formula=formula, version=formula.version)
    today = clock.today()
    first, _ = queries.allocations_of(now)
    partner = cast.people["partner"]
    parties.add_member(
        by=cast.manager,
        organisation=first.organisation,
        person=partner,
        keeps_profile=False,
        signs=True,
        role="Chair",
        why="Invented for the demonstration: the chair signs for the partnership.",
    )
    actions.answer_allocation(by=partner, allocation=first, accepts=True)
    actions.receive_return(
        by=cast.manager,
        due=queries.return_of(first, now.returns_due[0]),
        on=min(date(2026, 10, 29), today),
        spent=Money.of(36_400),
        underspend=Money.of(1_500),
        said="Two events were called off. The rest is on course.",
    )
    actions.publish_formula(by=cast.manager, formula=now)


def grants(cast: Cast) -> None:
    """A bid that was won and became a fund, one that was lost, and one that is being written."""
    for one in table("partners")["grant"]:
        made = actions.consider_grant(
            by=cast.manager,
            title=one["title"],
            programme=one["programme"],
            department=cast.organisations[one["department"]],
            closes=_closes(one),
            confirmed=(),
            lead=cast.organisations[one["lead"]],
            partners=bodies(cast, one["partners"]),
            amount=money(one["value"]),
            match=money(one["match"]) if "match" in one else None,
            match_words=one.get("match_words", ""),
            what=one["what"],
            priorities=one["priorities"],
            owner=cast.manager,
            instead=one["instead"],
            instead_owner=cast.people["commissioning-officer"],
            is_invented=True,
        )
        begun = actions.draft_grant(by=cast.manager, grant=made, version=made.version)
        if one["state"] != "drafting":
            _settled(cast, begun, one)


def _closes(said: dict[str, Any]) -> datetime:
    if "closed" in said:
        closed: datetime = said["closed"]
        return closed
    day = clock.working_day_on_or_after(
        clock.today() + timedelta(days=said["closes_days_from_build"])
    )
    return datetime.combine(day, time(12))


def _settled(cast: Cast, begun: GrantBid, said: dict[str, Any]) -> None:
    sent = actions.submit_grant(
        by=cast.manager,
        grant=begun,
        version=begun.version,
        at=begun.closes_at - timedelta(hours=20),
    )
    if said["state"] == "lost":
        actions.grant_lost(
            by=cast.manager,
            grant=sent,
            version=sent.version,
            on=said["decided"],
            outcome=said["said"],
        )
        return
    won = actions.grant_won(
        by=cast.manager,
        grant=sent,
        version=sent.version,
        on=said["decided"],
        won=money(said["value"]),
        conditions=said["conditions"].strip(),
    )
    actions.make_fund(by=cast.treasurer, grant=won, version=won.version, **said["fund"])
