"""What `python -m bench` runs."""

from bench.command import bench

if __name__ == "__main__":
    bench(prog_name="./duett bench")
