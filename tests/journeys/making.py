"""Make an office for the browser to look at, in a process of its own, and say what stands in it.

``python -m tests.journeys.making filled`` fills a demonstration up with one of each thing;
``empty`` a real office on its first day, with one person of each role and nothing else. Prints JSON:
the references that only this office knows, and a session of each role.
"""

import json
import os
import sys
from datetime import date, timedelta
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "precept.site.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after Django is set up

from precept.foundation import clock  # noqa: E402
from precept.foundation.people import actions as people  # noqa: E402
from precept.foundation.people.actions.joining import JOINING  # noqa: E402
from precept.foundation.people.actions.unsent import Typed  # noqa: E402
from precept.foundation.people.models import Person, RoleHeld, Unsent  # noqa: E402
from precept.foundation.people.rules import ROLES  # noqa: E402
from precept.foundation.people.testing import signed_in  # noqa: E402
from precept.site.setting_up import make_database, set_up_office  # noqa: E402


def filled() -> dict[str, str]:
    """Fill the demonstration office that stands here up with one of each thing."""
    from tests.architecture.world import World
    from tests.journeys import states

    references = World.filled().references
    states.add_to(references)
    return references


def empty() -> dict[str, str]:
    """An office on its first day."""
    for _ in set_up_office(
        name="Office for Policing in Borderland",
        short_name="Borderland",
        body="Police and Crime Commissioner for Borderland",
        administrator_name="Avery Example",
        administrator_email="avery@borderland.example",
        scanner="none",
        password="a long enough password",
    ):
        pass
    for role in ROLES:
        somebody = Person.objects.create(name=f"A {role}", email=f"{role}@borderland.example")
        RoleHeld.objects.create(person=somebody, role=role, starts=date(2020, 1, 1))
    return {}


A_RUN = timedelta(hours=4)
"""A slow machine comes to a browser long after its session was made: what is short counts from the end of a run."""


def session_of(person: Person, **said: str) -> str:
    """The cookie of a browser in which somebody is signed in, or half signed in."""
    return signed_in(person, **said).cookies[settings.SESSION_COOKIE_NAME].value


def joining() -> str:
    """The cookie of a browser in which a stranger proved their address and has not said who they are."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[JOINING] = {"address": "new@oxenmere.example", "at": (clock.now() + A_RUN).timestamp()}
    session.save()
    return str(session.session_key)


def too_late(person: Person) -> str:
    """The cookie of a browser that sent a form after its session had ended, and is signed in again."""
    client = signed_in(person)
    session = client.session
    typed = Typed("/my/questions/DEMO-2026-10", (("question", "May a school bid?"),), (), True)
    people.keep_unsent(session=session, typed=typed, network="192.0.2.1")
    session.save()
    Unsent.objects.update(kept=clock.now() + A_RUN)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def main(kind: str) -> None:
    """Make it, and print what it is called."""
    make_database()
    references = {"filled": filled, "empty": empty}[kind]()
    of = {
        role: Person.objects.filter(roles_held__role=role).order_by("pk")[0]
        for role in ROLES
        if Person.objects.filter(roles_held__role=role).exists()
    }
    sessions = {role: session_of(person) for role, person in of.items()}
    # Somebody of the staff who gave a password and owes the second step.
    for name in ("half signed in", "half signed in again"):
        sessions[name] = session_of(of["auditor"], second_factor="")
    sessions |= {"joining": joining(), "too late": too_late(of["provider"])}
    json.dump(
        {"references": references, "sessions": sessions, "cookie": settings.SESSION_COOKIE_NAME},
        sys.stdout,
    )


if __name__ == "__main__":
    main(sys.argv[1])
