"""The form as a Word document and back; another way of applying; why a bid was not submitted."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from precept.do.bids import actions, queries
from precept.do.bids.models import Bid, OtherWay, Revision, WhyNot
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.foundation.questions.word import blank_form
from tests.do.bids.conftest import ABOUT, DEADLINE, MONEY, small_set
from tests.do.bids.pages.test_own_pages import hidden, own, page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def mine(bidder: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of whoever bids."""
    return client_as(bidder)


def form_of(bid: Bid, **answers: Any) -> SimpleUploadedFile:
    """The Word form of a bid, filled in."""
    content = blank_form(small_set(), answers, title="A round", code=bid.reference)
    return SimpleUploadedFile("form.docx", content, content_type=WORD)


def upload(client: Client, bid: Bid, file: SimpleUploadedFile) -> str:
    """What the page says of an uploaded form."""
    response = client.post(own(bid, "/offline"), {"file": file})
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def test_the_form_is_downloaded_with_what_is_answered(complete: Bid, mine: Client) -> None:
    response = mine.get(own(complete, "/form.docx"))

    assert response.headers["Content-Type"] == WORD
    assert f"{complete.reference}.docx" in response.headers["Content-Disposition"]
    given = SimpleUploadedFile("form.docx", response.content)
    assert "says nothing that is not here already" in upload(mine, complete, given)


def test_a_filled_form_is_looked_at_before_anything_is_taken(draft: Bid, mine: Client) -> None:
    shown = upload(mine, draft, form_of(draft, **ABOUT, **MONEY))
    assert "We teach boxing." in shown
    assert "£5,000" in shown
    assert queries.answers(draft) == {}

    taken = mine.post(own(draft, "/offline"), {"read": hidden(shown, "read")})

    assert taken.headers["Location"] == own(draft, "?done=word")
    assert queries.answers(draft) == {**ABOUT, **MONEY}
    draft.refresh_from_db()
    assert draft.channel == "word"


def test_what_would_be_replaced_stands_beside_it_and_is_chosen(complete: Bid, mine: Client) -> None:
    changed = form_of(
        complete, **{**ABOUT, "title": "Boxing at dawn", "what": "Early boxing."}, **MONEY
    )
    shown = upload(mine, complete, changed)
    assert "Boxing at dawn" in shown
    assert "Boxing at dusk" in shown

    mine.post(
        own(complete, "/offline"),
        {"read": hidden(shown, "read"), "take-title": "online", "take-what": "file"},
    )

    now = queries.answers(complete)
    assert (now["title"], now["what"]) == ("Boxing at dusk", "Early boxing.")
    assert Revision.objects.filter(answers__what="We teach boxing.").exists()


def test_what_the_file_leaves_empty_stays(complete: Bid, mine: Client) -> None:
    shown = upload(mine, complete, form_of(complete, title="Only a title"))
    assert "to put right before you submit" in shown

    mine.post(own(complete, "/offline"), {"read": hidden(shown, "read"), "take-title": "file"})

    assert queries.answers(complete) == {**ABOUT, **MONEY, "title": "Only a title"}


