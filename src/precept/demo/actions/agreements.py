"""The real tables, loaded as the office wrote them; invented lines of later years; publishing all."""

from datetime import date, timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import path_of, table
from precept.do.agreements import actions as register
from precept.do.agreements.models import Agreement
from precept.do.opportunities import actions as rounds
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.intake.command import load_file
from precept.foundation.ledger.actions import Refused
from precept.foundation.money import TBC, Money, read_amounts, read_money, share

SHEETS = {
    "contracts.csv": ("contracts", {"fund": "core"}),
    "violence-reduction-network.csv": ("contract periods", {"fund": "vrn"}),
    "safety-fund-rounds.csv": (
        "rounds",
        {"fund": "csf", "own_fund": "csf", "other_fund": "by-name"},
    ),
}
SOURCE = "OPCC LLR Commissioning Strategy, 28 November 2022, Appendix"


def load_real_tables(cast: Cast) -> None:
    """Load the three tables of the strategy's appendix through intake; every row must load."""
    for section in table("framework-2022-23")["section"]:
        sheet, answers = SHEETS[section["file"]]
        said: list[str] = []
        intake = load_file(
            path_of(section["file"]),
            sheet,
            {"year": "2022-23", "section": section["slug"], **answers},
            by=cast.manager,
            confirm=True,
            say=said.append,
            why=SOURCE,
        )
        if intake.state != "loaded" or intake.rows_refused:
            raise Refused("\n".join(said))


def record_line(
    cast: Cast, year: str, section: dict[str, Any], line: dict[str, Any], place: int
) -> None:
    """An invented contract or round of a later year, on the register and in its framework."""
    if section["kind"] == "rounds":
        _record_round(cast, year, section, line)
        return
    amount = read_money(line["value"])
    provider = cast.organisations.get(line.get("provider", ""))
    agreement = register.record_agreement(
        by=cast.manager,
        reference=line["reference"],
        title=line["title"],
        status=_status(line.get("starts"), line.get("ends")),
        provider=provider,
        starts=line.get("starts"),
        ends=line.get("ends"),
        priorities=line.get("priorities", ()),
        source="Invented for the demonstration",
        is_invented=True,
        is_past=True,
        amount=amount,
        funds=[(cast.funds[line["fund"]], None)],
    )
    register.list_in_framework(
        by=cast.manager,
        agreement=agreement,
        version=agreement.version,
        year=year,
        section=section["slug"],
        place=place,
    )


def _status(starts: date | None, ends: date | None) -> str:
    today = clock.today()
    if ends is not None and ends < today:
        return "ended"
    return "active" if starts is not None and starts <= today else "upcoming"


def _record_round(cast: Cast, year: str, section: dict[str, Any], line: dict[str, Any]) -> None:
    today = clock.today()
    if "closes" in line:
        closes = line["closes"].date()
        opens = line["opens"].date()
    else:  # what must be open today is dated from the day it is built
        opens = today + timedelta(days=line["opens_days_from_build"])
        closes = clock.working_day_on_or_after(
            today + timedelta(days=line["closes_days_from_build"])
        )
    spend = read_money(line["spend"]) if "spend" in line else TBC
    state = "awarded" if isinstance(spend, Money) else _round_state(opens, closes, today)
    given = line.get("shares", ())
    parts = [_known(one["value"]) for one in given]
    if parts and isinstance(spend, Money):  # each fund pays its part of what was spent
        parts = share(spend, [part.pence for part in parts])
    shares = [
        (cast.funds[one["fund"]], one["fund"], part) for one, part in zip(given, parts, strict=True)
    ]
    rounds.record_round(
        by=cast.manager,
        programme="Commissioner's Safety Fund",
        year=year,
        number=line["round"],
        theme=line["title"],
        deadline=closes,
        fund=cast.funds[line["fund"]],
        reference=line["reference"],
        limit=_known(line["cap"]),
        limit_words=f"{_known(line['cap']).short} per project",
        spend=spend if isinstance(spend, Money) else None,
        available=_known(line["value"]),
        shares=shares if isinstance(spend, Money) else (),
        state=state,
        section=section["slug"],
        priorities=line.get("priorities", ()),
        source="Invented for the demonstration",
        is_invented=True,
    )


def _round_state(opens: date, closes: date, today: date) -> str:
    if today < opens:
        return "planned"
    return "open" if today <= closes else "closed"


def _known(text: str) -> Money:
    [one] = read_amounts(text)
    if not isinstance(one.amount, Money):
        raise Refused(f"“{text}” is not an amount")
    return one.amount


def publish_register(cast: Cast) -> None:
    """Release every agreement and round."""
    for agreement in Agreement.objects.order_by("reference"):
        register.publish_agreement(by=cast.manager, agreement=agreement, version=agreement.version)
    for opportunity in Opportunity.objects.order_by("reference"):
        rounds.publish_round(by=cast.manager, opportunity=opportunity, version=opportunity.version)
