"""The specification of the Python client."""
