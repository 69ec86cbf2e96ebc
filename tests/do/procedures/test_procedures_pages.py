"""The office's pages of procedures and documents: what each shows, to whom, and what comes of bad input."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.do.procedures import actions, queries, rules
from precept.do.procedures.models import Standard, StandardFeedback, StandardVersion
from precept.foundation.people.models import Person
from tests.do.procedures.conftest import ROUND, TODAY
from tests.reading import words

LIST, TEMPLATES = "/office/procedures", "/office/templates"
HERE = f"{LIST}/{ROUND}"
DRAFT = f"{HERE}/versions/1"


def day(name: str, one: date) -> dict[str, str]:
    """A date as it is typed."""
    return {
        f"{name}-day": str(one.day),
        f"{name}-month": str(one.month),
        f"{name}-year": str(one.year),
    }


def test_an_office_that_has_none_reads_what_it_could_begin_with(
    officers: Client, auditors: Client
) -> None:
    said = words(officers.get(LIST))
    assert "None is the office’s own yet" in said
    assert "Light touch services" in said
    assert "Add a procedure" in said
    assert "Add a procedure" not in words(auditors.get(LIST))

    offered = words(officers.get(f"{LIST}/open"))
    assert "It is not in force, and not public" in offered
    assert "Make it your own" in offered
    assert "Make it your own" not in words(auditors.get(f"{LIST}/open"))
    assert "Open procedure" in words(officers.get(f"{LIST}/evaluation-model"))


def test_an_officer_makes_one_their_own_and_somebody_else_approves_it(
    officers: Client, chiefs: Client, officer: Person
) -> None:
    sent = officers.post(f"{HERE}/adopt", {"owner": officer.reference})
    assert (sent.status_code, sent["Location"]) == (302, DRAFT)
    page = words(officers.get(DRAFT))
    assert "Nothing is missing" in page
    assert "Written by Ada Officer" in page

    assert officers.post(f"{DRAFT}/send", {"revision": 1}).status_code == 302
    assert officers.get(f"{DRAFT}/approve").status_code == 403
    assert "Approve it" in words(chiefs.get(DRAFT))
    done = chiefs.post(f"{DRAFT}/approve", {"revision": 2, **day("begins", TODAY)})

    assert (done.status_code, done["Location"]) == (302, DRAFT)
    page = words(officers.get(HERE))
    assert "In force Version 1 , from 1 April 2026" in page
    assert "Review due 1 April 2027" in page
    assert "approved by Cy Chief on 1 April 2026" in page
    assert "As the public reads it" in page


def test_a_writer_is_told_why_they_do_not_approve(
    manager: Person, draft: StandardVersion, client_as: Callable[[Person], Client]
) -> None:
    now = actions.write_section(by=manager, version=draft, revision=1, at=1, text="Better")
    actions.send_for_approval(by=manager, version=now, revision=2)
    browser = client_as(manager)

    assert "You wrote in this version, so somebody else approves it." in words(browser.get(DRAFT))
    sent = browser.post(f"{DRAFT}/approve", {"revision": 3, **day("begins", TODAY)})

    assert sent.status_code == 403
    assert StandardVersion.objects.get().state == "waiting"


def test_bad_input_is_said_in_plain_words_and_nothing_typed_is_lost(
    officers: Client, draft: StandardVersion
) -> None:
    sent = officers.post(
        f"{DRAFT}/stage",
        {"name": "Workshop", "who": "", "what": "Talk", "how_long": "", "revision": 1},
    )

    assert sent.status_code == 422
    page = sent.content.decode()
    assert "Enter who acts" in page
    assert "Enter how long it takes" in page
    assert 'value="Workshop"' in page
    assert StandardVersion.objects.get().revision == 1


def test_a_stale_change_shows_both_texts(
    officers: Client, manager: Person, draft: StandardVersion
) -> None:
    actions.write_section(by=manager, version=draft, revision=1, at=2, text="Theirs stands")

    sent = officers.post(f"{DRAFT}/sections/2/change", {"text": "Mine is typed", "revision": 1})

    assert sent.status_code == 409
    page = words(sent)
    assert "Theirs stands" in page
    assert "Mine is typed" in page
    again = officers.post(f"{DRAFT}/sections/2/change", {"text": "Mine is typed", "revision": 2})
    assert again.status_code == 302
    assert queries.version_of(draft.standard, 1).sections[1]["text"] == "Mine is typed"


def test_a_draft_is_written_stage_by_stage(officers: Client, draft: StandardVersion) -> None:
    said = {"name": "Talk", "who": "Officers", "what": "Questions", "how_long": "1 day"}
    many = len(draft.stages)

    assert officers.post(f"{DRAFT}/stage", {**said, "place": 1, "revision": 1}).status_code == 302
    assert (
        officers.post(
            f"{DRAFT}/stages/1/change", {**said, "who": "Everybody", "place": 2, "revision": 2}
        ).status_code
        == 302
    )
    assert officers.post(f"{DRAFT}/stages/1/remove", {"revision": 3}).status_code == 302

    now = queries.version_of(draft.standard, 1)
    assert (len(now.stages), now.stages[0]["name"], now.stages[0]["who"]) == (
        many,
        "Talk",
        "Everybody",
    )
    assert officers.get(f"{DRAFT}/stages/99/change").status_code == 404
    assert officers.get(f"{DRAFT}/stages/1/burn").status_code == 404
    assert officers.get(f"{DRAFT}/sections/1/remove").status_code == 404
    assert officers.get(f"{DRAFT}/section").status_code == 404


def test_a_document_is_written_and_filled_in(officers: Client, officer: Person) -> None:
    sent = officers.post(
        f"{LIST}/new/document",
        {"title": "Thank-you note", "used_when": "At the end", "owner": officer.reference},
    )
    there = sent["Location"]
    assert there == f"{LIST}/thank-you-note/versions/1"
    assert "Add its first section." in words(officers.get(there))

    bad = officers.post(f"{there}/section", {"heading": "Hi", "text": "$nobody", "revision": 1})
    assert bad.status_code == 422
    assert "There is no field $nobody" in bad.content.decode()
    officers.post(
        f"{there}/section", {"heading": "To $provider", "text": "Thanks, $office!", "revision": 1}
    )
    officers.post(
        f"{there}/about",
        {
            "title": "Thank-you note",
            "used_when": "At the end",
            "procedures": ["open"],
            "revision": 2,
        },
    )
    assert "Nothing is missing" in words(officers.get(there))
    fill = officers.get(f"{there}/fill").content.decode()
    assert "The provider (optional)" in fill
    assert "The office (optional)" not in fill

    file = officers.post(f"{there}/fill", {"provider": "$office <b>Hope</b>"})

    assert file["Content-Type"].endswith("wordprocessingml.document")
    said = _words_of_word(file.content)
    assert "To $office <b>Hope</b>" in said
    assert "[the" not in said


def _words_of_word(content: bytes) -> str:
    import io

    import docx

    return "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_version_is_taken_away_as_a_file(
    officers: Client, draft: StandardVersion, ending: str
) -> None:
    file = officers.get(f"{DRAFT}/file.{ending}")

    assert file.status_code == 200
    assert f"{ROUND}-version-1.{ending}" in file["Content-Disposition"]
    if ending == "docx":
        assert "How marks are given" in _words_of_word(file.content)
    assert officers.get(f"{DRAFT}/file.exe").status_code == 404


def test_what_changed_stands_side_by_side_with_why(
    officers: Client, approved: StandardVersion, next_version: Callable[..., StandardVersion]
) -> None:
    assert officers.get(f"{DRAFT}/compare").status_code == 404
    next_version(ROUND, date(2026, 5, 1))

    page = words(officers.get(f"{HERE}/versions/2/compare"))

    assert "What changed from version 1 to version 2 Bidders asked for it" in page
    assert "How marks are given Before Two or three people mark" in page
    assert "Now Three people mark." in page
    assert "Version 1: approved" in words(officers.get(HERE)).replace(" : ", ": ")


def test_feedback_is_noted_answered_and_the_review_closed(
    officers: Client, standard: Standard
) -> None:
    sent = officers.post(
        f"{HERE}/feedback",
        {"who": "bidder", "words": "Too many questions", "round": "", **day("received", TODAY)},
    )
    assert sent["Location"] == f"{HERE}#feedback"
    now = queries.standard(ROUND)
    closing = {
        "outcome": "no change",
        "words": "No change, because it was the first year.",
        "version": now.version,
        **day("held_on", TODAY),
        **{f"next_on-{one}": "" for one in ("day", "month", "year")},
    }

    early = officers.post(f"{HERE}/review", closing)
    assert early.status_code == 422
    assert "Answer this first “Too many questions”" in words(early)
    assert "No change, because it was the first year." in early.content.decode()
    officers.post(
        f"{HERE}/feedback/1", {"state": "no change", "answer": "Each is needed", "version": 1}
    )
    assert officers.post(f"{HERE}/review", closing)["Location"] == f"{HERE}#reviews"

    page = words(officers.get(HERE))
    assert "1 April 2026: no change. No change, because it was the first year." in page
    assert "Next: 1 April 2027." in page
    assert "No change Each is needed" in page


def test_the_owner_is_changed_and_what_is_over_says_so(
    officers: Client, chiefs: Client, manager: Person, standard: Standard
) -> None:
    assert officers.get(f"{HERE}/retire").status_code == 403
    sent = officers.post(f"{HERE}/owner", {"owner": manager.reference, "version": standard.version})
    assert sent.status_code == 302
    assert "Max Manager" in words(officers.get(LIST))
    now = queries.standard(ROUND)
    chiefs.post(
        f"{HERE}/retire",
        {"why": "Another fund took its place", "version": now.version, **day("since", TODAY)},
    )

    page = words(officers.get(HERE))
    assert "No longer used since 1 April 2026. Another fund took its place" in page
    assert "Begin a new version" not in page
    assert "No longer used" in words(officers.get(LIST))


@pytest.mark.parametrize(
    "step", ["adopt", "begin", "feedback", "review", "owner", "retire", "versions/1/about"]
)
def test_who_only_reads_is_refused(auditors: Client, standard: Standard, step: str) -> None:
    assert auditors.get(HERE).status_code == 200
    assert auditors.get(DRAFT).status_code == 200
    assert auditors.get(f"{HERE}/{step}").status_code == 403
    assert auditors.post(f"{HERE}/{step}", {"version": 1}).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        f"{LIST}/raffle",
        f"{HERE}/burn",
        f"{HERE}/versions/9",
        f"{HERE}/versions/1/burn",
        f"{HERE}/feedback/9",
        f"{HERE}/versions/1/fill",
        f"{LIST}/new/raffle",
        f"{LIST}/raffle/adopt",
    ],
)
def test_what_is_not_there_is_not_found(officers: Client, standard: Standard, address: str) -> None:
    assert officers.get(address).status_code == 404


def test_a_version_that_is_approved_is_not_written_in(officers: Client, standard: Standard) -> None:
    for step in ("about", "stage", "send", "drop", "take-back", "sections/1/change"):
        assert officers.get(f"{DRAFT}/{step}").status_code == 409


def _asks(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_lists_ask_as_much_of_one_as_of_many(
    officers: Client, officer: Person, chief: Person, approved: StandardVersion
) -> None:
    one = [_asks(officers, address) for address in (LIST, "/office/")]
    for key, offered in rules.starting().items():
        if offered.kind == "procedure" and key != ROUND:
            now = actions.adopt(by=officer, key=key, owner=officer)
            now = actions.send_for_approval(by=officer, version=now, revision=1)
            actions.approve(by=chief, version=now, revision=2, begins=TODAY)

    many = [_asks(officers, address) for address in (LIST, "/office/")]

    assert many == one
    assert many[0] <= 10


def test_a_page_asks_as_much_with_one_version_as_with_many(
    officers: Client,
    officer: Person,
    standard: Standard,
    next_version: Callable[..., StandardVersion],
) -> None:
    next_version(ROUND, TODAY + timedelta(days=1))
    actions.note_feedback(by=officer, standard=standard, who="bidder", words="Long", received=TODAY)
    few = _asks(officers, HERE)
    for at in range(2, 7):
        next_version(ROUND, TODAY + timedelta(days=at), marks=f"{at} people mark.")
        actions.note_feedback(
            by=officer, standard=standard, who="bidder", words="Long", received=TODAY
        )

    assert _asks(officers, HERE) == few
    assert StandardFeedback.objects.count() == 6


def test_the_templates_list_leads_to_words_kept_elsewhere(officers: Client) -> None:
    page: Any = officers.get(TEMPLATES)

    said = words(page)
    assert "Invitation to tender" in said
    assert "Words that the office sends by itself" in said
    assert "/office/register/wording/agreement" in page.content.decode()
