"""Giving a file, saying which column is which, answering its questions, and dropping it."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from precept.foundation.intake import access, rules
from precept.foundation.intake.access import Giver
from precept.foundation.intake.actions.staging import (
    end_job,
    is_due,
    queue_clearing,
    queue_reading,
    read_if_small,
)
from precept.foundation.intake.models import Intake, KeptMapping, kept_as
from precept.foundation.intake.reading import FileRead, Unfit, read_file, written
from precept.foundation.intake.sheets import GivenFile, Sheet, sheet
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person

NOT_YOURS = "You cannot load files of this kind. If your work needs it, ask an administrator."
MOVED_ON = "This file has moved on since you opened it. Look at it again."
MOST_KEPT = 200
LONGEST_GLANCE = 120
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def begin(*, by: Giver, kind_name: str, name: str, content: bytes) -> Intake:
    """Take a file as it was given, find its sheet, headings and columns; nothing is loaded.

    Refused, naming the field ``file``, where it cannot be read at all.
    """
    kind = sheet(kind_name)
    if not access.may_load_sheet(by, kind):
        raise NotAllowed(NOT_YOURS)
    name = clean_name(name)
    read = _read(name, content, "")
    kept = default_storage.save(kept_as(Intake(), name), ContentFile(content))
    try:
        return read_if_small(
            _begin(by=by, kind=kind, name=name, content=content, kept=kept, read=read)
        )
    except BaseException:
        if not Intake.objects.filter(file=kept).exists():
            default_storage.delete(kept)
        raise


def clean_name(name: str) -> str:
    """The last part of a file's name, without what cannot be seen, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = " ".join(_NOT_IN_A_NAME.sub("", unicodedata.normalize("NFC", last)).split())
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:180]}{dot}{ending[:10]}" if dot else plain[:200] or "file"


def _read(name: str, content: bytes, tab: str) -> FileRead:
    try:
        return read_file(name, content, tab)
    except Unfit as unfit:
        raise Refused(unfit.words, field="file") from unfit


@action
def _begin(
    *, by: Giver, kind: Sheet, name: str, content: bytes, kept: str, read: FileRead
) -> Intake:
    intake = Intake(
        sheet=kind.name,
        name=name,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        given_by=by if isinstance(by, Person) else None,
    )
    intake.file.name = kept
    _look(intake, kind, read, None)
    intake.save()
    record(
        intake.subject,
        "file given",
        by=by,
        after={
            "kind": kind.name,
            "name": name,
            "digest": intake.digest,
            "rows": intake.rows_in_file,
        },
    )
    _go_on(intake)
    return intake


def _look(intake: Intake, kind: Sheet, read: FileRead, heading_line: int | None) -> None:
    """Write into the file's record how it was read and which column is which, as far as is plain."""
    kept = {
        one.signature: one
        for one in KeptMapping.objects.filter(sheet=kind.name).order_by("-kept")[:MOST_KEPT]
    }
    if heading_line is None:
        headings = rules.find_headings(read.lines, kind.columns, kept)
    else:
        place = next((at for at, one in enumerate(read.lines) if one.number == heading_line), None)
        if place is None or place >= rules.LOOKED_AT:
            raise Refused("Choose the line that holds the headings.", field="heading_line")
        headings = rules.headings_at(read.lines, place)
    _ask_fit(kind, read, headings)
    known = kept.get(rules.signature(headings.texts))
    columns = {column.key for column in kind.columns}
    mapping = rules.matched(headings.texts, kind.columns)
    if known is not None:
        mapping = {key: place for key, place in known.mapping.items() if key in columns}
    how = list(read.how)
    if known is not None:
        how.append("Its columns were chosen as they were the last time.")
    if headings.place:
        above = "line" if headings.place == 1 else "lines"
        how.append(
            f"The headings stand in line {headings.line}; {headings.place} {above} above skipped."
        )
    intake.how = how
    intake.tabs, intake.tab = list(read.tabs), read.tab[:200]
    intake.first_lines = [
        [line.number, " | ".join(written(cell) for cell in line.cells)[:LONGEST_GLANCE]]
        for line in read.lines[: rules.LOOKED_AT]
    ]
    intake.heading_line = headings.line
    intake.headings = list(headings.texts)
    intake.rows_in_file = len(read.lines) - headings.place - 1
    intake.mapping = mapping
    asked_before = rules.Headings(headings.line, headings.place, headings.texts, is_certain=True)
    intake.unsure = rules.unsure(headings if known is None else asked_before, mapping, kind.columns)
    if known is not None and not rules.not_a_mapping(mapping, kind, len(headings.texts)):
        intake.unsure = []
    intake.state = "reading" if intake.unsure else "mapped"


class MayNotBeKept(Refused):
    """A file whose headings show that the office may not keep it."""


def _ask_fit(kind: Sheet, read: FileRead, headings: rules.Headings) -> None:
    """Refuse a file by its headings; while it is not certain which they are, by each of the first lines."""
    lines = [headings.texts]
    if not headings.is_certain:
        lines += [tuple(map(written, one.cells)) for one in read.lines[: rules.LOOKED_AT]]
    for texts in lines:
        if words := kind.refuses(texts):
            raise MayNotBeKept(words, field="file")


def _go_on(intake: Intake) -> None:
    """Read the rows where nothing has to be asked first."""
    if is_due(intake):
        queue_reading(intake)


