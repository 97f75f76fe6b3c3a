"""What is answered to sensitive questions: encrypted, opened by whoever was given the right and says why, each opening written."""
