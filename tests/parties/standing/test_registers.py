"""Public registers: their files, asking them through one narrow way, and looking by hand."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.parties import actions, queries
from precept.parties.models import Organisation
from precept.parties.registers import client, sources
from precept.parties.registers.client import Away, Way
from tests.parties.events import last

HOST = "api.charitycommission.gov.uk"
CHARITY = {
    "charity_name": "OXENMERE BOXING CLUB",
    "reg_status": "R",
    "date_of_registration": "2011-05-04T00:00:00",
    "date_of_removal": None,
    "trustee_names": [{"trustee_name": "TAM TRUSTEE"}],
}


class StandIn:
    """A register on this machine: what it answers, and what it was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.body = json.dumps(CHARITY).encode()
        self.headers: dict[str, str] = {}
        self.drip = False
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        self.port = 0


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    began = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "register.pem", folder / "register.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return public, private


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return _certificate(tmp_path_factory.mktemp("register"))


@pytest.fixture
def stand_in(certificate: tuple[Path, Path]) -> Iterator[StandIn]:
    """A register that answers over TLS with a certificate of the true one's name."""
    register = StandIn()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            register.asked.append((self.path, dict(self.headers)))
            self.send_response(register.status)
            for name, value in register.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(register.body)))
            self.end_headers()
            if register.drip:
                register.over.wait(20)
            self.wfile.write(register.body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # whoever hangs up is no fault
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    register.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield register
    register.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def way(stand_in: StandIn, certificate: tuple[Path, Path]) -> Way:
    """The way to the stand-in: all else is as it is in earnest."""
    return Way(
        resolve=lambda _: ["127.0.0.1"],
        may_connect=lambda _: True,
        port=stand_in.port,
        trust=lambda: ssl.create_default_context(cafile=str(certificate[0])),
    )


@pytest.fixture
def keyed(settings: Any) -> None:
    """The office has a key for the register of charities."""
    settings.PRECEPT_CHARITY_REGISTER_KEY = "a-key-of-the-office"


def test_the_register_is_asked_with_the_office_s_key(
    keyed: None, charity: Organisation, officer: Person, way: Way, stand_in: StandIn
) -> None:
    answer = actions.check_register(by=officer, organisation=charity, scheme="GB-CHC", way=way)

    (path, headers) = stand_in.asked[0]
    assert path == "/register/api/allcharitydetails/1234567/0"
    assert headers["Ocp-Apim-Subscription-Key"] == "a-key-of-the-office"
    assert answer.source == "register asked"
    assert answer.entry is not None
    assert answer.entry.people == ("TAM TRUSTEE",)
    assert queries.compared_with_register(charity, answer.entry).words[:3] == (
        "The name agrees: “OXENMERE BOXING CLUB”.",
        "Its status is “Registered”.",
        "Registered on 4 May 2011.",
    )
    kind, said = last(charity.subject)
    assert (kind, said["after"]["agrees"]) == ("register looked up", True)
    assert "a-key-of-the-office" not in str(said)


def test_a_number_that_the_register_does_not_have(
    keyed: None, charity: Organisation, officer: Person, way: Way, stand_in: StandIn
) -> None:
    stand_in.status = 404

    answer = actions.check_register(by=officer, organisation=charity, scheme="GB-CHC", way=way)

    assert (answer.source, answer.entry) == ("register asked", None)
    assert not queries.compared_with_register(charity, answer.entry).agrees


def test_without_a_key_nothing_is_asked(
    charity: Organisation, officer: Person, way: Way, stand_in: StandIn
) -> None:
    answer = actions.check_register(by=officer, organisation=charity, scheme="GB-CHC", way=way)

    assert stand_in.asked == []
    assert answer.source == "by hand"
    assert "this office does not ask the register itself" in answer.words


@pytest.mark.parametrize("status", [301, 302, 307, 308, 401, 429, 500, 503], ids=str)
def test_a_register_that_redirects_or_refuses_is_away(
    way: Way, stand_in: StandIn, status: int
) -> None:
    stand_in.status = status
    stand_in.headers = {"Location": f"https://{HOST}:{stand_in.port}/elsewhere"}

    with pytest.raises(Away):
        client.get(HOST, "/register", {}, way=way)
    assert [path for path, _ in stand_in.asked] == ["/register"]


@pytest.mark.parametrize(
    "body",
    [b"not JSON", b"[]", b"{", b" " * (client.MOST_BYTES + 1)],
    ids=["words", "list", "half", "too much"],
)
def test_an_answer_that_cannot_be_read_is_no_answer(
    way: Way, stand_in: StandIn, body: bytes
) -> None:
    stand_in.body = body

    with pytest.raises(Away):
        client.get(HOST, "/register", {}, way=way)


def test_a_register_that_is_slow_is_away(way: Way, stand_in: StandIn) -> None:
    stand_in.drip = True
    hurried = Way(
        resolve=way.resolve,
        may_connect=way.may_connect,
        port=way.port,
        trust=way.trust,
        seconds=0.3,
    )

    with pytest.raises(Away):
        client.get(HOST, "/register", {}, way=hurried)
    assert client.SECONDS == 3.0


def test_a_certificate_that_nobody_vouches_for_is_not_taken(way: Way, stand_in: StandIn) -> None:
    unknown = Way(resolve=way.resolve, may_connect=way.may_connect, port=way.port)

    with pytest.raises(Away):
        client.get(HOST, "/register", {}, way=unknown)
    assert stand_in.asked == []


INSIDE = (
    *("127.0.0.1", "::1", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254"),  # noqa: S104 - never listened on
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "fe80::1", "fc00::1", "100.64.0.1"),
    *("224.0.0.1", "2130706433", "localhost", ""),
)


@pytest.mark.parametrize("address", INSIDE, ids=[one or "nothing" for one in INSIDE])
def test_a_name_that_leads_inside_is_not_followed(
    way: Way, stand_in: StandIn, address: str
) -> None:
    turned = Way(resolve=lambda _: ["8.8.8.8", address], port=stand_in.port, trust=way.trust)

    assert not client.is_outside(address)
    with pytest.raises(Away):
        client.get(HOST, "/register", {}, way=turned)
    assert stand_in.asked == []


def test_the_name_is_resolved_once_and_the_connection_goes_where_it_led(
    way: Way, stand_in: StandIn
) -> None:
    led: list[str] = []

    def resolve(host: str) -> list[str]:
        led.append(host)
        return ["127.0.0.1"] if len(led) == 1 else ["169.254.169.254"]

    rebinding = Way(resolve=resolve, may_connect=way.may_connect, port=way.port, trust=way.trust)

    assert client.get(HOST, "/register", {}, way=rebinding) == CHARITY
    assert led == [HOST]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "register.example", f"{HOST}.example", f"x@{HOST}"], ids=str
)
def test_only_the_registers_are_asked(way: Way, stand_in: StandIn, host: str) -> None:
    with pytest.raises(Away):
        client.get(host, "/register", {}, way=way)
    assert stand_in.asked == []


