"""Review meetings of schools causing concern: who attends, who came, what was decided."""
