"""Single sign-on with the office's provider, played against a stand-in over HTTP."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from precept.foundation.people import provider as provider_client
from precept.foundation.people import rules
from precept.foundation.people.models import Person, ProviderLink, SignedIn
from tests.foundation.people.stand_in import CLIENT, SECRET, StandIn, new_key, serve

pytestmark = pytest.mark.django_db
Reader = Callable[[str], str]


@pytest.fixture(scope="module")
def key() -> Any:
    return new_key()


@pytest.fixture
def stand_in(key: Any, settings: Any) -> Iterator[StandIn]:
    """The office's provider, who knows somebody at the office whose address is proved."""
    made = StandIn(key)
    server = serve(made)
    made.claims = {"sub": "s-1", "email": "person1@opcc.example", "email_verified": True}
    settings.PRECEPT_OIDC = {
        "issuer": made.issuer,
        "client": CLIENT,
        "secret": SECRET,
        "name": "the county account",
    }
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def worker(person: Callable[..., Person]) -> Person:
    somebody = person("marker")
    assert somebody.email == "person1@opcc.example"
    return somebody


def link(somebody: Person, stand_in: StandIn, subject: str = "s-1") -> None:
    ProviderLink.objects.create(person=somebody, issuer=stand_in.issuer, subject=subject)


def go(browser: Client, stand_in: StandIn, **changes: str) -> Any:
    """To the provider, where the person says yes, and back."""
    there = browser.get("/sign-in/provider")
    assert there.status_code == 302
    return browser.get("/sign-in/provider/back", {**stand_in.allow(there["Location"]), **changes})


def is_refused(answer: Any) -> bool:
    return answer.status_code == 403 and SignedIn.objects.count() == 0


def test_without_a_provider_there_is_no_such_door(browser: Client) -> None:
    assert "the county account" not in browser.get("/sign-in").content.decode()
    for address in ("", "/back", "/link"):
        assert browser.get(f"/sign-in/provider{address}").status_code == 404


def test_somebody_who_is_linked_is_in_where_the_provider_asked_for_two_factors(
    browser: Client, stand_in: StandIn, worker: Person, events: Callable[[str], list[str]]
) -> None:
    link(worker, stand_in)
    stand_in.claims["amr"] = ["pwd", "mfa"]
    assert "Sign in with the county account" in browser.get("/sign-in").content.decode()
    answer = go(browser, stand_in)
    assert (answer.status_code, browser.get("/my/account").status_code) == (302, 200)
    row = SignedIn.objects.get()
    assert (row.how, row.second_factor, row.is_complete) == ("provider", "provider", True)
    assert events(worker.ledger_name) == ["signed in"]
    assert ProviderLink.objects.get().used is not None


@pytest.mark.parametrize("said", [{}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"acr": "0"}], ids=str)
def test_where_the_provider_says_nothing_of_it_our_own_second_factor_is_owed(
    said: dict[str, Any], browser: Client, stand_in: StandIn, worker: Person, app: Any
) -> None:
    link(worker, stand_in)
    secret = app.give(worker)
    stand_in.claims.update(said)
    assert go(browser, stand_in)["Location"] == "/sign-in/second-step"
    assert browser.get("/my/account").status_code == 302
    browser.post("/sign-in/second-step", {"code": app.shows(secret)})
    assert browser.get("/my/account").status_code == 200


def test_the_subject_is_the_key_and_never_the_address(
    browser: Client, stand_in: StandIn, worker: Person, person: Callable[..., Person]
) -> None:
    other = person("marker")
    link(other, stand_in)
    stand_in.claims["amr"] = ["mfa"]  # it says worker's address, but other's subject
    go(browser, stand_in)
    assert SignedIn.objects.get().person == other


