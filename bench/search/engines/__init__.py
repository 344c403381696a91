"""What is measured, one module an engine; each runs in a process of its own, maybe of another Python.

A module has `build(rows, folder)`, which makes what is searched of a file with a record a line (`id`,
`title`, `body`), and a class `Engine`, made with that folder, whose `ask(kind, words)` gives a page of ten
hits with snippets as its users see it and returns how many there are, or shows. KINDS are the kinds of
queries that it can answer, and `version()` says what it is.
"""
