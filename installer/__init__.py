"""What brings the program onto a computer: the first start from source and the check of an installed build."""
