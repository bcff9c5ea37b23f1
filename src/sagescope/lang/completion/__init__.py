"""What an editor offers while a query is written: proposals, the signature of the call, what a word means."""
