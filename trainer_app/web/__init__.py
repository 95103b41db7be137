"""The phones: pages and an HTTP interface for attendees, helpers and the door, from this laptop."""
