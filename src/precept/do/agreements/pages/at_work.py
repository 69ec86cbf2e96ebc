"""What the office keeps of an agreement while it runs, as its page shows it."""

from typing import Any

from django.urls import reverse

from precept.do.agreements import access, queries, rules
from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.web.pages import Request

TONES = {"red": "govuk-tag--red", "amber": "govuk-tag--yellow", "grey": ""}


def at_work(request: Request, of: Agreement) -> dict[str, Any]:
    """The sections of an agreement's page that are the office's own: law, term, evidence, papers, variations."""
    today = clock.today()
    may_keep = access.may_keep_register(request.person)
    held = list(of.options.all())
    tone = rules.expiry_tone(of.decide_by, today, of.what_follows)
    return {
        "rows": _rows(of, may_keep),
        "duties": [
            (one.title, one.why, one.when or rules.NOT_STATED, one.source)
            for one in rules.publication_duties(
                power=of.power,
                kind=of.kind,
                procedure=of.procedure,
                value=of.current_amount,
                on=of.signed_on or of.starts or today,
            )
        ],
        "decide_by": clock.spoken(of.decide_by) if of.decide_by else "",
        "tone": TONES[tone],
        "is_late": tone == "red",
        "options": [
            {
                "words": _months(one.months),
                "notice": _day(one.notice_by),
                "until": _day(one.until),
                "state": rules.OPTION_STATES[one.state],
                "is_open": one.state == "open",
                "place": one.place,
            }
            for one in held
        ],
        "breaks": [
            (
                rules.BREAK_SIDES[one.who],
                _months(one.months),
                _day(one.earliest, "At any time"),
                one.words or rules.NOT_STATED,
            )
            for one in of.breaks.all()
        ],
        "evidence": [
            {
                "kind": rules.EVIDENCE_KINDS[one.kind],
                "stands": rules.evidence_words(one.expires, today),
                "seen": f"{clock.spoken(one.seen_on)}, {one.seen_by.name}",
                "asked": _day(one.asked, "Not yet"),
                "note": one.note,
            }
            for one in queries.evidence_of(of)
        ],
        "papers": queries.papers_of(request.person, of),
        "may_open_papers": access.may_open_papers(request.person),
        "variations": [
            {
                "one": one,
                "kind": rules.VARIATION_KINDS[one.kind],
                "state": rules.VARIATION_STATES[one.state],
                "since": _day(one.in_force_on, ""),
            }
            for one in queries.variations_of(of)
        ],
        "doors": _doors(request, of) if may_keep else [],
        "may_withdraw": request.person.may("withdraw publications"),
    }


def _rows(of: Agreement, may_keep: bool) -> list[tuple[Any, ...]]:
    if of.is_past and of.signed_on is None:
        signed = "Before we kept this register"
    else:
        signed = _day(of.signed_on, "Not recorded as signed")
    paid = rules.NOT_STATED
    if of.paid_before is not None and of.paid_before_on is not None:
        paid = f"{of.paid_before.short} up to {clock.spoken(of.paid_before_on)}"
    said = [
        ("Power relied on", rules.power_words(of.power), "footing"),
        ("Kind of contract", rules.CHOICES["category"][of.category], "footing"),
        ("Procurement began", _day(of.procurement_began), "footing"),
        (
            "Regime",
            rules.regime_words(of.kind, of.category, of.procurement_began),
            "",
        ),
        ("Signed", signed, ""),
        ("Latest end as awarded", _day(of.latest_end), "footing"),
        ("Value as awarded", of.award_amount.short if of.award_amount else "", "footing"),
        ("Manager", of.manager.name if of.manager else "Nobody", "care"),
        ("Next return", _day(of.next_return), "care"),
        ("Next review", _day(of.next_review), "care"),
        ("Paid before we kept it here", paid, ""),
        ("What follows", rules.CHOICES["what_follows"][of.what_follows], "follows"),
    ]
    rows: list[tuple[Any, ...]] = []
    for name, words, part in said:
        row = (name, words or rules.NOT_STATED)
        href = reverse("agreements.keep", args=[of.reference, part]) if part else ""
        link = {"href": href, "text": "Change", "hidden": name.lower()}
        rows.append((*row, [link]) if may_keep and part else row)
    return rows


def _doors(request: Request, of: Agreement) -> list[dict[str, str]]:
    """What somebody who keeps the register may do with an agreement, the likeliest first."""
    offered = [
        (
            "agreements.new_variation",
            "Vary it",
            of.is_signed and of.status in ("active", "upcoming"),
        ),
        (
            "agreements.terms_of_agreement",
            "State its outcomes and conditions",
            of.signed_on is None or of.is_past,
        ),
        (
            "agreements.payments_of_agreement",
            "Plan its payments",
            queries.award_of(of) is None,
        ),
        (
            "agreements.sign",
            "Record that it is signed",
            not of.is_signed and of.status != "cancelled",
        ),
    ]
    return [
        {"href": reverse(name, args=[of.reference]), "text": text}
        for name, text, fits in offered
        if fits and access.may_keep_register(request.person)
    ]


def _day(day: Any, otherwise: str = rules.NOT_STATED) -> str:
    return clock.spoken(day) if day else otherwise


def _months(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"
