"""Partnerships in public: what is shown, what a withdrawn or missing one answers, how little is asked."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.do.partners import published as released
from precept.foundation.publications import actions
from precept.foundation.publications.models import Publication
from tests.public import published_office as made
from tests.reading import words

pytestmark = pytest.mark.django_db


def board(key: str, **said: Any) -> None:
    """Release a board."""
    plain: dict[str, Any] = {
        "reference": key,
        "name": f"Board {key}",
        "kind": "ours",
        "kind_title": "A partnership that this office runs",
        "purpose": "Keeps people safe",
        "run_by": None,
        "area": "Westmere",
        "terms": "It meets four times a year.",
        "terms_dated": None,
        "review_on": None,
        "outcomes": (),
        "priorities": (),
        "members": (
            released.MemberPublished(
                body=released.BodyPublished(reference=None, name="Protected organisation, Oxen"),
                role="Member",
            ),
        ),
        "ended": None,
        "source": "",
        "is_invented": True,
    }
    payload = released.PartnershipPublished(**{**plain, **said})
    made.publish("partnership", key, payload, title=payload.name)


def asked(client: Client, address: str) -> int:
    """How many queries a page needs."""
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_nothing_published_says_what_will_stand_there(client: Client) -> None:
    assert "Nothing is published yet" in words(client.get("/partnerships"))
    assert client.get("/partnerships/none").status_code == 404


def test_a_board_is_listed_and_read_with_a_protected_member_by_its_area(client: Client) -> None:
    board("safer")

    assert "Board safer Invented for the demonstration" in words(client.get("/partnerships"))
    page = client.get("/partnerships/safer")
    assert "Protected organisation, Oxen: member" in words(page)
    assert 'href="/organisations/None"' not in page.content.decode()
    assert "Board safer" in words(client.get("/search?words=safer"))


def test_many_boards_ask_no_more_than_one(client: Client) -> None:
    board("one")
    few = asked(client, "/partnerships")
    for number in range(60):
        board(f"board-{number}")

    assert asked(client, "/partnerships") == few
    assert few <= 5
    assert asked(client, "/partnerships/one") <= 5


def test_a_withdrawn_board_leaves_a_tombstone(client: Client, person: Any) -> None:
    board("safer")
    actions.withdraw(
        by=person(role="commissioning-manager"),
        publication=Publication.objects.get(kind="partnership", key="safer"),
        why="It was never agreed",
    )

    assert client.get("/partnerships/safer").status_code == 410
    assert "Board safer" not in words(client.get("/partnerships"))
