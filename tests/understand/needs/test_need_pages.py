"""The pages of needs, counts and areas: what is shown, to whom, and how little is asked."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from precept.foundation.people.models import Person
from precept.understand.actions import counts, need_parts
from precept.understand.actions import needs as actions
from precept.understand.models import Area, NeedCount, NeedsAssessment
from precept.understand.queries import needs as queries
from tests.understand.needs.conftest import FIGURE, filled
from tests.understand.pages import ways, words

pytestmark = pytest.mark.django_db
Counting = Callable[[], Any]
NEEDS = "/office/needs"


def of(need: NeedsAssessment, *more: str) -> str:
    return "/".join((NEEDS, need.reference, *more))


def test_a_draft_offers_each_part_and_says_what_it_lacks(
    begun: NeedsAssessment, officers: Client, auditors: Client
) -> None:
    page = officers.get(of(begun))

    parts = ("head", "questions", "people", "figures", "findings", "no-services")
    assert {of(begun, "change", part) for part in parts} <= ways(page)
    assert {of(begun, "services", "new"), of(begun, "gaps", "new")} <= ways(page)
    assert "Before it can be agreed It does not say which questions it answers." in words(page)
    assert "It names no gap." in words(page)
    assert ways(auditors.get(of(begun))) == {of(begun, "figures")}


def test_a_draft_that_lacks_nothing_is_agreed_by_somebody_else(
    draft: NeedsAssessment, officers: Client, commissioners: Client
) -> None:
    assert "Ready to be agreed" in words(commissioners.get(of(draft)))
    own = officers.post(of(draft, "agree"), {"revision": str(draft.revision), "exception": ""})
    assert own.status_code == 422
    assert "somebody else should agree it" in words(own)

    done = commissioners.post(
        of(draft, "agree"), {"revision": str(draft.revision), "exception": ""}
    )

    assert (done.status_code, done["Location"]) == (302, of(draft))
    assert "Agreed 1 December 2022, by Cy Commissioner" in words(commissioners.get(of(draft)))


def test_what_was_typed_into_a_draft_that_moved_on_comes_back(
    begun: NeedsAssessment, officer: Person, officers: Client
) -> None:
    actions.change_need(by=officer, need=begun, revision=begun.revision, questions="Theirs?")

    stale = officers.post(of(begun, "change", "questions"), {"questions": "Mine?", "revision": "1"})

    assert stale.status_code == 409
    assert "Mine?" in stale.content.decode()
    assert "Theirs?" in words(stale)


def test_areas_and_counts_are_chosen_by_name(
    begun: NeedsAssessment, counted: dict[str, Area], officers: Client
) -> None:
    sent = {
        "areas": ["E06000016", "E06000017"],
        "leading": FIGURE,
        "first_month": "April 2022",
        "last_month": "05/2022",
        "revision": str(begun.revision),
    }

    wrong = officers.post(of(begun, "change", "figures"), sent | {"last_month": "soon"})
    done = officers.post(of(begun, "change", "figures"), sent)

    assert "The last month must be a month, such as April 2021" in words(wrong)
    assert (done.status_code, done["Location"]) == (302, of(begun, "figures"))
    kept = queries.need(begun.reference)
    assert (kept.figures, kept.first_month, kept.last_month) == (
        [FIGURE],
        date(2022, 4, 1),
        date(2022, 5, 1),
    )
    page = officers.get(of(begun, "change", "figures"))
    assert 'value="April 2022"' in page.content.decode()


def test_the_office_sees_small_counts_and_names_cold_spots_first(
    agreed: NeedsAssessment, auditors: Client
) -> None:
    said = words(auditors.get(of(agreed, "figures")))

    assert "nothing or little is there: North West Leicestershire." in said
    assert "Rutland 3" in said
    assert said.index("North West Leicestershire Cold spot 310") < said.index("Leicester 780")


def test_services_and_gaps_are_changed_and_taken_away(
    draft: NeedsAssessment, officers: Client
) -> None:
    place = draft.services.get().place
    changed = officers.post(
        of(draft, "services", str(place)),
        {
            "agreement": "",
            "what": "A longer programme",
            "by_whom": "A charity",
            "areas": ["E06000016"],
            "capacity": "",
            "note": "",
            "revision": "1",
        },
    )
    gone = officers.post(of(draft, "gaps", "1", "remove"), {"why": "Doubled", "revision": "1"})

    assert changed["Location"] == f"{of(draft)}#services"
    assert gone["Location"] == f"{of(draft)}#gaps"
    said = words(officers.get(of(draft)))
    assert "A longer programme" in said
    assert "It names no gap." in said


def test_an_agreement_that_is_not_in_the_register_is_refused_beside_its_field(
    draft: NeedsAssessment, officers: Client
) -> None:
    said = officers.post(
        of(draft, "services", "new"),
        {"agreement": "NONE-1", "what": "", "by_whom": "", "areas": ["E06000016"], "note": ""},
    )

    assert said.status_code == 422
    assert "There is no agreement with this reference in the register." in words(said)


def test_only_who_may_publish_is_offered_it(
    agreed: NeedsAssessment, officers: Client, commissioners: Client
) -> None:
    assert of(agreed, "publish") in ways(commissioners.get(of(agreed)))
    assert of(agreed, "publish") not in ways(officers.get(of(agreed)))
    assert of(agreed, "new-edition") in ways(officers.get(of(agreed)))
    assert officers.get(of(agreed, "publish")).status_code == 403


@pytest.mark.parametrize("address", ["?edition=7", "?edition=x", "?edition=99999999999"])
def test_an_edition_there_is_none_of_is_not_found(
    begun: NeedsAssessment, auditors: Client, address: str
) -> None:
    assert auditors.get(f"{of(begun)}{address}").status_code == 404


def test_lists_are_empty_with_words_that_say_what_to_do(
    db: None, officers: Client, auditors: Client
) -> None:
    assert "No needs assessment yet Begin one with its title." in words(officers.get(NEEDS))
    assert "When somebody who keeps the plan begins one" in words(auditors.get(NEEDS))
    assert "No count yet Load a spreadsheet" in words(officers.get(f"{NEEDS}/counts"))
    assert "No area yet Take over the national list" in words(officers.get("/office/areas"))


def test_the_list_shows_the_newest_editions_drafts_first_and_is_narrowed(
    agreed: NeedsAssessment, officer: Person, officers: Client
) -> None:
    newer = actions.amend_need(by=officer, need=agreed, why="Newer counts")
    actions.begin_need(by=officer, title="A later subject")
    said = words(officers.get(NEEDS))

    assert "2 assessments" in said
    assert said.index("A later subject") < said.index(newer.title)
    assert f"{newer.reference}, edition 2" in said
    assert f"{newer.reference}, edition 1" not in said
    assert "No assessment fits." in words(officers.get(f"{NEEDS}?state=agreed"))
    assert "1 assessment " in words(officers.get(f"{NEEDS}?words=later"))


def test_the_list_asks_as_little_for_many_as_for_one_and_shows_fifty(
    begun: NeedsAssessment, officers: Client, queries_of: Counting
) -> None:
    with queries_of() as one:
        officers.get(NEEDS)
    for number in range(60):
        begun.pk, begun.reference = None, f"N{number:08}"
        begun.save(force_insert=True)
    with queries_of() as many:
        page = officers.get(NEEDS)

    assert len(many) == len(one) <= 12
    assert len(page.content) < 60 * 1024
    assert page.content.decode().count("edition 1") == 50


def test_areas_are_taken_over_with_a_button(db: None, officers: Client) -> None:
    done = officers.post("/office/areas", {})
    said = words(officers.get("/office/areas"))

    assert done.status_code == 302
    assert "Leicester E06000016 Unitary authority Leicestershire Police" in said
    assert "Read as Blaby (E07000129)" in said
    assert "Take over" not in said
    again = officers.post("/office/areas", {})
    assert "Every area of the list is here already." in words(again)


def test_an_area_is_added_ended_and_counted_on_pages(
    areas: dict[str, Area], officers: Client
) -> None:
    blank = {"parent": "", "starts-day": "", "starts-month": "", "starts-year": ""}
    made = officers.post(
        "/office/areas/new",
        blank | {"code": "zone1", "name": "A zone", "kind": "other", "row": "9", "column": "9"},
    )
    people = {"dated-day": "1", "dated-month": "4", "dated-year": "2022"}
    stated = officers.post(
        "/office/areas/ZONE1/people", people | {"people": "900", "source": "A survey"}
    )
    ended = officers.post(
        "/office/areas/ZONE1/end",
        {
            "ends-day": "1",
            "ends-month": "5",
            "ends-year": "2022",
            "successors": ["E06000016"],
            "why": "The zone closed",
            "version": "1",
        },
    )

    assert [one.status_code for one in (made, stated, ended)] == [302, 302, 302]
    said = words(officers.get("/office/areas/ZONE1"))
    assert "Code used Until 1 May 2022" in said
    assert "What follows it Leicester (E06000016)" in said
    assert "900 on 1 April 2022" in said


def test_one_type_of_count_is_drawn(counted: dict[str, Area], auditors: Client) -> None:
    page = auditors.get(f"{NEEDS}/counts/domestic-abuse")

    assert "Domestic abuse, offences" in words(page)
    assert page.content.decode().count('class="precept-chart"') == 3
    assert auditors.get(f"{NEEDS}/counts/domestic-abuse?from=zzz&to=1").status_code == 200
    assert auditors.get(f"{NEEDS}/counts/nothing").status_code == 404


def count_more(areas: dict[str, Area]) -> None:
    """Ten years of forty types in twelve areas: 57,600 figures."""
    from precept.understand.models import CountKind
    from precept.understand.rules.counts import months_between

    kinds = [CountKind(slug=f"type-{at}", title=f"Type {at}") for at in range(40)]
    CountKind.objects.bulk_create(kinds)
    months = months_between(date(2012, 4, 1), date(2022, 3, 1))
    of_today = [one for one in areas.values() if one.ends is None]
    NeedCount.objects.bulk_create(
        (
            NeedCount(kind=kind, group="offences", month=month, area=area, count=7, source="Many")
            for kind in CountKind.objects.filter(slug__startswith="type-")
            for month in months
            for area in of_today
        ),
        batch_size=5_000,
    )


def test_no_page_asks_more_of_the_database_where_there_is_more(
    agreed: NeedsAssessment,
    officer: Person,
    counted: dict[str, Area],
    auditors: Client,
    queries_of: Counting,
) -> None:
    pages = {
        NEEDS: 12,
        f"{NEEDS}/counts": 12,
        "/office/areas": 12,
        of(agreed): 20,
        of(agreed, "figures"): 20,
        f"{NEEDS}/counts/domestic-abuse": 20,
    }
    asked = {}
    actions.amend_need(by=officer, need=agreed, why="More")
    for page in pages:
        auditors.get(page)
        with queries_of() as few:
            auditors.get(page)
        asked[page] = len(few)
    count_more(counted)
    for at in range(30):
        more = actions.begin_need(by=officer, title=f"Need {at}")
        filled(officer, more, counted)
    for at in range(20):
        need = queries.need(agreed.reference)
        areas = [counted["Blaby"], counted["Melton"]]
        need_parts.add_gap(by=officer, need=need, what=f"Gap {at}", areas=areas)
        need_parts.add_service(by=officer, need=need, what="x", by_whom="y", areas=areas)

    for page, most in pages.items():
        with queries_of() as many:
            assert auditors.get(page).status_code == 200
        assert len(many) <= min(most, asked[page]), page


def test_a_count_kept_twice_is_shown_once(
    counted: dict[str, Area], manager: Person, auditors: Client
) -> None:
    counts.keep_count(
        by=manager,
        kind="Domestic abuse",
        month=date(2022, 4, 9),
        area=counted["Blaby"],
        count=31,
        group="offences",
        why="Corrected by the force",
    )

    assert NeedCount.objects.filter(area=counted["Blaby"], month=date(2022, 4, 1)).count() == 1
    assert "Blaby 59" in words(auditors.get(f"{NEEDS}/counts/domestic-abuse"))
