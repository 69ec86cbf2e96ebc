"""Issues and risks: what went wrong, what could, and what of it is kept from whom."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.do.partners.models import JointService
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Part
from precept.foundation.people.models import Person
from precept.review.management import actions, queries
from precept.review.management.models import Issue, Meeting, Risk
from tests.reading import words
from tests.review.management.making import noted, raised

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
SECRET = "Quillback was left alone"


# Issues


def test_an_issue_is_closed_with_what_was_done_once_its_steps_are(
    cast: SimpleNamespace,
    agreement: Agreement,
    event_types: Callable[[str], list[str]],
) -> None:
    made = raised(cast, agreement)
    step = actions.agree_action(
        by=cast.officer, issue=made, what="Write again", owner=cast.officer, due=date(2026, 12, 4)
    )
    with pytest.raises(Refused, match="not done yet"):
        actions.close_issue(by=cast.officer, issue=made, version=1, words="Written")
    actions.finish_action(by=cast.officer, action_point=step, version=1, outcome="Written")
    closed = actions.close_issue(by=cast.officer, issue=made, version=1, words="Written again")

    assert (closed.state, closed.closed_words) == ("closed", "Written again")
    with pytest.raises(Refused, match="closed"):
        actions.agree_action(
            by=cast.officer, issue=closed, what="x", owner=cast.officer, due=date(2026, 12, 4)
        )
    assert event_types(made.subject) == ["issue raised", "issue closed"]


def test_an_issue_cannot_have_happened_tomorrow(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    with pytest.raises(Refused, match="later than today"):
        raised(cast, agreement, happened_on=date(2026, 12, 1))


@pytest.fixture
def concern(cast: SimpleNamespace, agreement: Agreement) -> Issue:
    """A safeguarding concern, raised by one officer and dealt with by another."""
    made = raised(
        cast,
        agreement,
        title=SECRET,
        what=f"{SECRET} with a stranger",
        is_safeguarding=True,
        owner=cast.manager,
    )
    actions.agree_action(
        by=cast.officer,
        issue=made,
        what=f"See that {SECRET} no more",
        owner=cast.manager,
        due=date(2026, 12, 4),
    )
    return made


def test_a_safeguarding_concern_keeps_its_details_from_everybody_else(
    cast: SimpleNamespace, agreement: Agreement, concern: Issue, client_as: ClientAs
) -> None:
    pages = (
        f"/office/management/issues/{concern.reference}",
        f"/office/management/actions/{concern.steps.get().reference}",
        "/office/management/of/agreements/CORE004",
        "/office/management/issues",
        "/office/management/issues?words=Quillback",
        "/office/management/actions",
        "/office/management/actions?words=Quillback",
        "/office/management",
        f"/office/ledger/{concern.subject}",
        f"/office/ledger/{concern.steps.get().subject}",
        "/office/",
    )
    for one in (cast.other, cast.auditor):
        browser = client_as(one)
        said = [page for page in pages if SECRET in browser.get(page).content.decode()]
        assert said == []
    there = words(client_as(cast.other).get(pages[0]))
    assert f"Safeguarding concern {concern.reference}" in there
    assert "Ask Bo Marrowby, who deals with it." in there
    for one in (cast.officer, cast.manager, cast.chief):
        assert SECRET in client_as(one).get(pages[0]).content.decode()


def test_no_word_of_a_safeguarding_concern_enters_the_history(
    cast: SimpleNamespace, concern: Issue
) -> None:
    actions.change_issue(
        by=cast.manager,
        issue=concern,
        version=1,
        title=SECRET,
        what=f"{SECRET}, twice",
        happened_on=concern.happened_on,
        severity="very high",
        owner=cast.manager,
        is_safeguarding=True,
    )
    step = concern.steps.get()
    actions.finish_action(
        by=cast.manager, action_point=step, version=1, outcome=f"{SECRET} no more"
    )
    concern.refresh_from_db()
    actions.close_issue(
        by=cast.manager, issue=concern, version=concern.version, words=f"{SECRET} no more"
    )

    assert [one.text for one in Part.objects.all() if "Quillback" in (one.text or "")] == []


def test_what_becomes_a_concern_later_leaves_lists_agendas_and_stories(
    cast: SimpleNamespace,
    agreement: Agreement,
    call: Callable[..., Meeting],
    client_as: ClientAs,
) -> None:
    made = raised(cast, agreement, title=SECRET, what=f"{SECRET} with a stranger")
    step = actions.agree_action(
        by=cast.officer,
        issue=made,
        what=f"Ask after {SECRET}",
        owner=cast.officer,
        due=date(2026, 12, 4),
    )
    meeting = call()
    assert meeting.items.get(source="issue").words == SECRET
    actions.change_issue(
        by=cast.officer,
        issue=made,
        version=1,
        title=SECRET,
        what=made.what,
        happened_on=made.happened_on,
        severity="high",
        owner=cast.officer,
        is_safeguarding=True,
    )

    said = [one.words + one.why for one in meeting.items.all()]
    assert [one for one in said if "Quillback" in one] == []
    pages = (
        f"/office/management/meetings/{meeting.reference}",
        f"/office/management/issues/{made.reference}",
        f"/office/management/actions/{step.reference}",
        f"/office/ledger/{made.subject}",
        f"/office/ledger/{step.subject}",
        "/office/ledger?words=contract-issue",
    )
    for somebody in (cast.other, cast.auditor):
        browser = client_as(somebody)
        shown = [page for page in pages if "Quillback" in browser.get(page).content.decode()]
        assert shown == []
    assert client_as(cast.auditor).get(pages[3]).status_code == 404
    assert client_as(cast.chief).get(pages[3]).status_code == 200


def test_only_those_who_may_read_a_concern_change_it_or_say_that_it_is_none(
    cast: SimpleNamespace, concern: Issue, client_as: ClientAs
) -> None:
    with pytest.raises(NotAllowed):
        actions.close_issue(by=cast.other, issue=concern, version=1, words="x")
    with pytest.raises(NotAllowed):
        actions.agree_action(
            by=cast.other, issue=concern, what="x", owner=cast.other, due=date(2026, 12, 4)
        )
    said: dict[str, Any] = {
        "issue": concern,
        "version": 1,
        "title": "x",
        "what": "y",
        "happened_on": concern.happened_on,
        "severity": "low",
        "owner": cast.manager,
    }
    with pytest.raises(Refused, match="can say that this is none"):
        actions.change_issue(by=cast.officer, **said)
    assert not actions.change_issue(by=cast.manager, **said).is_safeguarding


def test_a_concern_reaches_no_agenda_by_its_words(
    cast: SimpleNamespace, concern: Issue, call: Callable[..., Meeting]
) -> None:
    made = call()

    (item,) = made.items.filter(source="issue")
    assert (item.words, item.copy) == ("A safeguarding concern", "office")
    assert not any("Quillback" in one.words + one.why for one in made.items.all())


# Risks


def test_a_risk_is_scored_again_with_a_reason_and_keeps_its_history(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    made = noted(cast, agreement)
    assert (made.score, made.scale) == (9, "risk-2026")
    now = actions.score_again(
        by=cast.officer,
        risk=made,
        version=1,
        likelihood=5,
        impact=4,
        mitigation="Train many more",
        owner=cast.other,
        review_on=date(2026, 12, 20),
        why="Two gave notice",
    )

    assert (now.score, now.version) == (20, 2)
    history = [(one.likelihood, one.impact, one.why) for one in queries.scores_of(now)]
    assert history == [(5, 4, "Two gave notice"), (3, 3, "As it was noted")]
    with pytest.raises(Changed):
        actions.score_again(
            by=cast.officer,
            risk=made,
            version=1,
            likelihood=1,
            impact=1,
            mitigation="x",
            owner=cast.officer,
            review_on=date(2026, 12, 20),
            why="x",
        )


def test_a_risk_stays_on_the_scale_whatever_is_asked(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    with pytest.raises(Refused, match="from 1 to 5"):
        noted(cast, agreement, likelihood=6)
    with pytest.raises(Refused, match="cannot lie behind"):
        noted(cast, agreement, review_on=date(2026, 11, 29))
    made = noted(cast, agreement)
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.filter(pk=made.pk).update(likelihood=6, score=18)
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.filter(pk=made.pk).update(score=1)


def test_a_risk_that_is_due_again_stands_on_its_owners_desk(
    cast: SimpleNamespace, agreement: Agreement, today: Callable[[date], None]
) -> None:
    def waits() -> list[tuple[str, str]]:
        found = queries.waits_for(cast.officer)
        return [(one.text, one.tone) for one in found if "risk" in one.text]

    made = noted(cast, agreement, review_on=date(2026, 12, 1))
    assert waits() == []
    today(date(2026, 12, 2))
    assert waits() == [("Look again at a risk: People leave", "red")]
    actions.close_risk(by=cast.officer, risk=made, version=1, words="Pay went up")
    assert waits() == []


def test_what_is_about_a_service_is_read_by_who_commissions_it_without_what_is_kept(
    cast: SimpleNamespace, service: JointService, client_as: ClientAs
) -> None:
    noted(cast, service, title="Patrols are too few", likelihood=5)
    noted(cast, service, title=SECRET, is_safeguarding=True)
    address = f"/my/management/services/{service.reference}"

    said = words(client_as(cast.partner).get(address))
    assert "Patrols are too few Above the line" in said
    assert "Risk about somebody’s safety" in said
    assert SECRET not in said
    for shut in (cast.stranger, cast.provider):
        assert client_as(shut).get(address).status_code == 404


def test_the_map_of_risks_has_the_same_in_a_table(
    cast: SimpleNamespace, agreement: Agreement, client_as: ClientAs
) -> None:
    noted(cast, agreement, likelihood=4, impact=5)
    page = client_as(cast.auditor).get("/office/management/of/agreements/CORE004").content.decode()

    assert "1 risk of score 20 (very high)" in page
    assert "1 open, of which 1 stand above the line." in page
    assert "4 Likely 0 0 0 0 1" in words(client_as(cast.auditor).get("/office/management"))
