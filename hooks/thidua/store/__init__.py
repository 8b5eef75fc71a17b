"""The content-addressed cache: what a build need not do again."""
