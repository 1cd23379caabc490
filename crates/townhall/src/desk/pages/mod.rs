//! The pages at the desk.

mod start;

use std::sync::Arc;

use axum::{Extension, routing::get};

use crate::people::desk::{Routes, Task};

/// The pages of this capability; the first one offers these tasks and those of the capabilities before.
pub fn routes(others: Routes) -> Routes {
    let own = Routes::new();
    let tasks: Arc<[Task]> = own.tasks().iter().chain(others.tasks()).copied().collect();
    own.page("/desk", get(start::start).layer(Extension(tasks)))
        .merge(others)
}
