"""Files of the finance system, for tests: given, read and taken over."""

from django.core.files.uploadedfile import SimpleUploadedFile

from precept.do.spending import actions
from precept.do.spending.models import SpendFile
from precept.foundation.people.models import Person

HEADINGS = "Date,Supplier,Reference,Amount,Description,Cost code\n"


def given(by: Person, lines: str, name: str = "ledger.csv") -> SpendFile:
    """A file as it was given and read."""
    content = SimpleUploadedFile(name, (HEADINGS + lines).encode())
    made = actions.give_spend_file(by=by, name=name, content=content)
    actions.read_lines(reference=made.reference)
    made.refresh_from_db()
    return made


def taken(by: Person, file: SpendFile) -> None:
    """A file taken over, its payments confirmed."""
    actions.take_over(by=by, file=file)
    actions.confirm_found(reference=file.reference)
