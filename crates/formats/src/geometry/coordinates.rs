//! The coordinates of a GeoJSON geometry, read without a detour: lists within lists, of which only the depth tells what they are.
//!
//! RFC 7946, 3.1: a position is a list of two or more numbers, a ring a list of positions, a polygon a list of rings. A country of municipalities has millions
//! of positions; each takes two numbers here and nothing else.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::{Polygon, Position, Ring, Shape};

/// What lists within lists hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Coordinates {
    /// An empty list.
    Nothing,
    /// A number, not yet in a list.
    Number(f64),
    /// A position; heights and measures are left out.
    Position(Position),
    /// A list of positions.
    Ring(Ring),
    /// A list of rings: a polygon, or several lines.
    Rings(Polygon),
    /// A list of polygons.
    Polygons(Shape),
    /// Something else, with the reason.
    Broken(String),
}

impl Coordinates {
    fn of(number: f64) -> Self {
        match number.is_finite() {
            true => Self::Number(number),
            false => Self::Broken(format!("{number} is no number of a position")),
        }
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Coordinates;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Coordinates, E> {
        Ok(Coordinates::of(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Coordinates, E> {
        Ok(Coordinates::of(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Coordinates, E> {
        Ok(Coordinates::of(number as f64))
    }

    fn visit_str<E>(self, text: &str) -> Result<Coordinates, E> {
        let text: String = text.chars().take(40).collect();
        Ok(Coordinates::Broken(format!("\"{text}\" is no position")))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Coordinates, E> {
        Ok(Coordinates::Broken(format!("{yes} is no position")))
    }

    fn visit_unit<E>(self) -> Result<Coordinates, E> {
        Ok(Coordinates::Broken("null is no position".to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Coordinates, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Coordinates::Broken(
            "its coordinates are no lists of positions".to_owned(),
        ))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Coordinates, A::Error> {
        let mut whole = Coordinates::Nothing;
        let mut n_numbers = 0_usize;
        while let Some(next) = list.next_element()? {
            if matches!(next, Coordinates::Number(_)) {
                n_numbers += 1;
            }
            whole = added(whole, next, n_numbers);
        }
        Ok(match whole {
            Coordinates::Number(number) => Coordinates::Broken(format!("[{number}] is no position")),
            other => other,
        })
    }
}

/// A list with one element more; what does not fit the elements before breaks the whole.
fn added(whole: Coordinates, next: Coordinates, n_numbers: usize) -> Coordinates {
    use Coordinates::{Broken, Nothing, Number, Polygons, Position, Ring, Rings};
    match (whole, next) {
        (Broken(reason), _) | (_, Broken(reason)) => Broken(reason),
        (Nothing, Number(x)) => Number(x),
        (Number(x), Number(y)) => Position([x, y]),
        // Heights and measures.
        (Position(place), Number(_)) if 2 < n_numbers => Position(place),
        (Nothing, Position(place)) => Ring(vec![place]),
        (Ring(mut ring), Position(place)) => {
            ring.push(place);
            Ring(ring)
        }
        (Nothing, Ring(ring)) => Rings(vec![ring]),
        (Rings(mut rings), Ring(ring)) => {
            rings.push(ring);
            Rings(rings)
        }
        (Nothing, Rings(rings)) => Polygons(vec![rings]),
        (Polygons(mut polygons), Rings(rings)) => {
            polygons.push(rings);
            Polygons(polygons)
        }
        // An empty list among others is a ring or polygon without positions.
        (whole @ (Nothing | Rings(_) | Polygons(_)), Nothing) => whole,
        _ => Broken("its coordinates mix positions and lists".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_of_lists_tells_what_they_are() {
        let check = |text: &str, expected: Coordinates| {
            let found: Coordinates = serde_json::from_str(text).expect("JSON");
            assert_eq!(found, expected, "{text}");
        };
        check("[1, 2.5, 300, 4]", Coordinates::Position([1.0, 2.5]));
        check("[[1,2],[3,4]]", Coordinates::Ring(vec![[1.0, 2.0], [3.0, 4.0]]));
        check("[[[1,2]],[]]", Coordinates::Rings(vec![vec![[1.0, 2.0]]]));
        check(
            "[[[[1,2]]],[[[3,4]]]]",
            Coordinates::Polygons(vec![vec![vec![[1.0, 2.0]]], vec![vec![[3.0, 4.0]]]]),
        );
        check("[]", Coordinates::Nothing);
        for broken in [
            "[1]",
            "[[1,2],3]",
            "[[1,2],[[1,2]]]",
            "[\"7\",8]",
            "[null,1]",
            "[{\"x\":1}]",
            "[true,false]",
            "[[1,2],[3]]",
        ] {
            let found: Coordinates = serde_json::from_str(broken).expect("JSON");
            assert!(matches!(found, Coordinates::Broken(_)), "{broken}: {found:?}");
        }
    }
}
