"""The hook MkDocs loads: binds the adapter's event methods, nothing more."""

from thidua.mkdocs.adapter import Adapter

_adapter = Adapter()

on_startup = _adapter.on_startup
on_config = _adapter.on_config
on_pre_build = _adapter.on_pre_build
on_files = _adapter.on_files
on_nav = _adapter.on_nav
on_env = _adapter.on_env
on_template_context = _adapter.on_template_context
on_page_context = _adapter.on_page_context
on_post_build = _adapter.on_post_build
on_build_error = _adapter.on_build_error
on_serve = _adapter.on_serve
on_shutdown = _adapter.on_shutdown
