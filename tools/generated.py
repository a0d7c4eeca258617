"""Everything of the front end that is written from the server's shapes and tables: `python3 run.py types`."""

from tools import trigger_tables, wire_types

if __name__ == "__main__":
    wire_types.main()
    trigger_tables.main()
