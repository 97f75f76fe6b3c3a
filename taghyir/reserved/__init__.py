"""What is answered to sensitive questions: encrypted, and opened by whoever holds the right and says why."""
