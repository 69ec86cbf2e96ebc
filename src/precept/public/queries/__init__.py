"""What the public pages read: publications and search entries, never another table."""

from precept.public.queries.changes import VersionChange, every_version
from precept.public.queries.coming import coming, projects_leading_to
from precept.public.queries.decisions import (
    MissingNumber,
    address_of,
    every_decision,
    missing_numbers,
    years_of_numbers,
)
from precept.public.queries.leads import leading, leads_of, public_now, titles, with_office
from precept.public.queries.lists import (
    Facet,
    agreements_of,
    hits_table,
    office_and_funds,
    search_everything,
)
from precept.public.queries.newest import (
    addresses,
    feed_kinds,
    for_feed,
    known_kind,
    parts_of_site_map,
    published_last,
)
from precept.public.queries.opportunities import rounds_with_calls
from precept.public.queries.papers import (
    Paper,
    YearsOfFrameworks,
    active_framework,
    file_of_any_issue,
    files_of_issue,
    frameworks,
    interests,
    measures,
    needs,
    paper,
    picture,
    plans,
    procedures,
)
from precept.public.queries.partners import office_and_partners
from precept.public.queries.results import awards_picture, results_figures

__all__ = [
    "Facet",
    "MissingNumber",
    "Paper",
    "VersionChange",
    "YearsOfFrameworks",
    "active_framework",
    "address_of",
    "addresses",
    "agreements_of",
    "awards_picture",
    "coming",
    "every_decision",
    "every_version",
    "feed_kinds",
    "file_of_any_issue",
    "files_of_issue",
    "for_feed",
    "frameworks",
    "hits_table",
    "interests",
    "known_kind",
    "leading",
    "leads_of",
    "measures",
    "missing_numbers",
    "needs",
    "office_and_funds",
    "office_and_partners",
    "paper",
    "parts_of_site_map",
    "picture",
    "plans",
    "procedures",
    "projects_leading_to",
    "public_now",
    "published_last",
    "results_figures",
    "rounds_with_calls",
    "search_everything",
    "titles",
    "with_office",
    "years_of_numbers",
]
