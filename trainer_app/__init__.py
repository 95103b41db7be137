"""Trainer: hands-on training sessions in a room, and what becomes of them weeks later."""

__version__ = "0.1.0"
