"""What people do with decisions: draft, ask and give advice, sign or refuse, publish, correct, withdraw."""

from precept.decisions.actions.advice import (
    give_advice,
    make_ready,
    return_to_draft,
    send_for_advice,
    withdraw_draft,
)
from precept.decisions.actions.drafting import (
    amend_decision,
    attach_paper,
    draft_decision,
    link,
    set_exemption,
    unlink,
)
from precept.decisions.actions.publishing import (
    allow_in_period,
    correct_decision,
    hold,
    publish_decision,
    publish_due,
    set_publication,
    stop_holding,
    withdraw_decision,
)
from precept.decisions.actions.signing import refuse_decision, sign_decision

__all__ = [
    "allow_in_period",
    "amend_decision",
    "attach_paper",
    "correct_decision",
    "draft_decision",
    "give_advice",
    "hold",
    "link",
    "make_ready",
    "publish_decision",
    "publish_due",
    "refuse_decision",
    "return_to_draft",
    "send_for_advice",
    "set_exemption",
    "set_publication",
    "sign_decision",
    "stop_holding",
    "unlink",
    "withdraw_decision",
    "withdraw_draft",
]
