"""Make a demonstration office, and put hostile words into every text of it.

    python -m tests.security.hostile     the office of PRECEPT_HOME

The journey of A23 runs this before the server whose pages it then visits.
"""

import os
from typing import Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "precept.site.settings")

LEFT_ALONE: Final = {"people.Person"}


def write() -> None:
    """Hostile words in every text that is released, and around every publication."""
    from django.apps import apps
    from django.db import models

    from precept.foundation.publications.models import Publication
    from precept.foundation.search.models import EntryRow
    from tests.security.canaries import classified
    from tests.security.payloads import PAYLOADS, written

    words = written(0)
    for label, kinds in classified().items():
        model = apps.get_model(label)
        for row in model._base_manager.all() if label not in LEFT_ALONE else ():
            changed = {}
            for name in kinds.get("released", []):
                of = model._meta.get_field(name)
                if not isinstance(of, models.EmailField | models.URLField):
                    changed[name] = words(name, getattr(of, "max_length", None) or 2_000)
            if changed:
                model._base_manager.filter(pk=row.pk).update(**changed)
    for at, publication in enumerate(Publication.objects.all()):
        payload = PAYLOADS[at % len(PAYLOADS)]
        Publication.objects.filter(pk=publication.pk).update(title=payload, why=payload)
    for at, entry in enumerate(EntryRow.objects.all()):
        EntryRow.objects.filter(pk=entry.pk).update(title=PAYLOADS[at % len(PAYLOADS)])


if __name__ == "__main__":
    import django

    django.setup()

    from precept.demo.actions import make
    from precept.site.setting_up import make_database

    make_database()
    make(step=lambda _: None)
    write()
