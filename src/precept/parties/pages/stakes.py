"""One's own interests and gifts, the office's register of everybody's, and publishing that of who decides."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.people.queries import holders_of
from precept.foundation.people.rules import ROLES
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, outside_trail, trail
from precept.parties import access
from precept.parties.actions import stakes as actions
from precept.parties.forms import stakes as forms
from precept.parties.models import Stake
from precept.parties.queries import stakes as queries
from precept.parties.rules import stakes

OWN = "Your interests and gifts"
REGISTER = "Interests and gifts"
NOT_ASKED = "Interests and gifts are declared by people who work in the office, or mark for it."
NOT_KEEPER = "Only who keeps the register of interests may do this."
SORTS = {
    stakes.INTEREST: ("interest", "Declare an interest"),
    stakes.GIFT: ("gift", "Enter a gift or hospitality"),
}
MOST_PEOPLE = 200


def _own_trail(*places: tuple[str, str]) -> Trail:
    here = ("" if not places else reverse("parties.my_stakes"), OWN)
    return outside_trail(here, *places)


def _trail(*places: tuple[str, str]) -> Trail:
    return trail(("" if not places else reverse("parties.stakes"), REGISTER), *places)


def _form(sort: str, of: dict[str, Any]) -> Any:
    if sort not in of:
        raise Http404(f"no {sort}")
    return of[sort]


@my_page
def my_stakes(request: Request) -> HttpResponse:
    """What somebody declared: interests, gifts and hospitality."""
    only_if(access.may_declare_stakes(request.person), NOT_ASKED)
    found = queries.own(request.person)
    context = {
        "interests": [one for one in found if one.sort == stakes.INTEREST],
        "gifts": [one for one in found if one.sort == stakes.GIFT],
        "body_words": queries.body_words,
        "when_words": queries.when_words,
        "kinds": stakes.SHORT,
        "answers": stakes.ANSWERS,
        "is_public": any(role in stakes.PUBLIC_ROLES for role in request.person.roles_today),
        "breadcrumbs": _own_trail(),
    }
    return render(request, "parties/my_stakes.html", context)


@my_page
def new_own(request: Request, sort: str) -> HttpResponse:
    """Declare an interest of one's own, or enter a gift that one was offered."""
    only_if(access.may_declare_stakes(request.person), NOT_ASKED)
    form = _form(sort, {"interest": forms.InterestForm, "gift": forms.GiftForm})
    there = reverse("parties.my_stakes")
    return ask(
        request,
        form(sent(request)),
        lambda **said: actions.declare_stake(sort=sort, **said),
        title=SORTS[sort][1],
        button="Save",
        back=there,
        breadcrumbs=_own_trail(("", SORTS[sort][1])),
    )


def _now(one: Stake) -> dict[str, Any]:
    one.refresh_from_db()
    names = (
        "version",
        "kind",
        "body",
        "scheme",
        "number",
        "words",
        "starts",
        "ends",
        "value",
        "answer",
        "why",
        "is_kept_back",
    )
    return {name: getattr(one, name) for name in names}


def _changing(request: Request, found: Stake, back: str, way: Trail) -> HttpResponse:
    form = _form(found.sort, {"interest": forms.ChangeInterest, "gift": forms.ChangeGift})
    return ask(
        request,
        form(sent(request), initial=_now(found)),
        lambda **said: actions.change_stake(stake=found, **said),
        title="Change this entry",
        button="Save",
        back=back,
        breadcrumbs=way,
        again=lambda: _now(found),
    )


def _removing(request: Request, found: Stake, back: str, way: Trail) -> HttpResponse:
    return ask(
        request,
        forms.RemoveStake(sent(request), initial={"version": found.version}),
        lambda **said: actions.remove_stake(stake=found, **said),
        title="Take this entry out",
        caption=found.body,
        button="Take it out",
        is_grave=True,
        back=back,
        breadcrumbs=way,
        again=lambda: {**_now(found), "why": ""},
    )


def _own(request: Request, reference: str) -> Stake:
    only_if(access.may_declare_stakes(request.person), NOT_ASKED)
    found = next((one for one in queries.own(request.person) if one.reference == reference), None)
    if found is None:
        raise Http404(f"no line {reference}")
    return found


