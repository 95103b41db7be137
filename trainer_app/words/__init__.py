"""Every sentence people read, whatever face shows it. Takes outcomes, returns text."""
