"""Finding what looks like personal information in words that are about to be published."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple


class PersonalKind(StrEnum):
    """What kind of personal information something looks like, in the words people are shown."""

    EMAIL = "e-mail address"
    PHONE = "phone number"
    NATIONAL_INSURANCE = "National Insurance number"
    POSTCODE = "postcode"
    DATE_OF_BIRTH = "date of birth"


class Finding(NamedTuple):
    """What was found, and where: the positions of its first character and of the one after it."""

    kind: PersonalKind
    where: tuple[int, int]


def looks_like_personal(text: str) -> list[Finding]:
    """Everything in a text that looks like personal information, in the order it stands there.

    Finds e-mail addresses, UK phone numbers, National Insurance numbers, whole UK postcodes, and
    dates beside words of birth. It neither removes nor refuses: a person decides about each.
    """
    found = [
        Finding(kind, span)
        for kind, spans in (
            (PersonalKind.EMAIL, _spans(_EMAIL, text)),
            (PersonalKind.PHONE, _phone_numbers(text)),
            (PersonalKind.NATIONAL_INSURANCE, _national_insurance_numbers(text)),
            (PersonalKind.POSTCODE, _postcodes(text)),
            (PersonalKind.DATE_OF_BIRTH, _spans(_DATE_OF_BIRTH, text)),
        )
        for span in spans
    ]
    return sorted(found, key=lambda finding: finding.where)


_Spans = Iterator[tuple[int, int]]

# Lengths are bounded so that no text, however long, takes long to look through.
_EMAIL: Final = re.compile(
    r"""(?<![\w.%+'-])[\w.%+'-]{1,64}
        (?:@|\s?[\[(]\s?at\s?[\])]\s?)
        (?:[\w-]{1,63}(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)){1,8}
        [^\W\d_]{2,24}(?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)

_GAP: Final = r"[\s.‐‑–-]?"
_PHONE: Final = re.compile(
    rf"""(?<![\w£$€/‐‑–-])(?<![0-9][.,])
        (?:(?:\+|\(\+|00)44\)?{_GAP}(?:\(0\){_GAP}|0)?\(?|\(0|0)
        (?P<number>[1235789](?:\)?{_GAP}[0-9]){{8,9}})
        (?!\w)(?![-/.,‐‑–][0-9])""",
    re.VERBOSE,
)
_FULL_LENGTH: Final = 10
_SHORTEST_GROUP: Final = 2


def _phone_numbers(text: str) -> _Spans:
    for found in _PHONE.finditer(text):
        number = found["number"]
        groups = re.findall("[0-9]+", number)
        if min(map(len, groups)) < _SHORTEST_GROUP:
            continue
        # A few older numbers are one digit shorter. So are notices (012345-2026) and references: of
        # those, only what is written in groups with spaces, as a phone number is, counts.
        is_grouped = len(groups) > 1 and re.fullmatch(r"[0-9\s)]+", number) is not None
        if len("".join(groups)) == _FULL_LENGTH or (
            is_grouped and groups[0].startswith(("1", "800"))
        ):
            yield found.span()


_NATIONAL_INSURANCE: Final = re.compile(
    r"""(?<!\w)(?P<prefix>[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])
        (?:(?P<plain>[0-9]{6}[A-D]|(?P<gap>[\s-])(?:[0-9]{2}(?P=gap)){3}[A-D])
          |\s?[0-9]{6}\s?[A-D])(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_NEVER_ISSUED: Final = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
# A company's number may be followed by a word of one letter: "SC123456 a charity".
_COMPANY_PREFIXES: Final = frozenset(
    {"AC", "CE", "CS", "GE", "GN", "GS", "LP", "NA", "NC", "NL", "NP", "NR", "NZ", "OC"}
    | {"OE", "PC", "RC", "RS", "SA", "SC", "SE", "SG", "SL", "SP", "SR", "SZ", "ZC"}
)


def _national_insurance_numbers(text: str) -> _Spans:
    for found in _NATIONAL_INSURANCE.finditer(text):
        prefix = found["prefix"].upper()
        if prefix in _NEVER_ISSUED:
            continue
        # Otherwise it may be words around a number ("at 100000 a year") or a company's.
        if found["plain"] or (found[0].isupper() and prefix not in _COMPANY_PREFIXES):
            yield found.span()


_POSTCODE_AREAS: Final = frozenset(
    # As a text: a hundred quoted names would be a page of punctuation.
    """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC
    EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS
    LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP
    SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
    """.split()  # noqa: SIM905 - the same reason
)
_POSTCODE: Final = re.compile(
    r"(?<!\w)(?P<area>[A-Z]{1,2})[0-9](?:[0-9]|[A-HJKMNP-Y])?\s?[0-9](?P<unit>[ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.IGNORECASE,
)
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})


def _postcodes(text: str) -> _Spans:
    for found in _POSTCODE.finditer(text):
        postcode = found[0]
        if found["area"].upper() not in _POSTCODE_AREAS:
            continue
        # People type a postcode in one case. "Annex B2 1st floor" has two.
        if postcode.isupper() or (postcode.islower() and found["unit"] not in _ORDINALS):
            yield found.span()


_MONTH: Final = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_OF_MONTH: Final = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:[0-9]{4}|[0-9]{2})"
_DATE: Final = (
    rf"(?:[0-9]{{1,2}}[/. -][0-9]{{1,2}}[/. -]{_YEAR}|[0-9]{{4}}[/.-][0-9]{{1,2}}[/.-][0-9]{{1,2}}"
    rf"|{_DAY_OF_MONTH}[\s-](?:of\s)?{_MONTH},?[\s-]{_YEAR}|{_MONTH}\s{_DAY_OF_MONTH},?\s{_YEAR})"
)
# "Children born before 1 April 2020" is a condition, nobody's birthday.
_GENERAL: Final = r"\s+(?:on\s+or\s+)?(?:before|after|since|between|from|by)\b"
# The words of birth may be a few others away from the date: "DOB (as on the form): 3/5/1985".
_DATE_OF_BIRTH: Final = re.compile(
    rf"(?<!\w)(?:date\s+of\s+birth|birth\s?da(?:te|y)|d\.?o\.?b\b\.?|born(?!{_GENERAL}))"
    rf"[^0-9\n]{{0,30}}?(?<!\w){_DATE}(?![0-9])",
    re.IGNORECASE,
)


def _spans(pattern: re.Pattern[str], text: str) -> _Spans:
    return (found.span() for found in pattern.finditer(text))
