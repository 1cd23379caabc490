//! The pages at the desk, one file each; a form and the page that shows it stand together.

mod handed_in;
mod homes;
mod layouts;
mod report;
mod start;
mod trial;
mod understood;
mod undo;
mod upload;

use std::sync::Arc;

use axum::{
    Extension,
    extract::DefaultBodyLimit,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use web::{frame::Frame, problem::Problem};

use super::uploads::Uploads;
use crate::people::desk::{Routes, Task};

/// The pages of this capability; the first one offers their tasks and those of the others.
pub fn routes(others: Routes) -> Routes {
    let uploads = Uploads::default();
    let task = |title, lead, path| Task { title, lead, path };
    let own = Routes::new().task(task("desk-task-upload", "desk-task-upload-lead", "/desk/upload"));
    let after = [task("desk-task-homes", "desk-task-homes-lead", "/desk/homes")];
    let tasks: Arc<[Task]> = own
        .tasks()
        .iter()
        .chain(others.tasks())
        .chain(&after)
        .copied()
        .collect();
    own.page("/desk", get(start::start).layer(Extension(tasks)))
        .form("/desk/homes", get(homes::choose).post(homes::found))
        .form(
            "/desk/upload",
            // The handler counts for itself, so that what is too large gets a page and not a broken connection.
            get(upload::ask)
                .post(upload::receive)
                .layer(DefaultBodyLimit::disable()),
        )
        .form("/desk/layouts", get(layouts::list).post(layouts::forget))
        .page("/desk/uploads", get(handed_in::list))
        .form("/desk/uploads/{upload}", get(trial::show).post(trial::answer))
        .form("/desk/uploads/{upload}/discard", post(trial::discard))
        .form("/desk/uploads/{upload}/forget", post(trial::forget))
        .page("/desk/uploads/{upload}/problems.csv", get(trial::problems))
        .page("/desk/deliveries/{number}", get(report::show))
        .form("/desk/deliveries/{number}/undo", get(undo::ask).post(undo::undo))
        .layer(Extension(uploads))
        .merge(others)
}

/// Leads on with a new request, so that loading the page again repeats nothing.
fn onward(frame: &Frame, path: &str) -> Response {
    let Ok(place) = HeaderValue::from_str(&frame.href(path)) else {
        return Problem::internal().into_response();
    };
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}
