"""The lines of a briefing, drawn from publications: every figure is one that a publication states. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from precept.do.agreements import rules as agreements
from precept.do.agreements.published import AgreementPublished, current_value
from precept.do.opportunities.published import OpportunityPublished
from precept.do.partners.published import JointServicePublished
from precept.foundation.clock import FinancialYear, from_iso, spoken, uk_date
from precept.foundation.money import Money
from precept.foundation.publications.kinds import Released
from precept.plan.published import ProjectPublished
from precept.review.answers.rules.briefing import (
    Figured,
    Gathered,
    Line,
    Source,
    money_line,
    short,
    source_of,
)
from precept.review.answers.rules.naming import about, names_area
from precept.understand.rules.counts import month_words

SOON: Final = 365
"""Days before its end from which an agreement is said to be coming to it."""
STANDINGS: Final = {"active": "Running", "upcoming": "To come", "ended": "Ended"}
NOT_PAID: Final = frozenset({"declined", "lapsed"})


def cite(one: Released) -> Source:
    """A publication as a line names it."""
    return source_of(one, uk_date(one.released))


def standing(of: AgreementPublished, today: date) -> str:
    """Whether an agreement runs, is to come, has ended or was cancelled: by its days, where they are stated."""
    starts, ends = from_iso(of.starts), from_iso(of.ends)
    if of.status == "cancelled" or (starts is None and ends is None):
        return of.status
    return agreements.status_on(today, starts, ends)


Made = Callable[[], Line]
"""A line that is made once it is to be shown: of hundreds, a page shows ten."""


def _ready(lines: Iterable[Line]) -> list[Made]:
    """Lines that are made already."""
    return [partial(_itself, line) for line in lines]


def _itself(line: Line) -> Line:
    return line


# Money


def money_lines(given: Gathered, today: date) -> list[Made]:
    """What was awarded and contracted: values of different kinds, or on another VAT basis, are never added."""
    found = [
        *_agreement_sums(given, today),
        *_awarded(given),
        *_formula(given),
        *_contributions(given, today),
    ]
    return _ready(found)


def _agreement_sums(given: Gathered, today: date) -> Iterator[Line]:
    sums: dict[tuple[str, str, str], list[Figured]] = defaultdict(list)
    for one in given.of("agreement"):
        of: AgreementPublished = one.payload
        value = current_value(of)
        if value is not None and (now := standing(of, today)) in STANDINGS:
            sums[now, value.kind_title, value.vat_title].append(Figured(cite(one), value.pence))
    cut = "at least " if "agreement" in given.is_cut else ""
    for now in STANDINGS:
        for (stands, kind, vat), figures in sorted(sums.items()):
            if stands == now:
                counted = "1 agreement" if len(figures) == 1 else f"{cut}{len(figures)} agreements"
                basis = "VAT not stated" if vat == "Not stated" else _lower(vat)
                words = f"{STANDINGS[now]}: {_lower(kind)} of {counted}, {basis}"
                yield money_line(words, figures, href=register_of(given))


def _awarded(given: Gathered) -> Iterator[Line]:
    figures = [
        Figured(cite(one), award.pence)
        for one in given.of("round-results")
        for award in one.payload.awards
        if award.recipient_reference == given.subject.key and award.state not in NOT_PAID
    ]
    if figures and given.subject.kind == "organisation":
        counted = "1 award" if len(figures) == 1 else f"{len(figures)} awards"
        yield money_line(
            f"Awarded in rounds: {counted}. Agreements above may hold them too", figures
        )


def _formula(given: Gathered) -> Iterator[Line]:
    for one in given.of("formula-funding"):
        for share in one.payload.areas:
            if _is_here(given, share.body.name, share.body.reference):
                year = one.payload.year.replace("-", "–")
                words = f"Formula funding {year} to {share.body.name}"
                yield money_line(words, [Figured(cite(one), share.pence)])


def _contributions(given: Gathered, today: date) -> Iterator[Line]:
    year = FinancialYear.of(today).label
    for one in _services(given):
        of: JointServicePublished = one.payload
        figures = [Figured(cite(one), put.pence) for put in of.contributions if put.year == year]
        if figures:
            words = (
                f"{short(of.title, 50)}: what its commissioners put in, {year.replace('-', '–')}"
            )
            yield money_line(words, figures)


# Who provides what


def provider_lines(given: Gathered, today: date) -> list[Made]:
    """Who provides what: agreements that run first, then joint services, then what others provide."""
    order = {"active": 0, "upcoming": 1, "ended": 2}
    rows = [
        (
            order[now],
            -_ordinal(one.payload.ends or one.payload.starts),
            partial(_provides, one, now),
        )
        for one in given.of("agreement")
        if (now := standing(one.payload, today)) in order
    ]
    rows.sort(key=lambda row: row[:2])
    running: list[Made] = [made for rank, _, made in rows if rank < 2]
    ended: list[Made] = [made for rank, _, made in rows if rank == 2]
    return [*running, *_ready(_joint(given)), *_ready(_other_services(given)), *ended]


def _provides(one: Released, now: str) -> Line:
    of: AgreementPublished = one.payload
    value = current_value(of)
    who = of.provider or "provider not stated"
    when = agreements.period_words(from_iso(of.starts), from_iso(of.ends))
    parts = [part for part in (who, when, STANDINGS[now].lower() if not when else "") if part]
    words = f"{short(of.title, 56)}: {', '.join(parts)}"
    if value is None:
        return Line(words, (cite(one),))
    made = money_line(words, [Figured(cite(one), value.pence)])
    return Line(
        words=made.words,
        sources=made.sources,
        amount=f"{_known(value.pence)} ({_lower(value.kind_title)})",
        figures=made.figures,
        is_money=True,
    )


def _joint(given: Gathered) -> Iterator[Line]:
    for one in _services(given):
        of: JointServicePublished = one.payload
        who = ", ".join(body.name for body in of.commissioners[:3])
        yield Line(f"{short(of.title, 56)}: commissioned jointly by {short(who, 60)}", (cite(one),))


def _services(given: Gathered) -> list[Released]:
    """The joint services of the subject: of its priority, in its area, or by it."""
    return [one for one in given.of("joint-service") if about(given.subject, one)]


def _other_services(given: Gathered) -> Iterator[Line]:
    """What others provide in an area, as published assessments say: what the register has stands above."""
    if given.subject.kind != "area":
        return
    for one in given.of("need"):
        for service in one.payload.services:
            if service.href is None and given.subject.title in service.areas:
                yield Line(f"{short(service.what, 56)}: {short(service.by_whom, 50)}", (cite(one),))


# Decisions


def decision_lines(given: Gathered) -> list[Made]:
    """The decisions that were taken, the newest first."""
    rows = sorted(given.of("decision"), key=lambda one: one.payload.signed_on or "", reverse=True)
    return [partial(_decided, one) for one in rows]


def _decided(one: Released) -> Line:
    of = one.payload
    signed = from_iso(of.signed_on)
    day = f", {spoken(signed)}" if signed else ""
    words = f"{short(of.title)}: {short(of.decided_by, 40)}{day}"
    if of.pence is None:
        return Line(words, (cite(one),))
    return money_line(words, [Figured(cite(one), of.pence)])


# What is coming


def coming_lines(given: Gathered, today: date) -> list[Made]:
    """Rounds and projects to come, what ends within a year and by when that is decided, measures that are due."""
    found = [*_rounds(given, today), *_projects(given)]
    found += [*_ending(given, today), *_measures(given, today)]
    return [made for _, made in sorted(found, key=lambda row: row[0])]


def _rounds(given: Gathered, today: date) -> Iterator[tuple[date, Made]]:
    for one in given.of("opportunity"):
        closes = date.fromisoformat(one.payload.deadline)
        is_to_come = closes >= today and one.payload.state in ("open", "planned")
        if is_to_come and about(given.subject, one):
            yield closes, partial(_round, one, closes)


def _round(one: Released, closes: date) -> Line:
    of: OpportunityPublished = one.payload
    words = f"Round “{short(of.theme, 56)}” of the {of.programme}, closes {spoken(closes)}"
    if of.available is None:
        return Line(words, (cite(one),))
    return money_line(words, [Figured(cite(one), of.available)])


def _projects(given: Gathered) -> Iterator[tuple[date, Made]]:
    """Projects that providers may prepare for: roughly how much each comes to is a band, never a figure."""
    for one in given.of("project"):
        of: ProjectPublished = one.payload
        if of.is_in_market:
            opens, wanted = from_iso(of.opens_on), from_iso(of.wanted_on)
            yield opens or wanted or date.max, partial(_project, one, opens, wanted)


def _project(one: Released, opens: date | None, wanted: date | None) -> Line:
    of: ProjectPublished = one.payload
    words = f"Project “{short(of.title, 56)}”"
    words += f", expected to open on {spoken(opens)}" if opens else ""
    words += f", to be in place by {spoken(wanted)}" if wanted else ""
    return Line(words, (cite(one),), amount=of.band)


def _ending(given: Gathered, today: date) -> Iterator[tuple[date, Made]]:
    for one in given.of("agreement"):
        ends = from_iso(one.payload.ends)
        if ends is None or ends > today + timedelta(days=SOON):
            continue
        if standing(one.payload, today) == "active":
            yield ends, partial(_ends, one, ends, today)


def _ends(one: Released, ends: date, today: date) -> Line:
    of: AgreementPublished = one.payload
    words = f"{short(of.title, 50)} ends on {spoken(ends)}"
    if of.successor is not None:
        return Line(f"{words}, followed by {of.successor.reference}", (cite(one),))
    worked = agreements.backwards(
        kind=of.kind, category="", procedure=of.procedure, ends=ends, options=(), on=today
    )
    if worked is not None:
        verb = "was to be" if worked.decide_by < today else "is to be"
        words += f"; what follows {verb} decided by {spoken(worked.decide_by)}"
    return Line(words, (cite(one),))


def _measures(given: Gathered, today: date) -> Iterator[tuple[date, Made]]:
    if given.subject.kind != "priority":
        return
    names = {given.subject.title, given.subject.key}
    for one in given.of("measures"):
        for aim in one.payload.aims:
            for measure in aim.measures if names & set(aim.priorities) else ():
                due = from_iso(measure.due)
                if due is not None and due >= today and measure.received is None:
                    words = f"Due {spoken(due)}: {short(measure.text, 80)}"
                    yield due, partial(Line, words, (cite(one),))


# What people need


def need_lines(given: Gathered) -> list[Made]:
    """What published assessments say of an area or for a priority; small counts stay as they were published."""
    found: list[Line] = []
    for one in given.of("need"):
        if given.subject.kind == "area":
            found += _need_of_area(given, one)
        elif given.subject.kind == "priority" and about(given.subject, one):
            found += _need_of_priority(one)
        elif given.subject.kind == "organisation":
            found += _reach_of(given, one)
    return _ready(found)


def _need_of_area(given: Gathered, one: Released) -> Iterator[Line]:
    of, code, name = one.payload, given.subject.key, given.subject.title
    for figure in of.figures:
        area = next((each for each in figure.areas if each.code == code), None)
        if figure.is_withheld or area is None:
            continue
        yield _counted(f"{short(figure.title, 60)}{_months(of)}", area.words, area.count, one)
    cover = next((each for each in of.coverage if each.code == code), None)
    if cover is not None and cover.is_cold:
        yield Line(
            f"A cold spot: need {_lower(cover.need)}, reach {_lower(cover.reach)}", (cite(one),)
        )
    yield from (
        Line(f"Missing: {short(gap.what, 80)}", (cite(one),))
        for gap in of.gaps
        if name in gap.areas
    )


def _need_of_priority(one: Released) -> Iterator[Line]:
    of = one.payload
    if of.people is not None:
        number = of.people.number
        yield _counted(f"{short(of.people.of, 80)}", f"{number:,}", number, one)
    for figure in of.figures:
        if figure.total is not None and not figure.is_withheld:
            words = f"{short(figure.title, 60)}{_months(of)}, all areas counted"
            yield _counted(words, f"{figure.total:,}", figure.total, one)
    yield from (Line(f"Missing: {short(gap.what, 80)}", (cite(one),)) for gap in of.gaps)


def _reach_of(given: Gathered, one: Released) -> Iterator[Line]:
    own = {each.address for each in given.of("agreement")}
    for service in one.payload.services:
        if service.href in own and service.capacity is not None:
            words = f"{short(service.what, 56)}: people it can take in a year"
            yield _counted(words, f"{service.capacity:,}", service.capacity, one)


def _counted(words: str, shown: str, count: int | None, one: Released) -> Line:
    source = cite(one)
    figures = (Figured(source, count),) if count is not None else ()
    return Line(words, (source,), amount=shown, figures=figures)


# Words


def register_of(given: Gathered) -> str:
    """Where every agreement of the subject is listed; empty where no list is of it alone."""
    if given.subject.kind in ("organisation", "priority"):
        return f"/register?{given.subject.kind}={given.subject.key}"
    return ""


def _is_here(given: Gathered, name: str, reference: str | None) -> bool:
    if given.subject.kind == "area":
        return names_area(name, given.subject.title)
    return given.subject.kind == "organisation" and reference == given.subject.key


def _known(pence: int | None) -> str:
    return "not yet known" if pence is None else Money(pence).short


def _months(of: Any) -> str:
    if of.first_month is None or of.last_month is None:
        return ""
    first, last = (month_words(date.fromisoformat(one)) for one in (of.first_month, of.last_month))
    return f", {first}" if first == last else f", {first} to {last}"


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def invented_among(given: Gathered, lines: Iterable[Line]) -> bool:
    """Whether a line rests on something that is invented for a demonstration."""
    named = {(one.kind, one.key) for line in lines for one in line.sources}
    return any(
        getattr(one.payload, "is_invented", False) or _aims_invented(one.payload)
        for rows in given.by_kind.values()
        for one in rows
        if (one.kind, one.key) in named
    )


def _aims_invented(payload: Any) -> bool:
    return any(getattr(aim, "is_invented", False) for aim in getattr(payload, "aims", ()))
