"""Publishing a built site on a host: audited, whole, switched in one rename, and taken back as quickly."""
