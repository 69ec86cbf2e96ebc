"""What two organisations should not share by chance, in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.parties import rules


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tam Trustee", "TRUSTEE, Tam"),
        ("Mr Tam A. Trustee", "tam trustee"),
        ("Dr. Tám Trustée OBE", "Tam Trustee"),
        ("Cllr Tam Trustee JP", "Tam B Trustee"),
    ],
    ids=["turned", "title", "accents", "honours"],
)
def test_a_person_s_name_has_one_spelling(one: str, other: str) -> None:
    assert rules.person_key(one) == rules.person_key(other) == "tam trustee"


@pytest.mark.parametrize("name", ["", "Tam", "Mrs Trustee", "123 456", ","], ids=str)
def test_half_a_name_marks_nobody(name: str) -> None:
    assert rules.person_key(name) == ""


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("1 Withy Lane\nOxenmere\nLE15 9ZZ", "LE159ZZ|1"),
        ("Unit 1, Withy Lane, le15 9zz", "LE159ZZ|1"),
        ("12a Withy Lane, Oxenmere LE159ZZ", "LE159ZZ|12a"),
        ("The Old School\nOxenmere\nLE15 9ZZ", "LE159ZZ|the old"),
        ("1 Withy Lane, Oxenmere", ""),
        ("", ""),
    ],
    ids=["lines", "commas", "letter", "house name", "no postcode", "nothing"],
)
def test_a_place_is_its_postcode_and_number(address: str, key: str) -> None:
    assert rules.place_key(address) == key


@pytest.mark.parametrize(
    "said",
    [
        "0116 496 0321",
        "+44 116 496 0321",
        "+44 (0)116 496 0321",
        "(0116) 4960321",
        "00441164960321",
    ],
    ids=str,
)
def test_a_telephone_number_has_one_spelling(said: str) -> None:
    assert rules.telephone_key(said) == "1164960321"


@pytest.mark.parametrize("said", ["", "999", "0116 496", "ask for Tam"], ids=str)
def test_too_few_digits_are_no_telephone(said: str) -> None:
    assert rules.telephone_key(said) == ""


@pytest.mark.parametrize(
    ("email", "keys"),
    [
        ("Tam@Withywick.example", ("tam@withywick.example", "withywick.example")),
        ("tam+bids@withywick.example", ("tam@withywick.example", "withywick.example")),
        ("tam@gmail.com", ("tam@gmail.com", "")),
        ("nobody", ("", "")),
        ("@withywick.example", ("", "")),
    ],
    ids=["capitals", "tag", "public provider", "none", "no mailbox"],
)
def test_an_address_and_its_domain_but_never_a_public_provider_s(
    email: str, keys: tuple[str, str]
) -> None:
    assert rules.email_keys(email) == keys


def test_an_organisation_s_marks_are_all_of_these() -> None:
    held = rules.Held(
        name_key="oxenmere boxing",
        numbers=("GB-CHC-1234567",),
        people=("Tam Trustee", "Tam"),
        members=("P1",),
        addresses=("1 Withy Lane, LE15 9ZZ", ""),
        telephones=("0116 496 0321", ""),
        emails=("tam@withywick.example", ""),
    )

    assert rules.marks_of(held) == {
        ("name", "oxenmere boxing"),
        ("number", "GB-CHC-1234567"),
        ("person", "tam trustee"),
        ("member", "P1"),
        ("place", "LE159ZZ|1"),
        ("telephone", "1164960321"),
        ("e-mail", "tam@withywick.example"),
        ("domain", "withywick.example"),
    }
    assert rules.marks_of(rules.Held()) == set()


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    held = rules.Held(
        people=(text,), addresses=(text,), telephones=(text,), emails=(text,), name_key=text
    )

    assert all(kind in rules.MARKS and plain for kind, plain in rules.marks_of(held))


@given(st.sampled_from(sorted(rules.MARKS)))
def test_every_mark_has_its_place_and_words(kind: str) -> None:
    assert 0 <= rules.gravest_first(kind) < len(rules.MARKS)
    assert rules.MARKS[kind]
