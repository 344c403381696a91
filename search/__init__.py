"""A query in, ranked hits out: the part that reads an index and never writes one."""