def test_somebody_is_linked_once_they_proved_their_address_with_a_code(
    browser: Client,
    stand_in: StandIn,
    worker: Person,
    code_for: Reader,
    events: Callable[[str], list[str]],
    letters: Any,
) -> None:
    stand_in.claims["amr"] = ["mfa"]
    assert go(browser, stand_in)["Location"] == "/sign-in/provider/link"
    assert "the county account" in browser.get("/sign-in/provider/link").content.decode()
    assert SignedIn.objects.count() == 0
    browser.post("/sign-in", {"email": worker.email})
    browser.post("/sign-in/code", {"code": code_for(worker.email)})
    found = ProviderLink.objects.get()
    assert (found.person, found.issuer, found.subject) == (worker, stand_in.issuer, "s-1")
    assert events(worker.ledger_name)[-2:] == ["signed in", "single sign-on linked"]
    assert "single sign-on" in letters(worker.email, "sign-in change")[0]
    assert browser.get("/my/account").status_code == 200
    again = Client()
    go(again, stand_in)
    assert again.get("/my/account").status_code == 200


def test_who_has_a_second_factor_here_gives_it_before_they_are_linked(
    browser: Client, stand_in: StandIn, worker: Person, code_for: Reader, app: Any
) -> None:
    secret = app.give(worker)
    stand_in.claims["amr"] = ["mfa"]
    go(browser, stand_in)
    browser.post("/sign-in", {"email": worker.email})
    browser.post("/sign-in/code", {"code": code_for(worker.email)})
    assert ProviderLink.objects.count() == 0
    browser.post("/sign-in/second-step", {"code": app.shows(secret)})
    assert ProviderLink.objects.count() == 1


def test_the_proof_of_one_person_links_nobody_else(
    browser: Client,
    stand_in: StandIn,
    worker: Person,
    person: Callable[..., Person],
    code_for: Reader,
) -> None:
    other = person("provider")
    go(browser, stand_in)
    browser.post("/sign-in", {"email": other.email})
    browser.post("/sign-in/code", {"code": code_for(other.email)})
    assert (SignedIn.objects.get().person, ProviderLink.objects.count()) == (other, 0)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"email_verified": False}, id="not-proved"),
        pytest.param({"email_verified": None}, id="says-nothing"),
        pytest.param({"email": "nobody@opcc.example"}, id="nobody-here"),
        pytest.param({"email": "person2@opcc.example"}, id="not-of-the-office"),
        pytest.param({"email": "person3@opcc.example"}, id="switched-off"),
    ],
)
def test_nobody_gets_an_account_or_a_link_from_the_provider(
    said: dict[str, Any],
    browser: Client,
    stand_in: StandIn,
    worker: Person,
    person: Callable[..., Person],
) -> None:
    person("provider")
    person("marker", is_active=False)
    stand_in.claims.update(said)
    answer = go(browser, stand_in)
    assert is_refused(answer)
    assert "Ask an administrator to invite you" in answer.content.decode()
    assert (Person.objects.count(), ProviderLink.objects.count()) == (3, 0)


def test_nobody_gets_a_role_from_the_provider(
    browser: Client, stand_in: StandIn, worker: Person
) -> None:
    link(worker, stand_in)
    stand_in.claims.update(amr=["mfa"], roles=["administrator"], groups=["administrator"])
    go(browser, stand_in)
    assert worker.roles_today == ("marker",)
    assert browser.get("/office/people").status_code == 403


def test_an_account_switched_off_is_not_entered_through_the_provider(
    browser: Client, stand_in: StandIn, worker: Person
) -> None:
    link(worker, stand_in)
    Person.objects.update(is_active=False)
    assert is_refused(go(browser, stand_in))


def yesterday() -> int:
    return int(time.time()) - 86_400


def sign_with(stand_in: StandIn, algorithm: str, key: Any = None) -> None:
    stand_in.algorithm, stand_in.signs_with = algorithm, key


