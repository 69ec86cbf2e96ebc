"""What people do with the money under agreements."""

from precept.do.spending.actions.budgets import NOT_KEEPER, authorise, hear_budget, open_books
from precept.do.spending.actions.claims import (
    answer_claim,
    approve_claim,
    check_claim,
    claim,
    refuse_claim,
    send_claim_back,
    withdraw_claim,
)
from precept.do.spending.actions.committing import (
    bring_in_line,
    commit,
    commit_waiting,
    enter_paid_before,
    follow,
    hear_onboarded,
    hear_signed,
    hear_varied,
    sign,
)
from precept.do.spending.actions.paying import (
    confirm_paid,
    make_payment_file,
    payment_came_back,
    release_payment_file,
    undo_payment_file,
)
from precept.do.spending.actions.scenarios import (
    change_scenario,
    choose,
    save_scenario,
    throw_away_scenario,
)
from precept.do.spending.actions.underspends import (
    agree_underspend,
    ask_back,
    find_underspend,
    recover,
    withdraw_underspend,
    write_off,
)
from precept.do.spending.actions.years import (
    close_year,
    decide_carrying,
    propose_carrying,
    state_forecast,
)

__all__ = [
    "NOT_KEEPER",
    "agree_underspend",
    "answer_claim",
    "approve_claim",
    "ask_back",
    "authorise",
    "bring_in_line",
    "change_scenario",
    "check_claim",
    "choose",
    "claim",
    "close_year",
    "commit",
    "commit_waiting",
    "confirm_paid",
    "decide_carrying",
    "enter_paid_before",
    "find_underspend",
    "follow",
    "hear_budget",
    "hear_onboarded",
    "hear_signed",
    "hear_varied",
    "make_payment_file",
    "open_books",
    "payment_came_back",
    "propose_carrying",
    "recover",
    "refuse_claim",
    "release_payment_file",
    "save_scenario",
    "send_claim_back",
    "sign",
    "state_forecast",
    "throw_away_scenario",
    "undo_payment_file",
    "withdraw_claim",
    "withdraw_underspend",
    "write_off",
]
