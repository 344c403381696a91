"""How fast an index is made and kept up to date, and how large it gets."""
