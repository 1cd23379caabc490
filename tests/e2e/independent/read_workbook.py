"""Prints every cell of an INKAR workbook as key,year,value.

For the tests from outside: a second opinion that shares no code with our readers (xlrd, Debian package python3-xlrd).
Blank cells have an empty value. Numbers are printed so that they read back equal.
"""

import csv
import os
import sys

import xlrd

book = xlrd.open_workbook(sys.argv[1], logfile=open(os.devnull, "w"))
sheet = book.sheet_by_name("Daten")
out = csv.writer(sys.stdout, lineterminator="\n")
for row in range(2, sheet.nrows):
    for column in range(3, sheet.ncols):
        cell = sheet.cell(row, column)
        blank = cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
        out.writerow([sheet.cell_value(row, 0), sheet.cell_value(1, column), "" if blank else repr(cell.value)])
