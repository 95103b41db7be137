"""What is printed: badges and paper rosters, drawn by the same code on the screen and into PDF files."""
