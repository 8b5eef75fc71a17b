"""Points as numbers: totals, ranks, what was lost, and how one year's scores differ from another's."""
