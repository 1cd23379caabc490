//! One folder per outside format, pure, both directions where it makes sense.
