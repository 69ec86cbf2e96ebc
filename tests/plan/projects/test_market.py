"""A project in public: its page, the market position statement, and who might bid."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.plan import actions, queries, rules
from precept.plan.models import MarketInterest, Project
from precept.understand.models import Area, NeedsAssessment
from tests.public.published_office import publish as published
from tests.public.test_public_needs import need as need_of_answers
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Any], Client]
SAID: dict[str, Any] = {
    "title": "Calls at night",
    "purpose": "Somebody answers at night.",
    "for_whom": "Everybody in the county",
    "told": "We meet providers in May.",
    "is_in_market": True,
}


def publish(cast: SimpleNamespace, project: Project, version: int = 0, **said: Any) -> None:
    now = Project.objects.get(pk=project.pk)
    actions.publish_project(by=cast.manager, project=now, version=version, **{**SAID, **said})


def is_stale(by: Person, project: Project) -> bool:
    """As the project's page says it: nothing that was not released is out of date."""
    released = queries.project_released(project)
    tied = queries.thread(by, project)
    return released is not None and queries.is_page_stale(released, project, tied)


@pytest.fixture
def provider(person: Callable[..., Person]) -> Person:
    return person(role="provider", name="Fi Provider")


@pytest.mark.parametrize(
    ("pounds", "words_of_it"),
    [
        (None, "Not known yet"),
        ("0", "Up to £10,000"),
        ("10000", "Up to £10,000"),
        ("10000.01", "£10,000 to £50,000"),
        ("540000", "£250,000 to £1 million"),
        ("5000000", "£1 million to £5 million"),
        ("5000000.01", "More than £5 million"),
    ],
)
def test_the_public_reads_roughly_how_much(pounds: str | None, words_of_it: str) -> None:
    assert rules.band_words(None if pounds is None else Money.of(pounds)) == words_of_it


def test_what_is_bought_already_or_over_is_no_longer_coming() -> None:
    stands = [
        (phase, state)
        for phase in rules.STAGES
        for state in ("going", "finished", "stopped")
        if rules.stands_in_market(phase, state, is_in_market=True)
    ]

    assert stands == [("understand", "going"), ("plan", "going")]
    assert not rules.stands_in_market("plan", "going", is_in_market=False)


def test_a_project_is_read_in_the_words_written_for_the_public_and_in_no_others(
    project: Project, cast: SimpleNamespace, client: Client
) -> None:
    Project.objects.filter(pk=project.pk).update(
        title="Inside title", purpose="Inside purpose", estimate=Money.of("40000")
    )
    publish(cast, project, opens_on=date(2027, 1, 4))

    said = words(client.get(f"/projects/{project.reference}"))
    market = words(client.get("/market"))

    assert "Calls at night" in said
    assert "We meet providers in May." in said
    assert "Finding out what is needed" in said
    assert "£10,000 to £50,000" in said
    assert "Inside" not in said + market
    assert "Everybody in the county 4 January 2027" in market
    assert "£40,000" not in said + market, "nobody bids to a figure"


def test_its_calendar_and_its_feed_tell_of_it_and_stay_as_they_are(
    project: Project, cast: SimpleNamespace, client: Client
) -> None:
    publish(cast, project, opens_on=date(2027, 1, 4))

    body = client.get("/market.ics").content
    text = body.decode()

    assert "SUMMARY:Expected to open: Calls at night" in text
    assert "DTSTART;VALUE=DATE:20270104" in text
    assert client.get("/market.ics").content == body
    assert "Calls at night" in client.get("/feeds/project.atom").content.decode()


def test_without_anything_coming_the_page_says_what_to_do(client: Client) -> None:
    said = words(client.get("/market"))

    assert "Nothing is in preparation" in said
    assert "No round is open or planned." in said


