"""Pages of the calendar: what comes next, years, months, round anniversaries."""
