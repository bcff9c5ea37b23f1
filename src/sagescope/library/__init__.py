"""The library: folders, dashboards and saved searches, and their import and export."""
