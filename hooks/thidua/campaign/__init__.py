"""The linked model: clusters in time, units through mergers, references, who may see what."""
