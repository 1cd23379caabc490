# Words of the pages on which a person is let in to the desk, turned away, or leaves it.

desk-entered = Welcome to the desk
desk-entered-lead = This browser may now read in figures and change them. The link by which you came is used up.
desk-entered-onward = To the desk
desk-not-open-title = The desk is not open here
desk-not-open = This page belongs to the desk, and in this browser the desk is not open.
desk-form-foreign-title = This form was not accepted
desk-form-foreign = It does not bear the mark of your present session at the desk: it comes from an earlier session, or another program sent it. Nothing is stored. Please open the page anew and send the form from there.
desk-link-used = This link was opened before. It works once only, so that nobody else can come in by it. If that was not you, end Lotse at once and start it again.
desk-link-unknown = This link no longer works, or it never existed. A link works for ten minutes.
desk-open-anew = You get a new way in by starting Lotse once more:
desk-open-anew-note = If Lotse is running already, this only opens a new way in; what has been read in stays as it is.
desk-again-title = Please send once more
desk-again-lead = Nothing is lost: your session at the desk was over when you sent the form. Nothing has been stored yet.
desk-again-open-title = The desk is open again
desk-again-open-lead = What you entered comes from an earlier session and is not stored yet. Please check it and send it now.
desk-again-open-button = Send now
desk-again-how = As soon as the desk is open again in this browser, send your entries once more from here.
desk-again-button = Send once more
desk-again-typed = What you entered
desk-again-yes = yes
desk-again-other = Something else
desk-token-old = This page belongs to an earlier session at the desk. Please load it anew and choose the files once more.
desk-close-title = Close the desk
desk-close-lead = Lotse will end on this computer. Everything that was read in is stored; trial runs that you have not confirmed are discarded.
desk-close-button = Close the desk
desk-close-not = Keep working
desk-goodbye = The desk is closed
desk-goodbye-lead = Lotse has ended. You may close this window.

# What the terminal says.

desk-terminal-open = The desk is open. If no browser opens, open this link; it works once and for ten minutes:
desk-terminal-already-open = A desk is open on this data folder already. Here is a new way in:
desk-terminal-no-browser = No browser could be opened. Please open the link yourself.
desk-terminal-end = To end, close the desk in the browser or press Ctrl+C here.
desk-terminal-closed = The desk is closed.
desk-terminal-folder = Your data lie on this computer, in the folder { $folder }
desk-terminal-wait = Lotse could not start; the reason stands above. Press Enter to close this window.
desk-upload-broken = The transfer broke off before the files were there. Nothing is stored. Please choose them again.
