# Words of the pages about who is answerable and where figures come from.

legal-imprint = Imprint
legal-privacy = Privacy
legal-accessibility = Accessibility
legal-german-only = This text exists in German only.
legal-missing = No text has been provided for this page yet.
legal-missing-who = Without this text Lotse opens on one's own machine only. Before others can reach these pages, the office that runs Lotse has to state here what the law asks for.
legal-missing-how = Write the text into a file, as plain text or in Markdown, and name the file in “lotse.toml”, section “[legal]”. Then start Lotse again.

sources-title = Sources and licences
sources-lead = All figures of these pages come from the publications named here. Whoever uses figures further has to put the source note beside them.
sources-figures = Figures
sources-figures-none = No figures have been delivered yet.
sources-territories = Territories and official keys
sources-territories-of = List of { $date }
sources-goals = Goals
sources-goals-text = The 17 goals and 169 targets are those of the 2030 Agenda of the United Nations of 2015. Titles and descriptions on these pages are short wordings of our own, no official translations; the United Nations have neither reviewed nor endorsed these pages.
sources-provider = Provider
sources-note = Source note
sources-licence = Licence
sources-data-set = Data set
sources-area-state = Area state
sources-area-of-its-day = of its day: each value stands for the area as it was at the time
sources-area-recomputed = recomputed to the areas on { $date }
sources-area-unstated = not stated by the source
sources-unstated = not stated by the source
sources-deliveries = When which file was taken is told by the deliveries.
