"""Addresses of signing in, of one's account and of the people of the office. None of allauth's own."""

from django.urls import path

from precept.foundation.people.pages import (
    account,
    exports,
    people,
    provider,
    sign_in,
    starting,
    unsent,
)

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="people.sign_in"),
    path("sign-in/code", sign_in.sign_in_code, name="people.sign_in_code"),
    path("sign-in/password", sign_in.sign_in_password, name="people.sign_in_password"),
    path("sign-in/passkey", sign_in.sign_in_passkey, name="people.sign_in_passkey"),
    path("sign-in/second-step", sign_in.second_step, name="people.second_step"),
    path("sign-in/set-up", sign_in.set_up, name="people.set_up"),
    path("sign-in/set-up/passkey", sign_in.set_up_passkey, name="people.set_up_passkey"),
    path("sign-out", sign_in.sign_out, name="people.sign_out"),
    path("sign-in/provider", provider.to_provider, name="people.provider"),
    path("sign-in/provider/back", provider.provider_back, name="people.provider_back"),
    path("sign-in/provider/link", provider.provider_link, name="people.provider_link"),
    path("my/start", starting.start, name="people.start"),
    path("my/start/name", starting.start_name, name="people.start_name"),
    path("my/session", unsent.session_left, name="people.session_left"),
    path("my/typed", unsent.unsent, name="people.unsent"),
    path("my/account/provider/remove", provider.unlink_provider, name="people.unlink_provider"),
    path("my/account", account.account, name="people.account"),
    path("my/account/name", account.name, name="people.name"),
    path("my/account/password", account.password, name="people.password"),
    path("my/account/recovery-codes", account.recovery_codes, name="people.recovery_codes"),
    path("my/account/app/remove", account.remove_app, name="people.remove_app"),
    path(
        "my/account/passkeys/<slug:reference>/remove",
        account.remove_passkey,
        name="people.remove_passkey",
    ),
    path("my/account/sessions/others/end", account.end_other_sessions, name="people.end_others"),
    path(
        "my/account/sessions/<slug:reference>/end",
        account.end_session,
        name="people.end_session",
    ),
    path("office/people", people.people, name="people.all"),
    path("office/people/invite", people.invite, name="people.invite"),
    path("office/people/downloads", exports.alarms, name="people.alarms"),
    path("office/people/downloads/<slug:reference>", exports.alarm, name="people.alarm"),
    path("office/people/<slug:reference>", people.one, name="people.one"),
    path("office/people/<slug:reference>/give-role", people.give_role, name="people.give_role"),
    path(
        "office/people/<slug:reference>/roles/<slug:held>/end",
        people.end_role,
        name="people.end_role",
    ),
    path(
        "office/people/<slug:reference>/roles/<slug:held>/deputy",
        people.name_deputy,
        name="people.name_deputy",
    ),
    path(
        "office/people/<slug:reference>/sessions/<slug:session>/end",
        people.end_their_session,
        name="people.end_their_session",
    ),
    path("office/people/<slug:reference>/switch-off", people.switch_off, name="people.switch_off"),
    path("office/people/<slug:reference>/switch-on", people.switch_on, name="people.switch_on"),
    path(
        "office/people/<slug:reference>/reset-second-factor",
        people.reset_second_factor,
        name="people.reset_second_factor",
    ),
]
