"""Which files are PDFs, and why one is no paper.

Apart from what opens them (`thidua.papers.cleaning`): most commands see no PDF, and its library takes long to load.
"""

from __future__ import annotations


class PaperError(ValueError):
    """The file is no paper we publish; ``code`` is the diagnostic's."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def is_pdf(data: bytes) -> bool:
    """Whether programs take a file for a PDF, whatever it is called: they look for its mark in the first kilobyte."""
    return b"%PDF-" in data[:1024]
