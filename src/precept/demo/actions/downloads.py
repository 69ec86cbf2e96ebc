"""Somebody downloaded many letters in an hour, for a good reason, and was asked about it."""

from importlib import import_module

from django.conf import settings

from precept.demo.actions.cast import Cast
from precept.foundation.people import actions, rules
from precept.foundation.people.models import Person, TooManyExports

WHO = "Harpreet Valecroft"
LETTERS = "/office/rounds/PZ-2024-25-2/letters"
FOUND = (
    "It was Harpreet. Applicants without e-mail get their letters by post, and these were printed that morning."
    " They showed who they are and went on. Nothing else was taken."
)


def letters_in_one_morning(cast: Cast) -> TooManyExports:
    """Twenty letters downloaded to be printed, the alarm, and what the chief executive found."""
    officer = Person.objects.get(name=WHO, is_invented=True)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    here = actions.sign_in(
        session=session,
        person=officer,
        how="demonstration",
        second_factor="demonstration",
        browser="Firefox on Windows",
    )
    kind = rules.EXPORTS["letter"]
    for _ in range(kind.most):
        actions.take_out(signed_in=here, kind=kind, what=LETTERS)
    actions.sound_alarm(signed_in=here, kind=kind)
    actions.go_on_unproved(signed_in=here)
    actions.sign_out(session=session, signed_in=here)
    alarm = TooManyExports.objects.get(person=officer)
    return actions.look_into(by=cast.chief_executive, alarm=alarm, found=FOUND)
