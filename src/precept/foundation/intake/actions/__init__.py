"""What people do with files they give the office: give, choose, answer, look, confirm, drop."""

from precept.foundation.intake.actions.choosing import leave_out, put_back
from precept.foundation.intake.actions.giving import (
    answer_options,
    begin,
    choose_place,
    drop,
    guesses,
    map_columns,
)
from precept.foundation.intake.actions.loading import (
    confirm,
    load_rows,
    load_step,
    resume,
    stop_loading,
)
from precept.foundation.intake.actions.staging import clear_rows, read_rows, stop_reading

__all__ = [
    "answer_options",
    "begin",
    "choose_place",
    "clear_rows",
    "confirm",
    "drop",
    "guesses",
    "leave_out",
    "load_rows",
    "load_step",
    "map_columns",
    "put_back",
    "read_rows",
    "resume",
    "stop_loading",
    "stop_reading",
]
