"""What people type about organisations and about the office, in our own words."""

from precept.parties.forms.office import SetUpOffice
from precept.parties.forms.organisations import (
    AddFormerName,
    AddIdentifier,
    ChangeDetails,
    ContactDetails,
    EndOrganisation,
    NewOrganisation,
    PublishReason,
    Reason,
    Rename,
)
from precept.parties.forms.protection import Protect, Reveal, SetSecretAddress

__all__ = [
    "AddFormerName",
    "AddIdentifier",
    "ChangeDetails",
    "ContactDetails",
    "EndOrganisation",
    "NewOrganisation",
    "Protect",
    "PublishReason",
    "Reason",
    "Rename",
    "Reveal",
    "SetSecretAddress",
    "SetUpOffice",
]
