"""The three tables of the strategy's appendix (2022-23), as the register and the rounds intend them."""

from collections.abc import Sequence

from precept.plan.intended_spend import IntendedSpend
from precept.plan.published import AmountPublished, LinkPublished, SharePublished

YEAR = "2022-23"
CORE = [
    ("CORE018", "CARA", "01/04/2023", 5_600_000),
    ("CORE028", "Women's Out of Court Disposal Services", "01/04/2023", 3_205_000),
    ("CORE025", "Out of Court Disposal Education Services", "01/04/2023", 2_076_700),
    ("CORE026", "PAVE", "01/04/2023", 10_500_000),
    ("CORE004", "Victim First Services", "31/12/2023", 280_000_000),
    ("CORE005", "Target Hardening", "31/12/2023", 57_279_800),
    ("CORE027", "Substance Misuse Services", "01/04/2023", None),
]
VRN = [
    ("VRN003", "Violence Intervention Project", "01/11/2022-31/03/2024", (70_100_000,)),
    ("VRN001 and VRN002", "Specialist Providers", "08/08/2022 – 31/03/2024", (8_350_000,) * 2),
    ("VRN005", "Impact Evaluation of the VRN", "01/11/2022 – 31/03/2023", (2_500_000,)),
    (
        "VRN004",
        "Understanding Community Perceptions Project",
        "01/11/2022 - 30/04/2023",
        (7_565_000,),
    ),
    ("VRN006", "Trauma Informed Workforce Development", "01/05/2022 – 30/06/2023", (14_968_300,)),
]
ROUNDS = [
    (
        "1",
        "Specialist – Violence Against Women and Girls",
        "10 January 2022",
        "£10,000 per contract",
        7_011_147,
    ),
    ("2", "General", "28 March 2022", "£10,000 per contract", 10_478_000),
    (
        "3",
        "Specialist – Children and Young People",
        "30 May 2022",
        "£10,000 per contract",
        4_904_900,
    ),
    ("4", "General", "25 July 2022", "£10,000 per contract", 6_547_400),
    (
        "5",
        "Specialist – Collaboration with the Violence Reduction Network for Diversion from ASB and"
        " Crime",
        "24 October 2022",
        "£20,000 per contract",
        20_403_033,
    ),
    (
        "6",
        "Specialist – Support for Victims and Witnesses of Domestic Abuse and Sexual Violence"
        " affected by the delays and strikes in the Criminal Justice System",
        "9 December 2022",
        "£10,000 per contract",
        None,
    ),
]


def references(number: str) -> list[str]:
    return number.split(" and ")


def contracts(
    section: str, fund: str, rows: Sequence[tuple[str, str, str, tuple[int | None, ...]]]
) -> list[IntendedSpend]:
    return [
        IntendedSpend(
            section=section,
            subject=f"agreement:{references(number)[0]}",
            number=number,
            name=name,
            when=when,
            fund=fund,
            kind="contract",
            amounts=tuple(
                AmountPublished(of=of, pence=pence)
                for of, pence in zip(references(number), amounts, strict=True)
            ),
            links=tuple(
                LinkPublished(text=of, href=f"/register/{of}") for of in references(number)
            ),
            place=place,
        )
        for place, (number, name, when, amounts) in enumerate(rows, start=1)
    ]


def rounds() -> list[IntendedSpend]:
    split = (
        SharePublished(fund="CSF", name="OPCC", pence=10_000_000),
        SharePublished(fund="VRN", name="VRN", pence=10_403_033),
    )
    return [
        IntendedSpend(
            section="csf",
            subject=f"opportunity:CSF-2022-23-{number}",
            number=number,
            name=theme,
            when=deadline,
            limit=limit,
            fund="CSF",
            kind="round",
            amounts=(AmountPublished(of=number, pence=pence),),
            shares=split if number == "5" else (),
            available=None if pence else 11_100_000,
            links=(LinkPublished(text=number, href=f"/opportunities/CSF-2022-23-{number}"),),
            place=int(number),
        )
        for number, theme, deadline, limit, pence in ROUNDS
    ]


def appendix(year: str) -> list[IntendedSpend]:
    """A source of intended spend: the appendix in its own year, nothing in any other."""
    if year != YEAR:
        return []
    core = [(number, name, when, (pence,)) for number, name, when, pence in CORE]
    return contracts("core", "CORE", core) + contracts("vrn", "VRN", VRN) + rounds()
