//! What a delivery changed, own indicators, own values and targets: through the whole app in the process, as the public sees them.

#![expect(clippy::unwrap_used, reason = "a test stops where what it expects is not there")]

mod own_figures {
    mod app;
    mod comparison;
    mod differences;
    mod ending;
    mod fields;
    mod forms;
    mod formulas;
    mod inside;
    mod levels;
    mod maps;
    mod own;
    mod uploaded;
}
