"""Underspends: found, agreed, asked back by letter, recovered, or written off by another hand."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.agreements import queries as agreements
from precept.do.spending import access, actions, queries
from precept.do.spending.forms import underspends as forms
from precept.do.spending.forms.claims import ChooseAgreement
from precept.do.spending.models import Underspend
from precept.foundation.documents.handing import as_file
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.exports import handed_out
from precept.foundation.people.models import Person
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Versioned
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail
from precept.parties import queries as parties

NOT_DECIDER = "Only people who may write underspends off may do this."


def underspends_trail(*steps: tuple[str, str]) -> Trail:
    """From the office's home over the underspends to here."""
    return trail((reverse("spending.underspends") if steps else "", "Underspends"), *steps)


def case_address(one: Underspend) -> str:
    """Where the office reads an underspend."""
    return reverse("spending.underspend", args=[one.reference])


@office_page
def underspends(request: Request) -> HttpResponse:
    """Every underspend, by its state."""
    context = {
        "table": queries.underspends_page(request.person, request.GET),
        "may_keep": access.may_keep_books(request.person),
        "breadcrumbs": underspends_trail(),
    }
    return render(request, "spending/underspends.html", context)


@office_page
def find_underspend(request: Request, reference: str) -> HttpResponse:
    """Open a case for money of an agreement that was not spent."""
    found = agreements.agreement(request.person, reference)
    only_if(access.may_keep_books(request.person), actions.NOT_KEEPER)
    return ask(
        request,
        forms.FindUnderspend(sent(request)),
        lambda **said: actions.find_underspend(agreement=found, **said),
        case_address,
        title="Record an underspend",
        caption=f"{found.reference} {found.title}",
        words=["Nothing is asked back before it is agreed with the provider."],
        button="Record it",
        back=reverse("spending.underspends"),
        breadcrumbs=underspends_trail(("", "Record an underspend")),
    )


@office_page
def choose_agreement(request: Request) -> HttpResponse:
    """Say of which agreement money was not spent."""
    only_if(access.may_keep_books(request.person), actions.NOT_KEEPER)
    return ask(
        request,
        ChooseAgreement(sent(request)),
        lambda reference, **_: queries.found_agreement(reference),
        lambda found: reverse("spending.find_underspend", args=[found.reference]),
        title="Record an underspend",
        button="Continue",
        back=reverse("spending.underspends"),
        breadcrumbs=underspends_trail(("", "Record an underspend")),
    )


@office_page
def underspend(request: Request, reference: str) -> HttpResponse:
    """One underspend: what is owed and since when, its letter, what may be done."""
    one = queries.underspend(request.person, reference)
    context = {
        "case": one,
        "state": queries.CASE_STATES[one.state],
        "colour": queries.CASE_TAGS[one.state],
        "owed": queries.still_owed(one),
        "is_overdue": queries.is_overdue(one),
        "from_parts": queries.parts_of(one.parts),
        "doors": _doors(request.person, one),
        "has_letter": one.state in {"agreed", "asked", "recovered", "written off"},
        "story": ledger.story(one.subject),
        "may_word": request.person.may("keep the register"),
        "breadcrumbs": underspends_trail(("", one.reference)),
    }
    return render(request, "spending/underspend.html", context)


def _doors(person: Person, one: Underspend) -> list[dict[str, str]]:
    """What this person may do with a case now, the next step first."""
    keeps = access.may_keep_books(person)
    doors = []
    if keeps and one.state == "found":
        doors += [("agree_underspend", "It is agreed"), ("withdraw_underspend", "It is none")]
    if keeps and one.state == "agreed":
        doors.append(("ask_back", "Ask for the money"))
    if keeps and one.state in queries.OWED:
        doors.append(("recover", "Money came back"))
    writes_off = access.may_decide_carrying(person) and person.pk != one.found_by_id
    if writes_off and one.state in queries.OWED:
        doors.append(("write_off", "Write it off"))
    return [
        {"href": reverse(f"spending.{name}", args=[one.reference]), "text": words}
        for name, words in doors
    ]


