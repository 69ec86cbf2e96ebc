"""Writing in a section: what is typed is saved as it comes, and nothing anybody wrote is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from precept.do.bids import actions
from precept.do.bids.models import Bid, Revision
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from tests.do.bids.pages.test_own_pages import hidden, own, page

ABOUT = "/answers/about"


@pytest.fixture
def mine(bidder: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of whoever bids."""
    return client_as(bidder)


@pytest.fixture
def colleague(
    draft: Bid,
    bidder: Person,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> Client:
    """The browser of somebody who writes in the same bid."""
    idris = person(name="Idris Example")
    actions.invite(by=bidder, bid=draft, email=idris.email, rights="edit")
    actions.take_up_invitations(by=idris)
    return client_as(idris)


def typed(version: int, title: str, **more: str) -> dict[str, str]:
    return {"version": str(version), "q-title": title, "q-what": "", **more}


def autosave(client: Client, bid: Bid, version: int, title: str, key: str, **more: str) -> Any:
    sent = typed(version, title, autosave="yes", key=key, **more)
    return client.post(own(bid, ABOUT), sent, headers={"accept": "application/json"})


def about(bid: Bid) -> dict[str, Any]:
    answers: dict[str, Any] = bid.sections.get(section="about").answers
    return answers


def test_what_is_typed_is_saved_with_its_time_and_the_next_version(
    draft: Bid, mine: Client
) -> None:
    first = autosave(mine, draft, 0, "Box", "w-1")
    second = autosave(mine, draft, 1, "Boxing at dusk", "w-2")

    assert (first.status_code, first.json()) == (200, {"words": "Saved at midday", "version": 1})
    assert second.json()["version"] == 2
    assert about(draft)["title"] == "Boxing at dusk"
    assert 'value="Boxing at dusk"' in page(mine, own(draft, ABOUT))


def test_the_same_save_sent_again_is_one(draft: Bid, mine: Client) -> None:
    first = autosave(mine, draft, 0, "Box", "w-1")

    again = autosave(mine, draft, 0, "Box", "w-1")

    assert again.json() == first.json()
    assert Revision.objects.count() == 1


def test_half_an_answer_is_saved_as_it_is(draft: Bid, mine: Client) -> None:
    sent = {"version": "0", "q-asked": "five thou", "autosave": "yes", "key": "w-1"}

    saved = mine.post(own(draft, "/answers/money"), sent)

    assert saved.status_code == 200
    assert draft.sections.get(section="money").answers["asked"] == "five thou"
    assert 'value="five thou"' in page(mine, own(draft, "/answers/money"))


def test_somebody_signed_out_is_told_and_nothing_is_saved(draft: Bid) -> None:
    answer = autosave(Client(), draft, 0, "Box", "w-1")

    assert answer.status_code == 401
    assert "signed out" in answer.json()["words"]
    assert about(draft) == {}


def test_two_who_write_at_once_see_both_texts_and_keep_what_they_choose(
    draft: Bid, mine: Client, colleague: Client
) -> None:
    autosave(mine, draft, 0, "Boxing", "a-1", **{"q-what": "We teach."})
    autosave(colleague, draft, 1, "Boxing at dusk", "b-1", **{"q-what": "We teach boxing."})

    overtaken = autosave(mine, draft, 1, "Boxing", "a-2", **{"q-what": "We teach many."})

    assert overtaken.status_code == 409
    said = overtaken.json()
    assert "Idris Example saved this section at midday" in said["words"]
    shown = page(mine, said["href"])
    for text in ("We teach many.", "We teach boxing.", "Boxing at dusk"):
        assert text in shown
    # Only Idris changed the title: that is suggested. Both changed what they do: nothing is.
    assert 'name="keep-title" type="radio" value="theirs" checked' in shown
    assert shown.count(" checked") == 1
    nothing = mine.post(said["href"], {"version": hidden(shown, "version"), "keep-title": "theirs"})
    assert nothing.status_code == 422
    settled = mine.post(
        said["href"],
        {"version": hidden(shown, "version"), "keep-title": "theirs", "keep-what": "both"},
    )

    assert settled.headers["Location"] == own(draft, ABOUT)
    assert about(draft)["title"] == "Boxing at dusk"
    assert about(draft)["what"] == "We teach boxing.\n\nWe teach many."
    assert {one.answers["what"] for one in Revision.objects.all()} >= {
        "We teach.",
        "We teach boxing.",
        "We teach many.",
    }


def test_a_third_text_that_comes_while_choosing_is_shown_before_anything_is_replaced(
    draft: Bid, mine: Client, colleague: Client
) -> None:
    autosave(colleague, draft, 0, "Theirs", "b-1")
    href = autosave(mine, draft, 0, "Mine", "a-1").json()["href"]
    version = hidden(page(mine, href), "version")
    autosave(colleague, draft, 1, "Theirs, later", "b-2")

    answer = mine.post(href, {"version": version, "keep-title": "mine"})

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Theirs, later" in shown
    assert about(draft)["title"] == "Theirs, later"
    mine.post(href, {"version": hidden(shown, "version"), "keep-title": "mine"})
    assert about(draft)["title"] == "Mine"


def test_without_scripts_the_button_leads_to_both_texts_too(
    draft: Bid, mine: Client, colleague: Client
) -> None:
    autosave(colleague, draft, 0, "Theirs", "b-1")

    answer = mine.post(own(draft, ABOUT), typed(0, "Mine", later="yes"))

    mine_kept = Revision.objects.get(version=None)
    assert answer.headers["Location"] == own(draft, f"{ABOUT}/both/{mine_kept.pk}")
    assert mine_kept.answers["title"] == "Mine"


def test_the_same_text_sent_twice_is_no_conflict(draft: Bid, mine: Client) -> None:
    sent = typed(0, "Mine", later="yes")

    answers = [mine.post(own(draft, ABOUT), sent) for _ in range(2)]

    assert [one.headers["Location"] for one in answers] == [own(draft, "?done=saved")] * 2


def test_what_a_page_saved_by_itself_does_not_stand_against_its_own_button(
    draft: Bid, mine: Client, colleague: Client
) -> None:
    autosave(mine, draft, 0, "Box", "page1-1", writer="page1")
    # The answer got lost: the page still believes that it read version 0.
    late = autosave(mine, draft, 0, "Boxing", "page1-2", writer="page1")
    assert late.json() == {"words": "Saved at midday", "version": 2}

    pressed = mine.post(own(draft, ABOUT), typed(0, "Boxing at dusk", writer="page1", later="yes"))

    assert pressed.headers["Location"] == own(draft, "?done=saved")
    assert about(draft)["title"] == "Boxing at dusk"
    # Another page, of the same person or not, is another writer.
    assert autosave(mine, draft, 0, "Other", "page2-1", writer="page2").status_code == 409
    assert autosave(colleague, draft, 2, "Hers", "page1-9", writer="page1").status_code == 409
    assert about(draft)["title"] == "Boxing at dusk"


def test_what_a_page_saves_while_its_button_is_on_its_way_is_no_conflict(
    draft: Bid, mine: Client, bidder: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, came_before = actions.save_section, ["page1-1"]

    def overtaken(**said: Any) -> actions.Saved:
        if came_before:
            key = came_before.pop()
            save(by=bidder, bid=draft, section="about", answers={}, read_version=0, key=key)
        return save(**said)

    monkeypatch.setattr(actions, "save_section", overtaken)

    pressed = mine.post(own(draft, ABOUT), typed(0, "Boxing", writer="page1", later="yes"))

    assert pressed.headers["Location"] == own(draft, "?done=saved")
    assert about(draft)["title"] == "Boxing"


def test_an_earlier_text_is_put_back_and_the_later_one_is_kept(draft: Bid, mine: Client) -> None:
    autosave(mine, draft, 0, "First", "w-1")
    autosave(mine, draft, 1, "Second", "w-2")
    first = Revision.objects.get(version=1)
    listed = page(mine, own(draft, f"{ABOUT}/history"))
    assert "2 texts" in listed
    shown = page(mine, own(draft, f"{ABOUT}/history?of={first.pk}"))
    assert "First" in shown

    mine.post(own(draft, f"{ABOUT}/history"), {"of": str(first.pk)})

    assert about(draft)["title"] == "First"
    assert Revision.objects.filter(answers__title="Second").exists()


@pytest.mark.parametrize("of", ["999999999", "nonsense", "9" * 40])
def test_a_text_that_is_not_there_is_not_shown(draft: Bid, mine: Client, of: str) -> None:
    answer = mine.get(own(draft, f"{ABOUT}/history?of={of}"))

    assert answer.status_code == (404 if of == "999999999" else 200)


def test_a_text_of_another_bid_is_not_there(
    draft: Bid, mine: Client, call: Any, person: Callable[..., Person]
) -> None:
    stranger = person()
    other = actions.begin_bid(by=stranger, call=call)
    actions.save_section(
        by=stranger, bid=other, section="about", answers={"title": "Secret"}, read_version=0
    )
    number = Revision.objects.get().pk

    for address in (f"{ABOUT}/both/{number}", f"{ABOUT}/history?of={number}"):
        assert mine.get(own(draft, address)).status_code == 404


def test_missing_answers_are_saved_all_the_same_and_marked(draft: Bid, mine: Client) -> None:
    answer = mine.post(own(draft, ABOUT), typed(0, "Boxing", onwards="yes"))

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Your answers are saved" in shown
    assert "There is a problem" in shown
    assert about(draft)["title"] == "Boxing"
    assert "In progress" in page(mine, own(draft))


def test_whoever_answered_the_rest_elsewhere_is_led_on_to_the_check(
    complete: Bid, mine: Client
) -> None:
    """As after a Word form: no section was finished by its button, and none has anything left."""
    version = complete.sections.get(section="about").version
    more = {"q-what": "We teach boxing.", "q-under-18s": "no"}

    answer = mine.post(own(complete, ABOUT), typed(version, "Boxing", **more, onwards="yes"))

    assert answer.headers["Location"] == own(complete, "/check")


def test_save_and_come_back_leads_to_the_task_list(draft: Bid, mine: Client) -> None:
    answer = mine.post(own(draft, ABOUT), typed(0, "Boxing", later="yes"))

    assert answer.headers["Location"] == own(draft, "?done=saved")
    assert "Your answers are saved" in page(mine, answer.headers["Location"])


def test_an_answer_that_is_not_asked_for_just_now_is_kept(draft: Bid, mine: Client) -> None:
    more = {"q-under-18s": "yes", "q-safeguarding": "We check everybody."}
    autosave(mine, draft, 0, "Boxing", "w-1", **more)

    autosave(mine, draft, 1, "Boxing", "w-2", **{**more, "q-under-18s": "no"})

    assert about(draft)["safeguarding"] == "We check everybody."


def test_nobody_finds_a_section_that_the_form_does_not_have(draft: Bid, mine: Client) -> None:
    assert mine.get(own(draft, "/answers/nothing")).status_code == 404
    assert mine.post(own(draft, "/answers/nothing"), typed(0, "x")).status_code == 404


def text_file(name: str = "plan.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"What we plan to do.", content_type="text/plain")


def test_a_file_is_added_shown_with_its_state_and_taken_out(draft: Bid, mine: Client) -> None:
    address = own(draft, f"{ABOUT}/files/papers")
    autosave(mine, draft, 0, "Boxing", "w-1")

    added = mine.post(address, {"file": text_file()})

    assert added.headers["Location"] == address, added.content.decode()
    kept = StoredFile.objects.get()
    shown = page(mine, address)
    assert "plan.txt" in shown
    assert "Waiting to be checked" in shown
    assert about(draft)["title"] == "Boxing"
    mine.post(address, {"remove": kept.reference})
    assert about(draft)["papers"] == []
    assert "No file is added yet" in page(mine, address)


def test_a_file_sent_with_the_page_is_kept_with_its_answers(draft: Bid, mine: Client) -> None:
    sent: dict[str, Any] = {**typed(0, "Boxing", later="yes"), "q-papers": [text_file()]}

    mine.post(own(draft, ABOUT), sent)

    assert [one["name"] for one in about(draft)["papers"]] == ["plan.txt"]
    autosave(mine, draft, 1, "Boxing", "w-1", **{"q-papers-remove": "nothing"})
    assert len(about(draft)["papers"]) == 1
    reference = StoredFile.objects.get().reference
    mine.post(own(draft, ABOUT), typed(2, "Boxing", later="yes", **{"q-papers-remove": reference}))
    assert about(draft)["papers"] == []


def test_a_file_that_is_not_taken_leaves_every_word_on_the_page(draft: Bid, mine: Client) -> None:
    bad = SimpleUploadedFile("run.exe", b"MZ\x90\x00", content_type="application/octet-stream")

    answer = mine.post(own(draft, ABOUT), {**typed(0, "Boxing", later="yes"), "q-papers": [bad]})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "run.exe" in shown
    assert 'value="Boxing"' in shown
    assert about(draft)["title"] == "Boxing"
    page_of_file = mine.post(own(draft, f"{ABOUT}/files/papers"), {"file": bad})
    assert page_of_file.status_code == 422
    assert mine.post(own(draft, f"{ABOUT}/files/papers"), {}).status_code == 422


def test_a_question_that_takes_no_files_has_no_page_of_files(draft: Bid, mine: Client) -> None:
    assert mine.get(own(draft, f"{ABOUT}/files/title")).status_code == 404
