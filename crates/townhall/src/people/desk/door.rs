//! Who may come in at all: every request to the desk passes here, also those for pages that anybody may read.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use web::{frame, headers};

use super::Desk;

/// Puts the door around everything that the desk serves.
pub fn guard(app: Router, desk: Desk) -> Router {
    app.layer(middleware::from_fn_with_state(desk, pass))
}

async fn pass(State(desk): State<Desk>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let refuse = |status: StatusCode, why: &'static str| {
        let mut response = (status, why).into_response();
        headers::protect(&path, false, response.headers_mut());
        response
    };
    let Some(host) = own_host(&desk, &request) else {
        return refuse(
            StatusCode::MISDIRECTED_REQUEST,
            "this desk answers only under its own address on this computer; open the link that \"lotse desk\" prints\n",
        );
    };
    if !request.method().is_safe() && !comes_from_own_page(request.headers(), &host) {
        return refuse(
            StatusCode::FORBIDDEN,
            "this request was sent by another page; changes are taken only from the pages of this desk\n",
        );
    }
    let sent = request.headers().get_all(header::COOKIE).iter();
    let now = Timestamp::now();
    let at_desk = sent
        .filter_map(|cookies| cookies.to_str().ok())
        .find_map(|cookies| desk.session(cookies, now));
    if at_desk.is_none() && path == "/metrics" {
        return refuse(
            StatusCode::UNAUTHORIZED,
            "what this desk is used for is told to nobody else\n",
        );
    }
    if let Some(at_desk) = at_desk {
        request.extensions_mut().insert(frame::Desk {
            token: at_desk.token.clone(),
        });
        request.extensions_mut().insert(at_desk);
    }
    request.extensions_mut().insert(desk);
    next.run(request).await
}

/// The host that the request names, if it is ours: with the port, and as number or as `localhost`.
fn own_host(desk: &Desk, request: &Request) -> Option<String> {
    let port = desk.address().port();
    let own = [desk.address().to_string(), format!("localhost:{port}")];
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok()?.to_owned(),
        (Some(_), Some(_)) => return None,
        // HTTP/2 names the host in the address.
        (None, _) => request.uri().authority()?.to_string(),
    };
    let is_own = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
    let agrees = request.uri().authority().is_none_or(|named| is_own(named.as_str()));
    (is_own(&host) && agrees).then_some(host)
}

/// Browsers say by which page a form was sent. A program that says nothing is no browser, and needs session and token all the same.
fn comes_from_own_page(headers: &HeaderMap, host: &str) -> bool {
    let own = format!("http://{host}");
    let says = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    if let Some(origin) = says(header::ORIGIN) {
        return origin.eq_ignore_ascii_case(&own);
    }
    if let Some(site) = says(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    match says(header::REFERER) {
        Some(page) => page
            .get(..own.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(&own) && page[own.len()..].starts_with('/')),
        None => true,
    }
}
