"""What people do with agreements: record, amend, value, share, link, list, publish."""

from precept.do.agreements.actions.accepting import (
    accept_award,
    decline_award,
    record_acceptance,
    record_decline,
)
from precept.do.agreements.actions.ahead import (
    ask_for_evidence,
    follow_dates,
    remind_managers,
    take_into_framework,
)
from precept.do.agreements.actions.allowing import NOT_ALLOWER, allow_offer
from precept.do.agreements.actions.awarding import (
    draft_award_decision,
    hold_publication,
    make_awards,
)
from precept.do.agreements.actions.deciding import draft_spend_decision
from precept.do.agreements.actions.finishing import NOT_FINISHER, finish_round
from precept.do.agreements.actions.freed import close_reserve
from precept.do.agreements.actions.keeping import (
    add_break,
    add_option,
    give_up_option,
    see_evidence,
)
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
    list_running,
    unlink_successor,
    unlist,
)
from precept.do.agreements.actions.offers import (
    describe_award,
    extend_offer,
    lapse_due,
    remind_due,
)
from precept.do.agreements.actions.onboarding import (
    onboard,
)
from precept.do.agreements.actions.papers import (
    add_paper,
    release_paper,
    withdraw_paper,
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
from precept.do.agreements.actions.signing import (
    plan_payments,
    sign_agreement,
    state_terms,
)
from precept.do.agreements.actions.succeeding import sign_up_for_successions
from precept.do.agreements.actions.terms import set_payment_plan, state_outcomes
from precept.do.agreements.actions.values import set_shares, state_value
from precept.do.agreements.actions.varying import (
    approve_variation,
    change_variation,
    check_variation,
    draft_variation,
    drop_variation,
    put_in_force,
    take_variation_back,
    vary_outcomes,
)
from precept.do.agreements.actions.wording import (
    change_template,
)

__all__ = [
    "NOT_ALLOWER",
    "NOT_FINISHER",
    "AgreementChanges",
    "accept_award",
    "add_break",
    "add_option",
    "add_paper",
    "allow_offer",
    "amend_agreement",
    "approve_variation",
    "ask_for_evidence",
    "award_reserve",
    "change_template",
    "change_terms",
    "change_variation",
    "change_wording",
    "check_variation",
    "close_reserve",
    "correct_results",
    "decline_award",
    "describe_award",
    "digest_today",
    "draft_award_decision",
    "draft_spend_decision",
    "draft_variation",
    "drop_variation",
    "extend_offer",
    "finish_round",
    "follow_dates",
    "give_up_option",
    "hide_protected",
    "hold_publication",
    "lapse_due",
    "link_successor",
    "list_in_framework",
    "list_running",
    "make_awards",
    "onboard",
    "plan_payments",
    "prepare_letters",
    "programme_of",
    "publish_agreement",
    "publish_changes",
    "publish_results",
    "publish_step",
    "put_in_force",
    "record_acceptance",
    "record_agreement",
    "record_decline",
    "record_letters_sent",
    "record_told",
    "release_paper",
    "remind_due",
    "remind_managers",
    "see_evidence",
    "send_letters",
    "send_offer",
    "send_step",
    "set_payment_plan",
    "set_shares",
    "settle",
    "sign_agreement",
    "sign_up_for_successions",
    "state_outcomes",
    "state_terms",
    "state_value",
    "take_into_framework",
    "take_letters_back",
    "take_variation_back",
    "unlink_successor",
    "unlist",
    "vary_outcomes",
    "withdraw_paper",
]
