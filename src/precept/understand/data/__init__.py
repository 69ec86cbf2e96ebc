"""What this part keeps as data."""
