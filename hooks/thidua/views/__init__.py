"""What each page shows: small frozen records, already sorted, formatted and compared; no HTML."""
