"""Where an IP address is, and whose network it belongs to, without asking anyone.

The data is DB-IP Lite (CC BY 4.0), re-encoded small when the package is built (`sagescope.geo.build`)
and carried by the wheel; a user's own `.mmdb` file can take its place (`sagescope.geo.own_file`).
`sagescope.geo.choice` says which of them are there to use.
"""
