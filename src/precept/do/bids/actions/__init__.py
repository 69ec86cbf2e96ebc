"""What people do with bids, and what the clock does."""

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
    set_bidder,
)
from precept.do.bids.actions.listing import (
    write_list,
)
from precept.do.bids.actions.opening import (
    open_bids,
    open_one,
    settle_late_bid,
)
from precept.do.bids.actions.submitting import (
    Incomplete,
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

__all__ = [
    "Incomplete",
    "Saved",
    "accept_upload",
    "begin_bid",
    "change_rights",
    "declare",
    "end_conflict",
    "end_rehearsal",
    "invite",
    "make_bid",
    "mark_section_done",
    "open_bids",
    "open_one",
    "put_in_force",
    "refuse_unless_open",
    "remove_member",
    "restore_revision",
    "save_section",
    "set_bidder",
    "settle_late_bid",
    "submit_bid",
    "take_up_invitations",
    "withdraw_bid",
    "write_list",
]
