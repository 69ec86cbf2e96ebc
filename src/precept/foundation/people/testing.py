"""For tests of every part: a browser in which somebody is signed in, second step done."""

from importlib import import_module

from django.conf import settings
from django.test import Client

from precept.foundation.people.actions.sessions import HERE
from precept.foundation.people.models import Person, SignedIn


def signed_in(person: Person, **row: object) -> Client:
    """A browser signed in as this person; ``row`` changes what the session says (``second_factor=""``)."""
    client = Client()
    engine = import_module(settings.SESSION_ENGINE)
    session = engine.SessionStore()
    said = {"how": "password", "second_factor": "one-time code", **row}
    session[HERE] = SignedIn.objects.create(person=person, **said).reference
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
