"""The office's page that checks the series of numbers, and the one that explains a missing number."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.decisions import access, actions, forms, queries, rules
from precept.decisions.actions.moving import NOT_PUBLISHER
from precept.decisions.pages.trails import decision_trail
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent


@office_page
def numbers(request: Request) -> HttpResponse:
    """The numbers of a year that the log does not show, each with how it stands and what the log says."""
    only_if(
        access.sees_unpublished(request.person), "Only people who work on decisions may see this."
    )
    year, years, gaps = queries.numbers_page(request.person, request.GET.get("year", ""))
    context = {
        "year": year,
        "years": years,
        "gaps": gaps,
        "open": sum(gap.is_open for gap in gaps),
        "may_explain": access.may_explain(request.person),
        "breadcrumbs": decision_trail(here="Numbers"),
    }
    return render(request, "decisions/numbers.html", context)


@office_page
def explain(request: Request, number: str) -> HttpResponse:
    """Say in the log why a number has no decision."""
    only_if(access.may_explain(request.person), NOT_PUBLISHER)
    taken = rules.number_of(number)
    if taken is None or taken.count > queries.highest_number(taken.begins):
        raise Http404(f"the office gave out no number {number}")
    if elsewhere := proves_first(request):
        return elsewhere
    said = queries.explained_number(number)
    back = f"{reverse('decisions.numbers')}?year={taken.year}"
    return ask(
        request,
        forms.ExplainNumber(sent(request), initial=forms.ExplainNumber.was(said)),
        lambda **typed: actions.explain_number(reference=number, **typed),
        title="Explain a missing number",
        caption=number,
        button="Publish this",
        words=["The log shows it beside the number, and at the number’s own address."],
        breadcrumbs=decision_trail(here=f"Number {number}"),
        back=back,
        again=lambda: forms.ExplainNumber.was(queries.explained_number(number)),
    )
