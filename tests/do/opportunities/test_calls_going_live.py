"""Setting a call up and publishing it: states, events and refusals."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from precept.do.opportunities import access, actions, queries, sign_ups
from precept.do.opportunities.models import Call, FrozenQuestions, Opportunity
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.plan.models import Fund
from tests.do.opportunities.conftest import CRITERIA, wall

pytestmark = pytest.mark.django_db


def last_event(call: Call) -> tuple[str, dict[str, Any]]:
    event = Event.objects.filter(subject=call.subject).order_by("-place")[0]
    return event.type, said(event)


def test_a_round_is_begun_from_a_fund_with_dates_to_confirm(draft: Call) -> None:
    round_ = draft.opportunity

    assert round_.reference == "CSF-2026-27-1"
    assert (round_.programme, round_.year, round_.number) == (
        "Commissioner's Safety Fund",
        "2026-27",
        1,
    )
    assert (draft.opens_wall, draft.closes_wall) == ("2026-12-08T12:00", "2027-01-19T12:00")
    assert not draft.dates_are_confirmed
    assert round_.state == "planned"
    assert round_.deadline == date(2027, 1, 19)
    assert last_event(draft)[0] == "round set up"


def test_its_number_is_the_next_of_its_programme_and_year(
    draft: Call, runner: Person, funds: dict[str, Fund]
) -> None:
    again = actions.set_up_call(by=runner, fund=funds["CSF"], theme="Youth")

    assert again.opportunity.number == 2


def test_a_round_of_the_register_is_set_up_once(draft: Call, runner: Person) -> None:
    with pytest.raises(Refused, match="set up already"):
        actions.set_up_call(by=runner, opportunity=draft.opportunity)


def test_a_complete_round_lacks_nothing(complete: Call) -> None:
    assert queries.go_live(complete) == []


def test_a_new_round_says_everything_it_lacks_and_where(draft: Call) -> None:
    missing = queries.go_live(draft)

    assert {one.part for one in missing} == {
        "about",
        "who",
        "eligibility",
        "priorities",
        "area",
        "dates",
        "limits",
        "pot",
        "questions",
        "criteria",
        "marking",
        "deciding",
        "contact",
    }
    assert missing[0].href == "/office/rounds/CSF-2026-27-1/set-up/about"


def test_an_incomplete_round_is_not_sent_on(draft: Call, runner: Person) -> None:
    with pytest.raises(Refused, match="Add the criteria"):
        actions.submit_for_publication(by=runner, call=draft, version=draft.version)


def test_every_change_keeps_what_was_said_before(complete: Call, runner: Person) -> None:
    actions.amend_call(
        by=runner, call=complete, version=complete.version, area="Rutland", why="New"
    )

    assert last_event(complete) == (
        "call amended",
        {"why": "New", "before": {"area": "Leicestershire"}, "after": {"area": "Rutland"}},
    )


def test_what_is_so_already_changes_nothing(complete: Call, runner: Person) -> None:
    again = actions.amend_call(
        by=runner, call=complete, version=complete.version, area=complete.area
    )

    assert again.version == complete.version


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"theme": " "}, "theme"),
        ({"longest_months": 0}, "between 1 and 60"),
        ({"longest_months": 61}, "between 1 and 60"),
        ({"markers_per_bid": 0}, "between 1 and 10"),
        ({"match_rule": "required", "match_percent": 101}, "between 1 and 100"),
        ({"match_rule": "half"}, "match-funding rule"),
        ({"decider": "auditor"}, "who decides"),
        ({"power": "power-of-now"}, "power"),
        ({"papers": ["passport"]}, "papers of the list"),
        ({"steps": [{"title": "", "what": "Something"}]}, "name"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, dict) else "",
)
def test_what_cannot_be_is_refused_in_words(
    complete: Call, runner: Person, changes: Any, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        actions.amend_call(by=runner, call=complete, version=complete.version, **changes)


def test_a_rolling_round_is_not_sealed(complete: Call, runner: Person) -> None:
    now = actions.amend_call(by=runner, call=complete, version=complete.version, is_rolling=True)

    assert (now.is_rolling, now.is_sealed) == (True, False)


def test_a_percentage_goes_with_a_requirement(complete: Call, runner: Person) -> None:
    now = actions.amend_call(
        by=runner,
        call=complete,
        version=complete.version,
        match_rule="required",
        match_percent=20,
    )
    assert now.match_percent == 20

    now = actions.amend_call(by=runner, call=now, version=now.version, match_rule="welcome")
    assert now.match_percent is None


def test_funders_shares_add_up_to_the_penny(
    complete: Call, runner: Person, funds: dict[str, Fund]
) -> None:
    assert [(one.fund_code, one.amount.pence) for one in queries.pot(complete)] == [
        ("CSF", 10_000_000),
        ("VRN", 10_403_033),
    ]
    assert queries.pot_total(complete) == Money.of("204030.33")
    with pytest.raises(Refused):
        actions.set_pot(
            by=runner,
            call=complete,
            version=complete.version,
            available=Money.of("204030.33"),
            shares=[(funds["CSF"], "OPCC", Money.of("204030.32"))],
        )


def test_weights_that_do_not_add_up_keep_a_round_from_going_live(
    complete: Call, runner: Person
) -> None:
    less = [{**CRITERIA[0], "weight": 39}, *CRITERIA[1:]]
    now = actions.set_criteria(by=runner, call=complete, version=complete.version, criteria=less)  # type: ignore[arg-type]

    words = "The weights add up to 99%. They must add up to 100%"
    assert [one.words for one in queries.go_live(now)] == [words]


def test_only_people_who_run_rounds_set_one_up(
    draft: Call, reader: Person, funds: dict[str, Fund]
) -> None:
    with pytest.raises(NotAllowed):
        actions.set_up_call(by=reader, fund=funds["CSF"], theme="Other")
    with pytest.raises(NotAllowed):
        actions.amend_call(by=reader, call=draft, version=draft.version, area="Rutland")


def test_whoever_saves_second_is_told(draft: Call, runner: Person) -> None:
    actions.amend_call(by=runner, call=draft, version=draft.version, area="Rutland")

    with pytest.raises(Changed):
        actions.amend_call(by=runner, call=draft, version=draft.version, area="Leicester")


def test_a_round_that_waits_is_not_changed(ready: Call, runner: Person) -> None:
    assert ready.stage == "ready"
    with pytest.raises(Refused, match="waits for a second person"):
        actions.amend_call(by=runner, call=ready, version=ready.version, area="Rutland")


def test_the_second_person_sends_it_back_with_a_reason(ready: Call, second: Person) -> None:
    with pytest.raises(Refused, match="why"):
        actions.send_back(by=second, call=ready, version=ready.version, why=" ")

    back = actions.send_back(by=second, call=ready, version=ready.version, why="Say more of need.")

    assert (back.stage, back.sent_back_why) == ("drafting", "Say more of need.")
    assert last_event(back)[0] == "round sent back"


def test_whoever_sent_it_on_does_not_publish_it(
    complete: Call, second: Person, ready: Call, runner: Person
) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_call(by=runner, call=ready, version=ready.version)

    Call.objects.filter(pk=ready.pk).update(set_up_by=second)
    with pytest.raises(NotAllowed, match="second person"):
        actions.publish_call(by=second, call=ready, version=ready.version)


def test_a_small_office_says_why_one_person_did_both(ready: Call, second: Person) -> None:
    Call.objects.filter(pk=ready.pk).update(set_up_by=second)

    now = actions.publish_call(
        by=second, call=ready, version=ready.version, alone_because="Everyone else is ill."
    )

    assert now.published_alone_why == "Everyone else is ill."
    assert last_event(now)[1]["after"]["one person alone, because"] == "Everyone else is ill."


def test_publishing_freezes_the_questions_and_says_everything(
    published: Call, second: Person
) -> None:
    assert published.stage == "published"
    assert published.frozen is not None
    assert published.frozen.digest == published.draft.digest
    assert published.published_by == second
    kind, facts = last_event(published)
    assert kind == "call published"
    assert facts["after"]["questions"] == published.frozen.digest
    released = publications.latest("opportunity", "CSF-2026-27-1").payload
    assert released.state == "planned"
    call = released.call
    assert call.questions == published.draft
    assert call.closes_words == "midday on 20 January 2027 (UK time)"
    assert [(one.title, one.weight) for one in call.criteria] == [
        ("Need", 40),
        ("Outcomes", 35),
        ("Value", 25),
    ]
    assert [one.score for one in call.criteria[0].levels] == [0, 1, 2, 3, 4, 5]
    assert call.contact == "Write to funding@opcc.example"
    assert call.decider == "Commissioner"
    assert call.power == "Crime and disorder reduction grant"


def test_two_rounds_that_ask_the_same_share_a_frozen_set(
    published: Call, runner: Person, second: Person
) -> None:
    copied = actions.copy_call(by=runner, call=published)
    copied = actions.set_dates(
        by=runner,
        call=copied,
        version=copied.version,
        opens=wall("2026-12-08T12:00"),
        closes=wall("2027-01-20T12:00"),
        decision_expected=date(2027, 3, 1),
    )
    sent = actions.submit_for_publication(by=runner, call=copied, version=copied.version)
    actions.publish_call(by=second, call=sent, version=sent.version)

    assert FrozenQuestions.objects.count() == 1


def test_a_copy_has_everything_and_dates_to_confirm(published: Call, runner: Person) -> None:
    copied = actions.copy_call(by=runner, call=published, theme="Rural crime again")

    assert copied.opportunity.reference == "CSF-2026-27-2"
    assert copied.copied_from == published
    assert copied.draft == published.asks
    assert [one.key for one in copied.criteria.all()] == ["need", "outcomes", "value"]
    assert [one.asks for one in copied.eligibility.all()] == [
        one.asks for one in published.eligibility.all()
    ]
    assert queries.pot(copied) == queries.pot(published)
    assert copied.steps == published.steps
    assert [one.words for one in queries.go_live(copied)] == [
        "Confirm the dates: they were suggested or copied"
    ]


def test_everyone_who_signed_up_hears_of_a_publication(
    ready: Call, second: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[sign_ups.Change] = []
    monkeypatch.setattr(sign_ups, "_when_changed", [heard.append])

    actions.publish_call(by=second, call=ready, version=ready.version)

    assert [(one.kind, one.call.pk) for one in heard] == [("published", ready.pk)]


def test_a_published_round_is_changed_neither_by_the_register_nor_by_set_up(
    published: Call, runner: Person
) -> None:
    with pytest.raises(Refused, match="published"):
        actions.amend_call(by=runner, call=published, version=published.version, area="Rutland")
    for changes in ({"theme": "Other"}, {"limit": None}, {"deadline": date(2027, 2, 1)}):
        now = Opportunity.objects.get(pk=published.opportunity_id)
        with pytest.raises(Refused):
            actions.amend_round(by=runner, opportunity=now, version=now.version, **changes)  # type: ignore[arg-type]


def test_access_stands_between_people_and_publishing(
    ready: Call, second: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "may_publish_calls", lambda _asker: False)

    with pytest.raises(NotAllowed):
        actions.publish_call(by=second, call=ready, version=ready.version)


@pytest.mark.parametrize(
    ("opens", "words"),
    [
        (wall("2026-12-08T00:00"), "very start of that day"),
        (wall("2026-12-05T12:00"), "Saturday"),
        (wall("2026-12-25T12:00"), "bank holiday"),
        (wall("2027-03-28T01:30"), "There is no"),
        (wall("2027-10-31T01:30"), "comes twice"),
    ],
    ids=["midnight", "weekend", "bank-holiday", "missing", "twice"],
)
def test_a_doubtful_time_is_refused_until_it_is_confirmed(
    draft: Call, runner: Person, opens: datetime, words: str
) -> None:
    stated: dict[str, Any] = {
        "by": runner,
        "call": draft,
        "version": draft.version,
        "opens": opens,
        "closes": wall("2027-11-10T12:00"),
        "decision_expected": None,
    }
    with pytest.raises(Refused, match=words) as refused:
        actions.set_dates(**stated)
    assert refused.value.field == "opens"

    kinds = ("midnight", "weekend", "bank-holiday")
    confirmed = [f"{kind}-{opens:%Y-%m-%d}" for kind in kinds] + [f"twice-{opens:%Y-%m-%d}-second"]
    if words == "There is no":
        with pytest.raises(Refused):
            actions.set_dates(**stated, confirmed=confirmed)
    else:
        now = actions.set_dates(**stated, confirmed=confirmed)
        assert now.opens_wall == opens.isoformat(timespec="minutes")


def test_publishing_is_refused_after_the_deadline(
    ready: Call, second: Person, office_day: Callable[[datetime], None]
) -> None:
    assert ready.closes_at is not None
    office_day(ready.closes_at)

    with pytest.raises(Refused, match="closing time has passed"):
        actions.publish_call(by=second, call=ready, version=ready.version)


def test_a_rolling_round_is_told_by_the_stages_that_it_has(complete: Call, runner: Person) -> None:
    now = actions.amend_call(by=runner, call=complete, version=complete.version, is_rolling=True)
    now.stage = "opened"

    told = queries.stages_of(now)

    assert [state for _, state in told] == ["done", "done", "done", "now", "to come"]
    assert [words for words, _ in told][-2:] == ["Closed: the last bids are decided", "Finished"]
