"""The office’s pages that change a framework: from the first draft to the public, line by line."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import actions, queries, rules
from precept.plan.models import Framework, FrameworkLine, Fund
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
YEAR = "/office/framework/2022-23"


def test_a_framework_goes_from_draft_to_public_through_its_pages(
    funds: dict[str, Fund],
    officer: Person,
    commissioner: Person,
    manager: Person,
    client_as: ClientAs,
) -> None:
    drafts, approves, publishes = (client_as(one) for one in (officer, commissioner, manager))
    begun = drafts.post(
        "/office/framework/new",
        {"year": "2022-23", "title": "Commissioning Framework", "review": "April 2023"},
    )
    assert begun.headers["Location"] == YEAR
    assert "Needed Write the introduction." in words(drafts.get(YEAR))

    revision = Framework.objects.get().revision
    drafts.post(
        f"{YEAR}/words",
        {
            "title": "Commissioning Framework",
            "introduction": "What the money is for.",
            "review": "April 2023",
            "revision": str(revision),
        },
    )
    for key, title, layout in (
        ("core", "Contracts", "contracts due"),
        ("csf", "Safety Fund", "rounds"),
    ):
        drafts.post(f"{YEAR}/tables/new", {"title": title, "layout": layout, "key": key})
    refreshed = drafts.post(f"{YEAR}/refresh", {"go": "on"})
    assert "Refreshed from the register: 13 added, 5 without a table." in words(refreshed)
    assert "VRN003 Violence Intervention Project is listed for this year" in words(drafts.get(YEAR))

    page = approves.get(YEAR).content.decode()
    link = re.search(rf'href="({YEAR}/approve\?revision=[0-9]+)"', page)
    assert link is not None
    read = re.search(
        r'name="revision"[^>]*value="([0-9]+)"', approves.get(link[1]).content.decode()
    )
    assert read is not None
    assert approves.post(f"{YEAR}/approve", {"revision": read[1]}).headers["Location"] == YEAR
    assert publishes.post(f"{YEAR}/publish", {"go": "on"}).headers["Location"] == YEAR

    assert Framework.objects.get().state == "published"
    assert "See it as the public does" in words(drafts.get(YEAR))


def test_a_stale_approval_shows_that_it_has_to_be_read_again(
    draft: Callable[..., Framework],
    commissioner: Person,
    officer: Person,
    client_as: ClientAs,
) -> None:
    framework = draft()
    actions.refresh_from_register(by=officer, framework=framework)

    stale = client_as(commissioner).post(f"{YEAR}/approve", {"revision": str(framework.revision)})

    assert stale.status_code == 409
    assert "This framework changed after you opened it." in words(stale)
    assert Framework.objects.get().state == "draft"


def test_the_person_who_drafted_it_is_asked_why(
    draft: Callable[..., Framework], person: Callable[..., Person], client_as: ClientAs
) -> None:
    both = person(role=("commissioning-officer", "chief-executive"))
    framework = draft(by=both)
    client = client_as(both)
    assert "Why nobody else can approve it" in words(client.get(f"{YEAR}/approve"))

    refused = client.post(f"{YEAR}/approve", {"revision": str(framework.revision)})
    assert refused.status_code == 422
    assert 'href="#id_exception"' in refused.content.decode()
    client.post(
        f"{YEAR}/approve", {"revision": str(framework.revision), "exception": "All are away."}
    )

    assert Framework.objects.get().approval_exception == "All are away."


def test_stale_words_show_both_texts(
    draft: Callable[..., Framework], officer: Person, client_as: ClientAs
) -> None:
    framework = draft()
    typed = {"title": "Commissioning Framework", "review": "", "revision": str(framework.revision)}
    client = client_as(officer)
    client.post(f"{YEAR}/words", {**typed, "introduction": "Theirs."})

    stale = client.post(f"{YEAR}/words", {**typed, "introduction": "Mine."})

    assert stale.status_code == 409
    assert "What it says now Introduction Theirs." in words(stale)
    assert ">Mine.</textarea>" in stale.content.decode()
    assert Framework.objects.get().introduction == "Theirs."


def test_typed_lines_are_added_changed_moved_and_removed(
    draft: Callable[..., Framework], officer: Person, client_as: ClientAs
) -> None:
    draft()
    client = client_as(officer)
    client.post(f"{YEAR}/tables/new", {"title": "Projects", "layout": "projects"})
    typed = {"kind": "project", "name": "Shelter", "fund": "CORE", "amount": "tbc"}
    client.post(f"{YEAR}/tables/projects/lines/new", typed)
    client.post(
        f"{YEAR}/tables/projects/lines/new",
        {
            **typed,
            "name": "Course",
            "amount": "£300",
            "other_fund": "VRN",
            "other_amount": "100.50",
        },
    )
    said = words(client.get(YEAR))
    assert "Shelter Core budget Not yet known" in said
    assert "Course OPCC and VRN £300.00 (OPCC £199.50) (VRN £100.50)" in said
    assert "Total £300.00 plus 1 not yet known" in said

    course = FrameworkLine.objects.get(name="Course")
    line = f"{YEAR}/lines/{course.reference}"
    form = client.get(f"{line}/change").content.decode()
    assert re.search(r'name="other_amount"[^>]*value="100.50"', form)
    client.post(f"{line}/move", {"direction": "up"})
    client.post(f"{line}/change", {**typed, "name": "Course", "amount": "", "revision": "1"})
    assert "Course Core budget Not stated" in words(client.get(YEAR))
    assert words(client.get(YEAR)).index("Course Core budget") < words(client.get(YEAR)).index(
        "Shelter Core budget"
    )
    client.post(f"{line}/remove", {"revision": "2"})

    assert list(FrameworkLine.objects.filter(subject="").values_list("name", flat=True)) == [
        "Shelter"
    ]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"name": ""}, "Enter what this line is for."),
        ({"amount": "2.8m"}, "Write the amount out in full"),
        ({"other_amount": "5"}, "Choose the fund that pays this."),
        ({"other_fund": "VRN"}, "Enter what the second fund pays."),
        ({"other_fund": "VRN", "other_amount": "101"}, "Enter no more than the whole, £100.00."),
        (
            {"fund": "", "other_fund": "VRN", "other_amount": "1"},
            "Choose the first fund too.",
        ),
        ({"other_fund": "CORE", "other_amount": "1"}, "Choose two different funds."),
    ],
)
def test_a_line_that_cannot_stand_comes_back_with_what_was_typed(
    draft: Callable[..., Framework],
    officer: Person,
    client_as: ClientAs,
    typed: dict[str, str],
    problem: str,
) -> None:
    draft()
    plain = {"kind": "contract", "name": "A service", "fund": "CORE", "amount": "100"}

    answer = client_as(officer).post(
        f"{YEAR}/tables/core/lines/new", {**plain, "when": "Spring 2023", **typed}
    )

    assert answer.status_code == 422
    assert problem in words(answer)
    assert 'value="Spring 2023"' in answer.content.decode()
    assert FrameworkLine.objects.filter(subject="").count() == 0


def test_an_amendment_shows_what_it_changes(
    published: Callable[..., Framework], officer: Person, client_as: ClientAs
) -> None:
    published()
    client = client_as(officer)
    client.post(f"{YEAR}/amend", {"why": "A new contract."})
    assert "Nothing differs from the published version yet." in words(client.get(YEAR))
    framework = Framework.objects.get(version=2)
    line = rules.TypedLine(kind="contract", name="New service", number="CORE030", fund="CORE")
    actions.add_line(by=officer, section=queries.section_of(framework, "core"), line=line)

    said = words(client.get(YEAR))

    assert "Why this version was made: A new contract." in said
    assert (
        "Upcoming Commissioning Activity for 2022 – 2023 CORE030 New service – Added: Not stated"
        in said
    )
    assert "Version 2 (this one) Draft – A new contract. Version 1 Published" in said


def test_an_earlier_version_keeps_its_page(
    published: Callable[..., Framework],
    officer: Person,
    live: Callable[[Framework], Framework],
    client_as: ClientAs,
) -> None:
    published()
    live(actions.amend(by=officer, year="2022-23", why="A new contract."))

    said = words(client_as(officer).get(f"{YEAR}/versions/1"))

    assert "Financial year 2022–23, version 1 Commissioning Framework Superseded" in said
    assert "CORE018 CARA 01/04/2023 £56,000" in said


def test_over_programming_is_shown_and_blocks_nothing(
    draft: Callable[..., Framework],
    funds: dict[str, Fund],
    treasurer: Person,
    commissioner: Person,
    client_as: ClientAs,
) -> None:
    actions.add_budget(
        by=treasurer,
        fund=funds["CORE"],
        year="2022-23",
        amount=Money.of("3000000"),
        source="The budget report",
    )
    framework = draft()

    said = words(client_as(commissioner).get(YEAR))

    assert "£586,615 more than its budget of £3,000,000 for 2022–23." in said
    assert "Core budget £3,586,615 plus 1 not yet known £3,000,000 £586,615" in said
    approved = actions.approve(by=commissioner, framework=framework, revision=framework.revision)
    assert approved.state == "approved"


def test_a_draft_is_discarded_and_a_withdrawal_is_refused_in_words(
    published: Callable[..., Framework], officer: Person, manager: Person, client_as: ClientAs
) -> None:
    published()
    actions.amend(by=officer, year="2022-23", why="Because.")
    done = client_as(officer).post(f"{YEAR}/discard", {"why": "Not needed."})
    assert done.headers["Location"] == "/office/framework"

    refused = client_as(manager).post(f"{YEAR}/withdraw", {"why": "Why not."})

    assert refused.status_code == 422
    assert "This is the only framework in force" in words(refused)


def test_what_people_type_comes_out_as_text(
    draft: Callable[..., Framework], officer: Person, client_as: ClientAs
) -> None:
    hostile = "<script>alert(1)</script>"
    framework = draft(title=hostile, introduction=hostile, review=hostile)
    line = rules.TypedLine(kind="project", name=hostile, number=hostile, when=hostile)
    actions.add_line(by=officer, section=queries.section_of(framework, "core"), line=line)

    for address in (YEAR, "/office/framework", f"{YEAR}/words"):
        page = client_as(officer).get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
