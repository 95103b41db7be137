"""Tooltips as they were written: Qt takes what looks like a page for one, and would load what it names."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """Return what a tooltip is to be given so that it shows this text, also where somebody wrote it on their phone."""
    return f"<p>{escape(text)}</p>".replace("\n", "<br>") if "<" in text else text
