"""The demo account: a simulated SageMaker account that a newcomer can look at before pointing AWS here.

Everything that happens in it is a function of (seed, time) alone, so a history written in one go and
the same hours written five seconds at a time are the same messages. `feed` says what to post where,
`poster` posts it to the public receivers; the product cannot tell it from a real account.
"""
