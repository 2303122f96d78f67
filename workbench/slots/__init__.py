"""Slots: numbers, quantities, dates, places, names and the words of logic, normalised so that they can be compared."""

from workbench.slots.compare import compare_slots
from workbench.slots.kinds import Relation, Slot, SlotComparison, SlotKind, Text
from workbench.slots.parsed import find_slots

__all__ = ["Relation", "Slot", "SlotComparison", "SlotKind", "Text", "compare_slots", "find_slots"]