def choose_place(*, by: Giver, intake: Intake, tab: str, heading_line: int) -> Intake:
    """Say which sheet of a workbook is meant, and which of its first lines holds the headings."""
    kind = sheet(intake.sheet)
    if not access.may_load(by, intake):
        raise NotAllowed(NOT_YOURS)
    if intake.tabs and tab not in intake.tabs:
        raise Refused("Choose a sheet of the file.", field="tab")
    read = _read(intake.name, content_of(intake), tab)
    if tab != intake.tab:
        # The line was chosen on the sheet that was shown; on another one the headings are found anew.
        heading_line = 0
    try:
        chosen = _choose_place(
            by=by, intake=intake, kind=kind, read=read, heading_line=heading_line
        )
    except MayNotBeKept as refusal:
        drop(by=by, intake=intake, why=refusal.words)
        raise Refused(refusal.words, field="tab") from refusal
    return read_if_small(chosen)


@action
def _choose_place(
    *, by: Giver, intake: Intake, kind: Sheet, read: FileRead, heading_line: int
) -> Intake:
    before = {"sheet": intake.tab, "headings in line": intake.heading_line}
    intake = _again(intake, rules.MAY_MAP)
    _look(intake, kind, read, heading_line or None)
    intake.save()
    record(
        intake.subject,
        "sheet and headings chosen",
        by=by,
        before=before,
        after={"sheet": intake.tab, "headings in line": intake.heading_line},
    )
    _go_on(intake)
    return intake


def content_of(intake: Intake) -> bytes:
    """The bytes of a file as they were given; Refused where they are no longer the same."""
    with intake.file.open("rb") as stored:
        content: bytes = stored.read()
    if hashlib.sha256(content).hexdigest() != intake.digest:
        raise Refused("The kept file is not the one that was given. Give it again.")
    return content


def _again(intake: Intake, states: tuple[str, ...]) -> Intake:
    """The file for reading its rows anew, if it still stands where it may; else Changed."""
    moved = Intake.objects.filter(pk=intake.pk, state__in=states, turn=intake.turn).update(
        turn=intake.turn + 1, cursor=0
    )
    if not moved:
        raise Changed(MOVED_ON)
    again = Intake.objects.get(pk=intake.pk)
    end_job(again, "Its rows are read anew.")
    again.rows_read = again.rows_refused = again.rows_doubtful = again.rows_left_out = 0
    again.rows_digest = again.stopped_because = ""
    return again


def map_columns(*, by: Giver, intake: Intake, mapping: Mapping[str, int]) -> Intake:
    """Say which column of the file is which; columns count from nought, unused ones are left away.

    Refused, naming the column's key, where a required one is missing or a column is used twice.
    """
    if not access.may_load(by, intake):
        raise NotAllowed(NOT_YOURS)
    return read_if_small(_map_columns(by=by, intake=intake, mapping=dict(mapping)))


@action
def _map_columns(*, by: Giver, intake: Intake, mapping: dict[str, int]) -> Intake:
    kind = sheet(intake.sheet)
    for key, words in rules.not_a_mapping(mapping, kind, len(intake.headings)):
        raise Refused(words, field=key)
    before = intake.mapping
    intake = _again(intake, rules.MAY_MAP)
    intake.mapping, intake.unsure, intake.state = mapping, [], "mapped"
    intake.save()
    record(intake.subject, "columns chosen", by=by, before=before, after=mapping)
    _go_on(intake)
    return intake


def guesses(intake: Intake) -> dict[str, str]:
    """The likeliest answer to each of a file's questions: as its name suggests, else as last time."""
    kind = sheet(intake.sheet)
    given = GivenFile(intake.name, intake.tab, tuple(intake.headings))
    signature = rules.signature(intake.headings)
    kept = KeptMapping.objects.filter(sheet=kind.name, signature=signature).first()
    last_time: dict[str, str] = kept.answers if kept else {}
    found = {}
    for option in kind.options:
        offered = {value for value, _ in option.choices()}
        likely = (intake.answers.get(option.key), option.guess(given), last_time.get(option.key))
        first = next((value for value in likely if value in offered), None)
        if first is not None:
            found[option.key] = first
    return found


def answer_options(*, by: Giver, intake: Intake, answers: Mapping[str, str]) -> Intake:
    """Answer the questions about the whole file; its rows are then read.

    Refused, naming the question's key, where an answer is missing or not offered.
    """
    if not access.may_load(by, intake):
        raise NotAllowed(NOT_YOURS)
    return read_if_small(_answer_options(by=by, intake=intake, answers=dict(answers)))


@action
def _answer_options(*, by: Giver, intake: Intake, answers: dict[str, str]) -> Intake:
    kind = sheet(intake.sheet)
    for option in kind.options:
        if answers.get(option.key) not in {value for value, _ in option.choices()}:
            raise Refused(f"Choose an answer to “{option.title}”", field=option.key)
    before = intake.answers
    intake = _again(intake, rules.MAY_ANSWER)
    intake.answers = {option.key: answers[option.key] for option in kind.options}
    intake.state = "mapped"
    intake.save()
    record(intake.subject, "questions answered", by=by, before=before, after=intake.answers)
    queue_reading(intake)
    return intake


@action
def drop(*, by: Giver, intake: Intake, why: str) -> Intake:
    """Do away with a file of which nothing was loaded: its rows and its bytes go, the event stays."""
    if not access.may_load(by, intake):
        raise NotAllowed(NOT_YOURS)
    moved = Intake.objects.filter(pk=intake.pk, state__in=rules.MAY_DROP).update(state="dropped")
    if not moved:
        raise Changed(MOVED_ON)
    record(intake.subject, "file dropped", by=by, why=why, before={"state": intake.state})
    intake.refresh_from_db()
    end_job(intake, "The file was dropped.")
    queue_clearing(intake)
    return intake
