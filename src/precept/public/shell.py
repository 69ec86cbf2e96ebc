"""What stands around a public page: read from the office's own publication, one query."""

from datetime import date, datetime

from django.http import HttpRequest

from precept.foundation.clock import uk_date
from precept.foundation.publications import queries
from precept.foundation.publications.kinds import Released
from precept.foundation.web.shell import Link, Shell
from precept.parties.published import line_of
from precept.parties.rules import body_on, coming_words, since_words, took_over_after
from precept.parties.rules import past_words as past

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
    ("/market", "What is coming"),
    ("/how-we-commission", "How we commission"),
    ("/needs", "Needs"),
    ("/partnerships", "Partners"),
    ("/voices", "What people told us"),
    ("/answers", "Questions and answers"),
    ("/interests", "Interests and gifts"),
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
    line = line_of(said)
    if len(line) > 1 or said.coming is not None:
        footer.insert(-1, Link("/bodies", "Whose office this is"))

    def past_words(moment: datetime) -> str:
        day = uk_date(moment)
        now, then = took_over_after(line, day), body_on(line, day)
        return past(then, now) if now is not None and then is not None else ""

    notices = [DEMONSTRATION] if said.is_demonstration else []
    if said.coming is not None:
        notices.append(
            coming_words(
                date.fromisoformat(said.coming.starts), said.coming.body, said.coming.under
            )
        )
    return Shell(
        office_name=said.name,
        office_short=said.short_name,
        brand_version=str(office.version),
        navigation=navigation,
        footer=footer,
        notices=notices,
        now_words=since_words(line[-2], line[-1]) if len(line) > 1 else "",
        past_words=past_words,
    )


def _is_in(path: str, href: str) -> bool:
    return path == href or path.startswith(f"{href}/")
