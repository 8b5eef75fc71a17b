"""The desk: forms in the browser of whoever sits at this machine, for people who know Word and not Git.

Forms are made from the record classes; what is saved goes through `thidua.editing.value_writer` and has passed every rule of
`thidua.checks` first. Nothing is fetched, and nobody else is answered (`guard`).
"""
