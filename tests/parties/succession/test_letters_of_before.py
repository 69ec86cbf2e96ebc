"""Letters of before the act are made again on the paper that the office had then."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from precept.foundation.documents.letterheads import PLAIN
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from precept.parties import actions, queries
from precept.parties.models import Office, OfficeSuccession
from tests.foundation.documents.test_letterheads import letterhead
from tests.parties.succession.plans import ON

pytestmark = pytest.mark.django_db


def test_letters_of_before_stay_on_the_paper_of_before(
    approved: OfficeSuccession,
    office: Office,
    administrator: Person,
    the_day: list[date],
    tmp_path: Path,
    settings: Settings,
) -> None:
    settings.MEDIA_ROOT, settings.PRECEPT_SCANNER = str(tmp_path / "files"), "none"
    given = SimpleUploadedFile("Letterhead.docx", letterhead())
    actions.give_letterhead(by=administrator, name="Letterhead.docx", content=given)
    work_until_idle()
    before = queries.stationery(office.name)
    assert before.word
    the_day[0] = ON

    actions.pass_due()

    assert queries.stationery(office.name) == before
    now = queries.stationery("Office of the Borderland Policing Board")
    assert now.word == b""
    assert now.lines == ("2 New Square, Borderton", "office@board.example")
    assert queries.stationery("Somebody else") == PLAIN
