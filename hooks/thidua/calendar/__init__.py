"""Days in memory: lunar dates, anniversaries and their legal class, occurrences in a window."""
