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
from precept.do.spending.actions.evidence import (
    add_evidence,
    answer_with_evidence,
    claim_with_evidence,
)
from precept.do.spending.actions.paying import (
    confirm_paid,
    download_payment_file,
    make_payment_file,
    payment_came_back,
    release_payment_file,
    undo_payment_file,
)
from precept.do.spending.actions.spend_files import (
    clear_dropped,
    drop_spend_file,
    give_spend_file,
    take_over,
)
from precept.do.spending.actions.spend_lines import (
    confirm_found,
    doubt_line,
    read_lines,
    settle_line,
    stop_reading,
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
    "add_evidence",
    "agree_underspend",
    "answer_claim",
    "answer_with_evidence",
    "approve_claim",
    "ask_back",
    "authorise",
    "bring_in_line",
    "check_claim",
    "claim",
    "claim_with_evidence",
    "clear_dropped",
    "close_year",
    "commit",
    "commit_waiting",
    "confirm_found",
    "confirm_paid",
    "decide_carrying",
    "doubt_line",
    "download_payment_file",
    "drop_spend_file",
    "enter_paid_before",
    "find_underspend",
    "follow",
    "give_spend_file",
    "hear_budget",
    "hear_onboarded",
    "hear_signed",
    "hear_varied",
    "make_payment_file",
    "open_books",
    "payment_came_back",
    "propose_carrying",
    "read_lines",
    "recover",
    "refuse_claim",
    "release_payment_file",
    "send_claim_back",
    "settle_line",
    "sign",
    "state_forecast",
    "stop_reading",
    "take_over",
    "undo_payment_file",
    "withdraw_claim",
    "withdraw_underspend",
    "write_off",
]
