//! A form that our own page sent for the person at the desk; anything else shows its contents again, so that nothing typed is lost.

use axum::{
    Form,
    body::Body,
    extract::{FromRequest, FromRequestParts, RawForm, Request},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;
use web::{
    frame::{Frame, TOKEN_FIELD},
    problem::Problem,
};

use super::{AtDesk, pages};

/// A form as it was sent: its fields in order, names may repeat. For forms whose fields are known only when they are shown.
pub type Fields = Vec<(String, String)>;

/// A form with the token of the session of the person who sends it. Only this opens a way to write.
#[derive(Debug, Clone)]
pub struct Sent<T> {
    /// Who sends it.
    pub at_desk: AtDesk,
    /// What it says.
    pub form: T,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let at_desk = parts.extensions.get::<AtDesk>().cloned();
        let frame = Frame::from_request_parts(&mut parts, state).await;
        let headers = parts.headers.clone();
        let RawForm(bytes) = RawForm::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(|refused| refused.into_response())?;
        let again = |bytes| {
            let mut request = Request::new(Body::from(bytes));
            *request.method_mut() = axum::http::Method::POST;
            if let Some(kind) = headers.get(header::CONTENT_TYPE) {
                request.headers_mut().insert(header::CONTENT_TYPE, kind.clone());
            }
            request
        };
        let Form(fields) = Form::<Fields>::from_request(again(bytes.clone()), state)
            .await
            .map_err(|refused| refused.into_response())?;
        let token = fields.iter().find(|(name, _)| name == TOKEN_FIELD);
        let Some(at_desk) = at_desk.filter(|at_desk| token.is_some_and(|(_, token)| *token == *at_desk.token)) else {
            let frame = frame.map_err(Problem::into_response)?;
            // To whom we cannot name as one of our own pages nothing is shown again: a click there would send a stranger's form.
            return Err(match says_where_from(&headers) {
                true => pages::send_again(frame, &fields),
                false => pages::not_open(frame),
            });
        };
        let Form(form) = Form::<T>::from_request(again(bytes), state)
            .await
            .map_err(|refused| refused.into_response())?;
        Ok(Self { at_desk, form })
    }
}

/// The door lets only own pages send; here it matters that the sender has said where it comes from.
fn says_where_from(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN)
}

/// For forms with files, whose handler reads the fields itself: whether the token is that of the session.
pub fn check_token(at_desk: &AtDesk, token: &str) -> Result<(), Problem> {
    if token == &*at_desk.token {
        return Ok(());
    }
    Err(Problem::of(axum::http::StatusCode::FORBIDDEN).detail(web::words::Message::key("desk-token-old")))
}
