"""How soon the terminal app answers."""
