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

__all__ = [
    "add_app",
    "add_passkey",
    "ask_for_code",
    "change_name",
    "check_password",
    "demo_sign_in",
    "end_other_sessions",
    "end_role",
    "end_session",
    "first_administrator",
    "give_role",
    "give_second_code",
    "give_second_passkey",
    "invite",
    "make_person",
    "make_recovery_codes",
    "name_deputy",
    "prove_again",
    "remove_app",
    "remove_passkey",
    "reset_second_factor",
    "set_password",
    "sign_in",
    "sign_out",
    "switch_off",
    "switch_on",
    "use_code",
    "use_passkey",
]
