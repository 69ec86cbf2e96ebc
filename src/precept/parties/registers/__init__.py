"""Looking an organisation up in a public register: its loaded file first, then the register itself.

Offered to nobody else: ``actions.check_register`` asks it. Where neither knows, a person looks by hand.
"""

from precept.parties.registers.client import AWAY, Away, Way
from precept.parties.registers.sources import KNOWN, Answer, look_up

__all__ = ["AWAY", "KNOWN", "Answer", "Away", "Way", "look_up"]
