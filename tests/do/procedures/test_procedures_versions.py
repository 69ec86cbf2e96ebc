"""Writing versions, approving them with another hand, and what is public of them: state, event, refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.do.procedures import actions, queries, rules
from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from precept.foundation.publications.queries import read
from tests.do.procedures.conftest import ROUND, TODAY

Types = Callable[[str], list[str]]
Next = Callable[..., StandardVersion]


def published(key: str = ROUND) -> Any:
    """What is public of a procedure, or None."""
    row = Publication.objects.filter(kind="procedure", key=key, is_latest=True).first()
    return read(row).payload if row else None


def test_what_precept_brings_becomes_the_offices_own_draft(
    draft: StandardVersion, officer: Person, event_types: Types
) -> None:
    offered = rules.starting_of(ROUND)
    assert offered is not None

    assert (draft.number, draft.state, draft.title) == (1, "draft", offered.title)
    assert draft.as_words.stages == list(offered.stages)
    assert draft.as_words.sections == list(offered.sections)
    assert [one.pk for one in draft.writers.all()] == [officer.pk]
    assert event_types(f"standard:{ROUND}") == ["procedure begun"]
    assert published() is None


def test_it_is_made_the_offices_own_once_and_only_if_it_is_there(
    draft: StandardVersion, officer: Person
) -> None:
    with pytest.raises(Changed, match="own already"):
        actions.adopt(by=officer, key=ROUND, owner=officer)
    with pytest.raises(Refused, match="brings nothing"):
        actions.adopt(by=officer, key="raffle", owner=officer)


def test_an_owner_must_be_able_to_do_something_about_it(officer: Person, chief: Person) -> None:
    with pytest.raises(Refused, match="Choose somebody who keeps procedures") as refusal:
        actions.adopt(by=officer, key=ROUND, owner=chief)

    assert refusal.value.field == "owner"


def test_a_procedure_of_ones_own_has_the_sections_that_all_have(officer: Person) -> None:
    made = actions.add_standard(
        by=officer, kind="procedure", title="New", used_when="Rarely", owner=officer
    )
    other = actions.add_standard(
        by=officer, kind="document", title="Open procedure!", used_when="Rarely", owner=officer
    )

    assert made.standard.key == "new-one"
    assert [one.key for one in made.as_words.sections] == list(rules.PARTS)
    assert other.standard.key == "open-procedure"
    assert other.sections == []


@pytest.mark.parametrize(("kind", "field"), [("raffle", "kind"), ("document", "title")])
def test_a_new_one_needs_a_kind_and_a_title(officer: Person, kind: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        actions.add_standard(by=officer, kind=kind, title=" ", used_when="x", owner=officer)

    assert refusal.value.field == field


def test_a_draft_is_changed_and_the_event_says_what(
    draft: StandardVersion, officer: Person, event_types: Types
) -> None:
    now = actions.write_stage(
        by=officer,
        version=draft,
        revision=1,
        name="Workshop",
        who="Officers",
        what="Questions are answered.",
        how_long="1 day",
        place=2,
    )
    now = actions.write_section(by=officer, version=now, revision=2, at=2, text=" Three mark. ")
    now = actions.change_head(
        by=officer, version=now, revision=3, title="Round", used_when="For grants"
    )
    now = actions.take_out_stage(by=officer, version=now, revision=4, at=1)

    words = queries.version_of(now.standard, 1).as_words
    assert (words.title, words.used_when) == ("Round", "For grants")
    assert words.stages[0].name == "Workshop"
    assert words.sections[1] == rules.Section("How marks are given", "Three mark.", "marks")
    assert event_types(f"standard:{ROUND}") == ["procedure begun", *["draft changed"] * 4]


def test_a_stale_change_loses_nothing_of_the_others(
    draft: StandardVersion, officer: Person, manager: Person
) -> None:
    actions.write_section(by=manager, version=draft, revision=1, at=1, text="Theirs")

    with pytest.raises(Changed):
        actions.write_section(by=officer, version=draft, revision=1, at=1, text="Mine")

    now = queries.version_of(draft.standard, 1)
    assert now.as_words.sections[0].text == "Theirs"
    assert {one.pk for one in now.writers.all()} == {officer.pk, manager.pk}


def test_stages_are_moved_and_written_over(draft: StandardVersion, officer: Person) -> None:
    first, second = (one["name"] for one in draft.stages[:2])
    said = {"who": "Anybody", "what": "Something", "how_long": "A day"}

    now = actions.write_stage(
        by=officer, version=draft, revision=1, at=1, place=2, name=first, **said
    )

    assert [one["name"] for one in now.stages[:2]] == [second, first]
    assert now.stages[1]["who"] == "Anybody"
    with pytest.raises(Changed, match="took it out"):
        actions.write_stage(by=officer, version=now, revision=2, at=99, name="x", **said)


def test_procedures_have_stages_and_documents_have_sections(
    draft: StandardVersion, document: Standard, officer: Person
) -> None:
    page = actions.begin_next(by=officer, standard=document, why="A new law")
    said = {"who": "Anybody", "what": "Something", "how_long": "A day"}

    with pytest.raises(Refused, match="Only a procedure has stages"):
        actions.write_stage(by=officer, version=page, revision=1, name="x", **said)
    with pytest.raises(Refused, match="none is added"):
        actions.write_section(by=officer, version=draft, revision=1, heading="x", text="y")
    with pytest.raises(Refused, match="none is taken out"):
        actions.take_out_section(by=officer, version=draft, revision=1, at=1)


def test_a_document_names_only_known_fields_and_procedures(
    document: Standard, officer: Person
) -> None:
    page = actions.begin_next(by=officer, standard=document, why="A new law")

    with pytest.raises(Refused, match=r"There is no field \$secret") as refusal:
        actions.write_section(
            by=officer, version=page, revision=1, heading="Secrets", text="$secret"
        )
    assert refusal.value.field == "text"
    with pytest.raises(Refused, match="Choose procedures of the list"):
        actions.change_head(
            by=officer,
            version=page,
            revision=1,
            title="Conditions",
            used_when="Always",
            why="A new law",
            procedures=["raffle"],
        )
    now = actions.write_section(
        by=officer, version=page, revision=1, heading="Thanks", text="Thank $office.", place=1
    )
    now = actions.take_out_section(by=officer, version=now, revision=2, at=2)

    assert now.as_words.sections[0].heading == "Thanks"
    assert len(now.sections) == len(queries.version_of(document, 1).sections)


def test_a_draft_that_lacks_something_is_not_sent(officer: Person) -> None:
    made = actions.add_standard(
        by=officer, kind="procedure", title="Raffle", used_when="Never", owner=officer
    )

    with pytest.raises(Refused, match=r"cannot be sent yet. Add its first stage\. Write “What"):
        actions.send_for_approval(by=officer, version=made, revision=1)


def test_what_looks_personal_is_not_sent(draft: StandardVersion, officer: Person) -> None:
    now = actions.write_section(
        by=officer, version=draft, revision=1, at=6, text="Ask jo.bloggs@gmail.com about it."
    )

    with pytest.raises(Refused, match="Take out of “What bidders get to hear” what looks personal"):
        actions.send_for_approval(by=officer, version=now, revision=2)


def test_no_writer_approves_what_they_wrote(
    draft: StandardVersion, officer: Person, manager: Person, chief: Person
) -> None:
    now = actions.write_section(by=manager, version=draft, revision=1, at=1, text="Better")
    now = actions.send_for_approval(by=officer, version=now, revision=2)

    with pytest.raises(NotAllowed, match="You wrote in this version"):
        actions.approve(by=manager, version=now, revision=3, begins=TODAY)
    with pytest.raises(NotAllowed):
        actions.approve(by=officer, version=now, revision=3, begins=TODAY)
    done = actions.approve(by=chief, version=now, revision=3, begins=TODAY)

    assert (done.state, done.approved_by_id, done.approved_on) == ("approved", chief.pk, TODAY)


def test_what_is_approved_is_what_was_read(
    waiting: StandardVersion, officer: Person, chief: Person
) -> None:
    back = actions.take_back(by=officer, version=waiting, revision=waiting.revision)
    now = actions.write_section(by=officer, version=back, revision=back.revision, at=1, text="x")
    now = actions.send_for_approval(by=officer, version=now, revision=now.revision)

    with pytest.raises(Changed, match="since you read it"):
        actions.approve(by=chief, version=waiting, revision=waiting.revision, begins=TODAY)


def test_a_version_is_sent_back_with_what_is_to_change(
    waiting: StandardVersion, chief: Person, officer: Person, event_types: Types
) -> None:
    with pytest.raises(Refused):
        actions.send_back(by=chief, version=waiting, revision=waiting.revision, why=" ")
    back = actions.send_back(
        by=chief, version=waiting, revision=waiting.revision, why="Say who is told"
    )

    assert (back.state, back.sent_back_why) == ("draft", "Say who is told")
    assert event_types(f"standard:{ROUND}")[-1] == "version sent back"
    with pytest.raises(Changed, match="does not wait"):
        actions.approve(by=chief, version=back, revision=back.revision, begins=TODAY)
    sent = actions.send_for_approval(by=officer, version=back, revision=back.revision)
    assert sent.sent_back_why == ""


def test_approval_puts_it_in_force_sets_the_review_and_publishes(
    approved: StandardVersion, event_types: Types
) -> None:
    one = queries.standard(ROUND)
    said = published()

    assert queries.version_in_force(one, TODAY) == approved
    assert queries.version_in_force(one, date(2026, 3, 31)) is None
    assert (one.review_on, one.public_version) == (date(2027, 4, 1), 1)
    assert said is not None
    assert (said.number, said.begins, said.review_on) == (1, "2026-04-01", "2027-04-01")
    assert event_types(f"standard:{ROUND}")[-2:] == ["version approved", "version in force"]


def test_a_version_of_a_later_day_waits_for_it_and_the_one_before_stays(
    approved: StandardVersion, next_version: Next, on: Callable[[date], None]
) -> None:
    later = next_version(ROUND, date(2026, 5, 1))
    one = queries.standard(ROUND)

    assert queries.version_in_force(one, date(2026, 4, 30)) == approved
    assert queries.version_in_force(one, date(2026, 5, 1)) == later
    assert published().number == 1
    assert actions.publish_what_begins() == 0
    on(date(2026, 5, 1))
    assert (actions.publish_what_begins(), actions.publish_what_begins()) == (1, 0)
    assert published().number == 2
    assert Publication.objects.filter(kind="procedure", key=ROUND).count() == 2


def test_a_version_begins_after_the_one_before_it_and_is_reviewed_within_a_year(
    approved: StandardVersion, officer: Person, chief: Person
) -> None:
    now = actions.begin_next(by=officer, standard=approved.standard, why="Bidders asked")
    now = actions.send_for_approval(by=officer, version=now, revision=now.revision)

    for said, field in (
        ({"begins": TODAY}, "begins"),
        ({"begins": date(2026, 4, 2), "review_on": date(2027, 4, 2)}, "review_on"),
    ):
        with pytest.raises(Refused) as refusal:
            actions.approve(by=chief, version=now, revision=now.revision, **said)  # type: ignore[arg-type] # dates
        assert refusal.value.field == field


def test_one_version_at_a_time_is_written(
    approved: StandardVersion, officer: Person, manager: Person
) -> None:
    first = actions.begin_next(by=officer, standard=approved.standard, why="One thing")

    with pytest.raises(Refused, match="being drafted already"):
        actions.begin_next(by=manager, standard=approved.standard, why="Another thing")
    actions.drop_draft(by=officer, version=first, revision=1, why="Not now")
    again = actions.begin_next(by=manager, standard=approved.standard, why="Another thing")

    assert (again.number, again.why) == (3, "Another thing")
    assert [one.number for one in queries.versions_of(approved.standard)] == [3, 1]
    with pytest.raises(Changed, match="no longer be changed"):
        actions.write_section(by=officer, version=first, revision=2, at=1, text="x")


def test_an_approved_version_is_never_changed(approved: StandardVersion, officer: Person) -> None:
    with pytest.raises(Changed, match="no longer be changed"):
        actions.write_section(
            by=officer, version=approved, revision=approved.revision, at=1, text="x"
        )


def test_a_document_is_public_in_each_version_and_its_procedure_leads_to_it(
    approved: StandardVersion, document: Standard, next_version: Next
) -> None:
    assert not Publication.objects.filter(kind="procedure", key=document.key).exists()
    assert published().documents == ("Conditions of grant",)

    assert published().document_keys == (document.key,)
    kept = Publication.objects.filter(kind="procedure-document", key=document.key)
    assert [one.version for one in kept] == [1]

    next_version(document.key, date(2026, 4, 2))
    assert queries.document_titles(ROUND, TODAY) == [(document.key, "Conditions of grant")]
    assert kept.count() == 1


def test_a_document_that_was_in_force_before_documents_were_public_is_published(
    document: Standard,
) -> None:
    kept = Publication.objects.filter(kind="procedure-document", key=document.key)
    assert queries.not_yet_public(TODAY) == []
    Publication.objects.filter(pk__in=kept).update(kind="answer")

    assert [one.key for one in queries.not_yet_public(TODAY)] == [document.key]
    assert actions.publish_what_begins() == 1
    assert kept.count() == 1
    assert actions.publish_what_begins() == 0


def test_what_is_no_longer_used_says_so_in_public_and_rests(
    standard: Standard, officer: Person, chief: Person
) -> None:
    with pytest.raises(NotAllowed):
        actions.retire(by=officer, standard=standard, version=1, since=TODAY, why="x")
    with pytest.raises(Refused, match="Choose today"):
        actions.retire(
            by=chief, standard=standard, version=standard.version, since=date(2026, 4, 2), why="x"
        )
    with pytest.raises(Refused, match="began 1 April 2026"):
        actions.retire(
            by=chief, standard=standard, version=standard.version, since=date(2026, 3, 1), why="x"
        )
    draft = actions.begin_next(by=officer, standard=standard, why="Bidders asked for it")
    actions.send_for_approval(by=officer, version=draft, revision=1)
    assert len(queries.waits_for(chief)) == 1
    now = actions.retire(
        by=chief, standard=standard, version=standard.version, since=TODAY, why="Replaced"
    )
    assert queries.waits_for(chief) == []

    assert queries.version_in_force(now, TODAY) is None
    said = published()
    assert (said.retired_on, said.retired_why) == ("2026-04-01", "Replaced")
    with pytest.raises(Refused, match="no longer used"):
        actions.begin_next(by=officer, standard=now, why="After all")


@pytest.mark.parametrize("role", ["auditor", "marker", "commissioner", "chief-executive"])
def test_only_keepers_write(
    role: str, person: Callable[..., Person], draft: StandardVersion
) -> None:
    somebody = person(role=role)

    for act in (
        lambda: actions.write_section(by=somebody, version=draft, revision=1, at=1, text="x"),
        lambda: actions.adopt(by=somebody, key="open", owner=somebody),
        lambda: actions.send_for_approval(by=somebody, version=draft, revision=1),
        lambda: actions.drop_draft(by=somebody, version=draft, revision=1, why="x"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Event.objects.filter(subject=f"standard:{ROUND}").count() == 1
