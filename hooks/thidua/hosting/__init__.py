"""Files for those who run the server: the one security policy and the configurations that carry it."""