@my_page
def change_own(request: Request, reference: str) -> HttpResponse:
    """Change an entry of one's own."""
    found = _own(request, reference)
    return _changing(request, found, reverse("parties.my_stakes"), _own_trail(("", "Change")))


@my_page
def remove_own(request: Request, reference: str) -> HttpResponse:
    """Take an entry of one's own out."""
    found = _own(request, reference)
    return _removing(request, found, reverse("parties.my_stakes"), _own_trail(("", "Take out")))


@office_page
def register(request: Request) -> HttpResponse:
    """The register as somebody may read it, and how that of who decides stands in public."""
    keeps = access.may_keep_stakes(request.person)
    context = {
        "table": queries.stakes_page(request.person, request.GET),
        "may_keep": keeps,
        "registers": queries.public_registers() if keeps else [],
        "breadcrumbs": _trail(),
    }
    return render(request, "parties/stakes.html", context)


def _address(one: Stake) -> str:
    return reverse("parties.stake", args=[one.reference])


@office_page
def stake(request: Request, reference: str) -> HttpResponse:
    """One entry of the register, with its history."""
    found = queries.stake(request.person, reference)
    context = {
        "stake": found,
        "body": queries.body_words(found),
        "when": queries.when_words(found),
        "kind": stakes.KINDS[found.kind],
        "answer": stakes.ANSWERS.get(found.answer, ""),
        "may_change": access.may_change_stake(request.person, found) and not found.removed,
        "story": ledger.story(found.subject),
        "breadcrumbs": _trail(("", found.body)),
    }
    return render(request, "parties/stake.html", context)


def _only_keepers(request: Request) -> None:
    only_if(access.may_keep_stakes(request.person), NOT_KEEPER)


@office_page
def new_for(request: Request, sort: str) -> HttpResponse:
    """Enter an interest or a gift for somebody, such as the commissioner."""
    _only_keepers(request)
    form = _form(sort, {"interest": forms.InterestFor, "gift": forms.GiftFor})
    roles = [key for key, one in ROLES.items() if {"see the office", "mark bids"} & set(one.powers)]
    people = list(holders_of(roles).order_by("name", "pk")[:MOST_PEOPLE])
    return ask(
        request,
        form(sent(request), people=people),
        lambda **said: actions.declare_stake(sort=sort, **said),
        _address,
        title=f"{SORTS[sort][1]} for somebody",
        button="Save",
        back=reverse("parties.stakes"),
        breadcrumbs=_trail(("", SORTS[sort][1])),
    )


def _changeable(request: Request, reference: str) -> Stake:
    found = queries.stake(request.person, reference)
    only_if(access.may_change_stake(request.person, found), actions.NOT_YOURS)
    return found


@office_page
def change(request: Request, reference: str) -> HttpResponse:
    """Change an entry of the register."""
    found = _changeable(request, reference)
    way = _trail((_address(found), found.body), ("", "Change"))
    return _changing(request, found, _address(found), way)


@office_page
def remove(request: Request, reference: str) -> HttpResponse:
    """Take an entry out of the register."""
    found = _changeable(request, reference)
    way = _trail((_address(found), found.body), ("", "Take out"))
    return _removing(request, found, reverse("parties.stakes"), way)


@office_page
def publish(request: Request, role: str) -> HttpResponse:
    """Release the register of who decides, as it stands."""
    _only_keepers(request)
    if role not in stakes.PUBLIC_ROLES:
        raise Http404(f"no register of {role}")
    if elsewhere := proves_first(request):
        return elsewhere
    now = queries.stakes_published(role)
    count = len(now.interests) + len(now.gifts)
    entries = "1 entry" if count == 1 else f"{count} entries"
    there = reverse("parties.stakes")
    return ask(
        request,
        forms.PublishStakes(sent(request)),
        lambda **said: actions.publish_stakes(role=role, **said),
        title="Publish this register",
        caption=now.title,
        words=[
            f"It holds {entries}, as they stand on {clock.spoken(clock.today())}. Nobody’s name is in it.",
            "Read each entry first: what is entered in words is published, unless its details are kept back.",
        ],
        button="Publish it",
        back=there,
        breadcrumbs=_trail(("", "Publish")),
    )
