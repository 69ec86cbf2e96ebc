"""What people do with agreements: record, amend, value, share, link, list, publish."""

from precept.do.agreements.actions.accepting import (
    accept_award,
    decline_award,
    record_acceptance,
    record_decline,
)
from precept.do.agreements.actions.allowing import NOT_ALLOWER, allow_offer
from precept.do.agreements.actions.awarding import (
    draft_award_decision,
    hold_publication,
    make_awards,
)
from precept.do.agreements.actions.finishing import NOT_FINISHER, finish_round
from precept.do.agreements.actions.freed import close_reserve
from precept.do.agreements.actions.letters import (
    change_terms,
    change_wording,
    digest_today,
    prepare_letters,
    record_letters_sent,
    record_told,
    send_letters,
    send_step,
    settle,
    take_letters_back,
)
from precept.do.agreements.actions.linking import (
    link_successor,
    list_in_framework,
    unlink_successor,
    unlist,
)
from precept.do.agreements.actions.offers import (
    describe_award,
    extend_offer,
    lapse_due,
    remind_due,
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
from precept.do.agreements.actions.reserve import award_reserve, send_offer
from precept.do.agreements.actions.results import (
    correct_results,
    hide_protected,
    publish_results,
)
from precept.do.agreements.actions.terms import set_payment_plan, state_outcomes
from precept.do.agreements.actions.values import set_shares, state_value

__all__ = [
    "NOT_ALLOWER",
    "NOT_FINISHER",
    "AgreementChanges",
    "accept_award",
    "allow_offer",
    "amend_agreement",
    "award_reserve",
    "change_terms",
    "change_wording",
    "close_reserve",
    "correct_results",
    "decline_award",
    "describe_award",
    "digest_today",
    "draft_award_decision",
    "extend_offer",
    "finish_round",
    "hide_protected",
    "hold_publication",
    "lapse_due",
    "link_successor",
    "list_in_framework",
    "make_awards",
    "prepare_letters",
    "programme_of",
    "publish_agreement",
    "publish_changes",
    "publish_results",
    "publish_step",
    "record_acceptance",
    "record_agreement",
    "record_decline",
    "record_letters_sent",
    "record_told",
    "remind_due",
    "send_letters",
    "send_offer",
    "send_step",
    "set_payment_plan",
    "set_shares",
    "settle",
    "state_outcomes",
    "state_value",
    "take_letters_back",
    "unlink_successor",
    "unlist",
]
