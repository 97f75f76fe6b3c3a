"""What the law asks of each legal form: thresholds, duties and deadlines, with the dates between which they hold."""
