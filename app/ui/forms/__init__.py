"""Forms: made from the field declarations, with the same checks as everything else that writes."""
