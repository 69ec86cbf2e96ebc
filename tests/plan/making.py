"""Lines, tables and frameworks for the tests of rules."""

from typing import Any

from precept.plan import rules
from precept.plan.intended_spend import IntendedSpend
from precept.plan.published import (
    AmountPublished,
    FrameworkPublished,
    FrameworkSectionPublished,
    LinePublished,
    SharePublished,
)
from tests.plan.appendix import appendix

LAYOUTS = {"core": "contracts due", "vrn": "contract periods", "csf": "rounds"}
TITLES = {
    "core": "Upcoming Commissioning Activity for 2022 – 2023",
    "vrn": "Upcoming Violence Reduction Network Commissioning 2022-2023",
    "csf": "Commissioners Safety Fund 2022 – 2023",
}


def line(*pence: int | None, **fields: Any) -> LinePublished:
    """A line with these amounts; ``shares`` as (fund, name, pence)."""
    shares = tuple(
        SharePublished(fund=fund, name=name, pence=part)
        for fund, name, part in fields.pop("shares", ())
    )
    plain: dict[str, Any] = {
        "number": "",
        "name": "A service",
        "when": "",
        "limit": "",
        "provider": "",
        "fund": "CORE",
        "kind": "contract",
        "available": None,
        "links": (),
        "note": "",
        "is_invented": False,
    }
    amounts = tuple(AmountPublished(of="", pence=one) for one in pence)
    return LinePublished(amounts=amounts, shares=shares, **{**plain, **fields})


def of_register(one: IntendedSpend) -> LinePublished:
    """What the register intends, as it is published."""
    return LinePublished(
        **{name: getattr(one, name) for name in LinePublished.model_fields if name != "area"},
    )


def section(
    *lines: LinePublished,
    key: str = "core",
    layout: str = "contracts due",
    title: str = "Contracts",
) -> FrameworkSectionPublished:
    """A table of these lines."""
    return FrameworkSectionPublished(
        key=key,
        title=title,
        layout=layout,
        columns=rules.columns_of(layout),
        lines=lines,
        total=rules.total_of(lines),
        note="",
    )


def appendix_section(key: str) -> FrameworkSectionPublished:
    """One of the appendix's three tables."""
    lines = [of_register(one) for one in appendix("2022-23") if one.section == key]
    return section(*lines, key=key, layout=LAYOUTS[key], title=TITLES[key])


def framework(*sections: FrameworkSectionPublished, **fields: Any) -> FrameworkPublished:
    """A framework of these tables."""
    lines = [one for table in sections for one in table.lines]
    plain: dict[str, Any] = {
        "year": "2022-23",
        "version": 1,
        "state": "published",
        "office": "The office",
        "title": "Commissioning Framework",
        "introduction": "What the money is for.",
        "lead": "",
        "review": "April 2023",
        "why": "",
        "starts": "2022-04-01",
        "ends": "2023-03-31",
        "approved_on": None,
        "approved_as": "",
        "aims": (),
        "slices": rules.slices(lines, {}),
        "total": rules.total_of(lines),
        "is_invented": False,
    }
    return FrameworkPublished(sections=sections, **{**plain, **fields})
