"""What people type, checked for shape only: whether it is allowed is the rulebook's business."""
