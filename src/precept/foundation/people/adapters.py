"""Where allauth asks us: how its secrets are kept, and who may make an account (nobody)."""

from functools import lru_cache

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from precept.foundation.people.models import Person


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an invitation, never by a stranger."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up by themselves."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets enciphered with the office's keys; people named by their reference."""

    def encrypt(self, text: str) -> str:
        """What is stored in place of a secret."""
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return _cipher().decrypt(encrypted_text.encode("ascii")).decode()

    def get_totp_issuer(self) -> str:
        """What an authenticator app shows above the code: the office's own address."""
        return f"Precept, {self._get_site_name()}"

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, object]:
        """How a passkey names its person: by reference, which says nothing and never changes."""
        return {
            "id": user.reference.encode("ascii"),
            "display_name": user.name,
            "name": user.email,
        }


def _cipher() -> MultiFernet:
    return _cipher_of(tuple(settings.PRECEPT_FIELD_KEYS))


@lru_cache(maxsize=4)
def _cipher_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
