"""A way out: the pages of a built site as plain Markdown, for builders that know nothing of this package."""
