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
    ("/office/projects", "Projects"),
    ("/office/framework", "Framework"),
    ("/office/register", "Register"),
    ("/office/rounds", "Rounds"),
    ("/office/procedures", "Procedures"),
    ("/office/decisions", "Decisions"),
    ("/office/funds", "Funds"),
    ("/office/claims", "Claims"),
    ("/office/money", "Money"),
    ("/office/management", "Management"),
    ("/office/answers", "Answers"),
    ("/office/plan", "Plan"),
    ("/office/measures", "Measures"),
    ("/office/needs", "Needs"),
    ("/office/organisations", "Organisations"),
    ("/office/partnerships", "Partners"),
)
UNDER = {
    "/office/needs": ("/office/areas",),
    "/office/answers": ("/office/briefings",),
    "/office/claims": ("/office/payments", "/office/finance", "/office/underspends"),
    "/office/money": ("/office/outturn", "/office/scenarios"),
    "/office/procedures": ("/office/templates",),
    "/office/plan": ("/office/evidence", "/office/theories", "/office/voices"),
}
"""What lies under a place of the menu by its subject, not by its address."""
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
    ("/office/interests", "Interests and gifts"),
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
            Link(
                href,
                text,
                current=request.path == href
                if href == "/office/"
                else request.path.startswith((href, *UNDER.get(href, ()))),
            )
            for href, text in places
        ],
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
