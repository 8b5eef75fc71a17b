"""Bytes → typed records with positions: the strict reading of what editors write."""
