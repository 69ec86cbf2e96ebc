"""Rounds as somebody who may bid reads them: what is open and coming, everything before starting."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from precept.do.opportunities import rules as rounds
from precept.do.opportunities.published import CallPublished, OpportunityPublished
from precept.do.opportunities.sign_ups import Rehearsal
from precept.foundation import clock
from precept.foundation.publications.kinds import Released
from precept.foundation.questions import telling
from precept.foundation.questions.wording import around_worded, languages
from precept.foundation.search.entries import Hit
from precept.foundation.web.pages import public_page, render
from precept.foundation.web.tables import Cell, Column
from precept.parties.published import line_of
from precept.parties.rules import body_on, took_over_after
from precept.public import queries, rules
from precept.public.answers import CALENDAR, fingerprinted, fresh, shown, tombstone
from precept.public.queries import Facet
from precept.public.queries.lists import INVENTED
from precept.public.rules import calendars, standing
from precept.public.shell import shell_around

DECIDED = ("decided", "awarded", "cancelled")
ROUNDS = {"href": "/opportunities", "text": "Rounds"}


def _register_deadline(day: str, at: str | None) -> str:
    return rounds.deadline_words(date.fromisoformat(day), time.fromisoformat(at) if at else None)


def _round(hit: Hit, now: datetime) -> list[Cell]:
    said = hit.shown
    state = standing.state_words(said, now)
    return [
        Cell(
            said["theme"],
            href=hit.href,
            note=f"{rounds.round_words(said['programme'], said['number'], said['year'])}."
            f" {said['reference']}" + (f". {INVENTED}" if said["is_invented"] else ""),
        ),
        Cell(
            said.get("closes_words") or _register_deadline(said["deadline"], said["deadline_time"])
        ),
        Cell(said["limit_words"] or "Not stated"),
        Cell(
            rules.amount(said["pence"]),
            note=f"{rules.amount(said['available'])} available"
            if said["available"] is not None
            else "",
        ),
        Cell(state.words, tag=state.tag),
    ]


def _year(value: str) -> str:
    return value.replace("-", "–")


@public_page
def opportunities(request: HttpRequest) -> HttpResponse:
    """Rounds of grants: those open now and coming first, then every one."""
    office, funds = queries.office_and_funds()
    now = clock.now()
    seen: list[Hit] = []

    def cells(hit: Hit) -> list[Cell]:
        seen.append(hit)
        return _round(hit, now)

    table = queries.hits_table(
        request.GET,
        kind="opportunity",
        caption="Every round",
        noun=("round", "rounds"),
        columns=(
            Column("theme", "Theme"),
            Column("date", "Deadline", order=("date",)),
            Column("limit", "Most for one award"),
            Column("value", "Total spend", numeric=True, order=("amount",)),
            Column("state", "State"),
        ),
        cells=cells,
        nothing="The office has published no round yet. Follow the feed of rounds to hear of the first.",
        facets=(
            Facet("state", "State", rounds.STATES),
            Facet("year", "Year", called=_year),
            Facet("fund", "Fund", funds),
            Facet("programme", "Programme"),
        ),
        orders={
            "date": ("oldest", "newest"),
            "value": ("cheapest", "dearest"),
        },
        default="-date",
    )
    # The latest deadlines come first, so that what is open or coming stands on the first page.
    plain = seen if not request.GET else []
    context = {
        "table": table,
        "open": [one for one in plain if standing.stands(one.shown, now) == "open"],
        "coming": [one for one in plain if standing.stands(one.shown, now) == "coming"],
        "left": lambda hit: standing.time_left(hit.shown["closes"], now),
        "shell": shell_around(request, office),
    }
    moments = [one.shown.get(name, "") for one in seen for name in ("opens", "closes")]
    return fresh(shown(request, "public/opportunities.html", context), moments, now)


def _found(reference: str) -> tuple[Released | None, Released]:
    return queries.with_office("opportunity", reference)


def _called(reference: str) -> tuple[Released | None, Released, CallPublished]:
    """A round with its call; 404 where bidders have nothing to read."""
    office, released = _found(reference)
    if released.is_tombstone or released.payload.call is None:
        raise Http404(f"{reference} has no call")
    return office, released, released.payload.call


@public_page
def opportunity(request: HttpRequest, reference: str) -> HttpResponse:
    """One round: everything to read before starting, and the door to start."""
    office, released = _found(reference)
    if released.is_tombstone:
        return tombstone(request, released)
    said: OpportunityPublished = released.payload
    results = f"/opportunities/{reference}/results"
    codes = [*([said.fund] if said.fund else []), *(share.fund for share in said.shares)]
    leads = queries.leading(
        [
            f"/framework/{said.year}",
            *(f"/funds/{code}" for code in codes),
            results,
            rules.procedure_address(said.procedure),
        ]
    )
    around = {
        "released": released,
        "projects": queries.projects_leading_to(f"/opportunities/{reference}"),
        "leads": leads,
        "shell": shell_around(request, office),
    }
    if said.call is None:
        context = {
            "said": said,
            "amount": rules.amount,
            "procedure": rules.procedure_address(said.procedure),
            "deadline": _register_deadline(said.deadline, said.deadline_time),
            "breadcrumbs": [ROUNDS, {"text": said.reference}],
        }
        return shown(request, "public/opportunity.html", around | context)
    now = clock.now()
    stands = standing.stands(
        {"stage": said.call.stage, "opens": said.call.opens, "closes": said.call.closes}, now
    )
    context = _round_shown(said, said.call, stands, now) | {"results": results in leads}
    context |= _who_decides(office, released, said.call)
    page = shown(request, "public/call.html", around | context)
    moments = [said.call.opens, said.call.closes, *(one.ends for one in said.call.workshops)]
    return fresh(page, moments, now)


def _who_decides(
    office: Released | None, released: Released, call: CallPublished
) -> dict[str, Any]:
    """Who decides a round now: another body, where one took the office over since it was published."""
    line = line_of(office.payload) if office is not None else []
    day = clock.uk_date(released.released)
    now, then = took_over_after(line, day), body_on(line, day)
    if now is None or then is None or now.starts is None or call.stage in DECIDED:
        return {}
    words = (
        f"{now.body} has had this office since {clock.spoken(now.starts)}, under {now.under}. It decides"
        " this round."
    )
    decider = now.decider if call.decider == then.decider else call.decider
    return {"past": words, "decider": decider}


def _round_shown(
    said: OpportunityPublished, call: CallPublished, stands: str, now: datetime
) -> dict[str, Any]:
    """What the page of a round says, whether it is published or rehearsed."""
    return {
        "said": said,
        "call": call,
        "decider": call.decider,
        "amount": rules.amount,
        "procedure": rules.procedure_address(said.procedure),
        "stands": stands,
        "left": standing.time_left(call.closes, now),
        "coming_workshops": [
            one
            for one in call.workshops
            if datetime.fromisoformat(one.ends) > now and not one.is_cancelled
        ],
        "when": standing.when_words,
        "question_words": {one.key: one.label for one in call.questions.questions()},
        "rehearsal": None,
        "breadcrumbs": [ROUNDS, {"text": said.reference}],
    }


@public_page
def questions(request: HttpRequest, reference: str) -> HttpResponse:
    """Every question on one page that prints, in the words chosen."""
    office, released, call = _called(reference)
    context = _questions_shown(request, released.payload, call)
    context |= _under(reference, f"/opportunities/{reference}", "Questions")
    context["shell"] = shell_around(request, office)
    return shown(request, "public/questions.html", context)


def _questions_shown(
    request: HttpRequest, said: OpportunityPublished, call: CallPublished
) -> dict[str, Any]:
    known = languages(call.questions)
    language = request.GET.get("words", "")
    language = language if language in known else ""
    around = around_worded(call.questions, language)
    return {
        "said": said,
        "call": call,
        "sections": [
            (
                section,
                [
                    telling.all_told(call.questions, question, language)
                    for question in section.questions
                ],
            )
            for section in around.sections
        ],
        "checks": around.checks,
        "languages": known,
        "language": language,
        "rehearsal": None,
    }


@public_page
def marking(request: HttpRequest, reference: str) -> HttpResponse:
    """How bids are marked: criteria, weights, what earns each score, who decides."""
    office, released, call = _called(reference)
    context = _marking_shown(released.payload, call)
    context |= _under(reference, f"/opportunities/{reference}", "How bids are marked")
    context["shell"] = shell_around(request, office)
    return shown(request, "public/marking.html", context)


def _marking_shown(said: OpportunityPublished, call: CallPublished) -> dict[str, Any]:
    return {
        "said": said,
        "call": call,
        "question_words": {one.key: one.label for one in call.questions.questions()},
        "rehearsal": None,
    }


def _under(reference: str, round_address: str, here: str) -> dict[str, Any]:
    """Where a page about a round stands: the way down to it, and the round's own page."""
    return {
        "round_address": round_address,
        "breadcrumbs": [ROUNDS, {"href": round_address, "text": reference}, {"text": here}],
    }


