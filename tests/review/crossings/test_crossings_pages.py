"""The pages of crossings: who reads them, how one is settled, what rounds and decisions say."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.decisions.models import Decision
from tests.reading import words
from tests.review.crossings.conftest import a_bid, a_round, body, interest, marks

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Any], Client]
ALL = "/office/interests/crossings"


def test_only_who_settles_or_audits_reads_crossings(
    cast: SimpleNamespace, client_as: ClientAs
) -> None:
    assert "Nothing crosses" in words(client_as(cast.chief).get(ALL))
    assert client_as(cast.auditor).get(ALL).status_code == 200
    for other in (cast.manager, cast.marker, cast.officer, cast.expert, cast.provider):
        assert client_as(other).get(ALL).status_code == 403


def test_a_crossing_is_read_explained_and_taken_back_on_its_pages(
    cast: SimpleNamespace, client_as: ClientAs
) -> None:
    bid = a_bid(a_round(), body("Lampwick Street Volunteers"))
    marks(bid, cast.marker)
    held = interest(cast.marker, "Lampwick Street Volunteers")
    chief, auditor = client_as(cast.chief), client_as(cast.auditor)
    listed = words(chief.get(ALL))
    assert "Ma Marker : Bid" in listed
    assert "Lampwick Street Volunteers" in listed
    assert "Open" in listed
    # An auditor reads no bids, and so no crossing with one.
    assert "Nothing crosses" in words(auditor.get(ALL))
    one = f"{ALL}/{held.reference}/bid/{bid.reference}"
    assert auditor.get(one).status_code == 404
    page = words(chief.get(one))
    assert "It is the same organisation" in page
    assert "They can declare a conflict of interest" in page
    empty = chief.post(f"{one}/explain", {"reason": ""})
    assert empty.status_code == 422
    assert "Say why it is right that they handle it" in words(empty)
    done = chief.post(f"{one}/explain", {"reason": "He left the board in the spring"})
    assert done.headers["Location"] == one
    page = words(client_as(cast.commissioner).get(one))
    assert "He left the board in the spring" in page
    assert "Said by Cy Chief" in page
    assert chief.post(f"{one}/take-back", {"why": "He did not"}).status_code == 302
    assert "Open" in words(chief.get(one))
    assert chief.get(f"{ALL}/{held.reference}/bid/NONE").status_code == 404


def test_the_pages_of_the_round_and_of_the_decision_lead_to_it(
    cast: SimpleNamespace, client_as: ClientAs
) -> None:
    of = a_round()
    marks(a_bid(of, body("Lampwick Street Volunteers")), cast.marker)
    interest(cast.marker, "Lampwick Street Volunteers")
    interest(cast.officer, "Lampwick Street Volunteers")
    Decision.objects.create(
        reference="EXE-2026-0009", title="Awards", about=of.subject, author=cast.officer
    )

    decision = words(client_as(cast.chief).get("/office/decisions/EXE-2026-0009"))
    assert "Interests that nobody has dealt with" in decision
    assert "Ada Officer (drafted it) has an interest in, or a gift from, Lampwick" in decision
    own = words(client_as(cast.manager).get("/office/decisions/EXE-2026-0009"))
    assert "Interests that nobody" not in own
    round_page = words(client_as(cast.chief).get(f"/office/rounds/{of.reference}"))
    assert "Interests crossed with bidders" in round_page
    assert "2 open" in round_page
    assert "Interests crossed" not in words(
        client_as(cast.manager).get(f"/office/rounds/{of.reference}")
    )
