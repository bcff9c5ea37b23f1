"""Apps: versioned packages of dashboards, monitors, rules and fields, and their life on an installation."""
