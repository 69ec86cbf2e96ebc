"""Releasing, correcting, withdrawing, and taking a dangerous detail out of everything."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import Http404

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger import queries as ledger_queries
from precept.foundation.ledger import sealing
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event, Part
from precept.foundation.people.models import Person
from precept.foundation.publications import actions, kinds, queries, rules
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search import actions as search_actions
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Entry, Wanted

pytestmark = pytest.mark.django_db


class Leaflet(kinds.Struct):
    """Something to publish in these tests."""

    name: str
    text: str
    numbers: tuple[int, ...] = ()


def entry(released: kinds.Released) -> Entry:
    return Entry(
        scope="public",
        kind="leaflet",
        key=released.key,
        title=released.title,
        href=f"/leaflets/{released.key}",
        text=released.payload.text,
        shown={"name": released.payload.name},
    )


def files(released: kinds.Released) -> list[kinds.File]:
    return [kinds.File("leaflet.txt", "As text", "text/plain", released.payload.text.encode())]


@pytest.fixture(autouse=True)
def leaflets() -> Iterator[None]:
    """A kind of publication for these tests alone."""
    kind = kinds.Kind(
        name="leaflet",
        title="Leaflet",
        plural="Leaflets",
        struct=Leaflet,
        address=lambda key: f"/leaflets/{key}",
        entry=entry,
        files=files,
    )
    kinds.sign_up(kind)
    yield
    del kinds._kinds["leaflet"]


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    return person(role="commissioning-manager")


def release(manager: Person, text: str = "Open to all", **fields: Any) -> Publication:
    return actions.publish(
        kind_name="leaflet",
        key="one",
        title=fields.pop("title", "A leaflet"),
        payload=Leaflet(name="Leaflet", text=text),
        by=manager,
        **fields,
    )


def found(words: str) -> list[str]:
    return [hit.key for hit in search.find(Wanted(scope="public", words=words)).hits]


def test_a_release_is_read_back_with_the_hash_that_its_event_holds(manager: Person) -> None:
    row = release(manager)

    event = Event.objects.get(type="publication released")
    assert ledger.said(event)["after"] == {"version": 1, "digest": rules.digest(row.payload)}
    assert queries.latest("leaflet", "one").payload == Leaflet(name="Leaflet", text="Open to all")
    assert found("open") == ["one"]


def test_a_correction_is_a_new_version_and_the_old_one_stays(manager: Person) -> None:
    release(manager)
    release(manager, "Open to some", why="It was wrong")

    assert [row.version for row in queries.versions("leaflet", "one")] == [2, 1]
    assert queries.version("leaflet", "one", 1).payload.text == "Open to all"
    assert queries.latest("leaflet", "one").payload.text == "Open to some"
    assert found("all") == []


def test_the_same_payload_releases_nothing_new(manager: Person) -> None:
    release(manager)
    release(manager)

    assert Publication.objects.count() == 1


def test_a_withdrawal_leaves_a_tombstone_and_no_version_public(manager: Person) -> None:
    row = release(manager)
    actions.withdraw(by=manager, publication=row, why="Sent in error")

    latest = queries.latest("leaflet", "one")
    assert (latest.is_tombstone, latest.payload, latest.why) == (True, None, "Sent in error")
    assert found("open") == []
    with pytest.raises(Http404):
        queries.version("leaflet", "one", 1)


def test_a_withdrawal_needs_the_power_and_a_reason(
    manager: Person, person: Callable[..., Person]
) -> None:
    row = release(manager)

    with pytest.raises(NotAllowed):
        actions.withdraw(by=person(role="marker"), publication=row, why="x")
    with pytest.raises(Refused) as refusal:
        actions.withdraw(by=manager, publication=row, why=" ")

    assert refusal.value.field == "why"
    assert not queries.latest("leaflet", "one").is_tombstone


def test_what_was_withdrawn_cannot_be_withdrawn_again(manager: Person) -> None:
    row = release(manager)
    stone = actions.withdraw(by=manager, publication=row, why="Sent in error")

    with pytest.raises(Changed):
        actions.withdraw(by=manager, publication=stone, why="again")


@pytest.mark.parametrize(
    "text", ["Write to jo.bloggs@mail.example", "Ring 07700 900123", "At LE1 5FQ", "AB 12 34 56 C"]
)
def test_what_looks_personal_is_not_released(manager: Person, text: str) -> None:
    with pytest.raises(Refused) as refusal:
        release(manager, text)

    assert "in text" in refusal.value.words
    assert Publication.objects.count() == 0


def test_an_approved_text_may_look_personal(manager: Person) -> None:
    mailbox = "Write to office@opcc.example"

    release(manager, mailbox, approved=frozenset({mailbox}))

    assert queries.latest("leaflet", "one").payload.text == mailbox


ADDRESS = "14 Quiet Lane"


def test_a_dangerous_detail_is_gone_from_every_version_file_and_search(manager: Person) -> None:
    actions.write_files(release(manager, f"Meet at {ADDRESS}."))
    actions.write_files(release(manager, "Meet at 14  quiet\nLANE, at noon."))
    release(manager, "Meet us.", title=f"Open day, {ADDRESS}", why=f"Not at {ADDRESS}")

    changed = actions.remove_detail(by=manager, words=ADDRESS, why="A refuge")

    assert changed == 3
    held = "".join(
        f"{row.payload}{row.title}{row.why}" for row in Publication.objects.all()
    ) + "".join(bytes(row.content).decode() for row in PublishedFile.objects.all())
    assert "quiet" not in held.casefold()
    assert queries.version("leaflet", "one", 1).payload.text == "Meet at [removed]."
    assert found("quiet") == []
    shown = [hit.title for hit in search.find(Wanted(scope="public", words="open")).hits]
    assert shown == ["Open day, [removed]"]


def test_a_removed_detail_leaves_its_hash_and_both_hashes_of_each_version(manager: Person) -> None:
    row = release(manager, f"Meet at {ADDRESS}.")
    before = row.digest

    actions.remove_detail(by=manager, words=ADDRESS, why="A refuge")

    said = ledger.said(Event.objects.get(type="detail removed from a version"))
    row.refresh_from_db()
    assert (said["before"]["digest"], said["after"]["digest"]) == (before, row.digest_now)
    assert (row.digest, row.digest_now) == (before, rules.digest(row.payload))
    assert ADDRESS not in "".join(
        Part.objects.filter(event__type="dangerous detail removed").values_list("text", flat=True)
    )


def test_a_removed_detail_cannot_be_released_again(manager: Person) -> None:
    release(manager, f"Meet at {ADDRESS}.")
    actions.remove_detail(by=manager, words=ADDRESS, why="A refuge")

    with pytest.raises(Refused):
        release(manager, f"Meet at {ADDRESS.upper()} again")


@pytest.mark.parametrize(
    ("words", "why", "field"),
    [("abc", "A refuge", "words"), (ADDRESS, " ", "why"), (ADDRESS, f"It is {ADDRESS}", "why")],
)
def test_a_removal_is_refused_with_its_reason_beside_the_field(
    manager: Person, words: str, why: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.remove_detail(by=manager, words=words, why=why)

    assert refusal.value.field == field


def test_a_removal_needs_the_power(person: Callable[..., Person]) -> None:
    with pytest.raises(NotAllowed):
        actions.remove_detail(by=person(role="marker"), words=ADDRESS, why="A refuge")


def test_everything_public_is_made_again_from_the_publications_alone(manager: Person) -> None:
    actions.write_files(release(manager))
    before = bytes(PublishedFile.objects.get().content)
    search_actions.drop_kind("public", "leaflet")
    PublishedFile.objects.all().delete()

    actions.rebuild()

    assert bytes(PublishedFile.objects.get().content) == before
    assert found("open") == ["one"]


def test_a_checkpoint_is_released_as_it_is_sealed(manager: Person) -> None:
    release(manager)
    [checkpoint] = sealing.seal()

    assert queries.latest("checkpoint", "1").payload.statement == checkpoint.statement
    assert ledger_queries.check([]).holds


def test_a_struct_takes_no_field_that_it_does_not_name() -> None:
    with pytest.raises(ValueError, match="email"):
        Leaflet(name="x", text="y", email="z")  # type: ignore[call-arg]
