"""Small widgets of our own, used by pages."""
