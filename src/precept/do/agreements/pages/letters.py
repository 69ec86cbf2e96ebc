"""The office’s pages of letters: all on one page, their wording, the check, the sending, those to print."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.agreements import access, actions, queries, rules
from precept.do.agreements.actions.letters import NOT_YOURS
from precept.do.agreements.forms import awards as forms
from precept.do.agreements.models import Awarding
from precept.do.agreements.pages.awards import ROUND, awards_trail, round_of
from precept.foundation import clock
from precept.foundation.documents.handing import as_file
from precept.foundation.people.exports import handed_out
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.parties import queries as parties


def _awarding(request: Request, reference: str, decision: str) -> Awarding:
    of = round_of(request, reference)
    found = queries.awarding_for(request.person, decision)
    if found.opportunity_id != of.pk:
        raise Http404("no such decision about this round")
    return found


def letters_address(of: Awarding) -> str:
    """Where a round's letters are."""
    return reverse("agreements.letters", args=[of.opportunity.reference, of.decision.reference])


@office_page
def letters(request: Request, reference: str, decision: str) -> HttpResponse:
    """All letters of a round as they would go out today, or as they went."""
    one = _awarding(request, reference, decision)
    shown = queries.letters(one, clock.today(), request.person)
    handles = access.may_handle_letters(request.person, one)
    context = {
        "awarding": one,
        "opportunity": one.opportunity,
        "letters": shown,
        "state": rules.LETTER_STATES[one.state],
        "by_mail": sum(row.result.way == "mail" for row in shown),
        "left": sum(row.result.told_on is None for row in shown),
        "to_print": [
            row for row in shown if row.result.way != "mail" and row.result.told_on is None
        ],
        "doors": _doors(request, one) if handles else [],
        "terms": {
            "conditions": one.conditions,
            "dated": one.conditions_dated,
            "days": one.accept_days,
        },
        "breadcrumbs": awards_trail(one.opportunity, ("", "Letters")),
    }
    return render(request, "agreements/letters.html", context)


def _doors(request: Request, one: Awarding) -> list[dict[str, str]]:
    """What this person may do with the letters now, the next step first."""
    doors = []
    if one.state == "drafting":
        doors += [
            ("prepare_letters", "They are right: lay them before a second person"),
            ("wording", "Change what they say"),
            ("terms", "Change conditions and days to accept"),
        ]
    if one.state == "ready":
        if access.may_send_letters(request.person, one):
            doors.append(("send_letters", "Send them"))
        doors.append(("take_letters_back", "Take them back to change them"))
    if one.state == "sending":
        doors.append(("record_told", "Record who was told another way"))
    if one.state in {"drafting", "ready"} and one.recommendation.is_past:
        doors.append(("record_letters_sent", "Record that they went out by other means"))
    place = [one.opportunity.reference, one.decision.reference]
    return [
        {"href": reverse(f"agreements.{name}", args=place), "text": words} for name, words in doors
    ]


def _acting(
    request: Request,
    reference: str,
    decision: str,
    title: str,
    form: Callable[[Awarding], Form],
    act: Callable[..., object],
    *,
    words: Callable[[Awarding], list[str]] = lambda _: [],
    initial: Callable[[Awarding], dict[str, Any]] = lambda of: {"version": of.version},
) -> HttpResponse:
    """One thing to do with a round's letters."""
    one = _awarding(request, reference, decision)
    only_if(access.may_handle_letters(request.person, one), NOT_YOURS)
    return ask(
        request,
        form(one),
        lambda **said: act(awarding=one, **said),
        title=title,
        caption=one.opportunity.theme,
        words=words(one),
        button=title,
        back=letters_address(one),
        breadcrumbs=awards_trail(one.opportunity, (letters_address(one), "Letters"), ("", title)),
        again=lambda: initial(queries.fresh_awarding(one)),
    )


@office_page
def wording(request: Request, reference: str, decision: str) -> HttpResponse:
    """Change what the round's letters say."""
    return _acting(
        request,
        reference,
        decision,
        "Change what the letters say",
        lambda one: forms.Wording(sent(request), initial=forms.initial_wording(one)),
        actions.change_wording,
        words=lambda _: [
            "Reasons, conditions, what we need before we can pay, feedback and how to reach us follow by"
            " themselves."
        ],
        initial=forms.initial_wording,
    )


@office_page
def terms(request: Request, reference: str, decision: str) -> HttpResponse:
    """Change the conditions that offers bear, and the days to accept them in."""
    return _acting(
        request,
        reference,
        decision,
        "Change conditions and days to accept",
        lambda one: forms.Terms(sent(request), initial=forms.initial_terms(one)),
        actions.change_terms,
        initial=forms.initial_terms,
    )


