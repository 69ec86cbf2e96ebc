"""Organisations, the office itself, and how an organisation stands: members, papers, bank, checks."""

from precept.parties.models.bank import BankDetails, new_bank_reference
from precept.parties.models.checks import DueDiligence, SubsidyCheck, new_check_reference
from precept.parties.models.members import (
    Claim,
    Invitation,
    Member,
    new_claim_reference,
    new_invitation_reference,
    new_member_reference,
)
from precept.parties.models.organisations import (
    Contact,
    FormerName,
    HiddenAddress,
    Identifier,
    Office,
    Organisation,
    new_contact_reference,
)
from precept.parties.models.papers import Paper, new_paper_reference
from precept.parties.models.profiles import Mark, Officer, Profile, new_officer_reference
from precept.parties.models.registers import RegisterRow
from precept.parties.models.stakes import Stake
from precept.parties.models.succession import (
    OfficeSuccession,
    PassedOn,
    new_succession_reference,
)

__all__ = [
    "BankDetails",
    "Claim",
    "Contact",
    "DueDiligence",
    "FormerName",
    "HiddenAddress",
    "Identifier",
    "Invitation",
    "Mark",
    "Member",
    "Office",
    "OfficeSuccession",
    "Officer",
    "Organisation",
    "Paper",
    "PassedOn",
    "Profile",
    "RegisterRow",
    "Stake",
    "SubsidyCheck",
    "new_bank_reference",
    "new_check_reference",
    "new_claim_reference",
    "new_contact_reference",
    "new_invitation_reference",
    "new_member_reference",
    "new_officer_reference",
    "new_paper_reference",
    "new_succession_reference",
]
