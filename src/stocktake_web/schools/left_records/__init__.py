"""What officers who left had not finished: the head of service takes it over."""
