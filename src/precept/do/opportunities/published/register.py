"""What may be released of rounds. Amounts are whole pence; None is not yet known or not stated."""

from datetime import date, time

from precept.do.opportunities import rules
from precept.do.opportunities.published.calls import CallPublished
from precept.foundation.money import Money
from precept.foundation.publications.kinds import Released, Struct
from precept.foundation.search.entries import Entry


class OpportunitySharePublished(Struct):
    """What one fund puts in."""

    fund: str
    name: str
    pence: int


class OpportunityPublished(Struct):
    """A round of grants."""

    reference: str
    programme: str
    procedure: str
    year: str
    number: int
    theme: str
    deadline: str
    deadline_time: str | None
    limit: int | None
    limit_words: str
    available: int | None
    spend: int | None
    fund: str | None = None
    """The code of the fund that the round draws on; None is not stated."""
    fund_name: str | None = None
    shares: tuple[OpportunitySharePublished, ...]
    state: str
    state_title: str
    priorities: tuple[str, ...]
    source: str
    note: str
    is_invented: bool
    call: CallPublished | None = None
    """What bidders read; None where the register alone knows the round, or its call is not published."""


def address(key: str) -> str:
    """Where the public reads a round."""
    return f"/opportunities/{key}"


def entry(released: Released) -> Entry:
    """A round as search finds it, made from its payload alone; ``shown`` is all that its list shows."""
    round_: OpportunityPublished = released.payload
    funds = tuple(
        dict.fromkeys([*filter(None, [round_.fund]), *(one.fund for one in round_.shares)])
    )
    return Entry(
        scope="public",
        kind="opportunity",
        key=round_.reference,
        title=released.title,
        href=address(round_.reference),
        text="\n".join([round_.reference, round_.theme, round_.programme, *_words(round_)]),
        shown={
            "reference": round_.reference,
            "programme": round_.programme,
            "year": round_.year,
            "number": round_.number,
            "theme": round_.theme,
            "deadline": round_.deadline,
            "deadline_time": round_.deadline_time,
            "limit_words": round_.limit_words,
            "available": round_.available,
            "pence": round_.spend,
            "state": round_.state_title,
            "is_invented": round_.is_invented,
            **_shown_of_call(round_.call),
        },
        facets={
            "state": (round_.state,),
            "year": (round_.year,),
            "fund": funds,
            "programme": (round_.programme,),
            **({"area": (round_.call.area,)} if round_.call and round_.call.area else {}),
        },
        date=date.fromisoformat(round_.deadline),
        amount=round_.spend,
    )


def _words(round_: OpportunityPublished) -> list[str]:
    call = round_.call
    if call is None:
        return [round_.note]
    said = (call.purpose, call.who_may_apply, call.what_we_fund, call.area)
    return [round_.note, *filter(None, said)]


def _shown_of_call(call: CallPublished | None) -> dict[str, object]:
    """What lists show of a call beside the register's facts: nothing where there is none."""
    if call is None:
        return {}
    return {
        "stage": call.stage,
        "opens": call.opens,
        "opens_words": call.opens_words,
        "closes": call.closes,
        "closes_words": call.closes_words,
        "area": call.area,
        "is_rolling": call.is_rolling,
    }


def in_words(of: OpportunityPublished) -> dict[str, str]:
    """Everything that the public reads of a round, name by name: for showing what a release changes."""
    at = time.fromisoformat(of.deadline_time) if of.deadline_time else None
    shares = [f"{one.name} {Money(one.pence).short}" for one in of.shares]
    return {
        "Programme": of.programme,
        "Financial year": of.year.replace("-", "–"),
        "Number": str(of.number),
        "Theme": of.theme,
        "Deadline": rules.deadline_words(date.fromisoformat(of.deadline), at),
        "Limit": of.limit_words or (Money(of.limit).short if of.limit is not None else ""),
        "Total round spend": rules.spend_words(
            None if of.spend is None else Money(of.spend),
            None if of.available is None else Money(of.available),
        ),
        "Fund": of.fund_name or "",
        "Who put in how much": "; ".join(shares),
        "State": of.state_title,
        "Priorities": ", ".join(of.priorities),
        "Source": of.source,
        "Note": of.note,
    }
