"""Sources of evidence: kept by who keeps the plan, looked at again by a day, withdrawn with a reason."""

from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import CrimePlan, EvidenceSource
from tests.understand import knowing
from tests.understand.told import last, told


def test_a_source_is_kept_with_what_it_does_not_say(
    officer: Person, plan_in_force: CrimePlan
) -> None:
    made = knowing.source(officer, priorities=["support-for-victims"])

    assert made.reference[0] == "V"
    assert len(made.reference) == 9
    assert (made.state, made.version, made.looked_on) == ("in use", 1, date(2022, 12, 1))
    event = last(made.subject)
    assert (event["type"], event["by"]) == ("source added", officer.ledger_name)
    assert event["after"]["strength"] == "Compared with care"
    assert event["after"]["what it does not say"] == "How safe victims felt."
    assert "agreement" not in event["after"]


def test_only_who_keeps_the_plan_changes_evidence(
    officer: Person, auditor: Person, commissioner: Person
) -> None:
    made = knowing.source(officer)

    for somebody in (auditor, commissioner):
        with pytest.raises(NotAllowed, match="keep the plan"):
            knowing.source(somebody)
        with pytest.raises(NotAllowed):
            actions.change_source(by=somebody, source=made, version=1, **knowing.SOURCE)
        with pytest.raises(NotAllowed):
            actions.look_again(
                by=somebody, source=made, version=1, words="x", review_on=date(2024, 1, 1)
            )
        with pytest.raises(NotAllowed):
            actions.withdraw_source(by=somebody, source=made, version=1, why="x")
        with pytest.raises(NotAllowed):
            actions.add_file(by=somebody, about=made, file=("a.txt", b"a"))
    assert told(made.subject) == ["source added"]


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"title": " "}, "title", "Enter a title"),
        ({"publisher": ""}, "publisher", "Enter who published it"),
        ({"says": ""}, "says", "Enter what it says"),
        ({"does_not_say": " "}, "does_not_say", "Enter what it does not say"),
        ({"kind": "rumour"}, "kind", "Choose what kind of source it is"),
        ({"strength": 9}, "strength", "Choose a step of the scale"),
        ({"relevance": 0}, "relevance", "Choose a step of the scale"),
        ({"year": 2023}, "year", "The year must be from 1900 to 2022"),
        ({"priorities": ["none"]}, "priorities", "Choose priorities of the plan"),
        ({"review_on": date(2022, 12, 1)}, "review_on", "must lie ahead"),
        ({"kind": "own evaluation"}, "agreement", "Enter the agreement of the register"),
        ({"agreement": "CORE004"}, "agreement", "Only an evaluation of our own"),
        (
            {"kind": "own evaluation", "agreement": "CORE999"},
            "agreement",
            "The register has no agreement “CORE999”",
        ),
    ],
)
def test_what_does_not_hold_together_is_refused_beside_its_field(
    officer: Person, said: dict[str, Any], field: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing.with_register(monkeypatch)

    with pytest.raises(Refused, match=words) as refused:
        knowing.source(officer, **said)

    assert refused.value.field == field
    assert not EvidenceSource.objects.exists()


def test_an_evaluation_of_our_own_names_its_agreement_as_the_register_spells_it(
    officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing.with_register(monkeypatch)

    made = knowing.source(officer, kind="own evaluation", agreement=" core004 ")

    assert made.agreement == "CORE004"
    monkeypatch.setattr(knowing.sign_ups, "_knows", [])
    kept = {**knowing.SOURCE, "kind": "own evaluation", "agreement": "CORE004"}
    changed = actions.change_source(by=officer, source=made, version=1, **kept)
    assert changed.agreement == "CORE004"


def test_a_change_says_what_was_and_a_stale_one_changes_nothing(officer: Person) -> None:
    made = knowing.source(officer)
    said = {**knowing.SOURCE, "strength": 5}

    changed = actions.change_source(by=officer, source=made, version=1, why="Read again", **said)

    assert (changed.strength, changed.version) == (5, 2)
    event = last(made.subject)
    assert (event["type"], event["why"]) == ("source changed", "Read again")
    assert (event["before"], event["after"]) == (
        {"strength": "Compared with care"},
        {"strength": "Chance decided"},
    )
    with pytest.raises(Changed):
        actions.change_source(by=officer, source=made, version=1, **knowing.SOURCE)
    assert queries.source(made.reference).strength == 5


def test_a_source_keeps_priorities_that_the_plan_no_longer_has(
    officer: Person, plan_in_force: CrimePlan
) -> None:
    made = knowing.source(officer, priorities=["support-for-victims"])
    plan_in_force.priorities.all().delete()
    said = {**knowing.SOURCE, "priorities": ["support-for-victims"]}

    changed = actions.change_source(by=officer, source=made, version=1, **said)

    assert changed.priorities == ["support-for-victims"]


def test_a_source_is_looked_at_again_by_its_day(officer: Person, on: Any) -> None:
    made = knowing.source(officer)
    assert queries.sources_to_look_at(date(2023, 12, 1)) == []
    on(date(2023, 12, 2))
    assert queries.sources_to_look_at(date(2023, 12, 2)) == [made]

    looked = actions.look_again(
        by=officer, source=made, version=1, words="It holds", review_on=date(2025, 1, 1)
    )

    assert (looked.looked_on, looked.review_on) == (date(2023, 12, 2), date(2025, 1, 1))
    assert looked.looked_words == "It holds"
    assert queries.sources_to_look_at(date(2023, 12, 2)) == []
    with pytest.raises(Refused) as refused:
        actions.look_again(
            by=officer, source=made, version=2, words="It holds", review_on=date(2023, 12, 2)
        )
    assert refused.value.field == "review_on"


def test_a_withdrawn_source_stays_and_changes_no_more(officer: Person) -> None:
    made = knowing.source(officer)
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw_source(by=officer, source=made, version=1, why=" ")

    gone = actions.withdraw_source(by=officer, source=made, version=1, why="A later trial")

    assert (gone.state, gone.withdrawn_on) == ("withdrawn", date(2022, 12, 1))
    assert told(made.subject) == ["source added", "source withdrawn"]
    assert queries.sources_by_reference([made.reference, "V0"]) == {made.reference: gone}
    assert queries.sources_to_look_at(date(2030, 1, 1)) == []
    assert queries.in_use([gone]) == []
    for act in (
        lambda: actions.change_source(by=officer, source=made, version=2, **knowing.SOURCE),
        lambda: actions.withdraw_source(by=officer, source=made, version=2, why="x"),
        lambda: actions.look_again(
            by=officer, source=made, version=2, words="x", review_on=date(2025, 1, 1)
        ),
    ):
        with pytest.raises(Refused, match="was withdrawn"):
            act()


def test_sources_on_a_priority_come_the_strongest_first(
    officer: Person, plan_in_force: CrimePlan
) -> None:
    weak = knowing.source(officer, strength=1, priorities=["support-for-victims"])
    strong = knowing.source(officer, strength=5, priorities=["support-for-victims"])
    knowing.source(officer, priorities=["night-time-economy"])
    gone = knowing.source(officer, priorities=["support-for-victims"])
    actions.withdraw_source(by=officer, source=gone, version=1, why="x")

    assert queries.sources_on(["support-for-victims"]) == [strong, weak]
    assert queries.sources_on(["support"]) == []
    assert queries.sources_on([]) == []
