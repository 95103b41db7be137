"""The tour: a picture of every page, panel and state of the desk, taken without a screen."""
