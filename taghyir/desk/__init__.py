"""The public desk: anybody asks for help without an account, is led to the right mechanism, and follows it under a code."""
