"""What is coming: projects of the market position statement, and rounds that are open or planned."""

from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Hit, Wanted

MOST_COMING = 100
MOST_LEADING = 5


def coming() -> tuple[Released | None, list[Hit], list[Hit]]:
    """The office; the projects that stand in the market position statement, the soonest first; rounds to bid for.

    Five queries, at most 100 of each.
    """
    projects = Wanted(
        scope="public",
        kinds=("project",),
        facets={"market": ("yes",)},
        order="oldest",
        size=MOST_COMING,
    )
    calls = Wanted(
        scope="public",
        kinds=("opportunity",),
        facets={"state": ("planned", "open")},
        order="oldest",
        size=MOST_COMING,
    )
    return (
        publications.latest_or_none("office", "office"),
        search.find(projects).hits,
        search.find(calls).hits,
    )


def projects_leading_to(address: str) -> list[tuple[str, str]]:
    """The published projects on whose thread a public page stands (at most 5), as title and address: one query."""
    return search.with_facet("public", "project", "leads", address, MOST_LEADING)
