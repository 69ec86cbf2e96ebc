"""Those who bid in the open round: one submitted, one still writes."""

from datetime import timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.do.bids import actions
from precept.do.bids.models import Bid
from precept.do.opportunities import queries as rounds
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties import actions as parties


def members(cast: Cast) -> None:
    """Give the invented providers' people their organisations' profiles to keep and to sign for."""
    for entry in table("people")["person"]:
        if entry["role"] == "provider":
            parties.add_member(
                by=cast.manager,
                organisation=cast.organisations[entry["organisation"]],
                person=_person(entry["slug"]),
                keeps_profile=True,
                signs=True,
                role=entry["title"],
                why="The demonstration’s story",
            )


def open_bids(cast: Cast) -> None:
    """A bid that waits, sealed, for the round to close; another that is half written."""
    members(cast)
    call = rounds.call(table("open-round")["reference"])
    # A project begins once the money can be there.
    assert call.decision_expected is not None
    starts = call.decision_expected + timedelta(days=30)
    for entry in table("open-bids")["bid"]:
        lead = _person(entry["lead"])
        bid = actions.begin_bid(
            by=lead, call=call, organisation=cast.organisations[entry["organisation"]]
        )
        answers = dict(entry["answers"])
        if entry["submit"]:
            answers["when"] = {
                "starts": starts.isoformat(),
                "ends": (starts + timedelta(days=300)).isoformat(),
            }
        for section, said in answers.items():
            actions.save_section(
                by=lead, bid=bid, section=section, answers=_typed(said), read_version=0
            )
        if entry["submit"]:
            bid = Bid.objects.get(pk=bid.pk)
            actions.submit_bid(by=lead, bid=bid, key="demonstration", begun=clock.now())


def _typed(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value.strip() if isinstance(value, str) else value for key, value in said.items()}


def _person(slug: str) -> Person:
    entry = next(one for one in table("people")["person"] if one["slug"] == slug)
    return Person.objects.get(email=entry["email"])
