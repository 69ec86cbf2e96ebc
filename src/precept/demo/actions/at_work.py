"""Agreements at work: signed with their terms, an option open, a variation in force, one overdue. All invented."""

from datetime import date, timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.do.agreements import actions as register
from precept.do.agreements import queries
from precept.do.agreements.models import Agreement, AgreementPaper
from precept.do.agreements.rules import Outcome, Payment
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.documents import rules as looking
from precept.foundation.money import Money, read_money

WHY = "Invented for the demonstration"


def _from_build(months: int) -> date:
    """The first of the month so many months from the day on which the demonstration is built."""
    return clock.months_later(clock.today().replace(day=1), months)


def _last_day(line: dict[str, Any]) -> date:
    return _from_build(line["ends_months"]) - timedelta(days=1)


def _money(text: str) -> Money:
    amount = read_money(text)
    assert isinstance(amount, Money)  # the file says so
    return amount


def keep_later_years(cast: Cast) -> None:
    """Say who manages the invented contracts of later years that still run, on which law, and what follows them."""
    rows = Agreement.objects.filter(is_invented=True, status="active").order_by("reference")
    for place, one in enumerate(queries.full(rows)):
        now = register.amend_agreement(
            by=cast.manager,
            agreement=one,
            version=one.version,
            why=WHY,
            manager=cast.people["commissioning-officer"],
            category="light touch",
            procedure="quotations" if place % 2 else "open",
            power="power-victims-services",
            procurement_began=clock.months_later(one.starts, -8) if one.starts else None,
        )
        if now.decide_by is not None and now.decide_by < clock.today():
            register.amend_agreement(
                by=cast.manager,
                agreement=now,
                version=now.version,
                why=WHY,
                what_follows="recommission" if place % 3 else "end",
            )


def sign(cast: Cast) -> None:
    """Record the agreements of the file, state their terms, sign them, and vary the first."""
    for line in table("agreements-at-work")["agreement"]:
        now = _recorded(cast, line)
        now = _with_terms(cast, now, line)
        now = _with_care(cast, now, line)
        now = register.sign_agreement(
            by=cast.manager,
            agreement=now,
            version=now.version,
            signed_on=clock.months_later(_from_build(line["starts_months"]), -1),
            is_past=True,  # before the frameworks of the demonstration could name it
            why=WHY,
        )
        register.publish_agreement(by=cast.manager, agreement=now)
        if "paper" in line:
            _papers(cast, now, line["paper"])
            now = queries.full(Agreement.objects.all()).get(pk=now.pk)
        if "vary" in line:
            _vary(cast, now, line["vary"])


def _recorded(cast: Cast, line: dict[str, Any]) -> Agreement:
    amount = _money(line["value"])
    made = register.record_agreement(
        by=cast.manager,
        reference=line["reference"],
        title=line["title"],
        purpose=line["purpose"],
        provider=cast.organisations[line["provider"]],
        procedure=line["procedure"],
        starts=_from_build(line["starts_months"]),
        ends=_last_day(line),
        priorities=["support-for-victims"],
        source=WHY,
        is_invented=True,
        amount=amount,
        funds=[(cast.funds[line["fund"]], amount)],
    )
    return register.amend_agreement(
        by=cast.manager,
        agreement=made,
        version=made.version,
        manager=cast.manager,
        category=line["category"],
        power=line["power"],
        procurement_began=_from_build(line["began_months"]),
        next_return=_from_build(1),
        next_review=_from_build(3),
    )


def _with_terms(cast: Cast, now: Agreement, line: dict[str, Any]) -> Agreement:
    now = register.state_terms(
        by=cast.manager,
        agreement=now,
        version=now.version,
        outcomes=[_outcome(line)],
        report_by=clock.months_later(_from_build(line["ends_months"]), 1),
        conditions=line["conditions"],
    )
    return register.plan_payments(
        by=cast.manager,
        agreement=now,
        version=now.version,
        payments=[
            Payment(_from_build(one["months"]), _money(one["value"]), one["condition"])
            for one in line["payments"]
        ],
    )


def _outcome(line: dict[str, Any]) -> Outcome:
    return Outcome(line["people"], line.get("percent"), line["change"], line["measure"])


def _with_care(cast: Cast, now: Agreement, line: dict[str, Any]) -> Agreement:
    if option := line.get("option"):
        now = register.add_option(
            by=cast.manager,
            agreement=now,
            version=now.version,
            months=option["months"],
            notice_by=_from_build(option["notice_months"]),
            note=option["note"],
        )
    if clause := line.get("break"):
        now = register.add_break(by=cast.manager, agreement=now, version=now.version, **clause)
    for one in line["evidence"]:
        expires = one.get("expires_months")
        now = register.see_evidence(
            by=cast.manager,
            agreement=now,
            version=now.version,
            kind=one["kind"],
            seen_on=_from_build(one["seen_months"]),
            expires=None if expires is None else _from_build(expires),
            note=one["note"],
        )
    return now


def _papers(cast: Cast, agreement: Agreement, said: dict[str, str]) -> None:
    """What was signed, which stays inside, and a copy without what must not be public, which anybody reads."""
    original = _paper(cast, agreement, said, "signed agreement", said["place"], said["signer"])
    hidden = "[redacted]"
    copy = _paper(cast, agreement, said, "redacted copy", hidden, hidden, redacts=original)
    register.release_paper(by=cast.manager, paper=copy, why=WHY)


def _paper(
    cast: Cast,
    agreement: Agreement,
    said: dict[str, str],
    kind: str,
    place: str,
    signer: str,
    redacts: AgreementPaper | None = None,
) -> AgreementPaper:
    text = said["text"].format(place=place, signer=signer).strip()
    made = register.add_paper(
        by=cast.manager,
        agreement=agreement,
        version=Agreement.objects.get(pk=agreement.pk).version,
        kind=kind,
        title=said["redacted_title" if redacts else "title"],
        name="agreement.txt",
        content=text.encode(),
        redacts=redacts,
        redacted_why=said["why"] if redacts else "",
    )
    # It is the demonstration's own text, and the demonstration needs no scanner.
    documents.scanned(file=made.file, verdict=looking.Verdict(looking.Outcome.NOT_SCANNED))
    return made


def _vary(cast: Cast, agreement: Agreement, said: dict[str, Any]) -> None:
    """A change of value and target: drafted by one, approved by another, in force."""
    officer = cast.people["commissioning-officer"]
    made = register.draft_variation(
        by=officer, agreement=agreement, kind="value", reason=said["reason"]
    )
    made = register.change_variation(
        by=officer,
        variation=made,
        version=made.version,
        reason=said["reason"],
        changes={"value": _money(said["value"]), "shares_become": "in proportion"},
    )
    (held,) = queries.terms_of_agreement(agreement).outcomes
    made = register.vary_outcomes(
        by=officer,
        variation=made,
        version=made.version,
        outcomes=[Outcome(said["people"], held.percent, held.change, held.measure)],
        report_by=held.report_by,
    )
    made = register.check_variation(by=officer, variation=made, version=made.version)
    made = register.approve_variation(by=cast.manager, variation=made, version=made.version)
    register.put_in_force(by=officer, variation=made, version=made.version, signed_on=clock.today())
