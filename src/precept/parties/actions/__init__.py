"""What people do about organisations and about the office itself."""

from precept.parties.actions.bank import (
    approve_bank_details,
    give_bank_details,
    record_call_back,
    refuse_bank_details,
    reveal_account,
)
from precept.parties.actions.contacts import add_contact, change_contact, end_contact
from precept.parties.actions.diligence import (
    check_register,
    explain_gap,
    keep_register_row,
    record_diligence,
)
from precept.parties.actions.endings import end_organisation, undo_ending
from precept.parties.actions.identifiers import add_identifier, remove_identifier
from precept.parties.actions.keepers import mail_checkpoint
from precept.parties.actions.letterhead import give_letterhead, take_letterhead_off
from precept.parties.actions.marks import (
    AT_ONCE,
    mark_the_unmarked,
)
from precept.parties.actions.members import (
    accept_invitation,
    add_member,
    change_rights,
    confirm_claim,
    decline_invitation,
    end_membership,
    invite_colleague,
    look_at_profile,
    refuse_claim,
    withdraw_invitation,
)
from precept.parties.actions.names import add_former_name, remove_former_name, rename
from precept.parties.actions.office import OfficeDetails, change_office, set_up_office
from precept.parties.actions.organisations import (
    Details,
    LooksKnown,
    add_organisation,
    change_details,
)
from precept.parties.actions.papers import (
    check_paper,
    give_paper,
    remind_of_expiring_papers,
    remind_of_paper,
)
from precept.parties.actions.passing import do_due, pass_due, passage_step, say_it_waits
from precept.parties.actions.profiles import (
    ProfileDetails,
    add_officer,
    add_own_number,
    amend_profile,
    remove_officer,
    start_profile,
)
from precept.parties.actions.protection import (
    mark_protected,
    protect_own,
    reveal_address,
    set_protected_address,
)
from precept.parties.actions.publishing import publish_office, publish_organisation
from precept.parties.actions.subsidy import (
    check_subsidy,
    record_subsidy_step,
)
from precept.parties.actions.succession import (
    approve_succession,
    change_succession,
    prepare_succession,
    withdraw_succession,
)
from precept.parties.sign_ups import Protection, Succession, when_protected, when_succeeded

__all__ = [
    "AT_ONCE",
    "Details",
    "LooksKnown",
    "OfficeDetails",
    "ProfileDetails",
    "Protection",
    "Succession",
    "accept_invitation",
    "add_contact",
    "add_former_name",
    "add_identifier",
    "add_member",
    "add_officer",
    "add_organisation",
    "add_own_number",
    "amend_profile",
    "approve_bank_details",
    "approve_succession",
    "change_contact",
    "change_details",
    "change_office",
    "change_rights",
    "change_succession",
    "check_paper",
    "check_register",
    "check_subsidy",
    "confirm_claim",
    "decline_invitation",
    "do_due",
    "end_contact",
    "end_membership",
    "end_organisation",
    "explain_gap",
    "give_bank_details",
    "give_letterhead",
    "give_paper",
    "invite_colleague",
    "keep_register_row",
    "look_at_profile",
    "mail_checkpoint",
    "mark_protected",
    "mark_the_unmarked",
    "pass_due",
    "passage_step",
    "prepare_succession",
    "protect_own",
    "publish_office",
    "publish_organisation",
    "record_call_back",
    "record_diligence",
    "record_subsidy_step",
    "refuse_bank_details",
    "refuse_claim",
    "remind_of_expiring_papers",
    "remind_of_paper",
    "remove_former_name",
    "remove_identifier",
    "remove_officer",
    "rename",
    "reveal_account",
    "reveal_address",
    "say_it_waits",
    "set_protected_address",
    "set_up_office",
    "start_profile",
    "take_letterhead_off",
    "undo_ending",
    "when_protected",
    "when_succeeded",
    "withdraw_invitation",
    "withdraw_succession",
]
