"""Colleagues: who acts for an organisation, who is invited, who says that they belong."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.foundation.ledger.actions import Refused
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, only_if, render, sent
from precept.parties import access, actions, forms, queries
from precept.parties.models import Claim, Organisation
from precept.parties.pages.mine import only_who_keep_it, own_address, said_done


def _address(one: Organisation, done: str = "") -> str:
    address = reverse("parties.my_colleagues", args=[one.reference])
    return f"{address}?done={done}" if done else address


@my_page
def colleagues(request: Request, reference: str) -> HttpResponse:
    """Everybody who acts for the organisation."""
    one = queries.my_organisation(request.person, reference)
    keeps = access.may_keep_profile(request.person, one)
    if keeps and (gone := request.POST.get("withdraw")):
        for waiting in queries.invitations_of(one):
            if waiting.reference == gone:
                actions.withdraw_invitation(by=request.person, invitation=waiting)
        return HttpResponseRedirect(_address(one, "saved"))
    context = {
        "organisation": one,
        "members": queries.members(one),
        "invitations": queries.invitations_of(one) if keeps else [],
        "claims": queries.claims_upon(one) if keeps else [],
        "keeps": keeps,
        "person": request.person,
        "back": own_address(one),
        "done": said_done(request),
    }
    return render(request, "parties/my_colleagues.html", context)


@my_page
def invite(request: Request, reference: str) -> HttpResponse:
    """Invite a colleague."""
    one = queries.my_organisation(request.person, reference)
    only_who_keep_it(request, one)
    return ask(
        request,
        forms.InviteColleague(sent(request)),
        lambda **said: actions.invite_colleague(organisation=one, **said),
        lambda _: _address(one, "invited"),
        title="Invite a colleague",
        caption=one.name,
        words=[
            "Somebody with neither right sees who your colleagues are, and works on bids with you."
        ],
        button="Send the invitation",
        back=_address(one),
    )


@my_page
def colleague(request: Request, reference: str, member: str) -> HttpResponse:
    """Change what a colleague may do, or end their time here."""
    one = queries.my_organisation(request.person, reference)
    only_who_keep_it(request, one)
    somebody = queries.member_of(one, member)
    if "left" in request.POST:
        actions.end_membership(by=request.person, member=somebody)
        is_own = somebody.person_id == request.person.pk
        return HttpResponseRedirect(
            reverse("parties.my_organisations") + "?done=left" if is_own else _address(one, "saved")
        )
    initial = {"keeps_profile": somebody.keeps_profile, "signs": somebody.signs}
    return ask(
        request,
        forms.ColleagueRights(sent(request), initial=initial),
        lambda **said: actions.change_rights(member=somebody, **said),
        lambda _: _address(one, "saved"),
        title=somebody.person.name,
        caption=one.name,
        words=[somebody.role] if somebody.role else [],
        button="Save",
        back=_address(one),
        more={"second": {"text": "They no longer act for it", "name": "left", "value": "yes"}},
    )


@my_page
def invitation(request: Request, reference: str) -> HttpResponse:
    """Say yes or no to an invitation."""
    found = queries.invitation_to(request.person, reference)
    act = request.POST.get("act", "")
    if act == "accept":
        member = actions.accept_invitation(by=request.person, invitation=found)
        return HttpResponseRedirect(own_address(member.organisation, "joined"))
    if act == "decline":
        actions.decline_invitation(by=request.person, invitation=found)
        return HttpResponseRedirect(reverse("parties.my_organisations") + "?done=declined")
    context = {"invitation": found, "back": reverse("parties.my_organisations")}
    return render(request, "parties/invitation.html", context)


@my_page
def claim(request: Request, reference: str, claim: str) -> HttpResponse:
    """Say whether somebody belongs to one's organisation."""
    one = queries.my_organisation(request.person, reference)
    found = queries.claim(one, claim)
    only_if(
        access.may_settle_claim(request.person, found),
        "Only people who keep this organisation’s profile may say who belongs to it.",
    )
    return ask_about_claim(request, found, back=_address(one), onwards=_address(one, "settled"))


def ask_about_claim(
    request: Request, found: Claim, *, back: str, onwards: str, **around: Any
) -> HttpResponse:
    """The page that asks whether somebody belongs, for the organisation's people and the office alike."""

    def settle(*, belongs: str, signs: bool, why: str, by: Any) -> object:
        if belongs == "yes":
            return actions.confirm_claim(by=by, claim=found, signs=signs, why=why)
        if not why.strip():
            raise Refused("Enter why they do not belong", field="why")
        return actions.refuse_claim(by=by, claim=found, why=why)

    role = f", as {found.role}" if found.role else ""
    return ask(
        request,
        forms.SettleClaim(sent(request)),
        settle,
        lambda _: onwards,
        title="Do they belong to this organisation?",
        caption=found.organisation.name,
        words=[
            f"{found.person.name} ({found.person.email}) says that they act for"
            f" {found.organisation.name}{role}, and gave its number {found.value}.",
            "Ask somebody whom you know there before you say yes: they will be able to change its profile.",
        ],
        button="Record the answer",
        back=back,
        **around,
    )
