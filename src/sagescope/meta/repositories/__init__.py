"""Reading and writing the values of `model`, one file for each kind of them.

The functions take the transaction that `Database.session()` or `reading()` gave. `find` answers None where
there is nothing, `get` refuses; writers refuse with CONFLICT where a constraint is broken.
"""
