"""A document of somebody else → a draft event, with every value's evidence told and every guess marked.

`draft_file` reads the bytes of a file, lets the rules of this package draw up the front matter, and gives the draft with
what is to be asked; `import_file` writes it. Neither overwrites anything, and nothing is imported twice.
"""

from thidua.editing.importing.draft import (
    ImportDraft,
    ImportOptions,
    draft_file,
    import_file,
    read_draft,
    write_draft,
)
from thidua.editing.importing.questions import Candidate, Question

__all__ = [
    "Candidate",
    "ImportDraft",
    "ImportOptions",
    "Question",
    "draft_file",
    "import_file",
    "read_draft",
    "write_draft",
]
