# Words of the pages of the person at the desk.

desk-navigation-start = Overview
desk-navigation-close = Close the desk

desk-title = Desk
desk-lead = Here you read in figures and keep what your municipality says about them. Everything stays on this computer.
desk-tasks = What would you like to do?
desk-homes = Your municipality
