"""The office's pages of the framework, from the first draft to the public."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.plan import actions, queries
from precept.plan.models import Framework, FrameworkLine
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
YEAR = "/office/framework/2022-23"
ACTS = (
    "approve",
    "publish",
    "send-back",
    "amend",
    "withdraw",
    "words",
    "refresh",
    "discard",
    "tables/new",
    "tables/core/lines/new",
)


def offered(client: Client) -> list[str]:
    page = client.get(YEAR).content.decode()
    links = re.findall(rf'href="{YEAR}/([^"?]*)', page)
    return sorted(set(links) & set(ACTS))


def test_the_list_warns_on_top_when_nothing_is_in_force(
    officer: Person, client_as: ClientAs
) -> None:
    said = words(client_as(officer).get("/office/framework"))

    assert "Lapsed" in said
    assert "No commissioning framework is in force. Publish the framework of 2022–23 now." in said
    assert "Draft the framework of 2022–23" in said
    assert "There is no framework yet. Draft this year’s to begin." in said


def test_the_list_shows_every_version_and_who_may_draft_the_next(
    published: Callable[..., Framework],
    officer: Person,
    auditor: Person,
    client_as: ClientAs,
    on: Callable[[date], None],
) -> None:
    published()
    actions.amend(by=officer, year="2022-23", why="Round 6 closed.")
    on(date(2023, 2, 1))

    said = words(client_as(officer).get("/office/framework"))
    assert "until 31 March 2023: 58 days are left. Publish the framework of 2023–24" in said
    assert "Draft the framework of 2023–24" in said
    assert "2022–23 2 Commissioning Framework Draft Not yet Round 6 closed." in said
    assert "2022–23 1 Commissioning Framework Published 1 December 2022 First version" in said
    assert "Draft the framework" not in words(client_as(auditor).get("/office/framework"))


def test_the_list_is_narrowed_by_state_and_words(
    published: Callable[..., Framework], officer: Person, client_as: ClientAs
) -> None:
    published()
    actions.draft_framework(by=officer, year="2023-24", title="Another year")
    client = client_as(officer)

    assert "1 version " in words(client.get("/office/framework?state=draft"))
    assert "1 version " in words(client.get("/office/framework?words=2023-24"))
    assert "2 versions" in words(client.get("/office/framework?state=none"))


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_list_asks_as_much_of_many_versions_as_of_one(
    draft: Callable[..., Framework], officer: Person, client_as: ClientAs
) -> None:
    draft()
    client = client_as(officer)
    few = count(client, "/office/framework")
    Framework.objects.bulk_create(
        Framework(year="2020-21", version=number, state="superseded", title="Old")
        for number in range(1, 70)
    )

    assert count(client, "/office/framework") == few
    assert few <= 12


def test_a_framework_asks_as_much_of_many_lines_as_of_few(
    published: Callable[..., Framework], officer: Person, client_as: ClientAs
) -> None:
    published()
    framework = actions.amend(by=officer, year="2022-23", why="More lines.")
    client = client_as(officer)
    few = count(client, YEAR)
    section = queries.section_of(framework, "core")
    FrameworkLine.objects.bulk_create(
        FrameworkLine(section=section, place=100 + number, name=f"Line {number}", kind="project")
        for number in range(200)
    )

    assert count(client, YEAR) == few
    assert few <= 32


def test_the_draft_shows_its_tables_exactly_as_they_will_print(
    draft: Callable[..., Framework], auditor: Person, client_as: ClientAs
) -> None:
    draft()

    said = words(client_as(auditor).get(YEAR))

    assert (
        "Contract Number Contract Name Contract Due Contract Value"
        " CORE018 CARA 01/04/2023 £56,000" in said
    )
    assert "CORE027 Substance Misuse Services 01/04/2023 Not yet known" in said
    assert "Total £3,586,615 plus 1 not yet known" in said
    assert "VRN001 and VRN002 Specialist Providers 08/08/2022 – 31/03/2024 £83,500 £83,500" in said
    assert "£204,030.33 (OPCC £100,000.00) (VRN £104,030.33)" in said
    assert "Not yet known – £111,000.00 available to spend" in said
    assert "Total £493,444.80 plus 1 not yet known" in said
    assert "Intended spend £5,198,392.80 plus 2 not yet known" in said


def test_each_person_is_offered_what_they_may_do_next(
    draft: Callable[..., Framework],
    officer: Person,
    manager: Person,
    commissioner: Person,
    auditor: Person,
    client_as: ClientAs,
    on: Callable[[date], None],
) -> None:
    framework = draft()
    drafting = ["discard", "refresh", "tables/core/lines/new", "tables/new", "words"]
    people = (officer, manager, commissioner, auditor)

    def offers() -> list[list[str]]:
        return [offered(client_as(person)) for person in people]

    assert offers() == [drafting, drafting, ["approve"], []]
    approved = actions.approve(by=commissioner, framework=framework, revision=framework.revision)
    assert offers() == [["send-back"], ["publish", "send-back"], ["send-back"], []]
    actions.publish_framework(by=manager, framework=approved)
    assert offers() == [["amend"], ["amend"], [], []]
    on(date(2023, 5, 1))
    assert offers() == [["amend"], ["amend", "withdraw"], [], []]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_opens_a_page_that_changes_a_framework(
    draft: Callable[..., Framework], auditor: Person, client_as: ClientAs, act: str
) -> None:
    framework = draft()
    client = client_as(auditor)

    assert client.get(f"{YEAR}/{act}").status_code == 403
    assert client.post(f"{YEAR}/{act}", {"why": "x", "revision": "2"}).status_code == 403
    assert Client().get(f"{YEAR}/{act}").status_code == 302
    assert Framework.objects.get().revision == framework.revision


def test_a_provider_sees_no_draft(
    draft: Callable[..., Framework], person: Callable[..., Person], client_as: ClientAs
) -> None:
    draft()
    provider = client_as(person(role="provider"))

    for address in ("/office/framework", YEAR, "/office/funds", "/office/funds/CORE"):
        assert provider.get(address).status_code == 403


@pytest.mark.parametrize(
    "address", ["2030-31", "2022-23/versions/9", "2022-23/tables/none/change", "nonsense"]
)
def test_what_is_not_there_is_not_found(
    draft: Callable[..., Framework], officer: Person, client_as: ClientAs, address: str
) -> None:
    draft()

    assert client_as(officer).get(f"/office/framework/{address}").status_code == 404
