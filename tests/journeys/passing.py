"""Let time pass for one round: its moments are moved back by hand, which no action may do.

``python -m tests.journeys.passing opens REFERENCE`` makes it open since yesterday; ``closes`` makes it
closed for longer than the quarter of an hour in which slow submissions still come in. What the office does
by itself at those moments is then done by the house's own action.
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "precept.site.settings")
django.setup()

from precept.do.opportunities import actions, queries  # noqa: E402 - after Django is set up
from precept.do.opportunities.models import Call  # noqa: E402
from precept.foundation import clock  # noqa: E402

PASSED = {"opens": timedelta(days=1), "closes": timedelta(minutes=30)}


def passes(doing: str, reference: str) -> None:
    """The moment at which the round opens, or closes, is behind us."""
    moment = clock.now().replace(second=0, microsecond=0) - PASSED[doing]
    wall = f"{clock.in_uk(moment):%Y-%m-%dT%H:%M}"
    call = queries.call(reference)
    Call.objects.filter(pk=call.pk).update(**{f"{doing}_at": moment, f"{doing}_wall": wall})
    actions.keep_time(call=queries.call(reference))


if __name__ == "__main__":
    passes(*sys.argv[1:])
