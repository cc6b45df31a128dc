"""What is measured in a process of its own: start, memory, imports. Each prints one line of JSON."""
