"""What people do with agreements: record, amend, value, share, link, list, publish."""

from precept.do.agreements.actions.linking import (
    link_successor,
    list_in_framework,
    unlink_successor,
    unlist,
)
from precept.do.agreements.actions.publishing import (
    publish_agreement,
    publish_changes,
    publish_step,
)
from precept.do.agreements.actions.recording import (
    AgreementChanges,
    amend_agreement,
    programme_of,
    record_agreement,
)
from precept.do.agreements.actions.values import set_shares, state_value

__all__ = [
    "AgreementChanges",
    "amend_agreement",
    "link_successor",
    "list_in_framework",
    "programme_of",
    "publish_agreement",
    "publish_changes",
    "publish_step",
    "record_agreement",
    "set_shares",
    "state_value",
    "unlink_successor",
    "unlist",
]
