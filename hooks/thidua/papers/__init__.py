"""Papers of records: PDF files read in a process of their own and written anew, and what is known of them."""
