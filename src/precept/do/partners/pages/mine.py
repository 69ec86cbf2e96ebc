"""A partner's own view: the joint services that its organisation commissions, and nothing else."""

from django.http import HttpResponse
from django.urls import reverse

from precept.do.partners import access, actions, forms, queries, rules
from precept.do.partners.actions.beginning import NOT_SIGNER
from precept.do.partners.models import Allocation
from precept.do.partners.pages.joint import service_context
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, only_if, render, sent
from precept.foundation.web.trails import Trail, outside_trail

NOT_PARTNER = "This page is for the office’s partners."


def _only_partners(request: Request) -> None:
    only_if(access.may_see_joint(request.person), NOT_PARTNER)


@my_page
def mine(request: Request) -> HttpResponse:
    """The joint services of one's organisations, and the shares that wait for an answer."""
    _only_partners(request)
    context = {
        "services": [
            (one, queries.period_words(one)) for one in queries.my_services(request.person)
        ],
        "waiting": queries.my_waiting_shares(request.person),
        "allocations": [
            (one, rules.ALLOCATION_STATES[one.state])
            for one in queries.my_allocations(request.person)
        ],
        "breadcrumbs": outside_trail(("", "Joint services")),
    }
    return render(request, "partners/mine.html", context)


@my_page
def my_service(request: Request, reference: str) -> HttpResponse:
    """One joint service, as those who commission it see it."""
    _only_partners(request)
    found = queries.my_service(request.person, reference)
    theirs = set(
        access.shares_of(request.person).filter(of__service=found).values_list("pk", flat=True)
    )
    context = {
        **service_context(found),
        "said": queries.service_payload(found),
        "theirs": theirs,
        "breadcrumbs": outside_trail(
            (reverse("partners.mine"), "Joint services"), ("", found.title)
        ),
    }
    return render(request, "partners/my_service.html", context)


@my_page
def answer(request: Request, reference: str) -> HttpResponse:
    """Agree with one's share of an invoice or an underspend, or ask about it."""
    _only_partners(request)
    share = queries.my_share(request.person, reference)
    of = share.of
    back = reverse("partners.my_service", args=[of.service.reference])
    words = "invoice" if of.kind == "invoice" else "underspend"
    verb = "owes" if of.kind == "invoice" else "gets back"
    return ask(
        request,
        forms.Answer(sent(request)),
        lambda **said: actions.answer_share(share=share, **said),
        lambda _: back,
        title=f"Your share of the {words}",
        caption=of.service.title,
        button="Send the answer",
        words=[
            f"{of.what}: {of.amount} in {of.year}.",
            f"{share.organisation.name} {verb} {share.amount}, by what each partner contributes.",
        ],
        back=back,
        breadcrumbs=outside_trail(
            (reverse("partners.mine"), "Joint services"),
            (back, of.service.title),
            ("", "Your share"),
        ),
    )


def _allocation_trail(*steps: tuple[str, str]) -> Trail:
    return outside_trail((reverse("partners.mine"), "Joint services"), *steps)


def _allocation_address(of: Allocation) -> str:
    return reverse("partners.my_allocation", args=[of.reference])


@my_page
def my_allocation(request: Request, reference: str) -> HttpResponse:
    """An allocation of formula funding, as the partnership reads it."""
    _only_partners(request)
    found = queries.my_allocation(request.person, reference)
    is_open = found.state == "offered" and found.formula.state == "approved"
    context = {
        "of": found,
        "state": rules.ALLOCATION_STATES[found.state],
        "conditions": rules.lines_of(found.formula.conditions),
        "returns": list(found.returns.all()),
        "is_open": is_open,
        "may_answer": is_open and access.may_answer_allocation(request.person, found),
        "breadcrumbs": _allocation_trail(("", found.formula.title)),
    }
    return render(request, "partners/my_allocation.html", context)


@my_page
def answer_allocation(request: Request, reference: str) -> HttpResponse:
    """Accept an allocation with its conditions for one's partnership, or decline it."""
    _only_partners(request)
    found = queries.my_allocation(request.person, reference)
    only_if(access.may_answer_allocation(request.person, found), NOT_SIGNER)
    back = _allocation_address(found)
    return ask(
        request,
        forms.AnswerAllocation(sent(request)),
        lambda **said: actions.answer_allocation(allocation=found, **said),
        _allocation_address,
        title="Answer for your partnership",
        caption=f"{found.organisation.name}, {found.amount}",
        button="Send the answer",
        words=["You answer for the partnership, and the office reads at once what you answered."],
        back=back,
        breadcrumbs=_allocation_trail((back, found.formula.title), ("", "Answer")),
    )
