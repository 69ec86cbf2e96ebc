"""States of strategy, plan and measures. Pure."""

version_states = [("draft", "Draft"), ("published", "Published"), ("superseded", "Superseded")]
priority_terms = [
    ("short", "Short-term"),
    ("medium", "Medium-term"),
    ("not stated", "Not stated"),
]
evidence_kinds = [
    ("consultation", "Consultation"),
    ("partner", "Partners"),
    ("threat", "Evidence of threat"),
]
measure_kinds = [("deliverable", "Deliverable"), ("monitored", "Monitored measure")]
deliverable_states = [
    ("planned", "Planned"),
    ("requested", "Requested"),
    ("received", "Received"),
    ("assessed", "Assessed"),
]
schedules = [
    ("monthly", "Every month"),
    ("quarterly", "Every quarter"),
    ("half-yearly", "Every half-year"),
    ("annual", "Every year"),
    ("not stated", "Not stated"),
]
