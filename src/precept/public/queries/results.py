"""The figures and the picture of a round's results, made from what was released."""

from precept.do.agreements.published import ResultsPublished
from precept.do.bids.rules import count_words
from precept.foundation.money import Money
from precept.foundation.web.charts import Bars, Figure, Stack, StackedBars, bars, stacked

MOST_FUNDERS = 5
"""More funders than this cannot be told apart in a bar."""
MOST_SHOWN = 60


def results_figures(of: ResultsPublished) -> list[tuple[str, str]]:
    """The numbers of a round: name and words. A small number is said to be small."""
    rate = "" if of.success_percent is None else f", {of.success_percent} in 100"
    rows = [
        ("Open for bids", of.opens_words or "Not stated"),
        ("Bids received", f"{of.received:,}"),
        ("Awards", f"{of.awarded:,} of {of.ranked:,} bids that were ranked{rate}"),
        ("Awarded", Money(of.pence).short),
        ("In the pot", "Not stated" if of.pot is None else Money(of.pot).short),
    ]
    if of.asked is not None:
        rows.append(("Asked for", Money(of.asked).short))
    for name, count in (
        ("Withdrawn", of.withdrawn),
        ("Late and not accepted", of.late_refused),
        ("Not eligible", of.not_eligible),
    ):
        if count != 0:
            rows.append((name, count_words(count)))
    if of.late_accepted:
        rows.append(("Late and accepted", "; ".join(of.late_accepted)))
    if of.priorities:
        rows.append(("Priorities of the plan", "; ".join(of.priorities)))
    return rows


def awards_picture(of: ResultsPublished) -> Bars | StackedBars | None:
    """Who gets how much, and from which fund; None where nothing was awarded."""
    awards = [one for one in of.awards if one.state not in {"declined", "lapsed"}][:MOST_SHOWN]
    if not awards:
        return None
    title = "Awards by recipient"
    names = {one.fund: one.fund_name for one in of.funders}
    if not 2 <= len(names) <= MOST_FUNDERS or not all(one.shares for one in awards):
        return bars(
            title=title,
            things="Recipient",
            measured="Award",
            figures=[
                Figure(one.recipient, one.pence / 100, Money(one.pence).short) for one in awards
            ],
        )
    stacks = []
    for one in awards:
        paid = {share.fund: share.pence for share in one.shares}
        parts = tuple(
            Figure(name, paid.get(code, 0) / 100, Money(paid.get(code, 0)).short)
            for code, name in names.items()
        )
        stacks.append(Stack(one.recipient, parts, Money(one.pence).short))
    return stacked(
        title=title, things="Recipient", total="Award", series=list(names.values()), stacks=stacks
    )
