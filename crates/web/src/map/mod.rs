//! Maps of areas drawn on the server as SVG: each area is a link with a title, and the page shows the same as a table beside it.
//!
//! For pages about territories. Looks come from classes, so that no inline style is needed. Values are shown in classes of few colours
//! whose bounds stand in the legend; an area without a value is hatched and never looks like a low value. Borders between groups, such as
//! Länder, are drawn heavier. Areas come in degrees and are drawn in a transverse Mercator projection around their own middle, so that
//! shapes look as on official maps. Which area state the map shows is for the page to say, in words.
//!
//! ```
//! use web::{frame::Site, language::Language, map::{AreaMap, Look, MapArea}, words::Words};
//! let frame = Site::new(Words::own(), vec![], vec![]).frame(Language::De, "/");
//! let square = vec![vec![vec![[7.0, 51.0], [8.0, 51.0], [8.0, 52.0], [7.0, 52.0], [7.0, 51.0]]]];
//! let map = AreaMap::new("towns", "Gemeinden").area(MapArea::new("Münster", square).look(Look::Missing));
//! assert!(map.draw(&frame).to_string().contains("<title>Münster"));
//! ```

mod classes;
mod drawing;

pub use classes::{Classes, Division, MOST_CLASSES};

use crate::{chart::Svg, frame::Frame};

/// Polygons of rings of longitude and latitude; the first ring of a polygon is the outer one.
pub type Shape = Vec<Vec<Vec<[f64; 2]>>>;

/// How an area looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// An area among others.
    #[default]
    Plain,
    /// The area that the page is about.
    Here,
    /// With a value in this class, from 0.
    Class(usize),
    /// Without a value where others have one.
    Missing,
}

/// An area of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapArea {
    name: String,
    detail: String,
    href: Option<String>,
    group: String,
    shape: Shape,
    look: Look,
}

impl MapArea {
    /// An area with its name for people.
    pub fn new(name: impl Into<String>, shape: Shape) -> Self {
        Self {
            name: name.into(),
            detail: String::new(),
            href: None,
            group: String::new(),
            shape,
            look: Look::Plain,
        }
    }

    /// What is said beside the name, such as its value with unit.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Where the area leads to.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Areas of one group have no heavy border between them.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }

    /// How it looks.
    #[must_use]
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }
}

/// A map of areas.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaMap {
    id: String,
    title: String,
    areas: Vec<MapArea>,
    legend: Vec<String>,
    table: Option<String>,
}

impl AreaMap {
    /// An empty map; `id` is unique on the page and consists of letters, digits and hyphens.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            areas: Vec::new(),
            legend: Vec::new(),
            table: None,
        }
    }

    /// Adds an area.
    #[must_use]
    pub fn area(mut self, area: MapArea) -> Self {
        self.areas.push(area);
        self
    }

    /// The words of the classes, from the lowest values to the highest.
    #[must_use]
    pub fn legend(mut self, labels: Vec<String>) -> Self {
        self.legend = labels;
        self
    }

    /// The place on the page where the equal table stands, so that nobody has to pass every area by keyboard.
    #[must_use]
    pub fn table(mut self, id: impl Into<String>) -> Self {
        self.table = Some(id.into());
        self
    }

    /// The drawing with its legend, ready for a template: `{{ map }}`.
    pub fn draw(&self, frame: &Frame) -> Svg {
        drawing::draw(self, frame)
    }
}
