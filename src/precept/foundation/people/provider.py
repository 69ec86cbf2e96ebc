"""The provider of single sign-on (OpenID Connect): asking it who somebody is, and believing only what it signed.

The authorization code flow of OpenID Connect Core 1.0 with PKCE (RFC 7636): the token's signature, issuer,
audience, times and nonce are all checked, and its algorithm comes from a list of ours.
"""

import base64
import hashlib
import http.client
import json
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt
from django.conf import settings

from precept.foundation import clock
from precept.foundation.people import rules

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
SECONDS_TO_ANSWER = 5
MOST_BYTES = 256 * 1024
CLOCKS_DIFFER = 60
"""By how many seconds the provider's clock may be off."""
CLOCKS_MAY_DIFFER = timedelta(seconds=CLOCKS_DIFFER)
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NotBelieved(Exception):
    """The provider did not answer, or what it said cannot be believed. The words are for the log."""


class NotAskedAgain(NotBelieved):
    """The provider did not say that it asked the person for a fresh proof, although it was to."""


@dataclass(frozen=True)
class Journey:
    """What a browser takes along to the provider; the answer must match all of it."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Known:
    """Whom the provider knows: ``subject`` of ``issuer``; the address only where it says it is proved."""

    issuer: str
    subject: str
    proved_email: str
    gave_second_factor: bool
    asked_at: datetime | None
    """When the provider last asked the person to show who they are; None where it does not say."""


@dataclass(frozen=True)
class Provider:
    """The office's provider, as its settings name it."""

    issuer: str
    client: str
    secret: str
    name: str


def provider() -> Provider | None:
    """The provider, where the office has one."""
    said = settings.PRECEPT_OIDC
    if not (said["issuer"] and said["client"]):
        return None
    return Provider(
        said["issuer"], said["client"], said["secret"], said["name"] or "your work account"
    )


def new_journey() -> Journey:
    """Words that nobody can guess, for one journey."""
    return Journey(*(secrets.token_urlsafe(32) for _ in range(3)))


def way_there(asked: Provider, journey: Journey, back: str, *, again: bool = False) -> str:
    """Where to send the browser; ``again`` has the provider ask its questions although it knows the person.

    A longest age has the provider say in its answer when it asked (OpenID Connect Core 1.0, section 3.1.2.1).
    """
    age = 0 if again else int(rules.STAFF_LONGEST.total_seconds())
    challenge = base64.urlsafe_b64encode(hashlib.sha256(journey.verifier.encode()).digest())
    query = urlencode(
        {
            "response_type": "code",
            "client_id": asked.client,
            "redirect_uri": back,
            "scope": "openid email profile",
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": challenge.rstrip(b"=").decode("ascii"),
            "code_challenge_method": "S256",
            "max_age": age,
            **({"prompt": "login"} if again else {}),
        }
    )
    there = _place(_described(asked), "authorization_endpoint")
    return f"{there}{'&' if '?' in there else '?'}{query}"


def who_came_back(
    asked: Provider, journey: Journey, code: str, back: str, *, since: datetime | None = None
) -> Known:
    """Whom the provider means by the code that the browser brought back; ``NotBelieved`` otherwise.

    ``NotAskedAgain`` where they did not show it who they are ``since`` a moment.
    """
    described = _described(asked)
    methods = described.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": asked.client,
        "code_verifier": journey.verifier,
    }
    headers = {}
    if "client_secret_basic" in methods:
        pair = f"{quote(asked.client, safe='')}:{quote(asked.secret, safe='')}".encode()
        headers["Authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")
    else:
        form["client_secret"] = asked.secret
    given = _asked(_place(described, "token_endpoint"), form, headers)
    claims = _believed(asked, described, str(given.get("id_token", "")), journey.nonce)
    asked_at = _when_asked(claims.get("auth_time"))
    if since is not None and (asked_at is None or asked_at < since - CLOCKS_MAY_DIFFER):
        raise NotAskedAgain("it did not ask the person again, or does not say so (auth_time)")
    if "email" not in claims and "userinfo_endpoint" in described:
        bearer = {"Authorization": f"Bearer {given.get('access_token', '')}"}
        more = _asked(_place(described, "userinfo_endpoint"), None, bearer)
        if more.get("sub") != claims["sub"]:
            raise NotBelieved("what it says of the person is of somebody else")
        claims = {**more, **claims}
    return Known(
        issuer=asked.issuer,
        subject=str(claims["sub"]),
        # Only where it says so: many providers let people type any address they like.
        proved_email=rules.same_address(str(claims.get("email", "")))
        if claims.get("email_verified") in (True, "true")
        else "",
        gave_second_factor=rules.is_second_factor(claims.get("amr"), claims.get("acr")),
        asked_at=asked_at,
    )


