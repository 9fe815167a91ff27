"""Staff themselves and their work: accounts, sessions, leads, the audit log, receipts."""
