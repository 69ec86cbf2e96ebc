"""What stands around a public page: read from the office's own publication, one query."""

from django.http import HttpRequest

from precept.foundation.publications import queries
from precept.foundation.publications.kinds import Released
from precept.foundation.web.shell import Link, Shell

PLACES = (
    ("/strategy", "Strategy"),
    ("/plan", "Plan"),
    ("/measures", "Measures"),
    ("/framework", "Framework"),
    ("/register", "Register"),
    ("/opportunities", "Rounds"),
    ("/decisions", "Decisions"),
    ("/funds", "Funds"),
    ("/organisations", "Organisations"),
    ("/search", "Search"),
)
FOOT = (
    ("/partnerships", "Partners"),
    ("/accessibility", "Accessibility"),
    ("/privacy", "Privacy"),
    ("/rules", "Rules we follow"),
    ("/ledger", "Ledger"),
    ("/feeds", "Feeds"),
    ("/sign-in", "Sign in"),
)
DEMONSTRATION = (
    "This is a demonstration. 2022–23 is told with the real public figures; the people, and what is"
    " marked as invented, are not real."
)


def public_shell(request: HttpRequest) -> Shell:
    """The shell of a public page; a plain one while no office is published."""
    return shell_around(request, queries.latest_or_none("office", "office"))


def shell_around(request: HttpRequest, office: Released | None) -> Shell:
    """The shell of a public page that has read the office already."""
    navigation = [Link(href, text, _is_in(request.path, href)) for href, text in PLACES]
    footer = [Link(href, text) for href, text in FOOT]
    if office is None:
        return Shell(navigation=navigation, footer=footer)
    said = office.payload
    if said.is_demonstration:
        footer.append(Link("/demo/people", "Demonstration people"))
    return Shell(
        office_name=said.name,
        office_short=said.short_name,
        brand_version=str(office.version),
        navigation=navigation,
        footer=footer,
        notices=[DEMONSTRATION] if said.is_demonstration else [],
    )


def _is_in(path: str, href: str) -> bool:
    return path == href or path.startswith(f"{href}/")
