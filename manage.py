"""Runs one of the product's commands; `./run COMMAND` calls this inside the environment."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapidreview.web.settings")
    execute_from_command_line(sys.argv)