def test_who_may_not_publish_does_not_and_days_have_to_fit(
    project: Project, cast: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_project(by=cast.officer, project=project, version=0, **SAID)
    Project.objects.filter(pk=project.pk).update(wanted_on=date(2027, 1, 1))
    with pytest.raises(Refused, match="no later"):
        publish(cast, project, opens_on=date(2027, 1, 2))
    assert publications.latest_or_none("project", project.reference) is None


def test_a_stale_page_is_not_published_over_what_somebody_else_wrote(
    project: Project, cast: SimpleNamespace
) -> None:
    publish(cast, project)
    publish(cast, project, version=1, title="Changed")

    with pytest.raises(Changed):
        publish(cast, project, version=1, title="Stale")
    with pytest.raises(Changed):
        publish(cast, project, version=0, title="Stale")
    assert publications.latest("project", project.reference).title == "Changed"


def test_the_office_sees_that_what_is_public_no_longer_says_how_it_stands(
    project: Project, cast: SimpleNamespace
) -> None:
    assert not is_stale(cast.manager, project)
    publish(cast, project)
    now = Project.objects.get(pk=project.pk)
    assert not is_stale(cast.manager, now)

    actions.stop_project(by=cast.manager, project=now, version=now.version, words="Not needed.")

    now = Project.objects.get(pk=project.pk)
    assert is_stale(cast.manager, now)
    publish(cast, now, version=1, outcome="It was not needed.")
    assert not is_stale(cast.manager, now)
    payload = publications.latest("project", project.reference).payload
    assert (payload.stage, payload.is_in_market, payload.outcome) == (
        "Stopped",
        False,
        "It was not needed.",
    )


def test_the_page_is_written_and_published_in_the_office_and_nothing_typed_is_lost(
    project: Project, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    browser = client_as(cast.manager)
    at = f"/office/projects/{project.reference}/publish"

    empty = browser.post(at, {"version": "0", "title": "Kept", "purpose": "Kept too"})

    assert empty.status_code == 422
    assert "Enter whom it is for" in words(empty)
    assert 'value="Kept"' in empty.content.decode()
    done = browser.post(at, {"version": "0", **SAID, "is_in_market": "on"})
    assert done.status_code == 302
    assert "The page that the public reads" in words(browser.get(done.headers["Location"]))


def test_a_provider_asks_to_be_told_once_and_takes_it_back(
    project: Project, cast: SimpleNamespace, provider: Person, client_as: ClientAs
) -> None:
    publish(cast, project)
    browser = client_as(provider)
    at = f"/my/interest/{project.reference}"

    assert "Choose an organisation" in words(browser.post(at, {"words": "Kept words"}))
    assert browser.post(at, {"organisation": "none", "words": "We might."}).status_code == 302
    assert browser.post(at, {"organisation": "none", "words": "We may."}).status_code == 302

    assert [one.words for one in MarketInterest.objects.all()] == ["We may."]
    mine = browser.get("/my/interest")
    assert "Calls at night" in words(mine)
    assert f'href="/projects/{project.reference}"' in mine.content.decode()
    assert 'href="/market"' in mine.content.decode()
    office = words(client_as(cast.officer).get(f"/office/projects/{project.reference}/interests"))
    assert "Fi Provider We may." in office
    assert browser.post(f"{at}/take-back", {"go": "on"}).status_code == 302
    assert not MarketInterest.objects.exists()
    assert "Nothing yet." in words(browser.get("/my/interest"))


def test_nobody_asks_about_what_is_not_coming_nor_works_in_the_office(
    project: Project, cast: SimpleNamespace, provider: Person, client_as: ClientAs
) -> None:
    browser = client_as(provider)
    assert browser.get(f"/my/interest/{project.reference}").status_code == 404
    publish(cast, project, is_in_market=False)
    assert browser.get(f"/my/interest/{project.reference}").status_code == 404
    publish(cast, project, version=1)
    assert client_as(cast.officer).get(f"/my/interest/{project.reference}").status_code == 403
    with pytest.raises(NotAllowed):
        actions.register_interest(by=cast.officer, reference=project.reference)


def test_those_who_asked_are_told_once_of_what_a_project_led_to(
    project: Project, cast: SimpleNamespace, provider: Person
) -> None:
    publish(cast, project)
    actions.register_interest(by=provider, reference=project.reference)
    project.links.create(subject="opportunity:R1", kind="opportunity", added_by=cast.officer)
    said: dict[str, Any] = {"by": cast.manager, "title": "A round", "href": "/opportunities/R1"}
    said["subject"] = "opportunity:R1"

    assert actions.tell_interested(**said) == 1
    assert actions.tell_interested(**said) == 0
    assert actions.tell_interested(**{**said, "subject": "opportunity:R2"}) == 0

    mail = Mail.objects.get(to=provider.email)
    assert mail.text is not None
    assert "/opportunities/R1" in mail.text.reveal()


def test_what_is_coming_takes_five_queries_however_much_it_is(
    project: Project, cast: SimpleNamespace, client: Client
) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    publish(cast, project)
    few = asked("/market")
    for number in range(12):
        more = actions.begin_project(
            by=cast.manager,
            title=f"More {number}",
            purpose="More.",
            owner=cast.manager,
            wanted_on=clock.today() + timedelta(days=90 + number),
        )
        publish(cast, more, title=f"More {number}")

    assert asked("/market") == few <= 5
    assert asked(f"/projects/{project.reference}") <= 5
    assert words(client.get("/market")).index("More 0") < words(client.get("/market")).index(
        "More 11"
    )


def test_its_thread_leads_to_what_the_public_can_read_and_to_nothing_else(
    project: Project, cast: SimpleNamespace, client: Client
) -> None:
    made = NeedsAssessment.objects.create(reference="N2345", title="Inside", state="agreed")
    project.links.create(subject=f"need:{made.reference}", kind="need", added_by=cast.officer)
    publish(cast, project)
    said = words(client.get(f"/projects/{project.reference}"))

    assert "Nothing that it rests on, or led to, is published yet." in said
    assert "Inside" not in said


def need(reference: str, areas: list[Area], **said: Any) -> NeedsAssessment:
    """An agreed edition of a needs assessment of some areas."""
    made = NeedsAssessment.objects.create(
        **{"reference": reference, "title": "Nights", "state": "agreed", **said}
    )
    made.areas.set(areas)
    return made


def test_it_carries_the_areas_of_the_needs_that_the_public_can_read(
    project: Project, cast: SimpleNamespace, client: Client
) -> None:
    west, east, north = (
        Area.objects.create(code=f"E0700900{number}", name=name, kind="district")
        for number, name in enumerate(("Westmere", "Eastmere", "Northmere"))
    )
    need("N2345", [north], state="superseded", is_public=True)
    need("N2345", [west, east], edition=2, is_public=True)
    need("N2345", [north], edition=3, state="draft")
    need("N2346", [north])
    for reference in ("N2345", "N2346"):
        project.links.create(subject=f"need:{reference}", kind="need", added_by=cast.officer)
    publish(cast, project)
    released = queries.project_released(project)
    assert released is not None
    assert released.payload.areas == ()
    assert "Westmere" not in words(client.get(f"/projects/{project.reference}"))

    published("need", "N2345", need_of_answers(), title="Nights")
    assert is_stale(cast.manager, project)
    publish(cast, project, version=1)

    released = queries.project_released(project)
    assert released is not None
    assert [(one.code, one.name) for one in released.payload.areas] == [
        (east.code, "Eastmere"),
        (west.code, "Westmere"),
    ]
    assert not is_stale(cast.manager, project)
    assert "Where Eastmere, Westmere" in words(client.get(f"/projects/{project.reference}"))
