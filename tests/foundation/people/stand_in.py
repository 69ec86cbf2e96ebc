"""A stand-in for an office's provider of single sign-on: real HTTP on this machine, real signatures.

It does what OpenID Connect Core 1.0 asks of a provider, checks what the office sends as one would, and tells
whatever lie a test asks for.
"""

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "precept at the office", "a secret: with signs & spaces"


def new_key() -> rsa.RSAPrivateKey:
    """A key to sign with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class StandIn:
    """What the stand-in says, and what it was asked. A test changes what it says."""

    key: rsa.RSAPrivateKey
    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    signs_with: Any = None
    algorithm: str = "RS256"
    methods: tuple[str, ...] = ("client_secret_basic",)
    described: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def description(self) -> dict[str, Any]:
        """What stands at ``/.well-known/openid-configuration``."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": list(self.methods),
            **self.described,
        }

    def keys(self) -> dict[str, Any]:
        """The public half of the key."""
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig"}]}

    def allow(self, way: str) -> dict[str, str]:
        """The person says yes at the provider: what the browser brings back."""
        query = {name: texts[0] for name, texts in parse_qs(urlsplit(way).query).items()}
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return {"code": code, "state": query["state"]}

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens for a code, once, or nothing where the office did not prove itself."""
        query = self.codes.pop(form.get("code", ""), None)
        if query is None or not self._is_the_office(form, authorization):
            return None
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() != query["code_challenge"]:
            return None
        if form["redirect_uri"] != query["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": query["nonce"],
            **self.claims,
            **self.lies,
        }
        said = {name: claim for name, claim in claims.items() if claim is not None}
        signer = None if self.algorithm == "none" else self.signs_with or self.key
        signed = jwt.encode(said, signer, self.algorithm, headers={"kid": "one"})
        return {"access_token": "of-access", "token_type": "Bearer", "id_token": signed}

    def _is_the_office(self, form: dict[str, str], authorization: str) -> bool:
        if "client_secret_basic" not in self.methods:
            return form.get("client_secret") == SECRET
        client, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).partition(b":")
        return (unquote(client.decode()), unquote(secret.decode())) == (CLIENT, SECRET)


def serve(stand_in: StandIn) -> ThreadingHTTPServer:
    """Answer for the stand-in on a free port of this machine."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/userinfo" and self.headers["Authorization"] != "Bearer of-access":
                self.answer(None)
                return
            said = {
                "/.well-known/openid-configuration": stand_in.description,
                "/keys": stand_in.keys,
                "/userinfo": lambda: stand_in.userinfo,
            }
            self.answer(said[path]() if path in said else None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: texts[0] for name, texts in parse_qs(body).items()}
            stand_in.asked[self.path] = form
            self.answer(stand_in.token(form, self.headers.get("Authorization", "")))

        def answer(self, said: Any) -> None:
            text = json.dumps(said or {"error": "invalid_request"}).encode()
            self.send_response(stand_in.status if said else 400)
            self.send_header("Content-Type", "application/json")
            if stand_in.status == 302:
                self.send_header("Location", f"{stand_in.issuer}/keys")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    stand_in.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