@pytest.mark.parametrize(
    "path", ["register", "/a b", "/a\r\nX: y", "/é"], ids=["bare", "gap", "line", "letter"]
)
def test_a_path_cannot_smuggle_anything(way: Way, stand_in: StandIn, path: str) -> None:
    with pytest.raises(Away):
        client.get(HOST, path, {}, way=way)
    assert stand_in.asked == []


def test_where_the_register_is_away_its_file_answers(
    keyed: None,
    charity: Organisation,
    officer: Person,
    manager: Person,
    way: Way,
    stand_in: StandIn,
) -> None:
    stand_in.status = 503
    by_hand = actions.check_register(by=officer, organisation=charity, scheme="GB-CHC", way=way)
    assert (by_hand.source, by_hand.words) == ("by hand", client.AWAY)

    actions.keep_register_row(
        by=manager,
        scheme="GB-CHC",
        number="1234567",
        name="Something Else Entirely",
        status="Removed",
        registered=date(2011, 5, 4),
        removed=date(2020, 2, 1),
    )
    answer = actions.check_register(by=officer, organisation=charity, scheme="GB-CHC", way=way)

    assert answer.source == "register file"
    compared = queries.compared_with_register(charity, answer.entry)
    assert compared.words[:2] == (
        "The name differs: the register has “Something Else Entirely”.",
        "It was removed from the register on 1 February 2020.",
    )
    assert not compared.agrees
    assert last(charity.subject)[1]["after"]["agrees"] is False


def test_a_company_is_read_as_companies_house_says_it() -> None:
    entry = sources.read_company(
        {
            "company_name": "OXENMERE CIC",
            "company_status": "active",
            "date_of_creation": "2019-02-01",
        }
    )

    assert (entry.name, entry.status, entry.registered) == (
        "OXENMERE CIC",
        "Active",
        date(2019, 2, 1),
    )


@pytest.mark.parametrize(
    "read", [sources.read_charity, sources.read_company], ids=["charity", "company"]
)
def test_an_answer_without_a_name_is_none(
    read: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(Away):
        read({"trustee_names": "?", "date_of_registration": 5})


def test_who_looks_up_has_the_power_and_there_is_a_number(
    charity: Organisation, marker: Person, officer: Person
) -> None:
    with pytest.raises(NotAllowed):
        actions.check_register(by=marker, organisation=charity, scheme="GB-CHC")
    for scheme in ("GB-COH", "GB-SC"):
        with pytest.raises(Refused) as refused:
            actions.check_register(by=officer, organisation=charity, scheme=scheme)
        assert refused.value.field == "scheme"
