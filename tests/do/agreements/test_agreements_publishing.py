"""What the public reads of the register, and when."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.do.agreements import actions, queries
from precept.do.agreements.models import Agreement
from precept.do.agreements.published import AgreementPublished, in_words
from precept.foundation.intake.models import Intake
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.outbox.models import Progress
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.publications import queries as publications
from precept.foundation.publications.models import Publication
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Wanted
from precept.parties.models import Organisation
from precept.plan.models import Fund
from precept.understand.models import CrimePlan, Priority

pytestmark = pytest.mark.django_db


def public(reference: str) -> AgreementPublished:
    payload: AgreementPublished = publications.latest("agreement", reference).payload
    return payload


def versions(reference: str) -> int:
    return Publication.objects.filter(kind="agreement", key=reference).count()


@pytest.fixture
def agreement(keeper: Person, funds: dict[str, Fund]) -> Agreement:
    """An agreement with everything that can be said of one."""
    plan = CrimePlan.objects.create(
        reference="plan",
        version=1,
        title="Plan",
        term="2021–2024",
        first_year=2021,
        last_year=2024,
        state="published",
    )
    Priority.objects.create(
        plan=plan, place=1, slug="victims", title="Support for victims", text=""
    )
    provider = Organisation.objects.create(reference="withywick", name="Withywick Support")
    made = actions.record_agreement(
        by=keeper,
        reference="CORE004",
        title="Victim First Services",
        provider=provider,
        due="31/12/2023",
        starts=date(2019, 1, 1),
        priorities=["victims", "unknown"],
        amount=Money.of(2_800_000),
        funds=[(funds["CORE"], None)],
        source="Strategy",
        is_invented=True,
    )
    return actions.list_in_framework(
        by=keeper, agreement=made, version=made.version, year="2022-23", section="core"
    )


def test_an_agreement_is_released_with_everything_that_the_public_reads(
    agreement: Agreement, keeper: Person
) -> None:
    actions.publish_agreement(by=keeper, agreement=agreement)

    assert public("CORE004").model_dump(mode="json") == {
        "reference": "CORE004",
        "title": "Victim First Services",
        "kind": "contract",
        "kind_title": "Contract",
        "status": "upcoming",
        "status_title": "Upcoming",
        "provider": "Withywick Support",
        "provider_reference": "withywick",
        "provider_area": "",
        "programme": None,
        "programme_reference": None,
        "same_programme": [],
        "procedure": "not stated",
        "procedure_title": "Not stated",
        "due": "31/12/2023",
        "starts": "2019-01-01",
        "ends": None,
        "values": [
            {
                "pence": 280_000_000,
                "kind": "contract value",
                "kind_title": "Contract value",
                "vat": "not stated",
                "vat_title": "Not stated",
                "dated": None,
                "source": "Strategy",
                "is_current": True,
            }
        ],
        "shares": [{"fund": "CORE", "fund_name": "Core budget", "pence": None}],
        "priorities": [{"slug": "victims", "title": "Support for victims"}],
        "predecessor": None,
        "successor": None,
        "frameworks": ["2022-23"],
        "source": "Strategy",
        "note": "",
        "is_invented": True,
        "purpose": "",
        "outcomes": [],
        "conditions": [],
        "payments": [],
        "decision": None,
        "opportunity": None,
        "power": "",
        "power_title": "",
        "signed_on": None,
        "latest_end": None,
        "options": [],
        "variations": [],
        "papers": [],
        "buyer": "",
        "buyer_reference": None,
        "novations": [],
    }
    agreement.refresh_from_db()
    assert agreement.published_version == agreement.version


def test_search_shows_all_that_the_public_register_lists(
    agreement: Agreement, keeper: Person
) -> None:
    actions.publish_agreement(by=keeper, agreement=agreement)

    found = search.find(
        Wanted(scope="public", words="victim", facets={"fund": ("CORE",), "year": ("2022-23",)})
    )

    [hit] = found.hits
    assert (hit.kind, hit.key, hit.href, hit.date, hit.amount) == (
        "agreement",
        "CORE004",
        "/register/CORE004",
        date(2019, 1, 1),
        280_000_000,
    )
    assert hit.shown == {
        "reference": "CORE004",
        "title": "Victim First Services",
        "provider": "Withywick Support",
        "kind": "Contract",
        "status": "Upcoming",
        "pence": 280_000_000,
        "value_kind": "Contract value",
        "due": "31/12/2023",
        "starts": "2019-01-01",
        "ends": None,
        "funds": ["Core budget"],
        "is_invented": True,
    }


def test_a_protected_provider_is_public_by_area_alone(agreement: Agreement, keeper: Person) -> None:
    Organisation.objects.update(is_protected=True, area="Harrowmere", name="Larkmantle Refuge")
    agreement.refresh_from_db()

    actions.publish_agreement(by=keeper, agreement=agreement)

    released = public("CORE004")
    assert (released.provider, released.provider_reference, released.provider_area) == (
        "Protected organisation, Harrowmere",
        None,
        "Harrowmere",
    )
    assert "arkmantle" not in Publication.objects.get(kind="agreement").payload
    assert "withywick" not in Publication.objects.get(kind="agreement").payload
    assert search.find(Wanted(scope="public", words="Larkmantle")).hits == []


def test_publishing_needs_its_own_power(agreement: Agreement, officer: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_agreement(by=officer, agreement=agreement)
    with pytest.raises(NotAllowed):
        actions.publish_changes(by=officer)

    assert Publication.objects.count() == 0


def test_what_changed_since_it_was_looked_at_is_not_published(
    agreement: Agreement, keeper: Person
) -> None:
    seen = agreement.version
    actions.amend_agreement(by=keeper, agreement=agreement, version=seen, title="Renamed")

    with pytest.raises(Changed):
        actions.publish_agreement(by=keeper, agreement=agreement, version=seen)

    assert versions("CORE004") == 0


def test_an_earlier_value_stays_public_beside_the_current_one(
    agreement: Agreement, keeper: Person
) -> None:
    now = actions.state_value(
        by=keeper, agreement=agreement, version=agreement.version, amount=Money.of(2_900_000)
    )
    actions.publish_agreement(by=keeper, agreement=now)

    assert [(value.pence, value.is_current) for value in public("CORE004").values] == [
        (290_000_000, True),
        (280_000_000, False),
    ]


def test_what_publishing_would_change_is_told_before(agreement: Agreement, keeper: Person) -> None:
    actions.publish_agreement(by=keeper, agreement=agreement)
    assert queries.would_change(agreement) == []

    now = actions.amend_agreement(
        by=keeper,
        agreement=agreement,
        version=agreement.version,
        status="cancelled",
        note="Extended",
    )

    assert queries.would_change(now) == [
        ("Status", "Upcoming", "Cancelled"),
        ("Note", "", "Extended"),
    ]


def record_two(keeper: Person) -> tuple[Agreement, Agreement]:
    first = actions.record_agreement(
        by=keeper, reference="VRN001", title="One", programme="Specialist Providers"
    )
    second = actions.record_agreement(
        by=keeper, reference="VRN002", title="Two", programme="Specialist Providers"
    )
    return first, second


def test_an_agreement_names_others_only_once_they_are_public(keeper: Person, db: None) -> None:
    first, second = record_two(keeper)

    actions.publish_agreement(by=keeper, agreement=first)
    assert public("VRN001").same_programme == ()

    actions.publish_agreement(by=keeper, agreement=second)
    assert [link.reference for link in public("VRN002").same_programme] == ["VRN001"]
    assert [link.reference for link in public("VRN001").same_programme] == ["VRN002"]


def test_changes_that_wait_are_not_released_with_a_neighbour(keeper: Person, db: None) -> None:
    first, second = record_two(keeper)
    actions.publish_agreement(by=keeper, agreement=first)
    actions.amend_agreement(by=keeper, agreement=first, version=1, title="Not yet public")

    actions.publish_agreement(by=keeper, agreement=second)

    assert public("VRN001").title == "One"
    assert versions("VRN001") == 1


def test_links_lead_both_ways_in_public(keeper: Person, db: None) -> None:
    first = actions.record_agreement(by=keeper, reference="CORE018", title="CARA")
    second = actions.record_agreement(by=keeper, reference="CORE118", title="CARA II")
    actions.link_successor(by=keeper, agreement=first, version=1, successor=second)

    actions.publish_changes(by=keeper)
    work_until_idle()

    after, before = public("CORE018").successor, public("CORE118").predecessor
    assert after is not None
    assert before is not None
    assert (after.reference, before.reference) == ("CORE118", "CORE018")
    assert versions("CORE018") == 1


def test_everything_that_changed_is_published_in_steps(
    appendix: list[Intake], keeper: Person, event_types: Callable[[str], list[str]]
) -> None:
    job = actions.publish_changes(by=keeper, why="The framework of 2022-23")
    assert Publication.objects.count() == 0

    work_until_idle()

    assert Publication.objects.filter(kind="agreement").count() == 13
    assert Publication.objects.filter(kind="opportunity").count() == 6
    assert {one.why for one in Publication.objects.all()} == {"The framework of 2022-23"}
    assert queries.changed_count(10) == 0
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.words) == (
        "done",
        19,
        19,
        "Everything is public as it is.",
    )
    assert [link.reference for link in public("VRN001").same_programme] == ["VRN002"]
    assert event_types("register:changes")[0] == "publication of all changes begun"
    assert event_types("register:changes")[-1] == "publication of all changes ended"


def test_publishing_all_changes_again_finds_nothing(appendix: list[Intake], keeper: Person) -> None:
    actions.publish_changes(by=keeper)
    work_until_idle()

    with pytest.raises(Refused) as refusal:
        actions.publish_changes(by=keeper)

    assert refusal.value.words == "Nothing has changed since it was published."


def test_one_that_may_not_be_published_does_not_keep_back_the_others(
    appendix: list[Intake], keeper: Person
) -> None:
    Agreement.objects.filter(reference="CORE018").update(note="Ring 07700 900123")

    job = actions.publish_changes(by=keeper)
    work_until_idle()

    job.refresh_from_db()
    assert job.state == "done"
    assert job.words.startswith("Not published: CORE018 (This looks like personal information")
    assert Publication.objects.filter(kind="agreement").count() == 12
    assert list(queries.changed().values_list("reference", flat=True)) == ["CORE018"]


def test_publishing_stops_where_the_power_is_lost_meanwhile(
    appendix: list[Intake], keeper: Person
) -> None:
    job = actions.publish_changes(by=keeper)
    RoleHeld.objects.filter(person=keeper).update(ended_early=date(2022, 1, 1))

    work_until_idle()

    job.refresh_from_db()
    assert (job.state, job.words) == (
        "failed",
        "Only people who may publish the register can do this.",
    )
    assert Publication.objects.count() == 0


def test_a_step_done_twice_publishes_nothing_twice(appendix: list[Intake], keeper: Person) -> None:
    job = actions.publish_changes(by=keeper)
    step: dict[str, Any] = {
        "job": job.reference,
        "by": keeper,
        "why": "",
        "after": "",
        "done": 0,
        "refused": [],
        "rounds_done": False,
    }

    actions.publish_step(**step)
    actions.publish_step(**step)

    assert Progress.objects.get(reference=job.reference).done == 5
    assert Publication.objects.count() == 5
    work_until_idle()
    assert Publication.objects.count() == 19


def test_what_the_public_reads_is_told_name_by_name(agreement: Agreement, keeper: Person) -> None:
    words = in_words(queries.payload(agreement))

    assert words["Values"] == "Contract value £2,800,000, VAT not stated (Strategy)"
    assert words["Period"] == "from 1 January 2019"
    assert words["Funds"] == "Core budget"
