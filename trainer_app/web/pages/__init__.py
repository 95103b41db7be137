"""The pages of phones, one module for each role."""
