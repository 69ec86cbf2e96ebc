"""Agreements: how their cells are read, what may be changed, what adds up. Pure."""

kinds = [("contract", "Contract"), ("grant agreement", "Grant agreement")]
statuses = [
    ("upcoming", "Upcoming"),
    ("active", "Active"),
    ("ended", "Ended"),
    ("cancelled", "Cancelled"),
]
procedures = [
    ("not stated", "Not stated"),
    ("open", "Open procedure"),
    ("competitive flexible", "Competitive flexible procedure"),
    ("quotations", "Three written quotations"),
    ("direct award", "Direct award"),
    ("call-off", "Call-off from a framework"),
    ("joint", "Joint procurement with partners"),
    ("grant round", "Grant round"),
    ("direct grant", "Direct grant"),
]
value_kinds = [
    ("estimate", "Estimate"),
    ("contract value", "Contract value"),
    ("lifetime maximum", "Lifetime maximum"),
    ("annual", "Annual value"),
    ("available", "Available"),
    ("committed", "Committed"),
    ("paid", "Paid"),
]
vat_bases = [
    ("excluding", "Excluding VAT"),
    ("including", "Including VAT"),
    ("outside the scope", "Outside the scope of VAT"),
    ("not stated", "Not stated"),
]
