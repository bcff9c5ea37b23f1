"""Explore: the hierarchy of an AWS account as its data tells it, the health of each part, and all that is known of one."""
