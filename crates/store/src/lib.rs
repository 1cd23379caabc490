//! The engines: SQL, the series lake, kept files.
