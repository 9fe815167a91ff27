"""Tests of the console, a file for each page; access.py has the matrix of all routes."""
