"""What officers do with one case."""
