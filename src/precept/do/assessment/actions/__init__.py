"""What people do in assessment: check, allocate, mark, moderate, rank, recommend, tell."""
