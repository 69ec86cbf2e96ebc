"""From draft to the public: approving, publishing, superseding, withdrawing."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from python_calamine import CalamineWorkbook

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import QueuedTask
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications_actions
from precept.foundation.publications import queries as publications
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Wanted
from precept.plan import actions, queries, rules
from precept.plan.models import Framework

pytestmark = pytest.mark.django_db


def said(event_type: str) -> dict[str, Any]:
    return ledger.said(Event.objects.filter(type=event_type).latest("id"))


def states() -> list[tuple[str, int, str]]:
    rows = Framework.objects.order_by("year", "version")
    return list(rows.values_list("year", "version", "state"))


def test_a_draft_is_approved_as_it_was_read_and_in_a_capacity(
    draft: Callable[..., Framework], commissioner: Person
) -> None:
    framework = draft()
    approved = actions.approve(by=commissioner, framework=framework, revision=framework.revision)

    assert (approved.state, approved.approved_by, approved.approved_as) == (
        "approved",
        commissioner,
        "Commissioner",
    )
    assert said("framework approved")["after"] == {
        "as": "Commissioner",
        "revision": framework.revision,
    }


def test_a_stale_approval_is_refused(
    draft: Callable[..., Framework], commissioner: Person, officer: Person
) -> None:
    framework = draft()
    line = rules.TypedLine(kind="contract", name="Slipped in", fund="CORE")
    actions.add_line(by=officer, section=queries.section_of(framework, "core"), line=line)

    with pytest.raises(Changed):
        actions.approve(by=commissioner, framework=framework, revision=framework.revision)

    assert states() == [("2022-23", 1, "draft")]


def test_an_approved_framework_cannot_be_approved_again(
    draft: Callable[..., Framework], commissioner: Person
) -> None:
    framework = draft()
    approved = actions.approve(by=commissioner, framework=framework, revision=framework.revision)

    with pytest.raises(Refused, match="is approved"):
        actions.approve(by=commissioner, framework=approved, revision=approved.revision)
    with pytest.raises(Changed):
        actions.approve(by=commissioner, framework=framework, revision=framework.revision)


def test_who_drafted_it_approves_only_with_a_recorded_reason(
    draft: Callable[..., Framework], person: Callable[..., Person]
) -> None:
    both = person(role=("commissioning-officer", "chief-executive"))
    framework = draft(by=both)
    approve: dict[str, Any] = {"by": both, "framework": framework, "revision": framework.revision}

    with pytest.raises(Refused) as refused:
        actions.approve(**approve)
    assert refused.value.field == "exception"
    approved = actions.approve(**approve, exception="The commissioner is away until May.")

    assert approved.approval_exception == "The commissioner is away until May."
    told = said("framework approved by the person who drafted it")
    assert told["why"] == "The commissioner is away until May."


def test_somebody_elses_approval_keeps_no_exception(
    draft: Callable[..., Framework], commissioner: Person
) -> None:
    framework = draft()
    approved = actions.approve(
        by=commissioner, framework=framework, revision=framework.revision, exception="Whatever"
    )

    assert approved.approval_exception == ""


def test_what_lacks_something_needed_is_not_approved(
    draft: Callable[..., Framework], commissioner: Person
) -> None:
    framework = draft(introduction="")

    with pytest.raises(Refused, match="Write the introduction"):
        actions.approve(by=commissioner, framework=framework, revision=framework.revision)

    assert states() == [("2022-23", 1, "draft")]


def test_a_framework_sent_back_is_a_draft_without_approval(
    draft: Callable[..., Framework], commissioner: Person, officer: Person, auditor: Person
) -> None:
    framework = draft()
    approved = actions.approve(by=commissioner, framework=framework, revision=framework.revision)
    with pytest.raises(NotAllowed):
        actions.send_back(by=auditor, framework=approved, why="No.")
    with pytest.raises(Refused):
        actions.send_back(by=officer, framework=approved, why=" ")

    back = actions.send_back(by=officer, framework=approved, why="A contract is missing.")

    assert (back.state, back.approved, back.approved_by, back.approved_as) == (
        "draft",
        None,
        None,
        "",
    )
    assert said("framework sent back")["why"] == "A contract is missing."


def test_a_published_framework_says_everything_it_has_to(
    published: Callable[..., Framework],
) -> None:
    framework = published()
    released = publications.latest("framework", "2022-23")
    payload = released.payload

    assert (framework.state, released.address) == ("published", "/framework/2022-23")
    assert released.title == "Commissioning Framework 2022–23"
    assert (payload.version, payload.approved_as, payload.approved_on) == (
        1,
        "Commissioner",
        "2022-12-01",
    )
    assert (payload.starts, payload.ends) == ("2022-04-01", "2023-03-31")
    assert rules.total_text(payload.total) == "£5,198,392.80 plus 2 not yet known"
    assert [(one.fund_name, one.kind_title, one.total.pence) for one in payload.slices] == [
        ("Commissioner's Safety Fund", "Round of grants", 38_941_447),
        ("Core budget", "Contract", 358_661_500),
        ("Violence Reduction Network", "Contract", 111_833_300),
        ("Violence Reduction Network", "Round of grants", 10_403_033),
    ]
    assert sum(one.total.pence for one in payload.slices) == payload.total.pence
    assert said("framework published")["after"] == {
        "total": "£5,198,392.80 plus 2 not yet known",
        "publication": 1,
        "digest": released.digest,
    }
    found = search.find(Wanted(scope="public", words="target hardening"))
    assert [(hit.kind, hit.href) for hit in found.hits] == [("framework", "/framework/2022-23")]


def test_nobody_is_named_in_what_is_published(
    published: Callable[..., Framework], officer: Person, commissioner: Person, manager: Person
) -> None:
    published()
    text = Publication.objects.get(kind="framework").payload

    assert [one.name for one in (officer, commissioner, manager) if one.name in text] == []


def test_only_an_approved_framework_is_published_and_only_by_those_who_may(
    draft: Callable[..., Framework], commissioner: Person, manager: Person, officer: Person
) -> None:
    framework = draft()
    with pytest.raises(Refused, match="is draft"):
        actions.publish_framework(by=manager, framework=framework)
    approved = actions.approve(by=commissioner, framework=framework, revision=framework.revision)
    for person in (officer, commissioner):
        with pytest.raises(NotAllowed):
            actions.publish_framework(by=person, framework=approved)

    assert states() == [("2022-23", 1, "approved")]
    assert Publication.objects.count() == 0


@pytest.mark.parametrize("role", ["commissioning-officer", "commissioning-manager", "auditor"])
def test_only_people_with_the_power_approve(
    draft: Callable[..., Framework], person: Callable[..., Person], role: str
) -> None:
    framework = draft()

    with pytest.raises(NotAllowed):
        actions.approve(by=person(role=role), framework=framework, revision=framework.revision)


def test_a_new_version_supersedes_the_old_which_stays_public(
    published: Callable[..., Framework],
    officer: Person,
    live: Callable[[Framework], Framework],
) -> None:
    published()
    amended = actions.amend(by=officer, year="2022-23", why="Round 6 closed.")
    assert states() == [("2022-23", 1, "published"), ("2022-23", 2, "draft")]
    actions.change_words(
        by=officer,
        framework=amended,
        revision=1,
        title="Commissioning Framework",
        introduction="Amended.",
        lead="",
        review="April 2023",
    )

    live(amended)

    assert states() == [("2022-23", 1, "superseded"), ("2022-23", 2, "published")]
    assert [row.version for row in publications.versions("framework", "2022-23")] == [2, 1]
    assert publications.version("framework", "2022-23", 1).payload.introduction == (
        "What the money is for."
    )
    latest = publications.latest("framework", "2022-23")
    assert (latest.payload.version, latest.why) == (2, "Round 6 closed.")
    assert said("framework superseded") == {"why": "Round 6 closed.", "after": {"version": 2}}


def test_the_only_framework_in_force_cannot_be_withdrawn(
    published: Callable[..., Framework], manager: Person
) -> None:
    framework = published()

    with pytest.raises(Refused, match="the only framework in force"):
        actions.withdraw_framework(by=manager, framework=framework, why="Why not.")

    assert states() == [("2022-23", 1, "published")]


def test_next_years_framework_can_be_withdrawn_with_a_reason_and_begun_again(
    published: Callable[..., Framework],
    draft: Callable[..., Framework],
    manager: Person,
    officer: Person,
    live: Callable[[Framework], Framework],
) -> None:
    published()
    following = draft("2023-24")
    line = rules.TypedLine(kind="contract", name="A service", fund="CORE")
    actions.add_line(by=officer, section=queries.section_of(following, "core"), line=line)
    following = live(following)
    with pytest.raises(NotAllowed):
        actions.withdraw_framework(by=officer, framework=following, why="Too early.")
    with pytest.raises(Refused) as refused:
        actions.withdraw_framework(by=manager, framework=following, why=" ")
    assert refused.value.field == "why"

    actions.withdraw_framework(by=manager, framework=following, why="Published too early.")

    assert states()[-1] == ("2023-24", 1, "withdrawn")
    tombstone = publications.latest("framework", "2023-24")
    assert (tombstone.is_tombstone, tombstone.why) == (True, "Published too early.")
    again = actions.draft_next_year(by=officer, year="2023-24", title="Again")
    # The tombstone was the publication's second version: the numbers stay the same in both.
    assert again.version == 3


def test_a_framework_with_a_version_in_hand_is_not_withdrawn(
    published: Callable[..., Framework], officer: Person, manager: Person
) -> None:
    framework = published()
    actions.amend(by=officer, year="2022-23", why="Because.")

    with pytest.raises(Refused, match="in hand"):
        actions.withdraw_framework(by=manager, framework=framework, why="Why not.")


def test_cover_follows_what_is_published(
    published: Callable[..., Framework], on: Callable[[date], None]
) -> None:
    assert queries.cover_today().state == "lapsed"
    published()
    assert queries.cover_today().state == "active"
    on(date(2023, 1, 15))
    assert queries.cover_today().state == "warning"
    on(date(2023, 4, 1))
    assert queries.cover_today().state == "lapsed"


def test_what_was_taken_down_elsewhere_covers_nothing(
    published: Callable[..., Framework], manager: Person
) -> None:
    published()
    publications_actions.withdraw(
        by=manager, publication=Publication.objects.get(kind="framework"), why="A wrong table."
    )

    assert queries.cover_today().state == "lapsed"


def test_a_lost_race_leaves_one_published_version(
    published: Callable[..., Framework], officer: Person, commissioner: Person, manager: Person
) -> None:
    published()
    amended = actions.amend(by=officer, year="2022-23", why="Because.")
    approved = actions.approve(by=commissioner, framework=amended, revision=1)
    actions.publish_framework(by=manager, framework=approved)

    with transaction.atomic(), pytest.raises(Changed):
        actions.publish_framework(by=manager, framework=approved)

    assert [state for _, _, state in states()] == ["superseded", "published"]


def files(framework: Framework) -> dict[str, PublishedFile]:
    publications_actions.write_files(Publication.objects.get(key=framework.year))
    return {file.name: file for file in publications.files_of("framework", framework.year)}


def test_a_framework_goes_with_its_files(published: Callable[..., Framework]) -> None:
    framework = published()
    assert QueuedTask.objects.filter(name="publications.write_files").count() == 1
    made = files(framework)

    stem = "commissioning-framework-2022-23"
    assert sorted(made) == [
        f"{stem}-core.csv",
        f"{stem}-csf.csv",
        f"{stem}-vrn.csv",
        f"{stem}.docx",
        f"{stem}.pdf",
        f"{stem}.xlsx",
    ]
    assert bytes(made[f"{stem}.pdf"].content).startswith(b"%PDF")
    assert bytes(made[f"{stem}-vrn.csv"].content).decode("utf-8-sig").splitlines()[:3] == [
        "Contract Number,Contract Name,Contract Period,Contract Value,Amount (£),"
        "Amounts not yet known,Available to spend (£),Funds,Resource area,Kind,Invented",
        'VRN003,Violence Intervention Project,01/11/2022-31/03/2024,"£701,000",701000.00,'
        "0,,VRN,,Contract,false",
        'VRN001 and VRN002,Specialist Providers,08/08/2022 – 31/03/2024,"£83,500 £83,500",'
        "167000.00,0,,VRN,,Contract,false",
    ]


def test_the_workbook_has_a_sheet_for_each_table_with_figures_as_numbers(
    published: Callable[..., Framework],
) -> None:
    content = bytes(files(published())["commissioning-framework-2022-23.xlsx"].content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))

    assert book.sheet_names == [
        "Upcoming Commissioning Activity",
        "Upcoming Violence Reduction Net",
        "Commissioners Safety Fund 2022",
    ]
    rounds = book.get_sheet_by_index(2).to_python()
    assert rounds[5][3:9] == [
        "£20,000 per contract",
        "£204,030.33 (OPCC £100,000.00) (VRN £104,030.33)",
        204030.33,
        0.0,
        "",
        "CSF and VRN",
    ]
    assert rounds[6][4:8] == ["Not yet known – £111,000.00 available to spend", "", 1.0, 111000.0]


def test_files_made_again_are_the_same_bytes(published: Callable[..., Framework]) -> None:
    framework = published()
    before = {name: file.digest for name, file in files(framework).items()}
    PublishedFile.objects.all().delete()

    assert {name: file.digest for name, file in files(framework).items()} == before
