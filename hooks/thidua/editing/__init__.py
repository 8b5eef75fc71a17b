"""What editors are helped with: new files, imports, formatting."""
