# Words of the pages of the person at the desk.

desk-navigation-start = Übersicht
desk-navigation-close = Schreibtisch schließen

desk-title = Schreibtisch
desk-lead = Hier lesen Sie Zahlen ein und pflegen, was Ihre Kommune dazu sagt. Alles bleibt auf diesem Rechner.
desk-tasks = Was möchten Sie tun?
desk-homes = Ihre Kommune
