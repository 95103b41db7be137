"""The desk: the window a facilitator and an organizer work at."""
