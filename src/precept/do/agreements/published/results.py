"""What may be released of a round's results: awards and numbers. Whoever was not awarded is never named."""

from precept.do.agreements import rules
from precept.do.opportunities import rules as rounds
from precept.foundation.clock import from_iso, spoken
from precept.foundation.money import Money
from precept.foundation.publications.kinds import Released, Struct
from precept.foundation.search.entries import Entry


class FundedSharePublished(Struct):
    """What one fund pays of an award, or put into a round and paid of it."""

    fund: str
    fund_name: str
    pence: int


class FunderPublished(Struct):
    """What one fund put into the pot, and what of it was awarded."""

    fund: str
    fund_name: str
    pot: int
    awarded: int


class AnswerPublished(Struct):
    """An answer of an awarded bid that its round marked as public: the question and what was said."""

    question: str
    words: str


class AwardPublished(Struct):
    """An award. A protected recipient appears by its area alone."""

    reference: str
    decision: str
    recipient: str
    recipient_reference: str | None
    """None for a protected or unknown organisation."""
    recipient_area: str
    """A protected recipient's area, which is all that is said of it."""
    purpose: str
    summary: str
    pence: int
    starts: str | None
    ends: str | None
    reasons: str
    conditions: tuple[str, ...]
    shares: tuple[FundedSharePublished, ...]
    state: str
    state_title: str
    answers: tuple[AnswerPublished, ...] = ()
    """What its round said would be published of a bid that is awarded; nothing of a protected recipient."""


class BandPublished(Struct):
    """How many bids scored in a band: 70 or more."""

    words: str
    count: int


class ResultsDecisionPublished(Struct):
    """A decision that made awards of the round, and how it came about."""

    reference: str
    title: str
    signed_on: str
    decided_by: str
    told_on: str | None
    """The day on which the last applicant had been told."""
    how_marked: str
    moderated: str
    bands: tuple[BandPublished, ...]
    bands_words: str
    cut_off: int | None
    cut_off_why: str
    over_pence: int
    """How far the awards were allowed to go above the pot."""
    over_why: str
    ranked: int
    """Bids that could have been funded."""
    awarded: int
    reserve: int
    standard_conditions: tuple[str, ...]
    conditions_dated: str


class ResultsCorrectionPublished(Struct):
    """What was put right since the results were published."""

    on: str
    why: str


class ResultsPublished(Struct):
    """What a round came to. Amounts are whole pence; None is a number too small to be shown, or not stated."""

    reference: str
    programme: str
    number: int
    year: str
    theme: str
    opens_words: str
    received: int
    withdrawn: int | None
    late_refused: int | None
    not_eligible: int | None
    late_accepted: tuple[str, ...]
    """Why each late bid that was accepted was."""
    ranked: int
    awarded: int
    success_percent: int | None
    pot: int | None
    asked: int | None
    pence: int
    funders: tuple[FunderPublished, ...]
    decisions: tuple[ResultsDecisionPublished, ...]
    awards: tuple[AwardPublished, ...]
    priorities: tuple[str, ...]
    corrections: tuple[ResultsCorrectionPublished, ...]
    is_invented: bool


def results_address(key: str) -> str:
    """Where the public reads what a round came to."""
    return f"/opportunities/{key}/results"


def results_title(of: ResultsPublished) -> str:
    """What the results are called."""
    return f"Results of {rounds.round_words(of.programme, of.number, of.year)}: {of.theme}"[:300]


def results_entry(released: Released) -> Entry:
    """A round's results as search finds them: by its theme, recipients and purposes."""
    of: ResultsPublished = released.payload
    texts = [of.reference, of.programme, of.theme]
    for one in of.awards:
        texts += [one.recipient, one.purpose, one.summary]
    signed = from_iso(of.decisions[-1].signed_on) if of.decisions else None
    return Entry(
        scope="public",
        kind="round-results",
        key=of.reference,
        title=results_title(of),
        href=released.address,
        text="\n".join(texts),
        shown={
            "reference": of.reference,
            "awarded": of.awarded,
            "ranked": of.ranked,
            "pence": of.pence,
            "signed_on": signed.isoformat() if signed else None,
            "is_invented": of.is_invented,
        },
        facets={
            "year": (of.year,),
            "fund": tuple(one.fund for one in of.funders),
            "organisation": tuple(
                sorted({one.recipient_reference for one in of.awards if one.recipient_reference})
            ),
        },
        date=signed,
        amount=of.pence,
    )


def award_period(of: AwardPublished) -> str:
    """From when to when an award pays, in words."""
    return rules.period_words(from_iso(of.starts), from_iso(of.ends)) or "Not stated"


def funds_words(of: AwardPublished) -> str:
    """What each fund pays of an award, in words."""
    return "; ".join(f"{one.fund_name} {Money(one.pence).short}" for one in of.shares)


def reasons_words(of: AwardPublished, said: ResultsPublished) -> str:
    """Why an award was made: its own reasons, else the cut-off of its decision where one is stated."""
    cut_offs = (one.cut_off for one in said.decisions if one.reference == of.decision)
    cut_off = next(cut_offs, None)
    by_score = f"It scored {cut_off} or more, the cut-off" if cut_off is not None else "Not stated"
    return of.reasons or by_score


def decided_words(of: ResultsDecisionPublished) -> str:
    """Who decided and when, in words."""
    signed = from_iso(of.signed_on)
    return f"{of.decided_by}, {spoken(signed)}" if signed else of.decided_by
