"""How fast a page of hits is there, beside other engines."""