def rehearsed(
    request: HttpRequest, said: OpportunityPublished, page: str, rehearsal: Rehearsal
) -> HttpResponse:
    """A page of a round as it will be read once it is published and open: nothing is released for it."""
    if said.call is None:
        raise Http404(f"{said.reference} has no call")
    office, funds = queries.office_and_funds()
    context: dict[str, Any] = {"shell": shell_around(request, office), "released": None}
    if page == "round":
        leads = queries.leading(
            [f"/framework/{said.year}", rules.procedure_address(said.procedure)]
        ) | {f"/funds/{one}" for one in funds}
        context |= _round_shown(said, said.call, "open", clock.now())
        context |= {"results": False, "leads": leads, "projects": []}
        template = "public/call.html"
    elif page == "questions":
        context |= _questions_shown(request, said, said.call)
        context |= _under(said.reference, rehearsal.here, "Questions")
        template = "public/questions.html"
    else:
        context |= _marking_shown(said, said.call)
        context |= _under(said.reference, rehearsal.here, "How bids are marked")
        template = "public/marking.html"
    return render(request, template, context | {"rehearsal": rehearsal})


@public_page
def calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """A round's opening, deadline and workshops as a calendar file."""
    _, released, call = _called(reference)
    return _calendar(request, released.title, [(released, call)])


@public_page
def every_calendar(request: HttpRequest) -> HttpResponse:
    """The dates of every round that is open or coming, to subscribe to."""
    found = queries.rounds_with_calls()
    return _calendar(request, "Rounds of grants", [(one, one.payload.call) for one in found])


def _calendar(
    request: HttpRequest, title: str, found: Sequence[tuple[Released, CallPublished]]
) -> HttpResponse:
    body = calendars.write(title, found, address=settings.PRECEPT_ADDRESS)
    return fingerprinted(request, HttpResponse(body, content_type=CALENDAR))