def _when_asked(said: object) -> datetime | None:
    """The moment that ``auth_time`` means; what is no number of seconds, or lies ahead, is not believed."""
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise NotBelieved("its auth_time is no time")
    try:
        at = datetime.fromtimestamp(said, UTC)
    except (OverflowError, ValueError, OSError) as problem:
        raise NotBelieved("its auth_time is no time") from problem
    if at > clock.now() + CLOCKS_MAY_DIFFER:
        raise NotBelieved("its auth_time lies ahead")
    return min(at, clock.now())


def _believed(
    asked: Provider, described: Mapping[str, Any], token: str, nonce: str
) -> dict[str, Any]:
    keys = _asked(_place(described, "jwks_uri"))
    try:
        header = jwt.get_unverified_header(token)
        usable = [
            key
            for key in jwt.PyJWKSet.from_dict(keys).keys
            if key.public_key_use in (None, "sig") and header.get("kid") in (None, key.key_id)
        ]
        if len(usable) != 1:
            raise NotBelieved("no key of the provider signed its answer")
        claims: dict[str, Any] = jwt.decode(
            token,
            usable[0],
            algorithms=ALGORITHMS,
            audience=asked.client,
            issuer=asked.issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as problem:
        raise NotBelieved(str(problem)) from problem
    if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise NotBelieved("the answer is to another question")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != asked.client:
        raise NotBelieved("the answer is for another service")
    if not str(claims["sub"]) or len(str(claims["sub"])) > 255:
        raise NotBelieved("the answer names nobody")
    return claims


def _described(asked: Provider) -> dict[str, Any]:
    found = _asked(asked.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != asked.issuer:
        raise NotBelieved("the description is of another provider")
    return found


def _place(described: Mapping[str, Any], name: str) -> str:
    place = str(described.get(name, ""))
    if not _is_safe(place):
        raise NotBelieved(f"the description has no safe {name}")
    return place


def _is_safe(address: str) -> bool:
    try:
        said = urlsplit(address)
        port_is_one = said.port is None or said.port > 0
    except ValueError:
        return False
    is_near = said.scheme == "http" and said.hostname in LOOPBACK
    return port_is_one and bool(said.hostname) and (said.scheme == "https" or is_near)


def _asked(
    address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What an address of the provider answers, as JSON. No redirect is followed, nothing long is read."""
    if not _is_safe(address):
        raise NotBelieved("the provider must be reached by https")
    said = urlsplit(address)
    host, port = str(said.hostname), said.port
    line: http.client.HTTPConnection
    if said.scheme == "https":
        line = http.client.HTTPSConnection(
            host, port, timeout=SECONDS_TO_ANSWER, context=ssl.create_default_context()
        )
    else:
        line = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_ANSWER)
    sent = {"Accept": "application/json", **(headers or {})}
    body = None
    if form is not None:
        body = urlencode(form).encode()
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    path = (said.path or "/") + (f"?{said.query}" if said.query else "")
    try:
        line.request("POST" if form is not None else "GET", path, body, sent)
        answer = line.getresponse()
        text = answer.read(MOST_BYTES + 1)
        if answer.status != 200 or len(text) > MOST_BYTES:
            raise NotBelieved(f"{said.path} answered {answer.status}, {len(text)} bytes")
        read = json.loads(text)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise NotBelieved(f"{said.path} did not answer: {type(problem).__name__}") from problem
    finally:
        line.close()
    if not isinstance(read, dict):
        raise NotBelieved(f"{said.path} answered something else")
    return read
