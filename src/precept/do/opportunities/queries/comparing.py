"""What changed in a round since the one that it was copied from: for the second person's reading."""

from precept.do.opportunities import rules
from precept.do.opportunities.models import Call
from precept.do.opportunities.queries.calls import call, said_of_call
from precept.do.opportunities.queries.reading import Block, read_in_full
from precept.do.opportunities.queries.register import preview, priority_titles
from precept.foundation.questions import rules as asking

Difference = tuple[str, str, str]
"""What, what it said then, what it says now."""


def since_copied(of: Call) -> list[Difference] | None:
    """What differs from the round that this one is like; None where it is like none."""
    if of.copied_from is None:
        return None
    old = call(of.copied_from.opportunity.reference)
    before, after = _said(old), _said(of)
    found = [
        (name[:1].upper() + name[1:], before.get(name, ""), after.get(name, ""))
        for name in {**before, **after}
        if before.get(name, "") != after.get(name, "")
    ]
    asked = asking.differences(old.asks, of.asks)
    return [*found, *(("Questions", "", words) for words in asked)]


def _said(of: Call) -> dict[str, str]:
    round_ = of.opportunity
    shares = [(one.fund, one.name, one.amount) for one in round_.shares.select_related("fund")]
    available = round_.available
    money = {
        "pot": "" if available is None else available.short,
        "funders": "; ".join(f"{name} {amount.short}" for _, name, amount in shares),
    }
    criteria: dict[str, str] = {}
    for one in of.criteria.all():
        levels = "; ".join(f"{level['score']}: {level['words']}" for level in one.levels)
        criteria |= {
            f"weight of “{one.title}”": f"{one.weight}%",
            f"what markers look for in “{one.title}”": one.words,
            f"scores of “{one.title}”": levels,
        }
    eligibility = {
        f"rule “{one.asks}”": f"{'Yes' if one.right_answer else 'No'}. {one.reason} {one.instead}"
        for one in of.eligibility.all()
    }
    said = said_of_call(of)
    del said["dates are confirmed"]
    said["priorities"] = "; ".join(priority_titles(round_.priorities).values())
    return {**said, **money, **criteria, **eligibility}


def stages_of(of: Call) -> list[tuple[str, str]]:
    """The stages of a call in order, each "done", "now" or "to come"; a cancelled one ends there.

    A rolling round has fewer: what the others do one after the other it does batch by batch.
    """
    is_rolling = of.is_rolling and of.stage in rules.ROLLING_STAGES
    words = {**rules.STAGES, **(rules.ROLLING_STAGES if is_rolling else {})}
    names = [
        stage
        for stage, _ in rules.stages
        if stage != "cancelled" and (not is_rolling or stage in rules.ROLLING_STAGES)
    ]
    if of.stage == "cancelled":
        return [(rules.STAGES["cancelled"], "now")]
    here = names.index(of.stage)
    return [
        (words[stage], "done" if place < here else "now" if place == here else "to come")
        for place, stage in enumerate(names)
    ]


def blocks_of(of: Call) -> list[Block]:
    """A round in full as bidders would read it now, whether it is published or not."""
    said = preview(of)
    if said.call is None:
        return []
    return read_in_full(said, said.call, list(priority_titles(said.priorities).values()))
