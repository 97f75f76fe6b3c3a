"""What holds for the whole house: its rules, its permission table, its settings, its first start."""
