"""What people do with bids, and what the clock does."""

from precept.do.bids.actions.bidders import (
    answer_for_body,
    remind_bodies_due,
    set_bidder,
)
from precept.do.bids.actions.conflicts import (
    declare,
    end_conflict,
)
from precept.do.bids.actions.drafting import (
    Saved,
    accept_upload,
    begin_bid,
    end_rehearsal,
    make_bid,
    mark_section_done,
    refuse_unless_open,
    restore_revision,
    save_section,
)
from precept.do.bids.actions.files import (
    add_file,
    keep_file,
    remove_file,
    tell_of_refused_files,
)
from precept.do.bids.actions.listing import (
    write_list,
)
from precept.do.bids.actions.opening import (
    bring_in,
    open_bids,
    open_one,
    settle_late_bid,
)
from precept.do.bids.actions.submitting import (
    Incomplete,
    is_confirmed,
    put_in_force,
    submit_bid,
    withdraw_bid,
)
from precept.do.bids.actions.teams import (
    change_rights,
    invite,
    remove_member,
    take_up_invitations,
)
from precept.do.bids.actions.telling import (
    answer_why_not,
    hear_change,
    lapse_due,
    remind_due,
    take_up_questions,
    tell_change,
)
from precept.do.bids.actions.ways import (
    ask_other_way,
    begin_assisted,
    confirm,
    read_back,
    refuse_unless_asked_in_time,
    settle_other_way,
)

__all__ = [
    "Incomplete",
    "Saved",
    "accept_upload",
    "add_file",
    "answer_for_body",
    "answer_why_not",
    "ask_other_way",
    "begin_assisted",
    "begin_bid",
    "bring_in",
    "change_rights",
    "confirm",
    "declare",
    "end_conflict",
    "end_rehearsal",
    "hear_change",
    "invite",
    "is_confirmed",
    "keep_file",
    "lapse_due",
    "make_bid",
    "mark_section_done",
    "open_bids",
    "open_one",
    "put_in_force",
    "read_back",
    "refuse_unless_asked_in_time",
    "refuse_unless_open",
    "remind_bodies_due",
    "remind_due",
    "remove_file",
    "remove_member",
    "restore_revision",
    "save_section",
    "set_bidder",
    "settle_late_bid",
    "settle_other_way",
    "submit_bid",
    "take_up_invitations",
    "take_up_questions",
    "tell_change",
    "tell_of_refused_files",
    "withdraw_bid",
    "write_list",
]
