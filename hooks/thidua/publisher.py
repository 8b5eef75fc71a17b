"""Who publishes a site: what a publication says of itself in its settings, never guessed from anything else."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The publisher of a site; an empty field is not printed anywhere."""

    name: str = ""
    body: str = ""
    """The body in charge of it (cơ quan chủ quản)."""
    responsible: str = ""
    """The person who answers for what is published."""
    address: str = ""
    phone: str = ""
    mail: str = ""
    licence: str = ""
    """On what terms texts and data may be used again, in words."""
    licence_url: str = ""

    @property
    def is_known(self) -> bool:
        return any(getattr(self, key) for key in KEYS)


KEYS = tuple(field.name for field in fields(Publisher))
"""The keys of ``extra.thidua.publisher``, in the order they are printed."""
LONGEST = 300
"""Characters of a value: one line at the foot of every page."""
