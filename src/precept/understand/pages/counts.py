"""Counts that are kept: which there are, and one of them drawn. For the office alone."""

from datetime import date

from django.http import HttpResponse

from precept.foundation.web.pages import Request, office_page, render
from precept.foundation.web.trails import trail
from precept.understand import access
from precept.understand.queries import areas as area_queries
from precept.understand.queries import counts as queries
from precept.understand.queries import pictures
from precept.understand.rules import counts as rules

COUNTS = ("/office/needs/counts", "Counts")
NEEDS = ("/office/needs", "Needs")
MONTHS_SHOWN = 36


@office_page
def kept(request: Request) -> HttpResponse:
    """Every type and group of which there are counts."""
    context = {
        "rows": [
            (one, rules.month_words(one.first), rules.month_words(one.last))
            for one in queries.kept_counts()
        ],
        "may_load": access.may_load_counts(request.person),
        "breadcrumbs": trail(NEEDS, ("", "Counts")),
    }
    return render(request, "understand/counts.html", context)


@office_page
def kind(request: Request, kind: str) -> HttpResponse:
    """A type of count by area and by month: the last three years of its counts, or the months asked for."""
    found = queries.count_kind(kind)
    groups = queries.groups_of(found)
    asked = request.GET.get("group", "")
    group, first, last = next(
        (one for one in groups if one[0] == asked), groups[0] if groups else ("", None, None)
    )
    shown = None
    if first is not None and last is not None:
        begin = max(first, _back(last, MONTHS_SHOWN - 1))
        begin = _month(request, "from", first, last) or begin
        end = _month(request, "to", begin, last) or last
        drawn = queries.all_of(found, group, area_queries.area_map(), begin, end)
        shown = {
            "pictures": pictures.pictures(drawn),
            "begin": rules.month_words(begin),
            "end": rules.month_words(end),
            "first": rules.month_words(first),
            "last": rules.month_words(last),
        }
    context = {
        "kind": found,
        "group": group,
        "title": queries.title_of(found.title, group),
        "groups": [(key, rules.GROUPS[key]) for key, _, _ in groups],
        "shown": shown,
        "breadcrumbs": trail(NEEDS, COUNTS, ("", found.title)),
    }
    return render(request, "understand/count_kind.html", context)


def _back(month: date, months: int) -> date:
    at = month.year * 12 + month.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def _month(request: Request, name: str, least: date, most: date) -> date | None:
    """A month of the address, where it is one and there are counts of it."""
    typed = request.GET.get(name, "")[:30]
    month = rules.read_month(typed) if typed else None
    return month if month is not None and least <= month <= most else None