Lie = Callable[[StandIn], None]
LIES: dict[str, tuple[Lie, str]] = {
    "wrong signature": (lambda it: sign_with(it, "RS256", new_key()), "Signature"),
    "no signature": (lambda it: sign_with(it, "none"), "alg"),
    "signed with what the office knows": (lambda it: sign_with(it, "HS256", SECRET * 2), "alg"),
    "another nonce": (lambda it: it.lies.update(nonce="another"), "another question"),
    "no nonce": (lambda it: it.lies.update(nonce=None), '"nonce"'),
    "for another service": (lambda it: it.lies.update(aud="another service"), "Audience"),
    "for several services": (lambda it: it.lies.update(aud=[CLIENT, "b"]), "another service"),
    "given to another service": (lambda it: it.lies.update(azp="another"), "another service"),
    "of another provider": (lambda it: it.lies.update(iss="https://e.example"), "issuer"),
    "too old": (lambda it: it.lies.update(exp=yesterday(), iat=yesterday() - 300), "expired"),
    "never ends": (lambda it: it.lies.update(exp=None), '"exp"'),
    "not yet": (lambda it: it.lies.update(iat=int(time.time()) + 3_600), "not yet valid"),
    "names nobody": (lambda it: it.lies.update(sub=None), '"sub"'),
    "described as another": (
        lambda it: it.described.update(issuer="https://e.example"),
        "description is of another",
    ),
    "keys without https": (
        lambda it: it.described.update(jwks_uri="http://e.example/k"),
        "no safe jwks_uri",
    ),
    "keys from a file": (
        lambda it: it.described.update(jwks_uri="file:///etc/passwd"),
        "no safe jwks_uri",
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_cannot_be_believed_is_refused(
    lie: str,
    browser: Client,
    stand_in: StandIn,
    worker: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    link(worker, stand_in)
    stand_in.claims["amr"] = ["mfa"]
    there = browser.get("/sign-in/provider")
    tell, reason = LIES[lie]
    tell(stand_in)
    answer = browser.get("/sign-in/provider/back", stand_in.allow(there["Location"]))
    assert is_refused(answer)
    assert "could not be checked" in answer.content.decode()
    (said,) = [line for line in caplog.messages if line.startswith("single sign-on")]
    assert reason in said


def test_an_answer_to_another_browser_is_refused(
    browser: Client, stand_in: StandIn, worker: Person
) -> None:
    link(worker, stand_in)
    brought = stand_in.allow(browser.get("/sign-in/provider")["Location"])
    other = Client()
    assert is_refused(other.get("/sign-in/provider/back", brought))
    other.get("/sign-in/provider")
    assert is_refused(other.get("/sign-in/provider/back", brought))


def test_another_state_is_refused_and_an_answer_counts_once(
    browser: Client, stand_in: StandIn, worker: Person
) -> None:
    link(worker, stand_in)
    assert is_refused(go(browser, stand_in, state="another"))
    brought = stand_in.allow(browser.get("/sign-in/provider")["Location"])
    assert browser.get("/sign-in/provider/back", brought).status_code == 302
    again = Client()
    assert again.get("/sign-in/provider/back", brought).status_code == 403


def test_a_code_is_worth_nothing_without_the_word_that_the_browser_left_here(
    browser: Client, stand_in: StandIn, worker: Person
) -> None:
    link(worker, stand_in)
    brought = stand_in.allow(browser.get("/sign-in/provider")["Location"])
    stand_in.codes[brought["code"]]["code_challenge"] = "of-somebody-else"
    assert is_refused(browser.get("/sign-in/provider/back", brought))


def test_somebody_who_says_no_at_the_provider_is_told_how_else_to_sign_in(
    browser: Client, stand_in: StandIn
) -> None:
    brought = stand_in.allow(browser.get("/sign-in/provider")["Location"])
    said = {"error": "access_denied", "state": brought["state"]}
    answer = browser.get("/sign-in/provider/back", said)
    assert is_refused(answer)
    assert "sign in with a code" in answer.content.decode()


def test_the_secret_is_posted_where_the_provider_wants_it_so(
    browser: Client, stand_in: StandIn, worker: Person
) -> None:
    link(worker, stand_in)
    stand_in.methods = ("client_secret_post",)
    stand_in.claims["acr"] = "https://refeds.org/profile/mfa"
    assert go(browser, stand_in).status_code == 302
    assert stand_in.asked["/token"]["client_secret"] == SECRET


@pytest.mark.parametrize(("subject", "is_in"), [("s-1", True), ("s-2", False)])
def test_an_address_is_asked_for_where_the_token_has_none(
    subject: str, is_in: bool, browser: Client, stand_in: StandIn, worker: Person
) -> None:
    stand_in.claims = {"sub": "s-1"}
    stand_in.userinfo = {"sub": subject, "email": worker.email, "email_verified": "true"}
    answer = go(browser, stand_in)
    assert (answer.status_code, is_refused(answer)) == ((302, False) if is_in else (403, True))


@pytest.mark.parametrize("status", [302, 500])
def test_a_provider_that_does_not_answer_is_a_page_and_not_a_fault(
    status: int, browser: Client, stand_in: StandIn
) -> None:
    stand_in.status = status
    answer = browser.get("/sign-in/provider")
    assert answer.status_code == 403
    assert "could not be checked" in answer.content.decode()


def test_a_provider_is_reached_by_https_alone(
    browser: Client, stand_in: StandIn, settings: Any
) -> None:
    settings.PRECEPT_OIDC = {**settings.PRECEPT_OIDC, "issuer": "http://192.0.2.1"}
    with pytest.raises(provider_client.NotBelieved, match="https"):
        provider_client.way_there(
            provider_client.provider(), provider_client.new_journey(), "http://here/"
        )


def test_a_link_can_be_removed_and_a_reset_removes_it(
    browser: Client,
    stand_in: StandIn,
    worker: Person,
    person: Callable[..., Person],
    events: Callable[[str], list[str]],
) -> None:
    from precept.foundation.people import actions

    link(worker, stand_in)
    stand_in.claims["amr"] = ["mfa"]
    go(browser, stand_in)
    assert "Linked on" in browser.get("/my/account").content.decode()
    browser.post("/my/account/provider/remove")
    assert ProviderLink.objects.count() == 0
    assert "single sign-on removed" in events(worker.ledger_name)
    link(worker, stand_in)
    actions.reset_second_factor(by=person("administrator"), person=worker, why="Lost the phone")
    assert ProviderLink.objects.count() == 0


@pytest.mark.parametrize(
    ("methods", "level", "is_two"),
    [
        (["mfa"], None, True),
        (["pwd", "mfa"], "0", True),
        (["pwd", "otp"], None, False),
        (None, "phr", True),
        (None, "http://schemas.openid.net/pape/policies/2007/06/multi-factor", True),
        ("mfa", None, False),
        (None, None, False),
        ([["mfa"]], ["phr"], False),
    ],
    ids=str,
)
def test_two_factors_count_only_where_the_provider_says_so(
    methods: object, level: object, is_two: bool
) -> None:
    assert rules.is_second_factor(methods, level) is is_two


def test_who_signed_in_through_the_provider_is_asked_again_by_it(
    browser: Client, stand_in: StandIn, person: Callable[..., Person]
) -> None:
    administrator, somebody = person("administrator"), person("marker")
    link(administrator, stand_in)
    stand_in.claims["amr"] = ["mfa"]
    go(browser, stand_in)
    assert browser.get("/sign-in/provider?again=yes")["Location"] == "/office/"  # nobody asked
    row = SignedIn.objects.get()
    SignedIn.objects.update(proved=row.proved - rules.PROOF_LASTS * 2)
    address = f"/office/people/{somebody.reference}/switch-off"
    assert browser.post(address, {"why": "They left"})["Location"] == "/sign-in/second-step"
    assert "Show it with the county account" in browser.get("/sign-in/second-step").content.decode()
    there = browser.get("/sign-in/provider?again=yes")
    assert "prompt=login" in there["Location"]
    assert "max_age=0" in there["Location"]
    stand_in.claims["auth_time"] = int(time.time())
    back = browser.get("/sign-in/provider/back", stand_in.allow(there["Location"]))
    assert back["Location"] == "/my/typed"
    assert browser.post(address, {"why": "They left"})["Location"] == address.rpartition("/")[0]
