"""Files in and out: the only place that knows file formats."""
