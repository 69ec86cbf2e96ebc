"""What people do about organisations and about the office itself."""

from precept.parties.actions.contacts import add_contact, change_contact, end_contact
from precept.parties.actions.endings import end_organisation, undo_ending
from precept.parties.actions.identifiers import add_identifier, remove_identifier
from precept.parties.actions.keepers import mail_checkpoint
from precept.parties.actions.names import add_former_name, remove_former_name, rename
from precept.parties.actions.office import OfficeDetails, change_office, set_up_office
from precept.parties.actions.organisations import (
    Details,
    LooksKnown,
    add_organisation,
    change_details,
)
from precept.parties.actions.protection import (
    mark_protected,
    reveal_address,
    set_protected_address,
)
from precept.parties.actions.publishing import publish_office, publish_organisation
from precept.parties.sign_ups import Protection, Succession, when_protected, when_succeeded

__all__ = [
    "Details",
    "LooksKnown",
    "OfficeDetails",
    "Protection",
    "Succession",
    "add_contact",
    "add_former_name",
    "add_identifier",
    "add_organisation",
    "change_contact",
    "change_details",
    "change_office",
    "end_contact",
    "end_organisation",
    "mail_checkpoint",
    "mark_protected",
    "publish_office",
    "publish_organisation",
    "remove_former_name",
    "remove_identifier",
    "rename",
    "reveal_address",
    "set_protected_address",
    "set_up_office",
    "undo_ending",
    "when_protected",
    "when_succeeded",
]
