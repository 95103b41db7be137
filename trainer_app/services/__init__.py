"""Use cases: one class per subject, one transaction per method."""
