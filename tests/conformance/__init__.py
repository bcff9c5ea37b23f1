"""How much of what others have published is understood here: run with `make conformance`.

The material lies beside the repository and is read from there; where it is absent, so is the answer.
"""
