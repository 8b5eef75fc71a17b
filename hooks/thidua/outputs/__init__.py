"""Files beside the pages, as pure functions returning text or bytes."""
