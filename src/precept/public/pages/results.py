"""What a round came to, as anybody reads it: the numbers, the decision, each award with its reasons."""

from django.http import Http404, HttpRequest, HttpResponse

from precept.do.agreements import published
from precept.foundation.web.pages import public_page
from precept.public import queries, rules
from precept.public.answers import shown, tombstone


@public_page
def results(request: HttpRequest, reference: str, version: int | None = None) -> HttpResponse:
    """A round's results as they stand, or one of their earlier versions."""
    if "\x00" in reference:
        raise Http404("no round has that sign in its reference")
    paper = queries.paper("round-results", reference, version)
    if paper is None:
        raise Http404(f"no results of {reference} are published")
    released = paper.released
    if released.is_tombstone:
        return tombstone(request, released)
    said: published.ResultsPublished = released.payload
    here = f"/opportunities/{said.reference}"
    leads = queries.leading(
        [
            here,
            *(f"/decisions/{one.reference}" for one in said.decisions),
            *(f"/organisations/{one.recipient_reference}" for one in said.awards),
            *(f"/register/{one.reference}" for one in said.awards),
        ]
    )
    context = {
        "released": released,
        "said": said,
        "title": published.results_title(said),
        "figures": queries.results_figures(said),
        "picture": queries.awards_picture(said),
        "awards": [
            (
                one,
                published.award_period(one),
                published.funds_words(one),
                published.reasons_words(one, said),
            )
            for one in said.awards
        ],
        "decided": [(one, published.decided_words(one)) for one in said.decisions],
        "leads": leads,
        "amount": rules.amount,
        "here": here,
        "versions": paper.versions,
        "breadcrumbs": [
            {"href": "/opportunities", "text": "Rounds"},
            {"href": here, "text": said.reference} if here in leads else {"text": said.reference},
            {"text": "Results" if version is None else f"Results, version {version}"},
        ],
    }
    return shown(request, "public/results.html", context)
