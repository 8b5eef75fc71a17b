"""Year books (kỷ yếu): what stands in one, as records; and its two forms, PDF and EPUB."""
