"""Telling people of alerts: texts with variables, payloads of each service, and their delivery."""
