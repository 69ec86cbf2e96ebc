"""The courses for those who harm at home went through the whole cycle; both ends of the thread lead to the other."""

from collections.abc import Iterator

import pytest
from django.test import Client

from precept.demo.reading import table
from precept.plan import queries
from precept.plan.models import Project
from precept.public.queries import projects_leading_to
from tests.demonstration import standing_demonstration
from tests.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]
SAID = table("whole-cycle")


@pytest.fixture
def office(db: None) -> Iterator[None]:
    """The demonstration office, as it is made."""
    with standing_demonstration():
        yield


def test_what_is_told_of_the_real_programme_is_true_and_the_rest_says_that_it_is_invented() -> None:
    assert "contract ended on 31 March 2023" in SAID["purpose"]
    assert "Invented" in SAID["purpose"]
    weighed = {one["kind"] for one in SAID["option"]}
    assert weighed >= {"do nothing", "government", "contract", "grant", "together", "in-house"}


@pytest.mark.usefixtures("office")
def test_it_passed_all_four_gates_and_its_thread_leads_both_ways() -> None:
    project = Project.objects.get(title=SAID["title"])
    browser = Client()

    assert project.state == "finished"
    assert [one.key for one in project.gates.filter(state="passed").order_by("pk")] == [
        "need",
        "go",
        "award",
        "future",
    ]
    released = queries.project_released(project)
    assert released is not None
    page = words(browser.get(f"/projects/{project.reference}"))
    assert SAID["outcome"] in page
    kinds = {one.kind for one in released.payload.thread}
    assert kinds >= {"Needs assessment", "Voices", "Decision", "Contract or grant agreement"}
    for one in released.payload.thread:
        assert browser.get(one.href).status_code == 200
        assert f"/projects/{project.reference}" in dict(
            map(reversed, projects_leading_to(one.href))
        )
    agreement = words(browser.get(f"/register/{SAID['agreement']}"))
    assert SAID["outcome_of_agreement"]["change"] in agreement


@pytest.mark.usefixtures("office")
def test_only_what_is_still_coming_stands_in_the_market_position_statement() -> None:
    said = words(Client().get("/market"))

    assert "A programme for people who harm a partner" in said
    assert SAID["title"] not in said
