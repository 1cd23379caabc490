//! GeoPackages: databases of other programs, read from a copy of our own and never written.
//!
//! Layout: OGC 12-128r19. The table of contents names the layers (`gpkg_contents` with `data_type = 'features'`), `gpkg_geometry_columns` the
//! column with the shapes, `gpkg_spatial_ref_sys` the system of the coordinates. Shapes come out as they lie in the file; reading them is
//! for `formats`. All other columns come out as text. Triggers and views of the file are not run: only tables are read.

use std::{
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, SqliteConnection, sqlite::SqliteConnectOptions,
};

use crate::StoreError;

/// A layer as rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The system of its coordinates: a name of the register such as `EPSG:25832`, or a well-known text; `None` when it is undefined.
    pub reference: Option<String>,
    /// Its features.
    pub rows: Vec<Row>,
}

/// A feature as it lies in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The filled columns as text.
    pub properties: Vec<(String, String)>,
    /// The shape as a blob; empty when there is none.
    pub geometry: Vec<u8>,
}

/// Most features that are read, and most bytes of a file: all municipalities of Germany are 11,000 and 150 MB.
const MOST_FEATURES: i64 = 200_000;
const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Whether a file begins as a database does. The file is left at its start.
pub fn is_one(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::new();
    file.take(16).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(head == b"SQLite format 3\0")
}

/// A copy that disappears.
struct Copy(PathBuf);

impl Drop for Copy {
    fn drop(&mut self) {
        // Of no more use; what cannot be removed lies in the folder for such files.
        let _ = fs::remove_file(&self.0);
    }
}

/// Reads a layer; without a name the only one.
pub async fn read(path: &Path, layer: Option<&str>) -> Result<Table, StoreError> {
    let refused = |reason: String| StoreError::Refused(reason);
    let size = fs::metadata(path)
        .map_err(|error| StoreError::folder("read", path, error))?
        .len();
    if MOST_BYTES < size {
        return Err(refused(format!(
            "the file has {size} bytes, more than the {MOST_BYTES} that are read; export the layer alone"
        )));
    }
    let copy = Copy(std::env::temp_dir().join(format!("lotse-{}.gpkg", uuid::Uuid::now_v7())));
    fs::copy(path, &copy.0).map_err(|error| StoreError::folder("copy", path, error))?;
    let options = SqliteConnectOptions::new()
        .filename(&copy.0)
        .read_only(true)
        .immutable(true)
        .disable_statement_logging();
    let broken = |error: sqlx::Error| refused(format!("the file is no readable GeoPackage ({error}); export it again"));
    let mut connection = options.connect().await.map_err(broken)?;
    let table = table(&mut connection, layer).await;
    connection.close().await.map_err(broken)?;
    match table {
        Err(StoreError::Sql(error)) => Err(broken(error)),
        other => other,
    }
}

async fn table(connection: &mut SqliteConnection, layer: Option<&str>) -> Result<Table, StoreError> {
    let layers: Vec<(String, String, i64)> = sqlx::query_as(
        "select c.table_name, g.column_name, g.srs_id from gpkg_contents c join gpkg_geometry_columns g on g.table_name = c.table_name
         join sqlite_master m on m.name = c.table_name and m.type = 'table'
         where c.data_type = 'features' order by c.table_name",
    )
    .fetch_all(&mut *connection)
    .await?;
    let names = layers
        .iter()
        .map(|(name, _, _)| name.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let found = match (layer, layers.as_slice()) {
        (None, [only]) => only,
        (None, []) => {
            return Err(StoreError::Refused(
                "the GeoPackage holds no layer of features; choose another file".to_owned(),
            ));
        }
        (None, _) => {
            return Err(StoreError::Refused(format!(
                "the GeoPackage holds several layers ({names}); name one with --layer"
            )));
        }
        (Some(wanted), layers) => layers.iter().find(|(name, _, _)| name == wanted).ok_or_else(|| {
            StoreError::Refused(format!("there is no layer \"{wanted}\"; the GeoPackage holds {names}"))
        })?,
    };
    let (name, geometry, system) = found;
    let reference: Option<(String, i64, String)> = sqlx::query_as(
        "select organization, organization_coordsys_id, definition from gpkg_spatial_ref_sys where srs_id = $1",
    )
    .bind(system)
    .fetch_optional(&mut *connection)
    .await?;
    let reference = reference.and_then(|(organisation, number, definition)| {
        if organisation.eq_ignore_ascii_case("epsg") {
            Some(format!("EPSG:{number}"))
        } else {
            Some(definition).filter(|text| text.contains('['))
        }
    });
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let columns: Vec<(String,)> = sqlx::query_as("select name from pragma_table_info($1)")
        .bind(name)
        .fetch_all(&mut *connection)
        .await?;
    let columns: Vec<String> = columns
        .into_iter()
        .map(|(column,)| column)
        .filter(|column| column != geometry)
        .collect();
    // The columns of this program's own statements only have the types of their values.
    let mut chosen = vec![format!("cast({} as blob)", quoted(geometry))];
    chosen.extend(columns.iter().map(|column| format!("cast({} as text)", quoted(column))));
    let statement = format!(
        "select {} from {} limit {}",
        chosen.join(", "),
        quoted(name),
        MOST_FEATURES + 1
    );
    let rows = sqlx::query(AssertSqlSafe(statement))
        .fetch_all(&mut *connection)
        .await?;
    if MOST_FEATURES < i64::try_from(rows.len()).unwrap_or(i64::MAX) {
        return Err(StoreError::Refused(format!(
            "the layer has more than {MOST_FEATURES} features; choose the layer with the areas of the territories"
        )));
    }
    let row = |row: &sqlx::sqlite::SqliteRow| -> Result<Row, sqlx::Error> {
        let mut properties = Vec::new();
        for (n, column) in columns.iter().enumerate() {
            let text: Option<String> = row.try_get(n + 1)?;
            if let Some(text) = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) {
                properties.push((column.clone(), text));
            }
        }
        Ok(Row {
            properties,
            geometry: row.try_get::<Option<Vec<u8>>, _>(0)?.unwrap_or_default(),
        })
    };
    Ok(Table {
        name: name.clone(),
        reference,
        rows: rows.iter().map(row).collect::<Result<_, _>>()?,
    })
}
