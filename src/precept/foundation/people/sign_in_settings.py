"""Settings of signing in, one line of reason each. ``site.settings`` takes all of them in.

allauth keeps second factors and speaks WebAuthn for us; its pages are not in our addresses, so that
nothing it offers beyond that can be reached.
"""

# People have one address and no user name.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# An address is proved by the code that is mailed to it.
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody makes an account by themselves: people are invited.
ACCOUNT_ADAPTER = "precept.foundation.people.adapters.SignInAdapter"
# An address that is not known shows the same page (A13).
ACCOUNT_PREVENT_ENUMERATION = "strict"
# Limits stand in the database with ours (``limits.py``), not in a cache that forgets.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False

# Secrets of one-time codes are enciphered at rest.
MFA_ADAPTER = "precept.foundation.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey alone signs in, so it must ask for a finger, a face or its own number.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# The origin is always checked; browsers count localhost as safe by themselves.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
# A clock may be half a minute off. A code that was used, or is older than one used, is refused.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_DIGITS = 6
MFA_TOTP_PERIOD = 30
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 10
# Never shown again after they were made.
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A browser is never trusted in place of the second factor.
MFA_TRUST_ENABLED = False

# The longest that any session lasts, in seconds; ``rules`` ends those of staff sooner.
SESSION_COOKIE_AGE = 20 * 60 * 60
