"""The metadata store: collectors, rules, users and everything else that is configured, in SQL.

It alone knows SQLAlchemy. A use case opens a transaction with `Database.session()` (or `reading()`) and
hands it to the functions of `repositories`, which take and return the values of `model`.
"""
