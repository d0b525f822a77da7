"""The rules. Pure: values in, values out."""
