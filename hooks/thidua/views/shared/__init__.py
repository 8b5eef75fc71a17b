"""Parts that several families of pages share."""
