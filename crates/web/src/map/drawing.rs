//! From degrees to SVG: projection, a grid as fine as a screen shows, paths, heavier borders between groups, legend.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
};

use super::{AreaMap, Look, MapArea};
use crate::{
    chart::{Svg, escaped},
    frame::Frame,
};

/// Width of the drawing in units; two of them are a point on a wide screen.
const WIDTH: f64 = 1440.0;
/// Higher than this a drawing fills no screen.
const HEIGHT: f64 = 1700.0;
const MARGIN: f64 = 8.0;
/// With more areas than this the keyboard passes over them; the table has the same links.
const MOST_STOPS: usize = 60;

type Point = [i32; 2];

/// An area on the grid of the drawing.
struct Drawn<'a> {
    area: &'a MapArea,
    rings: Vec<Vec<Point>>,
}

pub(super) fn draw(map: &AreaMap, frame: &Frame) -> Svg {
    let mut html = String::from("<div class=\"map\">");
    let (drawn, size) = on_grid(map);
    if drawn.is_empty() {
        let _ = write!(html, "<p>{}</p></div>", escaped(&frame.plain("map-empty").to_string()));
        return Svg::finished(html);
    }
    let is_passed = MOST_STOPS < drawn.len();
    if let Some(table) = map.table.as_ref().filter(|_| is_passed) {
        let words = frame.plain("map-to-table").to_string();
        let _ = write!(
            html,
            "<p class=\"map-to-table\"><a href=\"#{}\">{}</a></p>",
            escaped(table),
            escaped(&words)
        );
    }
    let id = escaped(&map.id);
    let n_missing = drawn.iter().filter(|one| one.area.look == Look::Missing).count();
    let description = frame
        .plain("map-description")
        .with("n", drawn.len())
        .with("missing", n_missing);
    let _ = write!(
        html,
        "<svg viewBox=\"0 0 {} {}\" role=\"group\" aria-labelledby=\"{id}-title {id}-description\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>",
        size[0],
        size[1],
        escaped(&map.title),
        escaped(&description.to_string()),
    );
    if 0 < n_missing {
        write_hatching(&mut html, &id);
    }
    for one in &drawn {
        write_area(&mut html, one, &id, is_passed);
    }
    if map.areas.iter().any(|area| area.group != map.areas[0].group) {
        let _ = write!(html, "<path class=\"map-border\" d=\"{}\"/>", borders(&drawn));
    }
    // The place of the page once more on top, so that neighbours do not cover its border.
    for one in drawn.iter().filter(|one| one.area.look == Look::Here) {
        let _ = write!(html, "<path class=\"map-here-border\" d=\"{}\"/>", path(&one.rings));
    }
    html.push_str("</svg>");
    write_legend(&mut html, map, frame, &id, 0 < n_missing);
    html.push_str("</div>");
    Svg::finished(html)
}

/// Transverse Mercator on a sphere: shapes keep their looks around the middle line.
fn projected([longitude, latitude]: [f64; 2], middle: f64) -> [f64; 2] {
    let (turn, latitude) = ((longitude - middle).to_radians(), latitude.to_radians());
    let x = libm::atanh(libm::cos(latitude) * libm::sin(turn));
    let y = libm::atan2(libm::tan(latitude), libm::cos(turn));
    [x, -y]
}

fn on_grid(map: &AreaMap) -> (Vec<Drawn<'_>>, [u32; 2]) {
    let positions = || map.areas.iter().flat_map(|area| area.shape.iter().flatten().flatten());
    let (west, east) = positions().fold((f64::INFINITY, f64::NEG_INFINITY), |(west, east), [longitude, _]| {
        (west.min(*longitude), east.max(*longitude))
    });
    if west > east {
        return (Vec::new(), [0, 0]);
    }
    let middle = f64::midpoint(west, east);
    let (mut least, mut most) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for position in positions() {
        let place = projected(*position, middle);
        for axis in [0, 1] {
            least[axis] = least[axis].min(place[axis]);
            most[axis] = most[axis].max(place[axis]);
        }
    }
    let span = [0, 1].map(|axis| (most[axis] - least[axis]).max(1e-9));
    let room = [WIDTH - 2.0 * MARGIN, HEIGHT - 2.0 * MARGIN];
    let scale = (room[0] / span[0]).min(room[1] / span[1]);
    // A high area stands in the middle of a drawing of the usual width.
    let left = (WIDTH - span[0] * scale) / 2.0;
    let point = |position: &[f64; 2]| -> Point {
        let [x, y] = projected(*position, middle);
        let place = [
            (x - least[0]).mul_add(scale, left),
            (y - least[1]).mul_add(scale, MARGIN),
        ];
        place.map(|place| place.round() as i32)
    };
    let ring = |ring: &Vec<[f64; 2]>| -> Vec<Point> {
        let mut points: Vec<Point> = ring.iter().map(point).collect();
        points.dedup();
        if points.first() == points.last() {
            points.pop();
        }
        points
    };
    let drawn = map.areas.iter().map(|area| {
        let all = area.shape.iter().flatten().map(ring);
        let mut rings: Vec<Vec<Point>> = all.filter(|points| 2 < points.len()).collect();
        // An area smaller than a point of the screen is a little diamond, so that it can be seen and chosen.
        if rings.is_empty()
            && let Some([x, y]) = area.shape.iter().flatten().flatten().next().map(point)
        {
            rings.push(vec![[x - 3, y], [x, y - 3], [x + 3, y], [x, y + 3]]);
        }
        Drawn { area, rings }
    });
    let height = (span[1].mul_add(scale, 2.0 * MARGIN)).ceil();
    (drawn.collect(), [WIDTH as u32, height as u32])
}