@office_page
def prepare_letters(request: Request, reference: str, decision: str) -> HttpResponse:
    """Say that the letters are right."""
    return _acting(
        request,
        reference,
        decision,
        "Lay the letters before a second person",
        lambda one: forms.Checked(sent(request), initial={"version": one.version}),
        actions.prepare_letters,
        words=lambda _: ["Somebody else reads them and sends them, all at once."],
    )


@office_page
def take_letters_back(request: Request, reference: str, decision: str) -> HttpResponse:
    """Take checked letters back."""
    return _acting(
        request,
        reference,
        decision,
        "Take the letters back",
        lambda one: forms.TakeBack(sent(request), initial={"version": one.version}),
        actions.take_letters_back,
    )


@office_page
def send_letters(request: Request, reference: str, decision: str) -> HttpResponse:
    """Send all letters, as a second person."""

    def typed(one: Awarding) -> Form:
        only_if(
            access.may_send_letters(request.person, one),
            "You checked these letters, or nobody did: somebody else sends them.",
        )
        read = {"version": one.version, "sha256": actions.digest_today(one)}
        return forms.Send(sent(request), initial=read)

    return _acting(
        request,
        reference,
        decision,
        "Send the letters",
        typed,
        actions.send_letters,
        words=_sending_words,
    )


def _sending_words(one: Awarding) -> list[str]:
    by_mail = one.results.filter(way="mail").count()
    others = one.results.exclude(way="mail").count()
    last = clock.spoken(rules.accept_by(clock.today(), one.accept_days))
    said = [f"{by_mail} by mail, once each. Offers can be accepted until {last}."]
    if others:
        said.append(f"{others} to be told another way: print them, and record when they were told.")
    return said


NOBODY_WAITS = (
    "Nobody is to be told another way: every letter goes by mail, or it is recorded that it went."
)


def _told_by_hand(request: Request, one: Awarding) -> list[tuple[str, str]]:
    rows = access.results_for(request.person).filter(awarding=one, told_on=None)
    waiting = rows.exclude(way="mail").select_related("bid", "organisation")
    return [
        (row.bid.reference, f"{row.organisation or 'Not named'}: {row.title}") for row in waiting
    ]


@office_page
def record_told(request: Request, reference: str, decision: str) -> HttpResponse:
    """Record who was told another way."""

    def typed(one: Awarding) -> Form:
        return forms.Told(sent(request), bids=_told_by_hand(request, one))

    return _acting(
        request,
        reference,
        decision,
        "Record who was told another way",
        typed,
        actions.record_told,
        words=lambda one: [] if _told_by_hand(request, one) else [NOBODY_WAITS],
    )


@office_page
def record_letters_sent(request: Request, reference: str, decision: str) -> HttpResponse:
    """Record that all letters went out on a day by other means."""
    return _acting(
        request,
        reference,
        decision,
        "Record that the letters went out by other means",
        lambda _: forms.LettersSent(sent(request)),
        actions.record_letters_sent,
        words=lambda one: [
            f"All {one.results.filter(told_on=None).count()} applicants are recorded as told on that day."
        ],
    )


@office_page
def letter_file(
    request: Request, reference: str, decision: str, bid: str, ending: str
) -> HttpResponse:
    """One letter on the office's letterhead, as Word or PDF."""
    one = _awarding(request, reference, decision)
    shown = queries.letters(one, clock.today(), request.person)
    found = next((row for row in shown if row.result.bid.reference == bid), None)
    if found is None or found.is_on_paper:
        raise Http404(f"no letter about {bid}")
    document = queries.letter_document(
        found.letter,
        bid=bid,
        decision=one.decision.reference,
        office=parties.office_name(found.result.told_on),
        dated=found.result.told_on or clock.today(),
    )
    return handed_out(request, "letter", lambda: as_file(document, f"letter-{bid}", ending))


LETTERS = f"{ROUND}/letters/<str:decision>"
urlpatterns: list[URLPattern] = [
    path(LETTERS, letters, name="agreements.letters"),
    path(f"{LETTERS}/wording", wording, name="agreements.wording"),
    path(f"{LETTERS}/terms", terms, name="agreements.terms"),
    path(f"{LETTERS}/check", prepare_letters, name="agreements.prepare_letters"),
    path(f"{LETTERS}/take-back", take_letters_back, name="agreements.take_letters_back"),
    path(f"{LETTERS}/send", send_letters, name="agreements.send_letters"),
    path(f"{LETTERS}/told", record_told, name="agreements.record_told"),
    path(f"{LETTERS}/sent", record_letters_sent, name="agreements.record_letters_sent"),
    path(f"{LETTERS}/<str:bid>.<slug:ending>", letter_file, name="agreements.letter_file"),
]
