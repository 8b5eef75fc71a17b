"""``thidua audit``: proof on the built files that nothing leaks, breaks or calls elsewhere."""

from __future__ import annotations

from thidua.audit.run import audit_site

__all__ = ["audit_site"]
