"""Questions and answers: the clock, the sources, the second person, what is published and what never is."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.ledger.models import Event, Part
from precept.foundation.publications.models import Publication
from precept.review.answers import actions, queries
from precept.review.answers.models import Question
from tests.public import published_office as made
from tests.review.answers.asking import (
    ASKER,
    CONTACT,
    answered,
    entered,
    events,
    released,
    sent_on,
    sourced,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def facts(one: Question) -> str:
    """All that the ledger's public part says of a question."""
    parts = Part.objects.filter(event__subject=one.subject, name="facts")
    return "\n".join(parts.values_list("text", flat=True))


@action
def kept_agreement(cast: SimpleNamespace) -> Agreement:
    """An agreement that is in the office's register and not published."""
    made = Agreement.objects.create(reference="CORE777", title="A quiet service")
    record(made.subject, "agreement added", by=cast.manager)
    return made


def test_a_question_is_counted_from_the_day_on_which_it_came(cast: SimpleNamespace) -> None:
    one = entered(cast)

    # 30 November 2026 is a bank holiday in Scotland: for a request under the Act it is no working day.
    assert one.due == date(2026, 12, 15)
    assert "section" in one.due_words
    assert events(one) == ["question entered"]


def test_who_asked_is_never_in_the_public_part_of_the_ledger(cast: SimpleNamespace) -> None:
    one = released(cast)

    assert ASKER not in facts(one)
    assert CONTACT not in facts(one)
    assert Part.objects.filter(event__subject=one.subject, name="personal", text__contains=ASKER)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"about": f"A question of {ASKER}"}, "about"),
        ({"about": "A question of Ms Wanderlight"}, "about"),
        ({"about": " "}, "about"),
        ({"text": ""}, "text"),
        ({"name": ""}, "name"),
        ({"kind": "letter"}, "kind"),
        ({"received": date(2026, 12, 1)}, "received"),
        ({"received": date(2011, 1, 1)}, "received"),
    ],
)
def test_a_question_that_lacks_something_is_refused(
    cast: SimpleNamespace, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        entered(cast, **said)

    assert refused.value.field == field
    assert not Question.objects.exists()


def test_people_who_do_not_answer_enter_nothing(cast: SimpleNamespace) -> None:
    for nobody in (cast.auditor, cast.chief, cast.provider):
        with pytest.raises(NotAllowed):
            entered(cast, by=nobody)


def test_the_clock_stands_still_while_the_office_asks_what_is_meant(cast: SimpleNamespace) -> None:
    one = entered(cast)
    now = actions.ask_what_is_meant(
        by=cast.officer, question=one, version=one.version, words="Which year do you mean?"
    )
    assert (now.state, now.due) == ("clarifying", None)
    with pytest.raises(Changed):
        answered(cast, one)

    with pytest.raises(Refused, match="day of the question or later"):
        actions.hear_what_is_meant(
            by=cast.officer, question=now, version=now.version, text="2026", on=date(2026, 11, 13)
        )
    now = actions.hear_what_is_meant(
        by=cast.officer, question=now, version=now.version, text="2026", on=date(2026, 11, 27)
    )
    assert (now.state, now.counted_from, now.received) == (
        "open",
        date(2026, 11, 27),
        date(2026, 11, 16),
    )
    assert now.due == date(2026, 12, 30)
    assert events(one)[1:] == ["clock stopped to ask what is meant", "clock begun again"]


def test_the_database_keeps_the_clock_and_the_second_person(cast: SimpleNamespace) -> None:
    one = entered(cast)
    for wrong in ({"due": None}, {"state": "released"}, {"counted_from": date(2026, 11, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=one.pk).update(**wrong)


def test_the_time_is_made_longer_once_and_only_to_weigh_the_public_interest(
    cast: SimpleNamespace, today: Callable[[date], None]
) -> None:
    one = entered(cast)

    def longer() -> Question:
        now = queries.fresh(one)
        return actions.extend(by=cast.officer, question=now, version=now.version, why="To weigh it")

    with pytest.raises(Refused, match="qualified exemption first"):
        longer()
    actions.rely_on(
        by=cast.officer,
        question=one,
        version=one.version,
        code="FOI s.43(2)",
        why="Prices",
        interest="Being weighed",
    )
    now = longer()
    assert (now.due, now.is_extended) == (date(2027, 1, 18), True)
    with pytest.raises(Refused, match="already"):
        longer()

    for_the_panel = entered(cast, kind="panel")
    with pytest.raises(Refused, match="Only a request"):
        actions.extend(
            by=cast.officer, question=for_the_panel, version=for_the_panel.version, why="More"
        )
    late = entered(cast, kind="eir")
    today(date(2026, 12, 20))
    with pytest.raises(Refused, match="time is over"):
        actions.extend(by=cast.officer, question=late, version=late.version, why="More")


def test_sources_keep_the_version_and_the_fingerprint_of_their_day(cast: SimpleNamespace) -> None:
    one = sourced(cast, entered(cast))
    (row,) = one.sources.all()
    latest = Publication.objects.get(kind="agreement", key="CORE004", is_latest=True)
    assert (row.version, row.digest, row.address) == (
        latest.version,
        latest.digest,
        "/register/CORE004",
    )
    assert queries.moved_on(one) == []

    made.publish("agreement", "CORE004", made.agreement(title="Another title"), why="Corrected")
    again = queries.fresh(one)
    assert again.sources.get().digest == row.digest
    assert queries.moved_on(again) == ["Source 1 is version 2; version 3 is published now."]
    with pytest.raises(Refused, match="gone, or is not yours"):
        sourced(cast, one, "published:agreement:NONE")
    with pytest.raises(Refused, match="gone, or is not yours"):
        sourced(cast, one, "record:person:P123")


def test_a_record_of_the_office_is_cited_by_its_last_event_and_never_shown(
    cast: SimpleNamespace,
) -> None:
    kept = kept_agreement(cast)
    found = queries.sources_found(cast.officer, "quiet service")
    assert [one.key for one in found] == ["record:agreement:CORE777"]
    assert queries.sources_found(cast.provider, "quiet service") == []

    one = sourced(cast, entered(cast), found[0].key)
    last = Event.objects.filter(subject=kept.subject).order_by("-place")[0]
    row = one.sources.get()
    assert (row.version, row.digest, row.is_published) == (last.place, last.digest, False)
    answered(cast, one, "The office keeps a record of it [1].")
    (said,) = queries.sources_in_order(queries.fresh(one))
    assert "quiet" not in said.title
    assert (said.key, said.address) == ("", "")


def test_an_answer_that_lacks_something_does_not_go_on(cast: SimpleNamespace) -> None:
    one = sourced(cast, entered(cast))
    with pytest.raises(Refused, match="Write the answer"):
        sent_on(cast, one)
    answered(cast, one, "It costs £56,000.")
    with pytest.raises(Refused, match="names no source"):
        sent_on(cast, one)
    with pytest.raises(Refused, match="names source 9"):
        answered(cast, one, "It costs £56,000 [9].")
    answered(cast, one, outcome="part")
    with pytest.raises(Refused, match="which exemption"):
        sent_on(cast, one)
    answered(cast, one, "We do not disclose it.", outcome="cost")
    with pytest.raises(Refused, match="cost was estimated"):
        sent_on(cast, one)
    answered(cast, one, "We do not disclose it.", outcome="cost", cost_why="30 hours of search")
    assert sent_on(cast, one).state == "review"


def test_a_source_that_the_answer_names_stays(cast: SimpleNamespace) -> None:
    one = answered(cast, sourced(cast, entered(cast)))
    with pytest.raises(Refused, match="names source 1"):
        actions.drop_source(by=cast.officer, question=one, version=one.version, number=1)
    now = answered(cast, one, "Nothing is said yet.")
    now = actions.drop_source(by=cast.officer, question=now, version=now.version, number=1)
    assert list(now.sources.all()) == []


def test_a_qualified_exemption_asks_for_the_public_interest_and_an_absolute_one_does_not(
    cast: SimpleNamespace,
) -> None:
    one = entered(cast)
    with pytest.raises(Refused) as refused:
        actions.rely_on(
            by=cast.officer, question=one, version=one.version, code="FOI s.43(2)", why="Prices"
        )
    assert refused.value.field == "interest"
    with pytest.raises(Refused) as refused:
        actions.rely_on(
            by=cast.officer, question=one, version=one.version, code="FOI s.40(2)", why=""
        )
    assert refused.value.field == "why"
    with pytest.raises(Refused, match="holds for this kind"):
        actions.rely_on(
            by=cast.officer, question=one, version=one.version, code="EIR r.13(1)", why="Names"
        )
    now = actions.rely_on(
        by=cast.officer, question=one, version=one.version, code="FOI s.40(2)", why="Names"
    )
    assert [row.code for row in now.grounds.all()] == ["FOI s.40(2)"]
    now = actions.stop_relying_on(by=cast.officer, question=now, version=now.version, number=1)
    assert list(now.grounds.all()) == []


def test_nobody_releases_an_answer_in_which_they_had_a_hand(cast: SimpleNamespace) -> None:
    one = sourced(cast, entered(cast))
    now = queries.fresh(one)
    # The manager may answer and may release: once they wrote some of it, they may not.
    now = actions.write_answer(
        by=cast.manager,
        question=now,
        version=now.version,
        answer="It costs £56,000 [1].",
        outcome="disclosed",
    )
    now = sent_on(cast, now)
    for nobody in (cast.officer, cast.manager, cast.auditor):
        with pytest.raises(NotAllowed):
            actions.release_answer(by=nobody, question=now, version=now.version)
        with pytest.raises(NotAllowed):
            actions.send_back(by=nobody, question=now, version=now.version, why="No")
    back = actions.send_back(by=cast.chief, question=now, version=now.version, why="Say when")
    assert back.state == "open"
    with pytest.raises(Changed):
        actions.release_answer(by=cast.chief, question=back, version=back.version)
    now = sent_on(cast, answered(cast, back, "It costs £56,000 [1]. It began in April."))
    gone = actions.release_answer(by=cast.chief, question=now, version=now.version)
    assert (gone.state, gone.released_by, gone.released_on) == (
        "released",
        cast.chief,
        date(2026, 11, 30),
    )
    assert "answer released" in events(one)
    with pytest.raises(Changed):
        answered(cast, gone, "Something else")


def test_a_stale_release_is_noticed(cast: SimpleNamespace) -> None:
    now = sent_on(cast, answered(cast, sourced(cast, entered(cast))))
    with pytest.raises(Changed):
        actions.release_answer(by=cast.chief, question=now, version=now.version - 1)


def test_a_question_may_be_given_away_put_right_and_withdrawn(cast: SimpleNamespace) -> None:
    one = entered(cast)
    now = actions.change_question(
        by=cast.manager,
        question=one,
        version=one.version,
        about="What it costs",
        text="What does it cost?",
        owner=cast.manager,
        name=ASKER,
    )
    assert (now.owner, now.about) == (cast.manager, "What it costs")
    with pytest.raises(Changed):
        actions.withdraw_question(by=cast.officer, question=now, version=1, why="Taken back")
    gone = actions.withdraw_question(
        by=cast.officer, question=now, version=now.version, why="Taken back"
    )
    assert gone.state == "withdrawn"
    with pytest.raises(Refused):
        actions.withdraw_question(by=cast.officer, question=gone, version=gone.version, why="Again")
