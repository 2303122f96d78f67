"""What reviewers decided: an append-only ledger of events, and the rules that fold it into states."""
