"""What a person can do about what is kept: carry it away, have it corrected, leave."""
