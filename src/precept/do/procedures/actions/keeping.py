"""What every change of a procedure or document begins with: the power, and the draft as it was read."""

from typing import Any

from django.db import IntegrityError, transaction

from precept.do.procedures import access, queries, rules
from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person

NOT_KEEPER = "Only people who keep procedures may change procedures and documents."
NOT_APPROVER = "Only people who approve procedures may do this."
NO_DRAFT = "This version can no longer be changed. Begin a new one."
STALE = (
    "Somebody else changed this while you were typing. What you typed is still here: look at what"
    " it says now, then save again."
)
RETIRED = "It is no longer used, so it is not changed any more."
BEING_WRITTEN = "A version of it is being drafted already. Change that one."


def ask_keeper(by: Person) -> None:
    """NotAllowed where they do not keep procedures."""
    if not access.may_keep_procedures(by):
        raise NotAllowed(NOT_KEEPER)


def ask_approver(by: Person) -> None:
    """NotAllowed where they do not approve procedures."""
    if not access.may_approve_procedures(by):
        raise NotAllowed(NOT_APPROVER)


def ask_owner(owner: Person) -> None:
    """Refused where an owner could do nothing about it."""
    if not access.may_keep_procedures(owner):
        raise Refused("Choose somebody who keeps procedures", field="owner")


def begin_version(one: Standard, by: Person, **said: Any) -> StandardVersion:
    """The next version of something as a draft; Refused where one is being drafted already."""
    last = one.versions.order_by("-number").first()
    try:
        with transaction.atomic():
            made = StandardVersion.objects.create(
                standard=one, number=last.number + 1 if last else 1, **said
            )
    except IntegrityError:
        raise Refused(BEING_WRITTEN) from None
    made.writers.add(by)
    return made


def fresh_draft(version: StandardVersion) -> StandardVersion:
    """A draft as it stands now; Changed where it is none any more."""
    now = queries.version_of(queries.standard(version.standard.key), version.number)
    if now.state != "draft":
        raise Changed(NO_DRAFT)
    return now


def write_draft(draft: StandardVersion, by: Person, revision: int, changes: dict[str, Any]) -> None:
    """Write a change of a draft that was read in a revision, and note who wrote it."""
    write_next(draft, changes, read=revision, stale=STALE, counter="revision")
    # Asked again after the write: nobody sends it on between the question and the change.
    if not StandardVersion.objects.filter(pk=draft.pk, state="draft").exists():
        raise Changed(NO_DRAFT)
    draft.writers.add(by)


def ask_fields(one: Standard, **texts: str) -> None:
    """Refused beside the first text of a document that names a field which there is not."""
    if one.kind != "document":
        return
    for field, text in texts.items():
        if problem := rules.field_problem(text):
            raise Refused(problem, field=field)
