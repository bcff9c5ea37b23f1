"""What the server fetches from AWS by itself."""
