"""`python -m sagescope` is the `sagescope` command."""

from sagescope.cli.main import main

if __name__ == "__main__":
    main()
