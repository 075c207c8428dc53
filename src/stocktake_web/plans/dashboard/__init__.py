"""What the dashboard shows of the plan: priorities, what is late, money, likelihood, news."""
