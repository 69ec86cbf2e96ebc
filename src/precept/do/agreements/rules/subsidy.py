"""What a decision notice says of subsidy control: what the checks of the awards came to. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

NOT_STATED = "Not stated"


def subsidy_fact(
    awards: Sequence[str], outcomes: Mapping[str, str], titles: Mapping[str, str]
) -> str:
    """What the subsidy checks of some awards came to, in a sentence; ``outcomes`` are those that were made.

    ``awards`` are what each check is about; ``titles`` say each outcome in words. Subsidy Control Act 2022:
    it goes by the activity, so each award is checked by itself.
    """
    if not awards:
        return NOT_STATED
    counts = Counter(outcomes[one] for one in awards if one in outcomes)
    said = [f"{titles[key].lower()}: {counts[key]}" for key in titles if counts[key]]
    left = len(awards) - counts.total()
    said += [f"not checked yet: {left}"] if left else []
    whole = "1 award" if len(awards) == 1 else f"{len(awards)} awards"
    return f"Of {whole}, {'; '.join(said)}"
