//! Named moments at which a test may end the process, as a power cut would.
//!
//! `LOTSE_KILL_AT=segment.renamed` ends a debug build the first time it passes that point; release builds contain no such code.
//! A test that hits each name proves that nothing half-visible remains and nothing acknowledged is lost.

/// All kill points, in the order in which an import passes them.
pub const POINTS: [&str; 7] = [
    "original.written",
    "original.kept",
    "segment.pending",
    "segment.written",
    "segment.renamed",
    "commit.begun",
    "commit.done",
];

/// Moments that only a recall passes, in their order, after those in which it writes and commits its segments.
pub const RECALL: [&str; 4] = [
    "recall.committed",
    "recall.segments_removed",
    "recall.originals_removed",
    "recall.scrubbed",
];

/// Ends the process here when a test asked for this point.
pub fn point(name: &'static str) {
    debug_assert!(
        POINTS.contains(&name) || RECALL.contains(&name),
        "kill point {name} is not in the list"
    );
    #[cfg(debug_assertions)]
    if std::env::var("LOTSE_KILL_AT").is_ok_and(|wanted| wanted == name) {
        std::process::abort();
    }
}
