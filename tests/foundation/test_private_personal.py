"""Detecting personal information before it is published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.private import Finding, PersonalKind, looks_like_personal

EMAIL, PHONE = PersonalKind.EMAIL, PersonalKind.PHONE
NATIONAL_INSURANCE, POSTCODE = PersonalKind.NATIONAL_INSURANCE, PersonalKind.POSTCODE
DATE_OF_BIRTH = PersonalKind.DATE_OF_BIRTH


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (EMAIL, "someone@example.org"),
        (EMAIL, "first.last+tag@mail.example.co.uk"),
        (EMAIL, "o'neil_2@sub-domain.example"),
        (EMAIL, "someone [at] example [dot] org"),
        (EMAIL, "someone(at)example.org"),
        (EMAIL, "SOMEONE@EXAMPLE.ORG"),
        (PHONE, "07700 900123"),
        (PHONE, "07700900123"),
        (PHONE, "07700-900-123"),
        (PHONE, "077 0090 0123"),
        (PHONE, "0116 496 0123"),
        (PHONE, "(0116) 496 0123"),
        (PHONE, "020 7946 0123"),
        (PHONE, "01632 960123"),
        (PHONE, "01632.960.123"),
        (PHONE, "0808 157 0123"),
        (PHONE, "01632 96012"),
        (PHONE, "+44 116 496 0123"),
        (PHONE, "+44 (0)116 496 0123"),
        (PHONE, "+447700900123"),
        (PHONE, "+44(0)7700 900123"),
        (PHONE, "0044 7700 900123"),
        (PHONE, "(+44) 7700 900123"),
        (NATIONAL_INSURANCE, "AB123456C"),
        (NATIONAL_INSURANCE, "ab123456c"),
        (NATIONAL_INSURANCE, "AB 12 34 56 C"),
        (NATIONAL_INSURANCE, "AB-12-34-56-C"),
        (NATIONAL_INSURANCE, "AB 123456 C"),
        (NATIONAL_INSURANCE, "AB123456 D"),
        (POSTCODE, "LE1 1AA"),
        (POSTCODE, "LE11AA"),
        (POSTCODE, "le1 1aa"),
        (POSTCODE, "LE12 9XY"),
        (POSTCODE, "M1 1AE"),
        (POSTCODE, "B33 8TH"),
        (POSTCODE, "EC1A 1BB"),
        (POSTCODE, "W1A 0AX"),
        (POSTCODE, "SW1A\u00a02AA"),
        (DATE_OF_BIRTH, "born 3 May 1985"),
        (DATE_OF_BIRTH, "Born on 03/05/1985"),
        (DATE_OF_BIRTH, "date of birth: 3rd May 1985"),
        (DATE_OF_BIRTH, "Date of Birth 1985-05-03"),
        (DATE_OF_BIRTH, "DOB 3/5/85"),
        (DATE_OF_BIRTH, "d.o.b. 03.05.1985"),
        (DATE_OF_BIRTH, "DOB (as on the form): 3-May-1985"),
        (DATE_OF_BIRTH, "birthday: May 3, 1985"),
        (DATE_OF_BIRTH, "born in Leicester on 3 May 1985"),
    ],
)
def test_personal_information_is_found_where_it_stands(kind: PersonalKind, text: str) -> None:
    assert looks_like_personal(text) == [Finding(kind, (0, len(text)))]
    around = f"Contact: {text}, please."
    assert looks_like_personal(around) == [Finding(kind, (9, 9 + len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CORE004",
        "VRN003",
        "CSF-2026-0042",
        "£2,800,000",
        "£0.07700900123",
        "2022-23",
        "2022–23",
        "01/04/2023",
        "01/11/2022-31/03/2024",
        "01.11.2022 - 31.03.2024",
        "01 04 2023 312",
        "01-04-2023 3124",
        "2023-04-01",
        "10th January 2022",
        "10 Jan 2022",
        "Contract starts on 1 April 2023",
        "Children born before 1 April 2020 may take part",
        "Families with a child born on or after 01/04/2020",
        "born free since 2020",
        "newborn 3 May 1985",
        "Charity number 1234567",
        "Company number 01234567",
        "Company SC123456 A partner",
        "SC123456",
        "OC 123456",
        "BG123456C",
        "DA123456C",
        "AB123456E",
        "at 100000 a year",
        "012345-2026",
        "016977-2026",
        "Notice 0116977-20261",
        "ocds-h6vhtk-060593",
        "360G-LLR-0116496012",
        "REF07700900123",
        "077009001234",
        "1164960123",
        "10007700900123",
        "0123456789",
        "04123 456789",
        "12:30",
        "LE1",
        "T1 2AB",
        "A1 1AA",
        "B2 1st floor",
        "b2 4th floor",
        "S1 5am to 6pm",
        "LE1 1CA",
        "XLE1 1AAX",
        "ISO 9001 2AB",
        "@office",
        "2 @ £5 each",
        "meet at noon",
        "someone@localhost",
        "Round 5: £204,030.33 (OPCC £100,000) (VRN £104,030.33)",
        "TBC - £111,000.00 available to spend",
        "https://example.org/notice/012345-2026",
    ],
)
def test_what_offices_publish_is_not_taken_for_personal(text: str) -> None:
    assert looks_like_personal(text) == []


def test_everything_is_found_in_the_order_it_stands() -> None:
    text = "Born 3 May 1985, LE1 1AA; 07700 900123 or a@example.org, AB123456C. Again: LE1 1AB"
    found = looks_like_personal(text)
    assert [(finding.kind, text[slice(*finding.where)]) for finding in found] == [
        (DATE_OF_BIRTH, "Born 3 May 1985"),
        (POSTCODE, "LE1 1AA"),
        (PHONE, "07700 900123"),
        (EMAIL, "a@example.org"),
        (NATIONAL_INSURANCE, "AB123456C"),
        (POSTCODE, "LE1 1AB"),
    ]


def test_a_kind_is_named_in_words_people_know() -> None:
    assert [str(kind) for kind in PersonalKind] == [
        "e-mail address",
        "phone number",
        "National Insurance number",
        "postcode",
        "date of birth",
    ]


@given(st.integers(10**8, 10**9 - 1), st.sampled_from("1237"))
def test_every_full_phone_number_is_found_in_one_run(digits: int, area: str) -> None:
    number = f"0{area}{digits}"
    assert looks_like_personal(f"call {number} now") == [Finding(PHONE, (5, 5 + len(number)))]


@given(st.text(max_size=200))
def test_findings_lie_within_the_text_and_in_order(text: str) -> None:
    places = [finding.where for finding in looks_like_personal(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@pytest.mark.parametrize(
    "unit", ["a", "a.", "0", "0 ", "01", "a@", "born ", "AB", "A1", "7 - ", "[at]", "dob:", "1("]
)
def test_a_long_text_is_looked_through_to_its_end(unit: str) -> None:
    """How long that takes is measured in ``benchmarks/personal.py``."""
    text = f"{unit * (100_000 // len(unit))} | someone@example.org"

    assert looks_like_personal(text)[-1] == Finding(EMAIL, (len(text) - 19, len(text)))
