"""The front page, and search over everything."""

from django.http import HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.publications import kinds
from precept.foundation.web.pages import public_page
from precept.plan import rules as plan
from precept.public import queries
from precept.public.answers import shown

NOT_NEWS = ("checkpoint",)


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The year's intended spend as a picture, what was published last, where to go."""
    today = clock.today()
    framework = queries.active_framework(today)
    payload = framework.payload if framework else None
    context = {
        "framework": framework,
        "said": payload,
        "year": clock.FinancialYear.of(today),
        "total": plan.total_text(payload.total) if payload else "",
        "picture": queries.picture(payload) if payload else None,
        "latest": [
            (row, kinds.kind(row.kind), clock.uk_date(row.released))
            for row in queries.published_last(8, NOT_NEWS)
        ],
    }
    return shown(request, "public/home.html", context)


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Everything published, by words."""
    words = " ".join(request.GET.get("words", "").replace("\x00", "").split())[:100]
    found = queries.search_everything(request.GET, words) if words else None
    return shown(request, "public/search.html", {"words": words, "table": found})
