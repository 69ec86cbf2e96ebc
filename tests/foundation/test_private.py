"""A protected address can't be printed, written out, copied or compared."""

import copy
import json
import logging
import pickle
import pprint
import traceback
from collections.abc import Callable

import markupsafe
import pytest
from pydantic import PydanticSchemaGenerationError, TypeAdapter

from precept.foundation.private import CannotBePrinted, ProtectedAddress

CANARY = "14 Canary Row, Nowhere"


@pytest.fixture
def address() -> ProtectedAddress:
    return ProtectedAddress(CANARY)


def test_only_reveal_gives_the_address(address: ProtectedAddress) -> None:
    assert address.reveal() == CANARY


@pytest.mark.parametrize(
    "leak",
    [
        str,
        format,
        lambda address: f"{address}",
        lambda address: f"{address:>30}",
        lambda address: "%s" % address,  # noqa: UP031 - one of the ways to print
        lambda address: "{}".format(address),  # noqa: UP032 - one of the ways to print
        print,
        markupsafe.escape,
        pickle.dumps,
        lambda address: pickle.dumps({"of": [address]}, protocol=0),
        lambda address: address.__reduce_ex__(4),
        lambda address: address.__reduce__(),
        lambda address: address.__getstate__(),
        lambda address: json.dumps(address, default=str),
    ],
)
def test_an_address_cannot_be_printed(
    leak: Callable[[ProtectedAddress], object], address: ProtectedAddress
) -> None:
    with pytest.raises(CannotBePrinted) as refused:
        leak(address)
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize(
    "leak",
    [
        json.dumps,
        bytes,
        list,
        len,
        vars,
        "".join,
        sorted,
        lambda address: "Road " + address,
        lambda address: "Row" in address,
        lambda address: address < address,
        lambda address: address[0],
    ],
)
def test_an_address_is_no_text_and_no_sequence(
    leak: Callable[[ProtectedAddress], object], address: ProtectedAddress
) -> None:
    with pytest.raises(TypeError) as refused:
        leak(address)
    assert CANARY not in str(refused.value)


def test_an_address_shows_what_it_is_where_errors_are_reported(address: ProtectedAddress) -> None:
    assert repr(address) == "<protected address>"
    assert pprint.pformat({"where": [address]}) == "{'where': [<protected address>]}"


def test_an_address_does_not_reach_a_log(
    address: ProtectedAddress, caplog: pytest.LogCaptureFixture
) -> None:
    log = logging.getLogger("precept.tests")
    log.warning("visiting %r", address)
    assert caplog.messages == ["visiting <protected address>"]
    caplog.clear()
    with pytest.raises(CannotBePrinted):
        log.warning("visiting %s", address)
    caplog.clear()


def test_an_address_does_not_reach_a_traceback_with_its_locals(address: ProtectedAddress) -> None:
    try:
        str(address)
    except CannotBePrinted as refused:
        report = "".join(
            traceback.TracebackException.from_exception(refused, capture_locals=True).format()
        )
    assert "<protected address>" in report
    assert CANARY not in report


def test_an_address_keeps_no_attribute_that_holds_it(address: ProtectedAddress) -> None:
    shown = [repr(getattr(address, name, None)) for name in dir(address)]
    assert [each for each in shown if CANARY in each] == []
    with pytest.raises(AttributeError, match="does not change"):
        address.known = CANARY  # type: ignore[assignment]  # what is refused
    with pytest.raises(AttributeError, match="does not change"):
        del address._open  # type: ignore[attr-defined]  # what is refused


def test_two_addresses_do_not_tell_whether_they_match(address: ProtectedAddress) -> None:
    other = ProtectedAddress(CANARY)
    assert address != other
    assert address != CANARY  # type: ignore[comparison-overlap]  # the text is no match either
    assert len({address, other}) == 2
    assert address == address


def test_a_copy_of_an_address_is_the_address(address: ProtectedAddress) -> None:
    assert copy.copy(address) is address
    assert copy.deepcopy({"at": address})["at"] is address


def test_an_address_has_no_place_in_a_publication(address: ProtectedAddress) -> None:
    with pytest.raises(PydanticSchemaGenerationError):
        TypeAdapter(ProtectedAddress)
    with pytest.raises(ValueError, match="serialize unknown type"):
        TypeAdapter(object).dump_json(address)


def test_an_address_has_no_printable_kinds() -> None:
    with pytest.raises(TypeError, match="no other kinds"):
        type("Printable", (ProtectedAddress,), {"__str__": ProtectedAddress.reveal})


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_blank_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not blank"):
        ProtectedAddress(text)


def test_an_address_is_made_from_text_alone(address: ProtectedAddress) -> None:
    for wrong in (None, b"14 Canary Row", address):
        with pytest.raises(TypeError, match="made from text"):
            ProtectedAddress(wrong)  # type: ignore[arg-type]  # what is refused
