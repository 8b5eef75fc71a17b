"""Hostile and broken input: each entry is the change it makes to the base content of `support.BASE`.

`REFUSED` inputs must bring an error at their file; `BORNE` inputs look alarming and are harmless or mended:
they must be clean enough to publish, and what they become must not run.
"""

from __future__ import annotations

from hostile.borne import BORNE
from hostile.in_cost import COSTLY, COSTLY_FILES, QUICK
from hostile.in_files import PATHS, PHOTOS
from hostile.in_markdown import BODIES
from hostile.in_metadata import FRONTS, TITLES
from hostile.in_yaml import YAML
from hostile.making import EVENT_PATH, Files, body, front, title

__all__ = ["BORNE", "EVENT_PATH", "ODD", "REFUSED", "Files"]

REFUSED: dict[str, Files] = {
    **{f"yaml {name}": front("sources:", f"{text}\nsources:") for name, text in YAML.items()},
    **{f"body {name}": body(text) for name, text in BODIES.items()},
    **{f"costly {name}": body(text) for name, text in COSTLY.items()},
    **{f"costly file {name}": files for name, files in COSTLY_FILES.items()},
    **{f"title {name}": title(text) for name, text in TITLES.items()},
    **{f"front {name}": front(*change) for name, change in FRONTS.items()},
    **{f"path {name}": files for name, files in PATHS.items()},
    **{f"photo {name}": files for name, files in PHOTOS.items()},
}

ODD: dict[str, Files] = {f"quick {name}": body(text) for name, text in QUICK.items()}
"""Borne as well, but not worth a page in a browser."""