def test_what_was_saved_meanwhile_is_shown_before_it_is_replaced(
    draft: Bid, bidder: Person, mine: Client, clock_at: Callable[[datetime], None]
) -> None:
    shown = upload(mine, draft, form_of(draft, title="From the file"))
    clock_at(DEADLINE - timedelta(days=13, hours=23, minutes=50))
    actions.save_section(
        by=bidder, bid=draft, section="about", answers={"title": "Online"}, read_version=0
    )

    answer = mine.post(own(draft, "/offline"), {"read": hidden(shown, "read")})

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "once more" in shown
    assert "Online" in shown
    assert queries.answers(draft)["title"] == "Online"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"just words", "“form.docx”", id="no-word-file"),
        pytest.param(b"", "“form.docx”", id="empty"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_words(
    draft: Bid, mine: Client, content: bytes, words: str
) -> None:
    answer = mine.post(own(draft, "/offline"), {"file": SimpleUploadedFile("form.docx", content)})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_form_of_another_bid_is_not_taken(
    draft: Bid, call: Call, bidder: Person, mine: Client
) -> None:
    other = actions.begin_bid(by=bidder, call=call, key="other")

    answer = mine.post(own(draft, "/offline"), {"file": form_of(other, **ABOUT)})

    assert answer.status_code == 422
    assert other.reference in answer.content.decode()


def test_a_page_that_was_changed_on_its_way_takes_nothing(draft: Bid, mine: Client) -> None:
    answer = mine.post(own(draft, "/offline"), {"read": "forged"})

    assert answer.status_code == 422
    assert "Upload the form again" in answer.content.decode()


def other(call: Call) -> str:
    return f"/my/bids/other-way/{call.opportunity.reference}"


def test_anybody_asks_for_another_way_without_an_account_or_e_mail(
    call: Call, clock_at: Callable[[datetime], None]
) -> None:
    browser = Client()
    shown = page(browser, other(call))
    assert "You need no computer, no e-mail address and no account" in shown
    sent = {
        "channel": "phone",
        "name": "Sam Example",
        "contact": "0116 496 0000",
        "words": "In the evening.",
        "made": hidden(shown, "made"),
        "homepage": "",
    }
    quick = browser.post(other(call), sent)
    assert quick.status_code == 422
    assert 'value="Sam Example"' in quick.content.decode()
    clock_at(DEADLINE - timedelta(days=13))

    asked = browser.post(other(call), sent)

    assert asked.headers["Location"] == f"{other(call)}?asked=yes"
    assert "Somebody from the office gets in touch" in page(browser, asked.headers["Location"])
    way = OtherWay.objects.get()
    assert (way.channel, way.name, way.contact, way.asked_by) == (
        "phone",
        "Sam Example",
        "0116 496 0000",
        None,
    )


def test_a_script_that_fills_every_box_is_held_and_told(
    call: Call, clock_at: Callable[[datetime], None]
) -> None:
    shown = page(Client(), other(call))
    clock_at(DEADLINE - timedelta(days=13))
    sent = {"channel": "phone", "name": "S", "contact": "1", "made": hidden(shown, "made")}

    answer = Client().post(other(call), {**sent, "homepage": "https://buy.example"})

    assert answer.status_code == 422
    assert OtherWay.objects.count() == 0


def test_after_the_deadline_nobody_asks_and_a_draft_round_is_not_there(
    call: Call, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(DEADLINE)
    shown = page(Client(), other(call))
    assert "closed at midday" in shown
    assert 'name="contact"' not in shown
    Call.objects.update(stage="drafting")
    assert Client().get(other(call)).status_code == 404


def test_why_not_is_asked_once_and_read_without_a_name(
    draft: Bid,
    bidder: Person,
    client_as: Callable[[Person], Client],
    clock_at: Callable[[datetime], None],
) -> None:
    clock_at(DEADLINE + timedelta(minutes=16))
    actions.lapse_due()
    mine = client_as(bidder)
    why = own(draft, "/why-not")
    assert why in page(mine, own(draft))
    assert "Why did you not submit your bid?" in page(mine, why)
    assert mine.post(why, {"words": "no reason chosen"}).status_code == 422

    said = mine.post(why, {"reason": "time", "words": "Too little."})

    assert said.headers["Location"] == own(draft, "?done=told")
    answered = WhyNot.objects.get()
    assert (answered.reason, answered.words) == ("time", "Too little.")
    assert "told us already" in page(mine, why)
    assert not re.search(r'name="reason"', page(mine, why))
    assert why not in page(mine, own(draft))


def test_a_draft_that_is_still_open_is_not_asked_why(draft: Bid, mine: Client) -> None:
    assert "only where a bid was begun and not submitted" in page(mine, own(draft, "/why-not"))
