"""The office's pages of procedures and documents."""
