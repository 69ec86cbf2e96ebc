"""The office's pages of decisions: what each shows, and to whom."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.decisions import actions
from precept.decisions.models import Decision
from precept.foundation import clock
from precept.foundation.people import factors
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.proving import WHERE_NEXT
from tests.decisions.conftest import now
from tests.decisions.test_decisions_publishing import EXEMPT
from tests.reading import rows, words

pytestmark = pytest.mark.django_db
Make = Callable[..., Decision]
ClientAs = Callable[[Person], Client]
PLACE = "/office/decisions/EXE-2026-0001"


def hidden(page: Any) -> dict[str, str]:
    """The hidden fields of a page's form."""
    found = re.findall(r'type="hidden" name="(\w+)"[^>]*value="([^"]*)"', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def send(client: Client, place: str, **typed: str) -> Any:
    """Send a page's form with what it hides, and what is typed."""
    return client.post(place, {**hidden(client.get(place)), **typed})


def test_a_decision_goes_from_draft_to_the_public_through_its_pages(
    cast: SimpleNamespace, client_as: ClientAs
) -> None:
    officer, treasurer, chief, commissioner, manager = (
        client_as(person)
        for person in (cast.officer, cast.treasurer, cast.chief, cast.commissioner, cast.manager)
    )
    begun = send(
        officer,
        "/office/decisions/new",
        title="A new alarm for the shelter",
        kind="spend",
        amount="12,000",
        power="power-victims-services",
        lead_role="Commissioning manager",
    )
    assert begun.headers["Location"] == PLACE
    assert "Advice is missing: legal implications." in words(officer.get(PLACE))
    typed = {"title": "A new alarm", "kind": "spend", "amount": "12000"}
    typed |= {"power": "power-victims-services", "summary": "An alarm is bought."}
    typed |= {"recommendation": "Approve £12,000.", "reasons": "The old one failed."}
    assert send(officer, f"{PLACE}/words", **typed).headers["Location"] == PLACE
    assert send(officer, f"{PLACE}/send").headers["Location"] == PLACE

    assert "Your advice: financial implications" in words(treasurer.get("/office/decisions"))
    given = send(treasurer, f"{PLACE}/advice/finance", words="Within the budget.")
    assert given.headers["Location"] == PLACE
    for kind in ("legal", "equality", "risk"):
        send(chief, f"{PLACE}/advice/{kind}", words=f"Nothing against it ({kind}).")
    send(chief, f"{PLACE}/advice/data", words="No data is held.", matters="no")
    send(chief, f"{PLACE}/advice/value", words="A local firm.", matters="yes")
    assert send(officer, f"{PLACE}/ready").headers["Location"] == PLACE

    assert "Your signature" in words(commissioner.get("/office/decisions"))
    page = words(commissioner.get(f"{PLACE}/sign"))
    assert "You sign as: Commissioner." in page
    assert "Not relevant here, because: No data is held." in page
    assert "The old one failed." in page
    done = send(commissioner, f"{PLACE}/sign", interest="none")
    assert done.headers["Location"] == PLACE

    today = clock.today()
    day = {"day-day": str(today.day), "day-month": str(today.month), "day-year": str(today.year)}
    send(manager, f"{PLACE}/day", **day)
    assert send(manager, f"{PLACE}/publish").headers["Location"] == PLACE
    assert "See it as the public does" in words(officer.get(PLACE))
    public = words(Client().get("/decisions/EXE-2026-0001"))
    assert "No interest of mine precludes this decision." in public
    assert "Approved by the commissioner on 16 November 2026." in public


def test_what_the_system_drafted_is_marked_on_the_page_and_beside_its_field(
    draft: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    draft()
    client = client_as(cast.officer)

    assert "Drafted from the facts and not changed since: summary, background" in words(
        client.get(PLACE)
    )
    assert words(client.get(f"{PLACE}/words")).count("Drafted from the facts.") == 4


def test_two_who_change_the_words_at_once_see_both_texts(
    draft: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    draft()
    client = client_as(cast.officer)
    read = hidden(client.get(f"{PLACE}/words"))
    typed = {"title": "T", "kind": "award", "amount": "39305.40", **read}
    typed |= {"power": "power-crime-and-disorder-reduction-grant"}
    client.post(f"{PLACE}/words", {**typed, "summary": "Theirs."})

    stale = client.post(f"{PLACE}/words", {**typed, "summary": "Mine."})

    assert stale.status_code == 409
    assert "What it says now" in words(stale)
    assert "Summary Theirs." in words(stale)
    assert ">Mine.</textarea>" in stale.content.decode()


def test_somebody_without_the_delegation_is_told_who_may_on_the_page(
    ready: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    from precept.foundation.money import Money

    ready(amount=Money.of("60000"))

    page = client_as(cast.chief).get(f"{PLACE}/sign")

    assert page.status_code == 403
    assert "the deputy commissioner (up to £250,000) or the commissioner may sign" in words(page)


def test_signing_asks_again_who_one_is_and_comes_back(
    ready: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    ready()
    factors.totp.TOTP.activate(cast.commissioner, factors.new_app_secret())
    client = client_as(cast.commissioner)
    long_ago = clock.now() - timedelta(minutes=31)
    SignedIn.objects.filter(person=cast.commissioner).update(proved=long_ago)

    for answer in (
        client.get(f"{PLACE}/sign"),
        client.post(f"{PLACE}/sign", {"interest": "none", "version": "3"}),
    ):
        assert answer.headers["Location"] == "/sign-in/second-step"
    assert Decision.objects.get().state == "ready"

    assert client.session[WHERE_NEXT] == f"{PLACE}/sign"


def test_what_moved_while_it_was_read_is_not_signed(
    ready: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    decision = ready()
    client = client_as(cast.commissioner)
    read = hidden(client.get(f"{PLACE}/sign"))
    actions.set_publication(by=cast.manager, decision=decision, day=clock.today())

    stale = client.post(f"{PLACE}/sign", {**read, "interest": "none"})

    assert stale.status_code == 409
    assert "This decision changed after you opened it." in words(stale)
    assert now(decision).state == "ready"


def test_an_interest_is_said_where_there_is_one(
    ready: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    ready()
    client = client_as(cast.commissioner)

    lacking = send(client, f"{PLACE}/sign", interest="dealt with")
    nothing = send(client, f"{PLACE}/sign")

    assert (lacking.status_code, nothing.status_code) == (422, 422)
    assert "Say which interest you have, and how it was dealt with." in words(lacking)
    assert "Say whether an interest of yours precludes this." in words(nothing)


def test_withheld_words_are_shown_to_those_who_work_on_decisions_alone(
    draft: Make, published: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    one = draft()
    actions.set_exemption(by=cast.officer, decision=one, version=1, **EXEMPT)
    published(now(one))

    for person, shown in ((cast.officer, True), (cast.auditor, True), (cast.marker, False)):
        assert ("8,250" in words(client_as(person).get(PLACE))) is shown
        assert "8,250" not in words(client_as(person).get(f"{PLACE}/notice"))


def test_a_draft_is_not_there_for_those_who_have_nothing_to_do_with_it(
    draft: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    draft()

    assert client_as(cast.marker).get(PLACE).status_code == 404
    assert "There is no decision yet." in words(client_as(cast.marker).get("/office/decisions"))
    assert client_as(cast.provider).get(PLACE).status_code == 403


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_draft_is_taken_away_as_it_would_be_published(
    draft: Make, cast: SimpleNamespace, client_as: ClientAs, ending: str, begins: bytes
) -> None:
    draft()

    file = client_as(cast.officer).get(f"{PLACE}/notice.{ending}")

    assert file.content.startswith(begins)
    assert f'filename="decision-EXE-2026-0001.{ending}"' in file.headers["Content-Disposition"]
    assert client_as(cast.officer).get(f"{PLACE}/notice.exe").status_code == 404


def test_the_list_narrows_by_state_year_kind_and_words(
    draft: Make, signed: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    draft(title="An alarm", kind="spend")
    signed()
    client = client_as(cast.officer)

    def listed(query: str) -> list[str]:
        return [row.split()[0] for row in rows(client.get(f"/office/decisions?{query}"))]

    assert listed("") == ["EXE-2026-0002", "EXE-2026-0001"]
    assert listed("state=signed") == ["EXE-2026-0002"]
    assert listed("kind=spend") == ["EXE-2026-0001"]
    assert listed("words=alarm") == ["EXE-2026-0001"]
    assert len(listed("year=2026")) == 2
    assert "Nothing to show" in words(client.get("/office/decisions?year=2020"))


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_costs_the_same_at_one_and_at_many(
    draft: Make, cast: SimpleNamespace, client_as: ClientAs, many: int
) -> None:
    for _ in range(many):
        draft()
    client = client_as(cast.auditor)
    client.get("/office/decisions")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/office/decisions")

    assert len(rows(page)) == many
    assert len(asked) == 7


@pytest.mark.parametrize("many", [1, 12])
def test_one_decision_costs_the_same_with_few_links_and_with_many(
    signed: Make, draft: Make, cast: SimpleNamespace, client_as: ClientAs, many: int
) -> None:
    one = draft()
    for earlier in [signed() for _ in range(many)]:
        actions.link(by=cast.officer, decision=one, earlier=earlier, how="follows")
    client = client_as(cast.auditor)
    client.get(PLACE)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(PLACE)

    assert words(page).count("Follows EXE") == many
    assert len(asked) == 20


def test_every_page_opens_for_whom_it_is_for(
    draft: Make,
    advised: Make,
    ready: Make,
    signed: Make,
    published: Make,
    cast: SimpleNamespace,
    client_as: ClientAs,
) -> None:
    drafted = draft()
    actions.link(by=cast.officer, decision=drafted, earlier=signed(), how="ends")
    officer, chief, manager = map(client_as, (cast.officer, cast.chief, cast.manager))
    pages = [
        (officer, drafted, "words"),
        (officer, drafted, "withheld"),
        (officer, drafted, "papers/new"),
        (officer, drafted, "links/new"),
        (officer, drafted, "links/EXE-2026-0002/remove"),
        (officer, drafted, "give-up"),
        (officer, advised(), "send-back"),
        (chief, ready(), "refuse"),
        (manager, signed(), "hold"),
        (manager, signed(), "stop-holding"),
        (chief, signed(), "before-election"),
        (manager, published(), "correct"),
        (chief, published(), "withdraw"),
    ]

    found = {
        place: client.get(f"/office/decisions/{one.reference}/{place}").status_code
        for client, one, place in pages
    }

    assert set(found.values()) == {200}, found
    assert officer.get(f"{PLACE}/advice/nothing").status_code == 404
    assert officer.get(f"{PLACE}/links/EXE-2026-0009/remove").status_code == 404


def test_each_page_does_what_its_button_says(
    draft: Make, signed: Make, published: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    officer, chief, manager = map(client_as, (cast.officer, cast.chief, cast.manager))
    earlier, one = published(), draft()
    place = f"/office/decisions/{one.reference}"
    send(officer, f"{place}/links/new", earlier=earlier.reference, how="changes")
    assert f"Changes {earlier.reference}" in words(officer.get(place))
    send(officer, f"{place}/links/{earlier.reference}/remove")
    assert one.links.count() == 0
    exempt = {**EXEMPT, "version": "1"}
    review = exempt.pop("exemption_review")
    dated = {
        f"exemption_review-{part}": str(getattr(review, part)) for part in ("day", "month", "year")
    }
    send(officer, f"{place}/withheld", **{**exempt, **dated})
    assert "Withheld: these words never leave the office" in words(officer.get(place))
    send(officer, f"{place}/give-up", why="Not needed.")
    assert now(one).state == "withdrawn"

    held = signed()
    place = f"/office/decisions/{held.reference}"
    send(manager, f"{place}/hold", why="A court case.")
    assert "It is held: A court case." in words(manager.get(place))
    send(manager, f"{place}/stop-holding")
    send(chief, f"{place}/before-election", why="It cannot wait.")
    assert now(held).exception_why == "It cannot wait."

    place = f"/office/decisions/{earlier.reference}"
    given = {"title": earlier.title, "summary": "Put right.", "recommendation": "R", "reasons": "R"}
    send(manager, f"{place}/correct", **given, why="A slip.")
    assert now(earlier).summary == "Put right."
    send(chief, f"{place}/withdraw", why="Quashed.")
    assert now(earlier).state == "withdrawn"


def test_it_is_sent_back_and_refused_through_its_pages(
    ready: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    back, no = ready(), ready()
    client = client_as(cast.commissioner)

    send(client, f"/office/decisions/{back.reference}/send-back", why="Say more.")
    send(client, f"/office/decisions/{no.reference}/refuse", why="Too dear.")

    assert (now(back).state, now(no).state) == ("draft", "refused")
    assert "Not approved: Too dear." in words(client.get(f"/office/decisions/{no.reference}"))
