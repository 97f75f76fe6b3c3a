"""Where the directory comes from: files and registers, read first, written when somebody says so."""
