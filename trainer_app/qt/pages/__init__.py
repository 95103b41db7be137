"""One page per job; pages know services, never each other."""
