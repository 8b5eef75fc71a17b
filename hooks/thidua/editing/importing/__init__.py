"""A document of somebody else → a draft event, with every value's evidence told.

`import_file` reads a ``.txt``, ``.docx`` or ``.html``, lets the rules of this package draw up the front
matter, and writes a draft nobody but editors sees. It never overwrites and never imports twice.
"""

from thidua.editing.importing.draft import ImportedDraft, ImportOptions, import_file

__all__ = ["ImportOptions", "ImportedDraft", "import_file"]
