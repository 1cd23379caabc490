//! In place of a number that was recalled: the fact and the reason, never the number.

use askama::Template;
use axum::response::Response;
use web::frame::Frame;

use super::name;
use crate::indicators::deliveries::{Delivery, Recall};

#[derive(Template)]
#[template(path = "indicators/deliveries/pages/recalled.html")]
struct Recalled {
    frame: Frame,
    reason: String,
    date: String,
    delivery: String,
    delivery_href: String,
}

/// The page of a value that was recalled, alone or with its delivery.
pub(super) fn show(frame: Frame, delivery: &Delivery, recall: &Recall) -> Response {
    let list = frame.plain("delivery-list-title").to_string();
    let delivery_name = name(&frame, delivery.number);
    let path = format!("/deliveries/{}", delivery.number);
    let frame = frame
        .title_words("recalled-title")
        .section("deliveries")
        .crumb(list, "/deliveries")
        .crumb(delivery_name.clone(), &path);
    frame.show(|frame| Recalled {
        reason: recall.reason.clone(),
        date: frame.instant(recall.recalled_at),
        delivery: delivery_name,
        delivery_href: frame.href(&path),
        frame,
    })
}
