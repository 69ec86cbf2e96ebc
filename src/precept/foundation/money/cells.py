"""Amounts of money in cells full of words, as funders' and offices' own tables hold them."""

import re
from typing import Final, NamedTuple

from precept.foundation.money.reading import (
    ABBREVIATED,
    MINUSES,
    NEGATIVE,
    NotMoney,
    read_money,
    shown,
    why_not,
)
from precept.foundation.money.values import TBC, Amount

_LONGEST_CELL: Final = 2_000

_KNOWN: Final = r"£ ?[0-9][0-9,]*(?:\.[0-9]+)?(?<!,)(?![.,]?[0-9])"
_UNKNOWN: Final = r"£? ?\b(?:tbc|to be confirmed|not yet known)\b"
_AMOUNT: Final = re.compile(rf"{_KNOWN}|{_UNKNOWN}", re.IGNORECASE)
_SHORTENED_AFTER: Final = re.compile(rf" ?{ABBREVIATED}\b", re.IGNORECASE)
# At the start alone: in "TBC -£5,000" the minus is a dash, and "- £5,000" is an entry of a list.
_NEGATIVE_AMONG: Final = re.compile(rf"(?:^|\()[{MINUSES}]£ ?[0-9][0-9,.]*")
_BRACKETED: Final = re.compile(r"\(([^()]*)\)")
# What stands between two things said: not the comma of 1,000 nor the hyphen of "set-up".
_BREAK: Final = re.compile(rf"[;|]|,(?![0-9])|(?:^|(?<= ))[{MINUSES}](?= |£|$)")
_ALSO: Final = re.compile(r"(?:^| )(?:and|plus|[&+])(?= )", re.IGNORECASE)


class ReadAmount(NamedTuple):
    """An amount found in a cell, with the words that belong to it ("" where there are none)."""

    amount: Amount
    words: str


def read_amounts(given: object) -> list[ReadAmount]:
    """Every amount in a cell, in its order, each with the words that belong to it.

    "£204,030.33 (OPCC £100,000)" is £204,030.33 with "" and £100,000.00 with "OPCC". Words in
    brackets, between commas or dashes belong to the amount among them, else to the one before.
    An empty cell has none; NotMoney where anything in it looks like an amount but can't be read.
    """
    if given is None or (isinstance(given, str) and not given.strip()):
        return []
    text = " ".join(given.split()) if isinstance(given, str) else ""
    if len(text) > _LONGEST_CELL:
        raise NotMoney(f"“{shown(text)}” is too long to look for amounts in.")
    if not _AMOUNT.search(text) or NEGATIVE.fullmatch(text):
        return [ReadAmount(read_money(given), "")]
    if negative := _NEGATIVE_AMONG.search(text):
        raise NotMoney(why_not(negative[0].lstrip("(")))
    found: list[ReadAmount] = []
    spare: list[str] = []
    for phrase in _phrases(text):
        amounts = _amounts_in(phrase)
        if amounts:
            first = amounts[0]
            amounts[0] = ReadAmount(first.amount, _listed(*spare, first.words))
            spare = []
            found += amounts
        elif found:
            found[-1] = ReadAmount(found[-1].amount, _listed(found[-1].words, phrase))
        else:
            spare.append(phrase)
    return found


def _phrases(text: str) -> list[str]:
    """The parts of a cell that are about different things, without their punctuation."""
    pieces: list[str] = []
    for place, piece in enumerate(_BRACKETED.split(text)):
        is_bracketed = place % 2 == 1
        # What is in brackets is about one thing, unless it holds several amounts itself.
        whole = is_bracketed and len(_AMOUNT.findall(piece)) < 2
        pieces += (
            [piece] if whole else [part for each in _BREAK.split(piece) for part in _also(each)]
        )
    return [stripped for piece in pieces if (stripped := piece.strip(" :.,;"))]


def _also(piece: str) -> list[str]:
    """The piece in two at each "and" beside an amount: not at that of "research and results"."""
    parts, start = [], 0
    ends = {match.end() for match in _AMOUNT.finditer(piece)}
    for found in _ALSO.finditer(piece):
        if found.start() in ends or _AMOUNT.match(piece, found.end() + 1):
            parts.append(piece[start : found.start()])
            start = found.end()
    return [*parts, piece[start:]]


def _amounts_in(phrase: str) -> list[ReadAmount]:
    """The amounts of one phrase: "OPCC £5 VRN £6" names them before, "£5 OPCC £6 VRN" after."""
    matches = list(_AMOUNT.finditer(phrase))
    edges = [0, *(edge for match in matches for edge in match.span()), len(phrase)]
    between = [
        phrase[start:end].strip(" :") for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
    if any("£" in words for words in between):
        raise NotMoney(f"“{shown(phrase)}” has a £ without an amount that can be read.")
    amounts = [_amount(phrase, match) for match in matches]
    if len(amounts) > 1 and between[0] and not between[-1]:
        named = between[:-1]
    else:
        named = between[1:]
        if amounts and between[0]:
            # The dots stand for the amount: "Up to … per contract".
            named[0] = f"{between[0]} … {named[0]}" if named[0] else between[0]
    return [ReadAmount(amount, words) for amount, words in zip(amounts, named, strict=True)]


def _amount(phrase: str, match: re.Match[str]) -> Amount:
    if match[0][-1].isalpha():
        return TBC
    shortened = _SHORTENED_AFTER.match(phrase, match.end())
    return read_money(match[0] + shortened[0] if shortened else match[0])


def _listed(*words: str) -> str:
    return ", ".join(each for each in words if each)
