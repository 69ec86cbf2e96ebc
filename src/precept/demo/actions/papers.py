"""The strategy, the plan, the aims and the funds."""

from precept.demo.actions.cast import Cast
from precept.demo.reading import first_day, table
from precept.foundation.money import read_money
from precept.plan import actions as plan_actions
from precept.understand import actions as understand

FUND_KINDS = {
    "CORE": "core",
    "VRN": "grant received",
    "CSF": "ring-fenced",
    "MOJ": "grant received",
}


def strategy(cast: Cast) -> None:
    """The strategy of 28 November 2022, whole."""
    data = table("strategy")
    drafted = understand.draft_strategy(
        by=cast.manager,
        title=data["title"],
        dated=data["version_date"],
        note=data.get("version_note", ""),
        sections=[
            understand.SectionText(
                heading=one["heading"],
                text=one["text"].strip(),
                note=one.get("note", "").strip() or _table_note(one),
                level=one["level"],
                slug=one["slug"],
            )
            for one in data["section"]
        ],
    )
    understand.publish_strategy(by=cast.chief_executive, strategy=drafted)


def _table_note(section: dict[str, str]) -> str:
    if "table" not in section:
        return ""
    return (
        "The table printed here stands in the commissioning framework of 2022–23, which is appended"
        " below and made from the register."
    )


def plan(cast: Cast) -> None:
    """The police and crime plan 2021–2024 with its priorities and resource areas."""
    data = table("plan")
    drafted = understand.draft_plan(
        by=cast.manager,
        reference=f"{data['first_year']}-{data['last_year'] % 100:02}",
        title=data["title"],
        term=data["term"],
        first_year=data["first_year"],
        last_year=data["last_year"],
        review_on=first_day(data["review"]),
        basis=data["basis"]["text"].strip(),
        note="\n\n".join(
            note.strip()
            for note in (data["basis"].get("note", ""), data["resource_areas"].get("note", ""))
            if note.strip()
        ),
    )
    for one in data["priority"]:
        understand.add_priority(
            by=cast.manager,
            plan=drafted,
            slug=one["slug"],
            title=one["title"],
            text=one["text"],
            term=one["term"],
        )
    understand.set_resource_areas(
        by=cast.manager,
        plan=drafted,
        names=[one["text"] for one in data["resource_areas"]["area"]],
    )
    understand.publish_plan(by=cast.chief_executive, plan=drafted)


def aims(cast: Cast) -> None:
    """The two strategic aims of 2022–23 with every measure."""
    data = table("aims")
    bodies = {one.name: one for one in cast.organisations.values()}
    own = cast.organisations["police-and-crime-commissioner-for-leicestershire"]
    for one in data["aim"]:
        aim = understand.add_aim(
            by=cast.manager,
            year=data["year"],
            slug=one["slug"],
            title=one["title"],
            statement=one["statement"],
            introduction=one.get("introduction", "").strip(),
            lead=one.get("lead", ""),
            priorities=one["priorities"],
        )
        for measure in one["measure"]:
            body = bodies.get(measure.get("responsible", ""))
            understand.add_measure(
                by=cast.manager,
                aim=aim,
                slug=measure["slug"],
                kind=measure["kind"],
                text=measure["text"].strip().rstrip(";").strip(),
                responsible=None if body in (None, own) else body,
                due=measure.get("due"),
                timescale=measure.get("timescale", ""),
            )
    understand.publish_measures(
        by=cast.chief_executive,
        year=data["year"],
        review=table("framework-2022-23")["review_text"],
    )


def funds(cast: Cast) -> None:
    """The funds with their conditions, and the budgets that are known or invented."""
    for one in table("funds")["fund"]:
        fund = plan_actions.add_fund(
            by=cast.treasurer,
            code=one["code"].lower(),
            name=one["name"],
            short_name=one["code"],
            kind=FUND_KINDS[one["code"]],
            given_by=cast.organisations.get(one.get("granted_by", "")),
            conditions=one.get("conditions", ""),
            note=" ".join(
                (
                    one.get("budget_note", ""),
                    f"It began in {one['began']}." if "began" in one else "",
                )
            ).strip(),
        )
        cast.funds[one["code"]] = fund
        for budget in one.get("budget", ()):
            invented = budget.get("invented", False)
            plan_actions.add_budget(
                by=cast.treasurer,
                fund=fund,
                year=budget["year"],
                amount=read_money(budget["amount"]),
                source=budget.get("source", "Invented for the demonstration"),
                is_invented=invented,
            )
        plan_actions.publish_fund(by=cast.treasurer, fund=fund)
