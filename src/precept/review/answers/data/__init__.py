"""What briefings and answers follow that is not law: who reads a briefing, and the exceptions of the regulations."""
