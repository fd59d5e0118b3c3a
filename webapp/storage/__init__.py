"""Storage: the only floor that speaks SQL. SQLAlchemy Core, no mapped classes.

An edge: each file implements the ports of the room of the same name. SQLite and PostgreSQL 15+
share every table, migration and test.
"""
