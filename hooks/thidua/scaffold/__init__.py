"""``thidua init``: the folder with which an office begins a publication of its own."""
