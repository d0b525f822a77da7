"""The rules of counting, each in a file that opens with the rule's own text."""
