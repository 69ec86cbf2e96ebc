"""Who marks what: each bid to as many markers as the round asks, the work shared evenly. Pure."""

from collections import deque
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

B = TypeVar("B", bound=Hashable)
M = TypeVar("M", bound=Hashable)


@dataclass(frozen=True)
class SharedOut(Generic[B, M]):
    """The outcome of sharing bids out: new pairs of bid and marker, and how many each bid still lacks."""

    pairs: tuple[tuple[B, M], ...]
    short: dict[B, int]


def share_out(
    bids: Sequence[B],
    markers: Sequence[M],
    *,
    each: int,
    barred: Collection[tuple[B, M]] = (),
    already: Collection[tuple[B, M]] = (),
) -> SharedOut[B, M]:
    """Give each bid markers until it has ``each``, so that nobody has two more than somebody else could take.

    Nobody is given a bid from which they are ``barred`` or that they have ``already``; what they have
    stays theirs and counts as work. With nothing given before, the loads of markers who are barred from
    nothing differ by at most one. The same arguments come to the same outcome.
    """
    chosen = list(dict.fromkeys(markers))
    closed = set(barred) | set(already)
    load = dict.fromkeys(chosen, 0)
    has: dict[B, int] = dict.fromkeys(bids, 0)
    for bid, marker in already:
        if marker in load:
            load[marker] += 1
        if bid in has:
            has[bid] += 1
    held: dict[M, set[B]] = {marker: set() for marker in chosen}
    place = {marker: at for at, marker in enumerate(chosen)}
    for bid in has:
        free = [one for one in chosen if (bid, one) not in closed]
        free.sort(key=lambda one: (load[one], place[one]))
        for marker in free[: max(each - has[bid], 0)]:
            held[marker].add(bid)
            load[marker] += 1
            has[bid] += 1
    _even_out(chosen, has, held, load, closed)
    pairs = tuple((bid, marker) for bid in has for marker in chosen if bid in held[marker])
    return SharedOut(pairs, {bid: each - count for bid, count in has.items() if count < each})


def _even_out(
    markers: Sequence[M],
    bids: Collection[B],
    held: dict[M, set[B]],
    load: dict[M, int],
    closed: Collection[tuple[B, M]],
) -> None:
    """Pass bids on, through others where need be, until nobody has two more than whom they can reach."""
    while any(
        _pass_on(marker, markers, bids, held, load, closed)
        for marker in sorted(markers, key=lambda one: -load[one])
    ):
        pass


def _pass_on(
    first: M,
    markers: Sequence[M],
    bids: Collection[B],
    held: dict[M, set[B]],
    load: dict[M, int],
    closed: Collection[tuple[B, M]],
) -> bool:
    """Pass one bid from a marker to one who has at least two fewer, if a way leads there."""
    came: dict[M, tuple[M, B]] = {}
    seen, queue = {first}, deque([first])
    while queue:
        giver = queue.popleft()
        for taker in markers:
            if taker in seen:
                continue
            passed = next(
                (
                    bid
                    for bid in bids
                    if bid in held[giver] and bid not in held[taker] and (bid, taker) not in closed
                ),
                None,
            )
            if passed is None:
                continue
            came[taker] = (giver, passed)
            if load[taker] + 2 <= load[first]:
                _along(came, first, taker, held)
                load[first] -= 1
                load[taker] += 1
                return True
            seen.add(taker)
            queue.append(taker)
    return False


def _along(came: dict[M, tuple[M, B]], first: M, last: M, held: dict[M, set[B]]) -> None:
    """Move a bid at each step of a way, from the last taker back to the first giver."""
    taker = last
    while taker != first:
        giver, bid = came[taker]
        held[giver].remove(bid)
        held[taker].add(bid)
        taker = giver
