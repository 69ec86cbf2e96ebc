"""What an office begins with: procedures and documents, in words that it then makes its own."""
