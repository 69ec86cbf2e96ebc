"""Somebody downloaded many agreements in an hour, for a good reason, and was asked about it."""

from importlib import import_module

from django.conf import settings

from precept.demo.actions.cast import Cast
from precept.do.agreements.models import Agreement
from precept.foundation.people import actions, rules
from precept.foundation.people.models import Person, TooManyExports

WHO = "Harpreet Valecroft"
FOUND = (
    "It was Harpreet. The auditors asked for twenty agreements on paper, and all were printed in one go."
    " They showed who they are and went on. Nothing else was taken."
)


def agreements_in_one_go(cast: Cast) -> TooManyExports:
    """Twenty agreements downloaded to be printed, the alarm, and what the chief executive found."""
    officer = Person.objects.get(name=WHO, is_invented=True)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    here = actions.sign_in(
        session=session,
        person=officer,
        how="demonstration",
        second_factor="demonstration",
        browser="Firefox on Windows",
    )
    kind = rules.EXPORTS["agreement"]
    references = Agreement.objects.order_by("reference").values_list("reference", flat=True)
    for reference in references[: kind.most]:
        what = f"/office/register/{reference}/agreement.pdf"
        actions.take_out(signed_in=here, kind=kind, what=what)
    actions.sound_alarm(signed_in=here, kind=kind)
    actions.go_on_unproved(signed_in=here)
    actions.sign_out(session=session, signed_in=here)
    alarm = TooManyExports.objects.get(person=officer)
    return actions.look_into(by=cast.chief_executive, alarm=alarm, found=FOUND)
