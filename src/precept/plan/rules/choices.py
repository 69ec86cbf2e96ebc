"""What a fund, a framework, a table and a line can be. Pure."""

fund_kinds = [
    ("core", "Core budget"),
    ("grant received", "Grant received"),
    ("ring-fenced", "Ring-fenced pot"),
    ("partner", "Partner's contribution"),
    ("reserve", "Reserve"),
]
framework_states = [
    ("draft", "Draft"),
    ("approved", "Approved"),
    ("published", "Published"),
    ("superseded", "Superseded"),
    ("withdrawn", "Withdrawn"),
]
line_kinds = [
    ("contract", "Contract"),
    ("project", "Project"),
    ("round", "Round of grants"),
    ("formula", "Formula funding"),
]
layout_choices = [
    ("contracts due", "Contracts by due date"),
    ("contract periods", "Contracts by period"),
    ("rounds", "Rounds of grants"),
    ("projects", "Projects"),
    ("formula funding", "Formula funding"),
]
restriction_sorts = [
    ("kinds", "Only agreements of these kinds"),
    ("priorities", "Only agreements that serve one of these priorities"),
]
paid_kinds = [("contract", "Contracts"), ("grant agreement", "Grant agreements")]
"""The kinds of agreement that a fund may be restricted to."""
