"""The office's pages of voices, from whom is asked to what is published; files of them stay with who keeps them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import CrimePlan, Voice
from tests.reading import words as public_words
from tests.understand import knowing
from tests.understand.pages import breadcrumbs, day, ways, words

LIST = "/office/voices"
TYPED = {
    "title": "What keeps people to the end",
    "about": "A new service.",
    "ways": ["interviews", "workshop"],
    "by_whom": "independent",
    "by_body": "Westmarch Institute",
    "is_for_perpetrators": "on",
    "victims_considered": "",
    **day("starts", date(2022, 9, 1)),
}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """A file store for one test alone, in an office that said it has no scanner."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PRECEPT_SCANNER = "none"


def place(one: Voice, more: str = "") -> str:
    return f"{LIST}/{one.reference}{more}"


def test_asking_people_is_recorded_step_by_step(
    officers: Client, auditors: Client, plan_in_force: CrimePlan
) -> None:
    assert "Nobody was asked yet" in words(auditors.get(LIST))
    begun = officers.post(f"{LIST}/new", TYPED)
    made = Voice.objects.get()
    assert (begun.status_code, begun["Location"]) == (302, place(made))
    assert "It does not say how the needs of victims were considered." in words(
        officers.get(place(made))
    )

    for step, typed in (
        ("/groups", {"of_victims": "23", "of_practitioners": "4", "version": "1"}),
        (
            "/consent",
            {
                "consent": "A sheet",
                "told_them": "They may stop",
                "is_paid": "yes",
                "thanks": "£940",
                "thanks_to": "Victims",
                "version": "2",
            },
        ),
        ("/point", {"text": "Too long a wait", "group": "victims"}),
        (
            "/points/1/answer",
            {"answer": "done", "answer_words": "Three weeks at most", "version": "1"},
        ),
        ("/told-back", {"words": "A letter", "version": "3", **day("on", date(2022, 11, 1))}),
        ("/change", {**TYPED, "victims_considered": "They were asked first", "version": "4"}),
    ):
        assert officers.get(place(made, step)).status_code == 200
        sent = officers.post(place(made, step), typed)
        assert (step, sent.status_code) == (step, 302)

    page = officers.get(place(made))
    said = words(page)
    assert queries.voice_missing(queries.voice(made.reference)) == []
    assert "What is missing" not in said
    assert "Victims and survivors: 23" in said
    assert "£940.00: Victims" in said
    assert "Done Three weeks at most" in said
    assert "A letter (1 November 2022)" in said
    assert breadcrumbs(page) == ["Office", "Voices", "What keeps people to the end"]
    assert ways(auditors.get(place(made))) == set()


def test_a_name_is_refused_beside_its_field_with_what_was_found(
    officers: Client, officer: Person
) -> None:
    made = knowing.asked(officer)

    form = officers.get(place(made, "/point"))
    page = officers.post(place(made, "/point"), {"text": "Mrs Quillfeather waits", "group": ""})

    assert "Never write a name" in words(form)
    assert page.status_code == 422
    assert "Take out what tells who somebody is: “Mrs Quillfeather” looks like a name" in words(
        page
    )
    assert 'id="id_text-error"' in page.content.decode()


def test_somebody_who_was_first_is_told_and_nothing_typed_is_lost(
    officers: Client, officer: Person
) -> None:
    made = knowing.asked(officer)

    stale = officers.post(
        place(made, "/groups"), {"of_victims": "7", "of_practitioners": "4", "version": "1"}
    )

    assert stale.status_code == 409
    assert "Victims and survivors 23" in words(stale)
    assert 'value="7"' in stale.content.decode()


def test_files_stay_with_who_keeps_them(
    officers: Client, auditors: Client, commissioners: Client, officer: Person
) -> None:
    made = knowing.asked(officer)
    given = SimpleUploadedFile("notes.txt", b"What was said")

    assert officers.post(place(made, "/file"), {"file": given}).status_code == 302
    file = StoredFile.objects.get()
    documents.scan(reference=file.reference)

    assert f"/files/{file.reference}" in ways(officers.get(place(made)))
    assert officers.get(f"/files/{file.reference}").status_code == 200
    for others in (auditors, commissioners):
        assert "notes.txt" not in words(others.get(place(made)))
        assert others.get(f"/files/{file.reference}").status_code == 404


def test_the_summary_is_published_and_read_by_anyone(
    commissioners: Client, client: Client, officer: Person
) -> None:
    made = knowing.asked(officer, is_invented=True)
    assert client.get(f"/voices/{made.reference}").status_code == 404
    assert "Nothing is published yet" in public_words(client.get("/voices"))

    sent = commissioners.post(
        place(made, "/publish"), {"revision": str(made.revision), "why": "As promised"}
    )

    assert (sent.status_code, sent["Location"]) == (302, place(made))
    said = public_words(client.get(f"/voices/{made.reference}"))
    assert "People who work in services: fewer than 5" in said
    assert "Too long a wait Done It is changed Said by: victims and survivors" in said
    assert "News come late Done It is changed How" not in said
    assert "Said by: people who work in services" not in said
    assert "Invented for the demonstration" in said
    assert "940" not in said
    listed = public_words(client.get("/voices?asked=Victims+and+survivors"))
    assert "What keeps people to the end" in listed
    assert "What keeps people to the end" in public_words(client.get("/search?words=wait"))
    assert f"/voices/{made.reference}" in client.get("/feeds/voice.atom").content.decode()
    assert client.get(f"/voices/{made.reference}/1").status_code == 200
    assert client.get(f"/voices/{made.reference}/2").status_code == 404
    assert f"/voices/{made.reference}" in ways(commissioners.get(place(made)))


def test_a_summary_that_lacks_something_is_refused_in_words(
    commissioners: Client, officer: Person
) -> None:
    made = knowing.begun(officer)

    page = commissioners.post(place(made, "/publish"), {"revision": str(made.revision)})

    assert page.status_code == 422
    assert "It cannot be published yet. Nobody was asked yet." in words(page)


def test_the_list_is_filtered_by_who_was_asked(
    officers: Client, officer: Person, plan_in_force: CrimePlan
) -> None:
    knowing.asked(officer, priorities=["support-for-victims"])
    knowing.begun(officer, title="Roads at night", by_whom="partner", by_body="The council")

    def found(query: str) -> set[str]:
        said = words(officers.get(f"{LIST}?{query}"))
        return {one for one in ("What keeps people to the end", "Roads at night") if one in said}

    assert found("group=victims") == {"What keeps people to the end"}
    assert found("group=partners") == set()
    assert found("by=partner") == {"Roads at night"}
    assert found("priority=support-for-victims") == {"What keeps people to the end"}
    assert found("words=night") == {"Roads at night"}


def test_lists_and_pages_cost_the_same_whatever_there_is(
    officers: Client, client: Client, officer: Person, commissioner: Person
) -> None:
    def asked(browser: Client, address: str) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as caught:
            page = browser.get(address)
        assert page.status_code == 200
        assert len(page.content) < 60 * 1024
        return len(caught)

    def publish() -> Voice:
        made = knowing.asked(officer)
        actions.publish_voice(by=commissioner, voice=made, revision=made.revision)
        return made

    made = publish()
    office, public = asked(officers, LIST), asked(client, "/voices")
    for _ in range(55):
        publish()

    assert asked(officers, LIST) == office <= 12
    assert asked(client, "/voices") == public <= 5
    assert asked(client, f"/voices/{made.reference}") <= 5
    assert asked(officers, place(made)) <= 12
