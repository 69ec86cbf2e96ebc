"""What stands around every page of the house, and who did what in words."""

from django.http import HttpRequest

from precept.foundation.people.models import Person
from precept.foundation.web.shell import Link, Shell
from precept.parties import access as parties
from precept.public.shell import public_shell
from precept.records import access as records

OFFICE = (
    ("/office/", "Desk"),
    ("/office/year", "Year"),
    ("/office/plan", "Plan"),
    ("/office/projects", "Projects"),
    ("/office/framework", "Framework"),
    ("/office/rounds", "Rounds"),
    ("/office/decisions", "Decisions"),
    ("/office/register", "Register"),
    ("/office/money", "Money"),
    ("/office/management", "Management"),
    ("/office/organisations", "Organisations"),
    ("/office/partnerships", "Partners"),
    ("/office/answers", "Answers"),
)
GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "/office/plan": (
        ("/office/plan", "Plan"),
        ("/office/measures", "Measures"),
        ("/office/needs", "Needs"),
        ("/office/evidence", "Evidence"),
        ("/office/theories", "Theories of change"),
        ("/office/voices", "Voices"),
    ),
    "/office/rounds": (
        ("/office/rounds", "Rounds"),
        ("/office/procedures", "Procedures"),
        ("/office/templates", "Templates"),
    ),
    "/office/money": (
        ("/office/money", "Money"),
        ("/office/funds", "Funds"),
        ("/office/claims", "Claims"),
        ("/office/outturn", "Outturn"),
        ("/office/scenarios", "Scenarios"),
    ),
    "/office/organisations": (
        ("/office/organisations", "Organisations"),
        ("/office/interests", "Interests and gifts"),
    ),
    "/office/answers": (("/office/answers", "Answers"), ("/office/briefings", "Briefings")),
}
"""Places of the menu that hold several: the first is where the menu leads."""
UNDER = {
    "/office/needs": ("/office/areas",),
    "/office/claims": ("/office/payments", "/office/finance", "/office/underspends"),
}
"""What lies under a place by its subject, not by its address."""
MARKING = ("/my/marking", "Marking")
JOINT = ("/my/partnerships", "Joint services")
OUTSIDE = (
    ("/opportunities", "Rounds"),
    ("/my/interest", "What is coming"),
    ("/my/bids", "Your bids"),
    ("/my/awards", "Your awards"),
    ("/my/agreements", "Your agreements"),
    ("/my/management", "Meetings and actions"),
    ("/my/organisations", "Your organisations"),
)
FOOT = (
    ("/office/published", "Published"),
    ("/office/strategy", "Strategy"),
)


def shell_of(request: HttpRequest, is_public: bool) -> Shell:
    """The public shell, or that of people who are signed in: to work here, to mark, or to bid."""
    if is_public:
        return public_shell(request)
    person: Person | None = getattr(request, "person", None)
    plain = public_shell(request)
    if person is None:
        return plain
    works_here = person.may("see the office")
    marks = (
        *((MARKING,) if person.may("mark bids") else ()),
        *((JOINT,) if person.may("see joint services") else ()),
    )
    places = (*OFFICE, *marks) if works_here else (*marks, *OUTSIDE)
    return Shell(
        office_name=plain.office_name,
        office_short=plain.office_short,
        logo_url=plain.logo_url,
        brand_version=plain.brand_version,
        navigation=[
            Link(href, text, current=any(_is_in(request.path, one) for one, _ in _group(href)))
            for href, text in places
        ],
        within=_within(request.path) if works_here else [],
        footer=[
            *([Link("/office/intake", "Load files")] if person.may("load files") else []),
            *([Link(href, text) for href, text in FOOT] if works_here else []),
            *(
                [Link("/my/interests-and-gifts", "Your interests and gifts")]
                if parties.may_declare_stakes(person)
                else []
            ),
            *([Link("/office/diligence", "Due diligence")] if parties.may_check(person) else []),
            *([Link("/office/people", "People")] if person.may("manage people") else []),
            *(
                [Link("/office/people/downloads", "Downloads")]
                if person.may("look into downloads")
                else []
            ),
            *([Link("/office/ledger", "Ledger")] if person.may("check the ledger") else []),
            *([Link("/office/files", "Files")] if person.may("see the outbox") else []),
            *([Link("/office/outbox", "Mail and tasks")] if person.may("see the outbox") else []),
            *([Link("/office/records", "Records")] if records.may_see(person) else []),
            *([Link("/office/set-up", "Set-up")] if person.may("set up the office") else []),
            *(
                [Link("/office/successions", "Succession")]
                if parties.may_read_succession(person)
                else []
            ),
            Link("/my/account", "Your account"),
            Link("/", "Public site"),
        ],
        person_name=person.name,
        notices=plain.notices,
        is_public=False,
    )


def _group(href: str) -> tuple[tuple[str, str], ...]:
    return GROUPS.get(href, ((href, ""),))


def _is_in(path: str, href: str) -> bool:
    if href == "/office/":
        return path == href
    return any(path == one or path.startswith(f"{one}/") for one in (href, *UNDER.get(href, ())))


def _within(path: str) -> list[Link]:
    """The places of the group that a page lies in; none where it lies in no group."""
    for group in GROUPS.values():
        links = [Link(href, text, current=_is_in(path, href)) for href, text in group]
        if any(one.current for one in links):
            return links
    return []
