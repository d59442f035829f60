"""Relations that the tables of a report show by themselves, without any vocabulary: columns and rows that are sums of
others, both sides of an account, lines that two tables repeat.

A family of relations (the same sum in every row, every code above its parts) is believed when what holds of it could hardly
hold by chance among all that was tried; then what fails of it is doubtful. Nothing here knows what a label means."""

from auditor.shown.mine import mined

__all__ = ["mined"]
