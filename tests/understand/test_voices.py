"""Asking people: kept without a name, answered point by point, published without a small group's number."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.foundation.publications.models import Publication
from precept.parties.models import Organisation
from precept.understand import actions, queries
from precept.understand.models import CrimePlan, Voice
from tests.understand import knowing
from tests.understand.told import last, told


def test_asking_people_is_recorded_by_who_keeps_the_plan(
    officer: Person, auditor: Person, plan_in_force: CrimePlan
) -> None:
    made = knowing.begun(officer, priorities=["support-for-victims"])

    assert made.reference[0] == "W"
    assert len(made.reference) == 9
    assert last(made.subject)["after"]["how"] == "Interviews"
    assert queries.groups_asked(made) == set()
    assert queries.voice_missing(made)[0] == "Nobody was asked yet."
    with pytest.raises(NotAllowed):
        knowing.begun(auditor)


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"title": " "}, "title", "Enter a title"),
        ({"about": ""}, "about", "Enter what people were asked about"),
        ({"ways": []}, "ways", "Choose how people were asked"),
        ({"ways": ["séance"]}, "ways", "Choose how people were asked"),
        ({"by_whom": "nobody"}, "by_whom", "Choose who asked"),
        ({"by_whom": "partner"}, "by_body", "Enter the organisation that asked"),
        ({"by_body": "Westmarch"}, "by_body", "Leave this empty"),
        ({"ends": date(2022, 8, 31)}, "ends", "on or after"),
        ({"priorities": ["none"]}, "priorities", "Choose priorities"),
        ({"about": "Ask Mrs Quillfeather"}, "about", "“Mrs Quillfeather” looks like a name"),
        ({"title": "Ring 07700 900123"}, "title", "looks like a phone number"),
        ({"access": "At 12 Mill Lane"}, "access", "looks like a street address"),
        (
            {"victims_considered": "a.b@mail.example"},
            "victims_considered",
            "looks like an e-mail address",
        ),
    ],
)
def test_what_does_not_fit_or_names_somebody_is_refused_beside_its_field(
    officer: Person, said: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        knowing.begun(officer, **said)

    assert refused.value.field == field
    assert not Voice.objects.exists()


def test_nobody_is_named_in_any_step(officer: Person) -> None:
    made = knowing.asked(officer)
    point = queries.voice_point(made, 1)
    point.voice = made
    name, version = "Mrs Quillfeather said it", made.version
    care = {"consent": "x", "told_them": "y", "is_paid": False, "thanks_why_none": "z"}
    for act, field in (
        (lambda: actions.add_point(by=officer, voice=made, text=name), "text"),
        (lambda: actions.change_point(by=officer, point=point, version=2, text=name), "text"),
        (lambda: actions.remove_point(by=officer, point=point, version=2, why=name), "why"),
        (
            lambda: actions.answer_point(
                by=officer, point=point, version=2, answer="done", answer_words=name
            ),
            "answer_words",
        ),
        (
            lambda: actions.tell_back(
                by=officer, voice=made, version=version, words=name, on=date(2022, 11, 1)
            ),
            "words",
        ),
        *(
            (
                lambda key=key: actions.set_consent(
                    by=officer, voice=made, version=version, **{**care, key: name}
                ),
                key,
            )
            for key in ("consent", "told_them", "thanks_why_none")
        ),
    ):
        with pytest.raises(Refused, match="Take out what tells who somebody is") as refused:
            act()
        assert refused.value.field == field


def test_groups_are_counted_and_one_that_said_something_stays(officer: Person) -> None:
    made = knowing.asked(officer)
    assert queries.groups_asked(made) == {"victims", "practitioners"}
    for numbers, words in (
        ({}, "at least one group"),
        ({"victims": 0}, "at least one group"),
        ({"ghosts": 3}, "groups of the list"),
        ({"partners": 3}, "Something is noted as said by a group"),
    ):
        with pytest.raises(Refused, match=words):
            actions.set_groups(by=officer, voice=made, version=made.version, numbers=numbers)

    now = actions.set_groups(
        by=officer,
        voice=made,
        version=made.version,
        numbers={"victims": 30, "practitioners": 4, "partners": None},
    )

    assert queries.counted_groups(now) == [("victims", 30), ("practitioners", 4)]
    assert last(made.subject)["after"] == {
        "Victims and survivors": 30,
        "People who work in services": 4,
    }
    with pytest.raises(Changed):
        actions.set_groups(
            by=officer, voice=made, version=made.version, numbers={"victims": 1, "practitioners": 1}
        )


def test_thanks_have_a_sum_and_a_group_or_a_reason(officer: Person) -> None:
    made = knowing.asked(officer)
    assert queries.thanks_words(made) == "£940.00: Victims and survivors"
    said: dict[str, Any] = {"consent": "x", "told_them": "y", "version": made.version}
    for more, field in (
        ({"is_paid": True}, "thanks"),
        ({"is_paid": True, "thanks": Money(1)}, "thanks_to"),
        ({"is_paid": False}, "thanks_why_none"),
    ):
        with pytest.raises(Refused) as refused:
            actions.set_consent(by=officer, voice=made, **said, **more)
        assert refused.value.field == field

    now = actions.set_consent(
        by=officer,
        voice=made,
        is_paid=False,
        thanks=Money(1),
        thanks_to="x",
        thanks_why_none="Nobody wanted any",
        **said,
    )

    assert (now.thanks, now.thanks_to) == (None, "")
    assert queries.thanks_words(now) == "Nothing: Nobody wanted any"
    assert queries.thanks_words(knowing.begun(officer)) == "Not stated"


def test_each_point_is_answered_or_missed(officer: Person) -> None:
    made = knowing.asked(officer)
    point = actions.add_point(by=officer, voice=made, text="Weekends", group="victims")
    now = queries.voice(made.reference)
    assert queries.voice_missing(now)[0] == "“Weekends” is not answered."
    with pytest.raises(Refused) as refused:
        actions.answer_point(
            by=officer, point=point, version=1, answer="will be done", answer_words="Soon"
        )
    assert refused.value.field == "by_when"

    done = actions.answer_point(
        by=officer,
        point=point,
        version=1,
        answer="not done",
        answer_words="No worker is there",
        by_when=date(2023, 1, 1),
    )

    assert (done.answer, done.by_when, done.version) == ("not done", None, 2)
    event = last(made.subject)
    assert (event["before"], event["after"]) == (
        {"point": 3, "answer": ""},
        {"point": 3, "answer": "Not done"},
    )
    # What people said stands apart in the ledger, where it can be erased.
    assert "Weekends" not in str(event)
    with pytest.raises(Changed):
        actions.answer_point(
            by=officer, point=point, version=1, answer="done", answer_words="It is"
        )
    assert queries.voice_missing(queries.voice(made.reference)) == [
        "Nothing was told back to the people who were asked."
    ]


def test_a_point_changes_and_goes_with_a_reason(officer: Person) -> None:
    made = knowing.asked(officer)
    point = queries.voice_point(made, 1)
    point.voice = made
    with pytest.raises(Refused) as refused:
        actions.change_point(by=officer, point=point, version=2, text="x", group="partners")
    assert refused.value.field == "group"

    changed = actions.change_point(by=officer, point=point, version=2, text="A long wait")
    assert (changed.text, changed.group) == ("A long wait", "")
    with pytest.raises(Refused, match="Say why"):
        actions.remove_point(by=officer, point=changed, version=3, why=" ")
    actions.remove_point(by=officer, point=changed, version=3, why="Nobody said it")

    assert told(made.subject)[-2:] == ["point changed", "point removed"]
    with pytest.raises(Http404):
        queries.voice_point(queries.voice(made.reference), 1)


def test_nothing_is_told_back_before_people_were_asked_or_tomorrow(officer: Person) -> None:
    made = knowing.asked(officer)
    for day in (date(2022, 8, 31), date(2022, 12, 2)):
        with pytest.raises(Refused) as refused:
            actions.tell_back(
                by=officer, voice=made, version=made.version, words="A letter", on=day
            )
        assert refused.value.field == "on"

    now = actions.tell_back(
        by=officer, voice=made, version=made.version, words="A letter", on=date(2022, 11, 20)
    )

    assert queries.voice_missing(queries.voice(now.reference)) == []


def test_the_summary_counts_no_small_group_and_has_no_sum(
    officer: Person, commissioner: Person, plan_in_force: CrimePlan
) -> None:
    made = knowing.asked(officer, priorities=["support-for-victims"])
    with pytest.raises(NotAllowed):
        actions.publish_voice(by=officer, voice=made, revision=made.revision)

    actions.publish_voice(by=commissioner, voice=made, revision=made.revision, why="As promised")

    said = publications.latest("voice", made.reference).payload
    assert [(one.group, one.number) for one in said.groups] == [
        ("Victims and survivors", "23"),
        ("People who work in services", "fewer than 5"),
    ]
    assert [(one.text, one.group) for one in said.points] == [
        ("Too long a wait", "Victims and survivors"),
        ("News come late", ""),
    ]
    assert said.is_paid
    kept = Publication.objects.get(kind="voice").payload
    assert "940" not in kept
    assert "94000" not in kept
    assert "Support for victims" in kept
    assert told(made.subject)[-1] == "voices published"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"is_for_perpetrators": True}, "needs of victims"),
        ({"about": "What Larkmantle Refuge needs"}, "Larkmantle Refuge, protected"),
    ],
)
def test_a_summary_that_lacks_something_or_names_a_protected_body_is_not_published(
    officer: Person, commissioner: Person, said: dict[str, Any], words: str
) -> None:
    Organisation.objects.create(
        reference="refuge", name="Larkmantle Refuge", kinds=["charity"], is_protected=True
    )
    made = knowing.asked(officer, **said)

    with pytest.raises(Refused, match=words):
        actions.publish_voice(by=commissioner, voice=made, revision=made.revision)

    assert not Publication.objects.exists()


def test_what_is_published_is_what_was_read(officer: Person, commissioner: Person) -> None:
    made = knowing.asked(officer)
    point = queries.voice_point(made, 1)
    point.voice = made
    actions.change_point(by=officer, point=point, version=2, text="Other words")

    with pytest.raises(Changed, match="Read it again"):
        actions.publish_voice(by=commissioner, voice=made, revision=made.revision)


def test_a_record_changes_and_a_stale_change_does_not(officer: Person) -> None:
    made = knowing.begun(officer)
    said = {**knowing.VOICE, "title": "Other words"}

    changed = actions.change_voice(by=officer, voice=made, version=1, **said)

    assert (changed.title, changed.version) == ("Other words", 2)
    assert last(made.subject)["after"] == {"title": "Other words"}
    with pytest.raises(Changed):
        actions.change_voice(by=officer, voice=made, version=1, **said)


def test_voices_are_read_together(officer: Person) -> None:
    first, second = knowing.asked(officer), knowing.begun(officer)

    found = queries.voices_by_reference([second.reference, first.reference, "W0"])

    assert set(found) == {first.reference, second.reference}
    assert queries.groups_asked(found[first.reference]) == {"victims", "practitioners"}
