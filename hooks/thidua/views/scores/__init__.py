"""The page of a term's scoring and ranking."""
