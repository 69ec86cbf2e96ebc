"""What people do with decisions: draft, ask and give advice, sign or refuse, redact, publish, correct, withdraw."""

from precept.decisions.actions.advice import (
    give_advice,
    make_ready,
    return_to_draft,
    send_for_advice,
    withdraw_draft,
)
from precept.decisions.actions.copying import amend_copy, drop_copy, prepare_copy, release_copy
from precept.decisions.actions.drafting import (
    amend_decision,
    attach_paper,
    draft_decision,
    link,
    set_exemption,
    unlink,
)
from precept.decisions.actions.numbering import explain_number
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
from precept.decisions.actions.redacting import (
    ask_to_lift,
    keep_redaction,
    lift_redaction,
    mark_words,
    refuse_redaction,
    release_redaction,
    review_exemption,
    take_back_mark,
)
from precept.decisions.actions.signing import refuse_decision, sign_decision

__all__ = [
    "allow_in_period",
    "amend_copy",
    "amend_decision",
    "ask_to_lift",
    "attach_paper",
    "correct_decision",
    "draft_decision",
    "drop_copy",
    "explain_number",
    "give_advice",
    "hold",
    "keep_redaction",
    "lift_redaction",
    "link",
    "make_ready",
    "mark_words",
    "prepare_copy",
    "publish_decision",
    "publish_due",
    "refuse_decision",
    "refuse_redaction",
    "release_copy",
    "release_redaction",
    "return_to_draft",
    "review_exemption",
    "send_for_advice",
    "set_exemption",
    "set_publication",
    "sign_decision",
    "stop_holding",
    "take_back_mark",
    "unlink",
    "withdraw_decision",
    "withdraw_draft",
]
