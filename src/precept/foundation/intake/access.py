"""Who may give the office files of a kind, see them and load them."""

from django.db.models import QuerySet

from precept.foundation.intake.models import Intake
from precept.foundation.intake.sheets import Sheet, sheet, sheets
from precept.foundation.ledger.actions import SYSTEM, TheSystem
from precept.foundation.people.models import Person

Giver = Person | TheSystem
"""Who gives a file: a person, or the system where the command line does."""


def may_load_files(giver: Giver) -> bool:
    """Whether they may give the office any files at all."""
    return giver == SYSTEM if isinstance(giver, TheSystem) else giver.may("load files")


def may_load_sheet(giver: Giver, kind: Sheet) -> bool:
    """Whether they may give the office files of this kind."""
    if isinstance(giver, TheSystem):
        return may_load_files(giver)
    return may_load_files(giver) and kind.may_load(giver)


def may_load(giver: Giver, intake: Intake) -> bool:
    """Whether they may change, load or drop this file."""
    return may_load_sheet(giver, sheet(intake.sheet))


def visible_to(person: Person) -> QuerySet[Intake]:
    """The files that this person may see: those of the kinds that they may load."""
    kinds = [one.name for one in sheets() if may_load_sheet(person, one)]
    return Intake.objects.filter(sheet__in=kinds)