def _acting(
    request: Request,
    reference: str,
    title: str,
    kind: type[Versioned],
    act: Callable[..., object],
    *words: str,
    more: Callable[[Underspend], dict[str, Any]] = lambda _: {},
    is_grave: bool = False,
    allowed: Callable[[Person], bool] | None = None,
    refusal: str = actions.NOT_KEEPER,
) -> HttpResponse:
    """One thing to do with an underspend."""
    one = queries.underspend(request.person, reference)
    only_if((allowed or access.may_keep_books)(request.person), refusal)

    def now() -> dict[str, Any]:
        fresh = queries.underspend(request.person, reference)
        blank = dict.fromkeys(kind.base_fields)
        return {**blank, "version": fresh.version, **more(fresh)}

    return ask(
        request,
        kind(sent(request), initial=now()),
        lambda **said: act(underspend=one, **said),
        title=title,
        caption=f"Underspend {one.reference}",
        words=[
            f"{queries.still_owed(one)} of {one.agreement.reference} {one.agreement.title}.",
            *words,
        ],
        button=title,
        is_grave=is_grave,
        back=case_address(one),
        breadcrumbs=underspends_trail((case_address(one), one.reference), ("", title)),
        again=now,
    )


@office_page
def agree_underspend(request: Request, reference: str) -> HttpResponse:
    """Agree with the provider what comes back, and by when."""
    return _acting(
        request,
        reference,
        "Agree what comes back",
        forms.AgreeUnderspend,
        actions.agree_underspend,
        more=lambda one: {"amount": one.amount},
    )


@office_page
def ask_back(request: Request, reference: str) -> HttpResponse:
    """Send the letter that asks for the money."""
    return _acting(
        request,
        reference,
        "Ask for the money",
        forms.AskBack,
        actions.ask_back,
        "The letter stands on the provider’s own page from now on, and those who sign for it are told by"
        " mail.",
    )


@office_page
def recover(request: Request, reference: str) -> HttpResponse:
    """Enter money that came back."""
    return _acting(
        request,
        reference,
        "Enter what came back",
        forms.Recover,
        actions.recover,
        more=lambda one: {"amount": queries.still_owed(one)},
    )


@office_page
def write_off(request: Request, reference: str) -> HttpResponse:
    """Let what did not come back be, as somebody who did not find it."""
    return _acting(
        request,
        reference,
        "Write it off",
        forms.WriteOff,
        actions.write_off,
        "It counts as spent from then on.",
        is_grave=True,
        allowed=access.may_decide_carrying,
        refusal=NOT_DECIDER,
    )


@office_page
def withdraw_underspend(request: Request, reference: str) -> HttpResponse:
    """Close a case that was none."""
    return _acting(
        request,
        reference,
        "Close it: it is none",
        forms.WithdrawUnderspend,
        actions.withdraw_underspend,
        is_grave=True,
    )


@office_page
def recovery_letter(request: Request, reference: str, ending: str) -> HttpResponse:
    """The letter that asks for the money, as Word or PDF."""
    one = queries.underspend(request.person, reference)
    document = queries.recovery_letter(one, parties.office_name(queries.asked_on(one)))
    return handed_out(
        request, "letter", lambda: as_file(document, f"letter-{one.reference}", ending)
    )


ONE = "office/underspends/<str:reference>"
urlpatterns: list[URLPattern] = [
    path("office/underspends", underspends, name="spending.underspends"),
    path("office/underspends/new", choose_agreement, name="spending.choose_agreement"),
    path(
        "office/register/<str:reference>/underspend",
        find_underspend,
        name="spending.find_underspend",
    ),
    path(ONE, underspend, name="spending.underspend"),
    path(f"{ONE}/agree", agree_underspend, name="spending.agree_underspend"),
    path(f"{ONE}/ask", ask_back, name="spending.ask_back"),
    path(f"{ONE}/recover", recover, name="spending.recover"),
    path(f"{ONE}/write-off", write_off, name="spending.write_off"),
    path(f"{ONE}/withdraw", withdraw_underspend, name="spending.withdraw_underspend"),
    path(f"{ONE}/letter.<slug:ending>", recovery_letter, name="spending.recovery_letter"),
]
