"""Who may do what: access keys, sessions, sign-in links, and the capabilities of roles."""
