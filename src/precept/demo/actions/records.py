"""How long records are kept: a changed rule, contacts whose years are over, a hold, a run that waits. All invented."""

from datetime import timedelta

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.foundation import clock
from precept.parties import actions as parties
from precept.records import actions


def keep_records(cast: Cast) -> None:
    """The officer places a hold and proposes a run; somebody else is to approve it."""
    said, today = table("records"), clock.today()
    officer = cast.people["commissioning-officer"]
    actions.change_rule(by=cast.chief_executive, version=0, **said["schedule"])
    for one in said["contact"]:
        parties.add_contact(
            by=officer,
            organisation=cast.organisations[one["organisation"]],
            name=one["name"],
            role=one["role"],
            email=one["email"],
            ends=today - timedelta(days=one["ended_days"]),
        )
    hold = said["hold"]
    actions.place_hold(
        by=officer,
        what="organisation",
        which=hold["organisation"],
        kind=hold["kind"],
        case=hold["case"],
        why=hold["why"],
        review_on=today + timedelta(days=hold["review_days"]),
        is_invented=True,
    )
    actions.propose_run(by=officer, words=said["run"]["words"], is_invented=True)
