"""Rounds: how their cells are read, and the states they are in. Pure."""

procedures = [("grant round", "Grant round")]
states = [
    ("planned", "Planned"),
    ("open", "Open"),
    ("closed", "Closed"),
    ("awarded", "Awarded"),
]
