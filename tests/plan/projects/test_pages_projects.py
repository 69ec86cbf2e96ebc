"""The office's pages of projects: what is shown, to whom, and how little is asked."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.decisions.models import Decision
from precept.plan import actions, rules, sign_ups
from precept.plan.models import Gate, Project
from precept.understand.models import NeedsAssessment
from tests.plan.projects.conftest import assess, settle_steps, weigh
from tests.reading import words
from tests.small_office import priority

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Any], Client]


def at(project: Project, page: str = "") -> str:
    return f"/office/projects/{project.reference}{page}"


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked_of:
        assert client.get(address).status_code == 200
    return len(asked_of)


def test_priorities_and_the_fund_that_pays_stand_by_name_and_lead_on(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    weigh(cast, project)
    of_plan = priority()
    Project.objects.filter(pk=project.pk).update(phase="plan", priorities=[of_plan.slug])

    page = client_as(cast.officer).get(at(project))

    assert "From Core budget." in words(page)
    assert f'href="/plan#{of_plan.slug}"' in page.content.decode()


def test_a_project_is_begun_and_changed_on_its_pages_and_nothing_typed_is_lost(
    cast: SimpleNamespace, client_as: ClientAs, db: None
) -> None:
    browser = client_as(cast.officer)
    empty = browser.post("/office/projects/new", {})
    assert empty.status_code == 422
    assert "Enter a name for it" in words(empty)
    typed = {
        "title": "Calls at night",
        "purpose": "Somebody answers.",
        "owner": cast.officer.reference,
        "estimate": "40,000",
    }
    made = browser.post("/office/projects/new", typed)
    project = Project.objects.get()
    assert made.headers["Location"] == at(project)
    said = words(browser.get(at(project)))
    assert "The next gate: approve the need" in said
    assert "£40,000" in said
    assert "No priority of the plan in force is named." in said

    change = {**typed, "version": "1", "title": "Calls all night"}
    assert browser.post(at(project, "/change"), change).status_code == 302
    late = browser.post(at(project, "/change"), {**change, "title": "Calls by day"})
    assert late.status_code == 409
    assert "Calls all night" in words(late)
    assert "Calls by day" in late.content.decode()


def test_the_next_gate_lists_what_is_missing_and_is_asked_for_once_nothing_is(
    project: Project,
    cast: SimpleNamespace,
    client_as: ClientAs,
    others_say: dict[str, bool],
) -> None:
    officer, chief = client_as(cast.officer), client_as(cast.chief)
    others_say["voices"] = False
    assert "Tie something to it" in words(officer.get(at(project)))
    assert "Tie something to it" not in words(client_as(cast.auditor).get(at(project)))
    settle_steps(cast, project)
    assert "1 thing is missing." in words(officer.get(at(project)))
    assert at(project, "/gates/ask") not in officer.get(at(project)).content.decode()
    refused = officer.post(at(project, "/gates/ask"), {"version": "1"})
    assert refused.status_code == 422
    assert "people it concerns were asked" in words(refused)

    others_say["voices"] = True
    assert officer.post(at(project, "/gates/ask"), {"version": "1"}).status_code == 302
    assert "Read it and sign" in words(chief.get(at(project)))
    assert "Read it and sign" not in words(officer.get(at(project)))
    signed = chief.post(at(project, "/gates/sign"), {"version": "2", "answer": "Go on"})
    assert signed.status_code == 302
    said = words(officer.get(at(project)))
    assert "The next gate: approve to procure or to open a round" in said
    gate = Gate.objects.get()
    kept = words(officer.get(at(project, f"/gates/need/{gate.number}")))
    assert "Go on" in kept
    assert "Chief executive and monitoring officer" in kept


def test_options_stand_side_by_side_with_the_choice_and_what_is_missing(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(cast.officer)
    assert "No option is weighed yet." in words(browser.get(at(project, "/options")))
    bare = browser.post(at(project, "/options/new"), {"kind": "other"})
    assert bare.status_code == 302
    assert "“Another way” says nothing of cost" in words(browser.get(at(project, "/options")))
    weigh(cast, project)
    said = words(browser.get(at(project, "/options")))
    assert "Chosen" in said
    assert "36 months, the longest workable term" in said
    again = browser.get(at(project, "/options/choose"))
    assert "It is the best." in again.content.decode()


def test_an_assessment_is_begun_written_and_agreed_on_its_pages(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    officer, manager = client_as(cast.officer), client_as(cast.manager)
    page = at(project, "/assessments/equality")
    assert "It is not begun. It asks:" in words(officer.get(page))
    assert officer.get(f"{page}/write").status_code == 404
    assert officer.get(at(project, "/assessments/none")).status_code == 404
    assert officer.post(f"{page}/begin", {}).status_code == 302
    assert "5 questions are not answered." in words(officer.get(page))
    answers = {f"q-{key}": "So" for key in ("who", "harm", "better", "done", "watched")}
    assert officer.post(f"{page}/write", {"version": "1", **answers}).status_code == 302
    assert officer.post(f"{page}/write", {"version": "1", **answers}).status_code == 409
    typed = {"review_on-day": "1", "review_on-month": "6", "review_on-year": "2027"}
    assert manager.post(f"{page}/agree", {"version": "2", **typed}).status_code == 302
    assert "Looked at again 1 June 2027" in words(officer.get(page))


@pytest.mark.parametrize(
    ("kind", "tied", "opens"),
    [
        ("grant", [], "/office/rounds/new"),
        ("together", [], "/office/partnerships/services/new"),
        ("extend", ["CORE004"], "/office/register/CORE004/variations/new?project=P7K2"),
        ("extend", [], "/office/projects/P7K2/tie?kind=agreement"),
        ("in-house", ["CORE004"], None),
        ("do nothing", [], None),
    ],
)
def test_each_way_opens_what_comes_next(kind: str, tied: list[str], opens: str | None) -> None:
    found = rules.opened_by(kind, "P7K2", tied)

    assert (found.href if found else None) == opens


def test_what_the_choice_opens_stands_on_the_page_once_the_project_may_go_ahead(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    weigh(cast, project)
    browser = client_as(cast.officer)
    assert "What the choice opens" not in words(browser.get(at(project)))
    Project.objects.update(phase="do")

    assert "What the choice opens: Begin a round of grants" in words(browser.get(at(project)))
    assert "What the choice opens" not in words(client_as(cast.auditor).get(at(project)))


def test_what_is_tied_is_chosen_from_the_newest_of_its_kind_or_named(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(cast.officer)
    for number in range(1, 53):
        Decision.objects.create(reference=f"EXE-2022-{number:04}", title="Nights", state="draft")
    empty = browser.post(at(project, "/tie"), {})
    assert (empty.status_code, "Choose what it is" in words(empty)) == (422, True)
    on = browser.post(at(project, "/tie"), {"kind": "decision"})
    page = at(project, "/tie?kind=decision")
    assert on.headers["Location"] == page

    offered = browser.get(page).content.decode()
    assert offered.count("<option") == 51
    assert '<option value="EXE-2022-0052">EXE-2022-0052 Nights</option>' in offered
    assert "EXE-2022-0002" not in offered
    nothing = browser.post(page, {})
    assert nothing.status_code == 422
    assert 'id="id_chosen-error"' in nothing.content.decode()
    both = browser.post(page, {"chosen": "EXE-2022-0052", "typed": "EXE-2022-0001"})
    assert "Choose one of the list or enter a reference, not both" in words(both)
    assert 'id="id_typed-error"' in both.content.decode()
    assert browser.post(page, {"typed": "NONE"}).status_code == 422

    assert browser.post(page, {"chosen": "EXE-2022-0052"}).headers["Location"] == at(project)
    assert browser.post(page, {"typed": "exe-2022-0001"}).headers["Location"] == at(project)
    subjects = set(project.links.values_list("subject", flat=True))
    assert subjects == {"decision:EXE-2022-0052", "decision:EXE-2022-0001"}
    assert "EXE-2022-0052" not in browser.get(page).content.decode()
    again = browser.post(page, {"chosen": "EXE-2022-0052"})
    assert (again.status_code, 'id="id_chosen-error"' in again.content.decode()) == (422, True)


def test_a_reference_is_asked_for_where_there_is_nothing_to_choose_from(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(cast.officer)

    for kind in sign_ups.piece_kinds():
        page = at(project, f"/tie?kind={kind.name}")
        assert "<select" not in browser.get(page).content.decode()
        assert "Enter its reference" in words(browser.post(page, {}))
    assert "What is it?" in words(browser.get(at(project, "/tie?kind=nothing")))


def test_choosing_what_is_tied_costs_the_same_for_one_and_for_many(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(cast.officer)
    page = at(project, "/tie?kind=decision")
    Decision.objects.create(reference="EXE-2022-0001", title="Nights", state="draft")
    one = asked(browser, page)
    for number in range(2, 42):
        Decision.objects.create(reference=f"EXE-2022-{number:04}", title="Nights", state="draft")

    assert asked(browser, page) == one <= 12


def test_pages_cost_the_same_with_one_project_and_with_many(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(cast.officer)
    weigh(cast, project)
    assess(cast, project, "risk")
    pages = ("/office/projects", "/office/projects/all", at(project), at(project, "/options"))
    for page in pages:
        browser.get(page)
    few = [asked(browser, page) for page in pages]
    for number in range(30):
        other = actions.begin_project(
            by=cast.officer, title=f"Project {number}", purpose="x", owner=cast.chief
        )
        Gate.objects.create(project=other, key="need", number=1, asked_by=cast.officer)

    assert [asked(browser, page) for page in pages] == few
    assert max(few[:2]) <= 12
    assert few[2] <= 14


def test_the_page_of_a_project_asks_once_for_all_that_it_rests_on(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    weigh(cast, project)
    of_plan = priority()
    Project.objects.filter(pk=project.pk).update(priorities=[of_plan.slug])
    for number in range(2):
        made = NeedsAssessment.objects.create(
            reference=f"N234{number}", title=f"Need {number}", state="agreed"
        )
        project.links.create(subject=made.subject, kind="need", added_by=cast.officer)
    project.refresh_from_db()
    actions.publish_project(
        by=cast.manager,
        project=project,
        version=0,
        title="Calls at night",
        purpose="Somebody answers.",
        for_whom="Everybody",
        told="",
        is_in_market=True,
    )
    browser = client_as(cast.officer)
    said = words(browser.get(at(project)))
    assert "Agreed: Need 0; Need 1." in said

    assert asked(browser, at(project)) <= 20


def test_the_page_of_a_project_says_at_once_what_changed_since_it_was_asked_for(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(cast.officer)
    assert "No needs assessment is tied to it." in words(browser.get(at(project)))
    made = NeedsAssessment.objects.create(reference="N2345", title="Nights", state="draft")
    project.links.create(subject=made.subject, kind="need", added_by=cast.officer)
    assert "What is tied to it is not agreed yet." in words(browser.get(at(project)))
    NeedsAssessment.objects.update(state="agreed")

    assert "Agreed: Nights." in words(browser.get(at(project)))


def test_every_project_is_a_list_that_filters_and_says_when_it_is_empty(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(cast.auditor)

    assert "1 project" in words(browser.get("/office/projects/all?phase=understand"))
    assert "Nothing to show" in words(browser.get("/office/projects/all?phase=review"))
    assert "Calls at night" in words(browser.get("/office/projects/all?words=calls"))
    slug = priority().slug
    serves = f"/office/projects/all?priority={slug}"
    assert "Nothing to show" in words(browser.get(serves))
    Project.objects.update(priorities=[slug])
    assert "1 project" in words(browser.get(serves))
