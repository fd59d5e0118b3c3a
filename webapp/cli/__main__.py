"""What `python -m webapp.cli` runs."""

from webapp.cli.commands import duett

if __name__ == "__main__":
    duett(prog_name="./duett")
