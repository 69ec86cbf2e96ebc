"""Numbers in other people's registers: which are, which are not, and how each is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.parties import rules

TRUE = [
    ("GB-CHC", "1234567", "1234567"),
    ("GB-CHC", " 123 456 ", "123456"),
    ("GB-CHC", "1234567-1", "1234567-1"),
    ("GB-CHC", "1234567–12", "1234567-12"),
    ("GB-CHC", "GB-CHC-1234567", "1234567"),
    ("GB-CHC", "gb-chc-1234567", "1234567"),
    ("GB-SC", "SC012345", "SC012345"),
    ("GB-SC", "sc 012345", "SC012345"),
    ("GB-SC", "12345", "SC012345"),
    ("GB-SC", "GB-SC-SC012345", "SC012345"),
    ("GB-NIC", "100123", "100123"),
    ("GB-NIC", "NIC100123", "100123"),
    ("GB-COH", "01234567", "01234567"),
    ("GB-COH", "1234567", "01234567"),
    ("GB-COH", "6", "00000006"),
    ("GB-COH", "ce001234", "CE001234"),
    ("GB-COH", "NI 12345", "NI012345"),
    ("GB-COH", "R0000123", "R0000123"),
    ("GB-COH", "OC301234", "OC301234"),
    ("GB-COH", "IP12345R", "IP12345R"),
    ("GB-PPON", "PXJR-8257-MYGR", "PXJR-8257-MYGR"),
    ("GB-PPON", "PXNY-4251-DZLZ", "PXNY-4251-DZLZ"),
    ("GB-PPON", "PJHH-5271-ZMQP", "PJHH-5271-ZMQP"),
    ("GB-PPON", "pxjr8257mygr", "PXJR-8257-MYGR"),
    ("GB-PPON", "PXJR 8257 MYGR", "PXJR-8257-MYGR"),
    ("GB-PPON", "GB-PPON-PXJR-8257-MYGR", "PXJR-8257-MYGR"),
    ("GB-PPON", "PZZZ-9991-ZZZC", "PZZZ-9991-ZZZC"),
    ("GB-LAE", "lce", "LCE"),
    ("GB-GOR", "D18", "D18"),
    ("GB-GOR", "pb188", "PB188"),
    ("360G", "ExampleFund", "ExampleFund"),
    ("360G", "360G-Example_Fund-1", "Example_Fund-1"),
    ("GB-FTS", "GB-FTS-12345", "12345"),
]
FALSE = [
    ("GB-CHC", "12345"),
    ("GB-CHC", "12345678"),
    ("GB-CHC", "0123456"),
    ("GB-CHC", "1234567-"),
    ("GB-CHC", "1234567-0"),
    ("GB-CHC", "SC012345"),
    ("GB-CHC", "١٢٣٤٥٦٧"),
    ("GB-SC", "SC1234567"),
    ("GB-SC", "SC000000"),
    ("GB-NIC", "1234567"),
    ("GB-NIC", "012345"),
    ("GB-COH", "123456789"),
    ("GB-COH", "00000000"),
    ("GB-COH", "XX123456"),
    ("GB-COH", "NI1234567"),
    ("GB-COH", "NI"),
    ("GB-COH", "IP1234R"),
    ("GB-COH", "1234567A"),
    ("GB-PPON", "AXJR-8257-MYGR"),
    ("GB-PPON", "PXJR-8057-MYGR"),
    ("GB-PPON", "PAJR-8257-MYGR"),
    ("GB-PPON", "PXJR-8257-MYGB"),
    ("GB-PPON", "PXJR-8257-MYG"),
    ("GB-PPON", "PXJR-8257-MYGRR"),
    ("GB-PPON", "PSJR-8257-MYGR"),
    ("GB-LAE", "E06000016"),
    ("GB-LAE", "LC"),
    ("GB-GOR", "18"),
    ("GB-GOR", "D018"),
    ("360G", "-fund"),
    ("360G", "a fund!"),
    ("GB-FTS", "0"),
    ("GB-FTS", "12345678901"),
    ("GB-XXX", "1"),
    ("GB-COH", "  "),
]


@pytest.mark.parametrize(("scheme", "typed", "spelled"), TRUE)
def test_a_number_is_read_as_its_register_spells_it(scheme: str, typed: str, spelled: str) -> None:
    assert rules.read_identifier(scheme, typed) == spelled


@pytest.mark.parametrize(("scheme", "typed", "spelled"), TRUE)
def test_a_number_that_was_read_is_read_the_same_again(
    scheme: str, typed: str, spelled: str
) -> None:
    again = rules.read_identifier(scheme, rules.org_id(scheme, spelled))

    assert again == rules.read_identifier(scheme, spelled) == spelled


@pytest.mark.parametrize(("scheme", "typed"), FALSE)
def test_what_is_no_number_of_its_register_is_refused(scheme: str, typed: str) -> None:
    with pytest.raises(rules.NotAnIdentifier):
        rules.read_identifier(scheme, typed)


def test_a_refusal_says_how_the_number_looks() -> None:
    with pytest.raises(rules.NotAnIdentifier) as refusal:
        rules.read_identifier("GB-COH", "XX123456")

    assert refusal.value.words == (
        "Company number: enter 8 digits, or 2 letters and 6 digits, such as 01234567"
    )


@pytest.mark.parametrize("scheme", rules.SCHEMES)
def test_the_example_of_every_register_is_one_of_its_numbers(scheme: str) -> None:
    example = rules.scheme_hints()[scheme].rsplit("such as ", 1)[1]

    assert rules.read_identifier(scheme, example) == example


@given(st.sampled_from(list(rules.SCHEMES)), st.text(max_size=70))
def test_any_text_is_a_number_or_refused_and_reading_settles(scheme: str, text: str) -> None:
    try:
        spelled = rules.read_identifier(scheme, text)
    except rules.NotAnIdentifier:
        return
    assert rules.read_identifier(scheme, spelled) == spelled
    assert len(spelled) <= 60


@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_company_number_is_filled_up_to_eight_digits(number: int) -> None:
    assert rules.read_identifier("GB-COH", str(number)) == f"{number:08}"
