"""What this part keeps as dated data: areas, scales of evidence, who can be asked."""
