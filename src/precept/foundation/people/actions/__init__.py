"""What people do about people: accounts, roles, signing in, second factors."""

from precept.foundation.people.actions.accounts import (
    change_name,
    first_administrator,
    invite,
    make_person,
    set_password,
    switch_off,
    switch_on,
)
from precept.foundation.people.actions.exports import (
    forget_exports,
    go_on_unproved,
    look_into,
    put_back,
    sound_alarm,
    take_out,
)
from precept.foundation.people.actions.joining import join, proved_address
from precept.foundation.people.actions.provider import (
    ask_for_proof,
    link_provider,
    person_of_provider,
    unlink_provider,
    waiting_link,
)
from precept.foundation.people.actions.roles import end_role, give_role, name_deputy
from precept.foundation.people.actions.second_factors import (
    add_app,
    add_passkey,
    make_recovery_codes,
    remove_app,
    remove_passkey,
    reset_second_factor,
)
from precept.foundation.people.actions.sessions import (
    demo_sign_in,
    end_other_sessions,
    end_session,
    prove_again,
    sign_in,
    sign_out,
)
from precept.foundation.people.actions.steps import (
    ask_for_code,
    check_password,
    give_second_code,
    give_second_passkey,
    use_code,
    use_passkey,
)
from precept.foundation.people.actions.unsent import forget_unsent, keep_unsent, unsent

__all__ = [
    "add_app",
    "add_passkey",
    "ask_for_code",
    "ask_for_proof",
    "change_name",
    "check_password",
    "demo_sign_in",
    "end_other_sessions",
    "end_role",
    "end_session",
    "first_administrator",
    "forget_exports",
    "forget_unsent",
    "give_role",
    "give_second_code",
    "give_second_passkey",
    "go_on_unproved",
    "invite",
    "join",
    "keep_unsent",
    "link_provider",
    "look_into",
    "make_person",
    "make_recovery_codes",
    "name_deputy",
    "person_of_provider",
    "prove_again",
    "proved_address",
    "put_back",
    "remove_app",
    "remove_passkey",
    "reset_second_factor",
    "set_password",
    "sign_in",
    "sign_out",
    "sound_alarm",
    "switch_off",
    "switch_on",
    "take_out",
    "unlink_provider",
    "unsent",
    "use_code",
    "use_passkey",
    "waiting_link",
]
