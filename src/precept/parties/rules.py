"""Kinds of organisation, identifier formats, names that look alike. Pure."""

KINDS = {
    "commissioning body": "Commissioning body",
    "police force": "Police force",
    "local authority": "Local authority",
    "government department": "Government department",
    "health body": "Health body",
    "unit": "Unit or network of the office",
    "charity": "Charity",
    "company": "Company",
    "community group": "Community group",
    "provider": "Provider",
    "other": "Other body",
}

SCHEMES = {
    "GB-CHC": "Charity number (England and Wales)",
    "GB-SC": "Charity number (Scotland)",
    "GB-NIC": "Charity number (Northern Ireland)",
    "GB-COH": "Company number",
    "GB-PPON": "Public procurement organisation number",
    "GB-LAE": "Local authority (England)",
    "GB-GOR": "Government organisation",
    "360G": "360Giving",
    "GB-FTS": "Find a Tender supplier",
}


def scheme_choices() -> list[tuple[str, str]]:
    """The identifier schemes as a form offers them."""
    return list(SCHEMES.items())
