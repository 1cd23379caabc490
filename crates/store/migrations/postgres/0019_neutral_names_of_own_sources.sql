-- What a home enters itself has one source for all its indicators, also for those that nobody else may see: its name tells of none.
update source set title = 'Eigene Werte von ' || provider, note = provider || ': eigene Erhebung' where slug like 'own:%';
