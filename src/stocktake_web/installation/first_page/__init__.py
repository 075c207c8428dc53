"""What those see first who do not see how the plan is delivered: its promises, and their school."""
