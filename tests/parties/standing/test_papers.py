"""Papers are given, checked, replaced and kept; their people are reminded before they run out."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties import actions, queries, tasks
from precept.parties.models import Organisation, Paper
from tests.parties.events import last, personal


@pytest.fixture(autouse=True)
def files_here(settings: object, tmp_path: Path) -> None:
    """Files lie in a folder of the test's own."""
    settings.STORAGES = {  # type: ignore[attr-defined]  # Django's settings
        **settings.STORAGES,  # type: ignore[attr-defined]  # Django's settings
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


@pytest.fixture
def give(club: Organisation, applicant: Person) -> Callable[..., Paper]:
    """Give a paper: ``give("insurance", expires=...)``."""

    def one(kind: str = "constitution", **said: object) -> Paper:
        return actions.give_paper(
            **{  # type: ignore[arg-type]  # what the action takes
                "by": applicant,
                "organisation": club,
                "kind": kind,
                "name": f"{kind}.txt",
                "content": b"These are our rules.",
                **said,
            }
        )

    return one


def test_a_paper_is_given_and_waits_for_the_office(
    give: Callable[..., Paper], club: Organisation
) -> None:
    paper = give()

    assert paper.state == "given"
    assert last(paper.subject)[0] == "paper given"
    assert "constitution.txt" in personal(paper.subject)
    assert StoredFile.objects.get(reference=paper.file).about == paper.subject
    assert [one.kind for one in queries.papers_in_force(club)] == ["constitution"]


@pytest.mark.parametrize(
    ("kind", "days", "field"),
    [
        ("accounts", {}, "dated"),
        ("accounts", {"dated": 1}, "dated"),
        ("insurance", {}, "expires"),
        ("insurance", {"expires": -1}, "expires"),
        ("insurance", {"dated": 30, "expires": 29}, "expires"),
        ("poem", {}, "kind"),
    ],
    ids=["undated", "from tomorrow", "endless", "over", "ends first", "no kind"],
)
def test_a_paper_bears_the_dates_it_must(
    give: Callable[..., Paper], kind: str, days: dict[str, int], field: str
) -> None:
    said = {name: clock.today() + timedelta(days=number) for name, number in days.items()}

    with pytest.raises(Refused) as refused:
        give(kind, **said)

    assert refused.value.field == field
    assert not StoredFile.objects.exists()


def test_a_file_that_is_not_taken_leaves_nothing(give: Callable[..., Paper]) -> None:
    with pytest.raises(Refused) as refused:
        give(name="rules.exe")

    assert refused.value.field == "file"
    assert not Paper.objects.exists()


def test_only_who_keeps_the_profile_gives_papers(
    give: Callable[..., Paper], stranger: Person, officer: Person
) -> None:
    for somebody in (stranger, officer):
        with pytest.raises(NotAllowed):
            give(by=somebody)


def test_a_newer_paper_replaces_the_older_which_is_kept(
    give: Callable[..., Paper], club: Organisation
) -> None:
    older = give()
    newer = give()

    assert queries.papers_in_force(club) == [newer]
    assert queries.replaced_papers(club) == [older]
    assert last(newer.subject)[1]["before"] == {"replaces": older.reference}


def test_more_papers_than_one_subject_holds_can_be_given_over_the_years(
    give: Callable[..., Paper], club: Organisation
) -> None:
    for _ in range(22):
        give()

    assert len(queries.replaced_papers(club)) == 21


def test_a_checked_paper_says_so(give: Callable[..., Paper], officer: Person) -> None:
    paper = actions.check_paper(by=officer, paper=give(), is_good_enough=True)

    assert (paper.state, paper.checked_by) == ("checked", officer)
    assert last(paper.subject)[0] == "paper checked"


def test_its_people_read_why_a_paper_is_not_good_enough(
    give: Callable[..., Paper], club: Organisation, officer: Person, applicant: Person
) -> None:
    paper = give()
    with pytest.raises(Refused) as refused:
        actions.check_paper(by=officer, paper=paper, is_good_enough=False)
    assert refused.value.field == "reason"

    actions.check_paper(by=officer, paper=paper, is_good_enough=False, reason="Not signed")

    (missing,) = queries.papers_missing(club, ["constitution"])
    assert missing.words == "Constitution or governing document: not good enough"
    mail = Mail.objects.get(kind="paper not good enough")
    assert mail.text is not None
    assert (mail.to, "Not signed" in mail.text.reveal()) == (applicant.email, True)


def test_a_paper_is_checked_as_it_was_seen(
    give: Callable[..., Paper], officer: Person, manager: Person
) -> None:
    seen = give()
    also_seen = Paper.objects.select_related("organisation").get(pk=seen.pk)
    actions.check_paper(by=officer, paper=seen, is_good_enough=True)

    with pytest.raises(Changed):
        actions.check_paper(by=manager, paper=also_seen, is_good_enough=False, reason="No")


def test_a_replaced_paper_is_not_checked(give: Callable[..., Paper], officer: Person) -> None:
    older = give()
    give()
    older.refresh_from_db()

    with pytest.raises(Changed):
        actions.check_paper(by=officer, paper=older, is_good_enough=True)


def test_who_checks_papers_has_the_power_and_is_no_member(
    give: Callable[..., Paper],
    marker: Person,
    applicant: Person,
    club: Organisation,
    officer: Person,
) -> None:
    paper = give()
    for somebody in (marker, applicant):
        with pytest.raises(NotAllowed):
            actions.check_paper(by=somebody, paper=paper, is_good_enough=True)
    actions.add_member(
        by=officer, organisation=club, person=officer, keeps_profile=False, signs=True, why="So"
    )
    with pytest.raises(NotAllowed):
        actions.check_paper(by=officer, paper=paper, is_good_enough=True)


def test_what_is_missing_is_said_kind_by_kind(
    give: Callable[..., Paper], club: Organisation
) -> None:
    ends = clock.today() + timedelta(days=10)
    give("insurance", expires=ends)

    found = queries.papers_missing(club, ["insurance", "accounts"], ends + timedelta(days=1))

    assert [(one.kind, one.why) for one in found] == [
        ("insurance", "out of date"),
        ("accounts", "not given"),
    ]
    assert queries.papers_missing(club, ["insurance"], ends) == []


def test_a_file_that_the_scanner_refused_is_missing(
    give: Callable[..., Paper], club: Organisation
) -> None:
    paper = give()
    StoredFile.objects.filter(reference=paper.file).update(state="refused", settled=clock.now())

    (missing,) = queries.papers_missing(club, ["constitution"])

    assert missing.why == "the virus scanner refused the file"


@pytest.mark.parametrize(("days", "letters"), [(31, 0), (30, 1), (1, 1), (0, 1), (-3, 1)], ids=str)
def test_its_people_are_reminded_thirty_days_before_and_on_the_day(
    give: Callable[..., Paper], days: int, letters: int
) -> None:
    paper = give("insurance", expires=clock.today() + timedelta(days=60))
    Paper.objects.filter(pk=paper.pk).update(expires=clock.today() + timedelta(days=days))

    for _ in range(2):
        tasks.papers_run_out()

    assert Mail.objects.filter(kind="paper runs out").count() == letters


def test_each_reminder_is_sent_once(give: Callable[..., Paper]) -> None:
    paper = give("insurance", expires=clock.today() + timedelta(days=30))
    tasks.papers_run_out()
    Paper.objects.filter(pk=paper.pk).update(expires=clock.today())
    tasks.papers_run_out()
    tasks.papers_run_out()

    subjects = Mail.objects.filter(kind="paper runs out").order_by("pk")
    assert list(subjects.values_list("subject", flat=True)) == [
        "A paper runs out: insurance",
        "A paper has run out: insurance",
    ]


def test_nobody_is_reminded_of_a_paper_that_was_replaced(give: Callable[..., Paper]) -> None:
    give("insurance", expires=clock.today() + timedelta(days=5))
    give("insurance", expires=clock.today() + timedelta(days=300))

    tasks.papers_run_out()

    assert not Mail.objects.filter(kind="paper runs out").exists()


def test_a_paper_opens_for_its_people_and_those_who_check(
    give: Callable[..., Paper],
    client_as: Callable[[Person], Client],
    applicant: Person,
    stranger: Person,
    officer: Person,
    marker: Person,
    finance: Person,
) -> None:
    paper = give()
    StoredFile.objects.filter(reference=paper.file).update(state="clean", settled=clock.now())

    answers = {
        somebody.name: client_as(somebody).get(f"/files/{paper.file}").status_code
        for somebody in (applicant, stranger, officer, marker, finance)
    }

    assert answers == {
        applicant.name: 200,
        stranger.name: 404,
        officer.name: 200,
        marker.name: 404,
        finance.name: 404,
    }


def test_the_dates_of_a_paper_are_spoken_of_in_the_letter(give: Callable[..., Paper]) -> None:
    paper = give("insurance", expires=clock.today() + timedelta(days=60))
    Paper.objects.filter(pk=paper.pk).update(expires=date(2020, 3, 31))

    tasks.papers_run_out()

    mail = Mail.objects.get(kind="paper runs out")
    assert mail.text is not None
    assert "ran out on 31 March 2020" in mail.text.reveal()
