"""Second factors as allauth keeps them: one-time codes of an app, passkeys, recovery codes.

The only module that knows allauth's inner names; they hold for the version that the requirements pin.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction
from fido2.utils import websafe_decode

from precept.foundation.people.models import Person

Kind = Authenticator.Type


@dataclass(frozen=True)
class Passkey:
    """A passkey as its person knows it; ``reference`` names it in addresses."""

    reference: str
    name: str
    added: datetime
    used: datetime | None


@dataclass(frozen=True)
class Factors:
    """What a person can prove themself with, beyond a password or an e-mailed code."""

    has_app: bool
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int

    @property
    def any(self) -> bool:
        """Whether there is a second factor; recovery codes alone are none."""
        return self.has_app or bool(self.passkeys)


def factors_of(person: Person) -> Factors:
    """Everything this person set up."""
    app, passkeys, left = False, [], 0
    for row in Authenticator.objects.filter(user_id=person.pk).order_by("pk"):
        if row.type == Kind.TOTP:
            app = True
        elif row.type == Kind.RECOVERY_CODES:
            left = len(RecoveryCodes(row).get_unused_codes())
        else:
            passkeys.append(
                Passkey(_passkey_reference(row), row.data["name"], row.created_at, row.last_used_at)
            )
    return Factors(app, tuple(passkeys), left)


def new_app_secret() -> str:
    """A secret for an authenticator app: 160 random bits in base 32."""
    return str(totp.generate_totp_secret())


def sealed(secret: str) -> str:
    """A secret enciphered with the office's keys, to travel with a page."""
    return str(get_adapter().encrypt(secret))


def unsealed(text: str) -> str:
    """The secret that travelled with a page."""
    return str(get_adapter().decrypt(text))


def app_picture(person: Person, secret: str) -> str:
    """The secret as a QR code for an app's camera: an SVG in a data address."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(person, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def app_code_is_right(secret: str, typed: str) -> bool:
    """Whether an app that was just set up shows this code now."""
    return _counter_of(secret, typed) is not None


def _counter_of(secret: str, typed: str) -> int | None:
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if totp.compare_user_code(actual=typed, expected=expected):
            return int(counter)
    return None


def add_app(person: Person, secret: str, typed: str) -> None:
    """Keep an app's secret; the code that proved it is spent."""
    row = totp.TOTP.activate(person, secret).instance
    row.data["last_counter"] = _counter_of(secret, typed)
    row.save(update_fields=["data"])


@transaction.atomic
def use_app_code(person: Person, typed: str) -> bool:
    """Whether a code of the app is right, once: it and every earlier one are spent by it."""
    row = Authenticator.objects.select_for_update().filter(user=person, type=Kind.TOTP).first()
    if row is None:
        return False
    counter = _counter_of(get_adapter().decrypt(row.data["secret"]), typed)
    if counter is None or counter <= (row.data.get("last_counter") or 0):
        return False
    row.data["last_counter"] = counter
    row.save(update_fields=["data"])
    row.record_usage()
    return True


def use_recovery_code(person: Person, typed: str) -> bool:
    """Whether a recovery code is right, once."""
    row = Authenticator.objects.filter(user=person, type=Kind.RECOVERY_CODES).first()
    return row is not None and bool(RecoveryCodes(row).validate_code(typed))


def new_recovery_codes(person: Person) -> list[str]:
    """Ten new recovery codes in place of any before, to be shown this once."""
    Authenticator.objects.filter(user=person, type=Kind.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(person).generate_codes()
    return codes


def remove_app(person: Person) -> bool:
    """Forget the app; whether there was one."""
    return int(Authenticator.objects.filter(user=person, type=Kind.TOTP).delete()[0]) > 0


def remove_passkey(person: Person, reference: str) -> str | None:
    """Forget a passkey; its name, or nothing where this person has none of that reference."""
    for row in Authenticator.objects.filter(user=person, type=Kind.WEBAUTHN):
        if _passkey_reference(row) == reference:
            row.delete()
            return str(row.data["name"])
    return None


def remove_all(person: Person) -> int:
    """Forget every second factor; returns how many there were."""
    return int(Authenticator.objects.filter(user=person).delete()[0])


def ask_for_new_passkey(person: Person) -> str:
    """What a browser needs to make a passkey, as JSON. The challenge waits in the browser's session."""
    # Also without a password, so every passkey is one that signs in alone.
    return _as_json(webauthn.begin_registration(person, passwordless=True))


def add_passkey(person: Person, answer: str, name: str) -> bool:
    """Keep the passkey that a browser made; False where its answer is not to our question."""
    credential = _read(answer)
    try:
        webauthn.parse_registration_response(credential)
        if not webauthn.complete_registration(credential).is_user_verified():
            return False
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return False
    finally:
        webauthn.clear_state()
    webauthn.WebAuthn.add(person, name, credential)
    return True


def ask_for_passkey(person: Person | None) -> str:
    """What a browser needs to use a passkey, as JSON: one of this person's, or any it has for us."""
    return _as_json(webauthn.begin_authentication(person))


def use_passkey(answer: str, person: Person | None) -> Person | None:
    """Whose passkey answered our question, or nothing; only ``person`` where one is given."""
    response = _read(answer)
    try:
        webauthn.parse_authentication_response(response)
        owner = person or _owner(response)
        row = webauthn.complete_authentication(owner, response) if owner else None
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    finally:
        webauthn.clear_state()
    if row is None:
        return None
    row.record_usage()
    return owner


def _owner(response: dict[str, Any]) -> Person | None:
    handle = websafe_decode(response["response"]["userHandle"]).decode("ascii")
    return Person.objects.filter(reference=handle, is_active=True).first()


def _read(answer: str) -> dict[str, Any]:
    try:
        read = json.loads(answer)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _as_json(options: dict[str, Any]) -> str:
    return json.dumps(_plain(options))


def _plain(thing: Any) -> Any:
    # fido2 hands out mappings of its own and bytes; a browser reads base64url.
    if isinstance(thing, bytes):
        return base64.urlsafe_b64encode(thing).rstrip(b"=").decode("ascii")
    if hasattr(thing, "items"):
        return {str(key): _plain(value) for key, value in thing.items() if value is not None}
    if isinstance(thing, list | tuple):
        return [_plain(one) for one in thing]
    return thing


def _passkey_reference(row: Authenticator) -> str:
    identity = json.dumps([row.data["credential"].get("id"), row.user_id])
    return hashlib.sha256(identity.encode()).hexdigest()[:12]


def forget_all(person: Person) -> int:
    """Take every second factor of somebody away without a word; how many."""
    deleted: int = Authenticator.objects.filter(user=person).delete()[0]
    return deleted
