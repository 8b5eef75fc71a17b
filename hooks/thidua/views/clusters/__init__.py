"""Pages of clusters: index, timeline, terms, numbers."""
