"""The office's pages of briefings and of questions and their answers."""
