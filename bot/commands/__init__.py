"""What each command of the program does; imported when the command is given, so that `--help` is instant."""
