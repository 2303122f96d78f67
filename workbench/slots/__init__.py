"""Slots: numbers, quantities, dates, places, names and the words of logic, normalised so that they can be compared."""

from workbench.slots.compare import compare_slots
from workbench.slots.kinds import Slot, Text
from workbench.slots.parsed import find_slots

__all__ = ["Slot", "Text", "compare_slots", "find_slots"]
