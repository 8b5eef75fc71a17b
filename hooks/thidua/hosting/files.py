"""Configurations for nginx, Caddy, IIS and systemd, written for one site's address and folders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import jinja2
from markupsafe import escape

from thidua.hosting import policy

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVERS: dict[str, tuple[str, ...]] = {
    "nginx": ("nginx/thidua.conf", "nginx/thidua-redirects.map"),
    "caddy": ("caddy/Caddyfile", "caddy/thidua-redirects.caddy"),
    "iis": ("iis/web.config",),
    "systemd": ("systemd/thidua-publish.service", "systemd/thidua-publish.timer"),
}
"""The files of each kind; each is a template of the same name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Where a site is served and published."""

    site_url: str
    """Address readers use; its path is the sub-path."""
    store: str = "/srv/thidua"
    """Folder that `thidua publish` writes to."""
    project: str = "/opt/thidua"
    """Folder of mkdocs.yml on the machine that builds."""
    config_folder: str = "/etc/nginx/conf.d"
    """Where nginx finds the map of moved addresses."""
    port: int | None = None
    """Port to listen on; by default that of the address."""
    tls: bool = False
    brotli: bool = True
    audience: str = "public"

    @property
    def name(self) -> str:
        name = urlsplit(self.site_url).hostname or "localhost"
        return f"[{name}]" if ":" in name else name

    @property
    def path(self) -> str:
        """``/`` or ``/thi-dua/``."""
        return "/" + "".join(f"{part}/" for part in urlsplit(self.site_url).path.split("/") if part)

    @property
    def listens(self) -> int:
        return self.port or urlsplit(self.site_url).port or (443 if self.tls else 80)

    @property
    def origin(self) -> str:
        """Where plain HTTP sends readers: the host of the address, with a port that is not the usual one."""
        port = "" if self.listens == 443 else f":{self.listens}"
        return f"https://{self.name}{port}"

    @property
    def webroot(self) -> str:
        """What a server's root is: ``current`` itself, or a folder in which the sub-path is a link to it."""
        return f"{self.store}/{'current' if self.path == '/' else 'www'}"

    @property
    def webroot_before(self) -> str:
        return f"{self.store}/{'previous' if self.path == '/' else 'www-previous'}"


def host_files(host: Host, kinds: tuple[str, ...], redirects: Mapping[str, str]) -> dict[str, str]:
    """Texts by file name. ``redirects`` are addresses of the site, old → new, without the sub-path."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("thidua.hosting"),
        variable_start_string="@@",
        variable_end_string="@@",
        line_statement_prefix="%%",
        line_comment_prefix="%#",
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 none of these is HTML; the XML file escapes by the filter it is given
    )
    environment.filters["xml"] = lambda text: str(escape(text)).replace("&#39;", "&apos;")
    prefix = host.path.rstrip("/")
    moved = {
        prefix + quote(old): prefix + quote(new, safe="/#")
        for old, new in sorted(redirects.items())
    }
    headers = [*policy.HEADERS, *([policy.STRICT_TRANSPORT] if host.tls else [])]
    return {
        name: environment.get_template(f"{name}.j2").render(
            host=host, headers=headers, policy=policy, moved=moved, prefix=prefix
        )
        for kind in kinds
        for name in SERVERS[kind]
    }
