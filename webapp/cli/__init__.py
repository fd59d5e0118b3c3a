"""The commands behind `./duett`, one file each; may import everything, is imported by nothing."""
