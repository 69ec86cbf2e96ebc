"""What leaves the office of an answer, to whom: the pack, the disclosure log, reminders; and what never does."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pypdf
import pytest

from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.ledger.models import Part
from precept.foundation.outbox.models import Mail
from precept.foundation.publications.actions import withdraw
from precept.foundation.publications.models import Publication
from precept.parties.models import Organisation
from precept.review.answers import actions, queries
from precept.review.answers.models import Asker
from tests.review.answers.asking import (
    ASKER,
    CONTACT,
    answered,
    entered,
    events,
    released,
    sent_on,
    sourced,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_what_is_published_names_nobody_and_is_what_was_released(cast: SimpleNamespace) -> None:
    one = released(cast)

    def publish(words: str, title: str = "Help by telephone") -> Publication:
        now = queries.fresh(one)
        return actions.publish_answer(
            by=cast.chief, question=now, version=now.version, title=title, words=words
        )

    for wrong in (f"{ASKER} asks what it costs", f"Write to {CONTACT}"):
        with pytest.raises(Refused, match="names whoever asked"):
            publish(wrong)
    with pytest.raises(NotAllowed):
        actions.publish_answer(
            by=cast.officer, question=one, version=one.version, title="T", words="W"
        )
    row = publish("What does help for victims by telephone cost?")
    said = json.loads(row.payload)
    assert ASKER not in row.payload
    assert CONTACT not in row.payload
    assert (said["outcome"], said["answer"]) == ("disclosed", "It costs £56,000 [1].")
    assert [one["address"] for one in said["sources"]] == ["/register/CORE004"]


def test_a_protected_body_is_named_in_no_published_answer(cast: SimpleNamespace) -> None:
    Organisation.objects.create(reference="haven", name="Safe Haven", is_protected=True)
    one = released(cast)

    with pytest.raises(Refused, match="Safe Haven"):
        actions.publish_answer(
            by=cast.chief,
            question=one,
            version=one.version,
            title="A refuge",
            words="What does Safe Haven cost?",
        )


def test_an_answer_that_was_not_released_is_not_published(cast: SimpleNamespace) -> None:
    one = sent_on(cast, answered(cast, sourced(cast, entered(cast))))
    with pytest.raises(Refused, match="released"):
        actions.publish_answer(
            by=cast.chief, question=one, version=one.version, title="T", words="W"
        )


def test_the_pack_holds_the_answer_its_sources_and_their_data_to_the_byte(
    cast: SimpleNamespace,
) -> None:
    one = released(cast)
    pdf = pypdf.PdfReader(BytesIO(queries.pack_file(one, "Office", "pdf")))
    # A narrow column breaks an address: what stands on paper is compared without its spaces.
    text = "".join("".join(page.extract_text() for page in pdf.pages).split())
    for words in ("It costs £56,000", "Help for victims", "/register/CORE004", "Answered in full"):
        assert words.replace(" ", "") in text

    with zipfile.ZipFile(BytesIO(queries.pack_zip(one, "Office"))) as whole:
        names = whole.namelist()
        data = whole.read("sources/1-agreement-CORE004-version-2.json")
        rows = list(csv.reader(io.StringIO(whole.read("sources.csv").decode("utf-8-sig"))))
    assert f"answer-{one.reference}.docx" in names
    assert hashlib.sha256(data).hexdigest() == one.sources.get().digest == rows[1][7]
    assert queries.pack_zip(one, "Office") == queries.pack_zip(one, "Office")


def test_a_source_that_was_withdrawn_since_is_in_no_pack(cast: SimpleNamespace) -> None:
    one = released(cast)
    row = Publication.objects.get(kind="agreement", key="CORE004", is_latest=True)
    withdraw(publication=row, by=cast.chief, why="A mistake")

    with zipfile.ZipFile(BytesIO(queries.pack_zip(queries.fresh(one), "Office"))) as whole:
        assert [name for name in whole.namelist() if name.startswith("sources/")] == []


def test_who_asked_is_taken_away_once_the_answer_has_gone(cast: SimpleNamespace) -> None:
    one = entered(cast)
    with pytest.raises(Refused, match="still waits"):
        actions.forget_asker(by=cast.chief, question=one, why="A year has passed")
    gone = released(cast)
    with pytest.raises(NotAllowed):
        actions.forget_asker(by=cast.officer, question=gone, why="A year has passed")
    actions.forget_asker(by=cast.chief, question=gone, why="A year has passed")

    assert not Asker.objects.filter(question=gone).exists()
    parts = Part.objects.filter(event__subject=gone.subject, text__contains=ASKER)
    assert not parts.exists()
    with pytest.raises(Refused, match="already"):
        actions.forget_asker(by=cast.chief, question=gone, why="Again")


def test_owners_are_reminded_ten_and_two_working_days_before_and_once_it_is_late(
    cast: SimpleNamespace, today: Callable[[date], None]
) -> None:
    one = entered(cast)  # due on 15 December 2026

    def told(day: date) -> int:
        today(day)
        return actions.remind_owners()

    assert told(date(2026, 11, 30)) == 0
    assert told(date(2026, 12, 1)) == 1
    assert told(date(2026, 12, 2)) == 0
    assert told(date(2026, 12, 11)) == 1
    assert told(date(2026, 12, 14)) == 0
    assert told(date(2026, 12, 16)) == 1
    assert told(date(2026, 12, 17)) == 0
    mails = list(Mail.objects.order_by("pk"))
    assert [mail.to for mail in mails] == [cast.officer.email] * 3
    assert not any(word in mail.text.reveal() for mail in mails for word in (ASKER, "telephone"))
    assert events(one).count("owner reminded") == 3


def test_what_waits_stands_on_the_desk_of_whoever_it_waits_for(
    cast: SimpleNamespace, today: Callable[[date], None]
) -> None:
    one = entered(cast)
    (waits,) = queries.waits_for(cast.officer)
    assert (waits.tone, waits.href) == ("grey", f"/office/answers/{one.reference}")
    today(date(2026, 12, 16))
    (late,) = queries.waits_for(cast.officer)
    assert late.tone == "red"
    assert "was due 15 December 2026" in late.text

    sent_on(cast, answered(cast, sourced(cast, one)))
    assert queries.waits_for(cast.officer) == []
    assert [each.text for each in queries.waits_for(cast.chief)] == [
        "The answer about “What help for victims by telephone costs” waits to be released"
    ]
    assert queries.waits_for(cast.provider) == []
