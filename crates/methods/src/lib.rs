//! Statistics on series, one file a method, pure.
