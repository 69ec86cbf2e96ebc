"""What the clock does to rounds."""

from precept.do.opportunities import actions, queries
from precept.foundation import clock
from precept.foundation.ledger.sealing import seal
from precept.foundation.outbox.registry import every


@every("opportunities.keep_time", minutes=1)
def keep_time() -> None:
    """Open and close rounds at their moments, publish that, and seal the ledger after a deadline."""
    states = [actions.keep_time(call=call) for call in queries.out_of_time(clock.now())]
    if "closed" in states:
        seal()
