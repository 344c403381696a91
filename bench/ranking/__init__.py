"""How good the order of the hits is."""
