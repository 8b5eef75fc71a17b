"""``thidua audit``: proof on the built files that nothing leaks, breaks or calls elsewhere."""
