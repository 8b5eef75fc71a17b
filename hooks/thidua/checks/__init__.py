"""Every rule of the content, and the one runner."""
