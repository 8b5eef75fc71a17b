"""Campaign publications of emulation clusters."""
