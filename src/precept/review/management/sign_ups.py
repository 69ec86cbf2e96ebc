"""Where the parts above offer what a meeting is to speak of, such as a return that is late."""

from collections.abc import Callable, Sequence
from datetime import date

from precept.do.agreements.models import Agreement
from precept.review.management.rules import Drawn

Draws = Callable[[Sequence[Agreement], date], list[Drawn]]
"""What an agenda draws of these agreements for a meeting on a day; the source of each is "sign-up"."""

_draws: list[Draws] = []


def agenda_draws(offer: Draws) -> None:
    """Offer items for agendas; asked each time that one is drawn."""
    if offer not in _draws:
        _draws.append(offer)


def drawn_by_others(agreements: Sequence[Agreement], on: date) -> list[Drawn]:
    """Everything that other parts offer for a meeting."""
    return [one for offer in _draws for one in offer(agreements, on)]
