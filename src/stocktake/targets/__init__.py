"""What level by when: verdict, trajectory, likelihood."""