/// Rings as a path of relative steps.
fn path(rings: &[Vec<Point>]) -> String {
    let mut d = String::new();
    for ring in rings {
        write_line(&mut d, ring);
        d.push('z');
    }
    d
}

fn write_line(d: &mut String, points: &[Point]) {
    let Some(first) = points.first() else { return };
    let _ = write!(d, "M{} {}", first[0], first[1]);
    if 1 < points.len() {
        d.push('l');
    }
    let mut is_first = true;
    for pair in points.windows(2) {
        for axis in [0, 1] {
            let step = pair[1][axis] - pair[0][axis];
            if !is_first && 0 <= step {
                d.push(' ');
            }
            is_first = false;
            let _ = write!(d, "{step}");
        }
    }
}

fn write_area(html: &mut String, one: &Drawn<'_>, id: &str, is_passed: bool) {
    let area = one.area;
    let title = match area.detail.as_str() {
        "" => escaped(&area.name),
        detail => format!("{}: {}", escaped(&area.name), escaped(detail)),
    };
    let look = match area.look {
        Look::Plain => "class=\"map-plain\"".to_owned(),
        Look::Here => "class=\"map-here\"".to_owned(),
        Look::Class(n) => format!("class=\"map-class-{}\"", n + 1),
        Look::Missing => format!("class=\"map-missing\" fill=\"url(#{id}-hatching)\""),
    };
    let shape = format!("<path {look} d=\"{}\"/>", path(&one.rings));
    let _ = match &area.href {
        Some(href) => {
            let stop = if is_passed { " tabindex=\"-1\"" } else { "" };
            write!(
                html,
                "<a href=\"{}\"{stop}><title>{title}</title>{shape}</a>",
                escaped(href)
            )
        }
        None => write!(html, "<g><title>{title}</title>{shape}</g>"),
    };
}

fn write_hatching(html: &mut String, id: &str) {
    let _ = write!(
        html,
        "<defs><pattern id=\"{id}-hatching\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect class=\"map-hatching-ground\" width=\"12\" height=\"12\"/><path class=\"map-hatching\" d=\"M0 0V12\"/></pattern></defs>"
    );
}

/// Lines that part two groups, or a group from the outside, each once.
fn borders(drawn: &[Drawn<'_>]) -> String {
    let line = |a: Point, b: Point| if a < b { (a, b) } else { (b, a) };
    let mut beside: HashMap<(Point, Point), (&str, bool)> = HashMap::new();
    for one in drawn {
        for ring in &one.rings {
            for n in 0..ring.len() {
                let key = line(ring[n], ring[(n + 1) % ring.len()]);
                let group = one.area.group.as_str();
                beside
                    .entry(key)
                    .and_modify(|(first, is_inner)| *is_inner = *first == group)
                    .or_insert((group, false));
            }
        }
    }
    let mut done: HashSet<(Point, Point)> = HashSet::new();
    let mut d = String::new();
    for ring in drawn.iter().flat_map(|one| &one.rings) {
        let mut piece: Vec<Point> = Vec::new();
        for n in 0..ring.len() {
            let (a, b) = (ring[n], ring[(n + 1) % ring.len()]);
            let key = line(a, b);
            if beside.get(&key).is_some_and(|(_, is_inner)| !is_inner) && done.insert(key) {
                if piece.is_empty() {
                    piece.push(a);
                }
                piece.push(b);
            } else if !piece.is_empty() {
                write_line(&mut d, &piece);
                piece.clear();
            }
        }
        if !piece.is_empty() {
            write_line(&mut d, &piece);
        }
    }
    d
}

fn write_legend(html: &mut String, map: &AreaMap, frame: &Frame, id: &str, has_missing: bool) {
    if map.legend.is_empty() && !has_missing {
        return;
    }
    html.push_str("<ul class=\"map-legend\">");
    let swatch = |look: &str| {
        format!(
            "<svg class=\"map-swatch\" viewBox=\"0 0 28 20\" aria-hidden=\"true\" focusable=\"false\"><rect {look} width=\"28\" height=\"20\"/></svg>"
        )
    };
    for (n, label) in (1..).zip(&map.legend) {
        let _ = write!(
            html,
            "<li>{} {}</li>",
            swatch(&format!("class=\"map-class-{n}\"")),
            escaped(label)
        );
    }
    if has_missing {
        let look = format!("class=\"map-missing\" fill=\"url(#{id}-hatching)\"");
        let _ = write!(
            html,
            "<li>{} {}</li>",
            swatch(&look),
            escaped(&frame.plain("map-missing").to_string())
        );
    }
    html.push_str("</ul>");
}
