//! Reading territories. Each comes with its area in the newest list that holds it.

use std::collections::BTreeMap;

use figures::territory::{Level, TerritoryKey};
use jiff::civil::Date;
use sqlx::{AssertSqlSafe, FromRow};
use store::{
    StoreError,
    sql::{CHUNK, Read, value_list},
};
use web::{format::folded, section::Hit};

use crate::territories::{
    Area, KeyTable, Territory,
    edition::{About, Edition, Official},
    level_words,
};

macro_rules! territories {
    ($rest:literal) => {
        concat!(
            "select t.id, t.code, t.parent_id, t.name, t.title, a.area_date, a.designation, a.population, a.area_km2, a.is_land,
                    a.valid_since, t.sort_key, t.ended_on, t.began_on
             from territory t join territory_area a on a.territory_id = t.id
              and a.area_date = (select max(b.area_date) from territory_area b where b.territory_id = t.id) ",
            $rest
        )
    };
}

#[derive(FromRow)]
struct Row {
    id: i64,
    code: String,
    parent_id: Option<i64>,
    name: String,
    title: String,
    area_date: String,
    designation: String,
    population: Option<i64>,
    area_km2: Option<f64>,
    is_land: i64,
    valid_since: Option<String>,
    sort_key: String,
    ended_on: Option<String>,
    began_on: Option<String>,
}

impl TryFrom<Row> for Territory {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: lake_key(row.id)?,
            key: key(&row.code)?,
            parent_id: row.parent_id.map(lake_key).transpose()?,
            name: row.name,
            title: row.title,
            ended_on: row.ended_on.as_deref().map(date).transpose()?,
            began_on: row.began_on.as_deref().map(date).transpose()?,
            area: Area {
                date: date(&row.area_date)?,
                designation: row.designation,
                population: row.population,
                area_km2: row.area_km2,
                is_land: row.is_land == 1,
                valid_since: row.valid_since.as_deref().map(date).transpose()?,
            },
        })
    }
}

fn damaged(what: &str, text: &str) -> StoreError {
    StoreError::Schema(format!("the territories hold \"{text}\", which is no {what}"))
}

fn lake_key(id: i64) -> Result<i32, StoreError> {
    i32::try_from(id).map_err(|_| damaged("id", &id.to_string()))
}

fn key(code: &str) -> Result<TerritoryKey, StoreError> {
    code.parse().map_err(|_| damaged("official key", code))
}

fn date(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| damaged("date", text))
}

fn all(rows: Vec<Row>) -> Result<Vec<Territory>, StoreError> {
    rows.into_iter().map(Territory::try_from).collect()
}

/// The territory with an official key.
pub async fn by_key(read: Read<'_>, key: &TerritoryKey) -> Result<Option<Territory>, StoreError> {
    let row: Option<Row> = sqlx::query_as(territories!("where t.scheme = $1 and t.code = $2"))
        .bind(key.scheme())
        .bind(key.code())
        .fetch_optional(read.on())
        .await?;
    row.map(Territory::try_from).transpose()
}

/// The territory with a key of the lake.
pub async fn by_id(read: Read<'_>, id: i32) -> Result<Option<Territory>, StoreError> {
    Ok(by_ids(read, &[id]).await?.remove(&id))
}

/// The territories with these keys of the lake; those that do not exist are left out.
pub async fn by_ids(read: Read<'_>, ids: &[i32]) -> Result<BTreeMap<i32, Territory>, StoreError> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let statement = format!("{}({})", territories!("where t.id in "), value_list(1, chunk.len()));
        let mut query = sqlx::query_as::<_, Row>(AssertSqlSafe(statement));
        for id in chunk {
            query = query.bind(i64::from(*id));
        }
        let territories = all(query.fetch_all(read.on()).await?)?;
        found.extend(territories.into_iter().map(|territory| (territory.id, territory)));
    }
    Ok(found)
}

/// The territories that have this one as their parent, in German order.
pub async fn children(read: Read<'_>, id: i32) -> Result<Vec<Territory>, StoreError> {
    let rows = sqlx::query_as(territories!(
        "where t.parent_id = $1 and t.ended_on is null order by t.sort_key, t.id"
    ))
    .bind(i64::from(id))
    .fetch_all(read.on())
    .await?;
    all(rows)
}

/// The municipalities of an association, in German order: its children, without water areas.
pub async fn members(read: Read<'_>, association: i32) -> Result<Vec<Territory>, StoreError> {
    let mut members = children(read, association).await?;
    members.retain(|member| member.level() == Level::Municipality && member.area.is_land);
    Ok(members)
}

/// What a territory is part of, the country first, without itself.
pub async fn ancestors(read: Read<'_>, id: i32) -> Result<Vec<Territory>, StoreError> {
    let rows = sqlx::query_as(territories!(
        "where t.id in (
            with recursive up (id, parent_id) as (
                select id, parent_id from territory where id = $1
                union all
                select p.id, p.parent_id from territory p join up on p.id = up.parent_id
            ) select id from up where id <> $1
         )"
    ))
    .bind(i64::from(id))
    .fetch_all(read.on())
    .await?;
    let mut ancestors = all(rows)?;
    ancestors.sort_by_key(Territory::level);
    Ok(ancestors)
}

/// For each of the territories that has any, the others of the same area, the larger levels first.
pub async fn same_area(read: Read<'_>, ids: &[i32]) -> Result<BTreeMap<i32, Vec<i32>>, StoreError> {
    let mut found: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let statement = format!(
            "select s.territory_id, s.other_id from territory_same_area s join territory t on t.id = s.other_id
             where s.territory_id in ({}) order by t.id",
            value_list(1, chunk.len())
        );
        let mut query = sqlx::query_as::<_, (i64, i64)>(AssertSqlSafe(statement));
        for id in chunk {
            query = query.bind(i64::from(*id));
        }
        for (id, other) in query.fetch_all(read.on()).await? {
            found.entry(lake_key(id)?).or_default().push(lake_key(other)?);
        }
    }
    Ok(found)
}

/// Which territories a list shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only of this level.
    pub level: Option<Level>,
    /// Only direct children of this one.
    pub parent: Option<i32>,
    /// Only inside this Land, at any depth.
    pub state: Option<TerritoryKey>,
    /// Only those whose title holds this text, however it is typed, or whose key begins with it.
    pub text: Option<String>,
    /// Also those that a reform ended.
    pub with_ended: bool,
}

/// A place in the German order of titles.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    sort_key: String,
    id: i64,
}

/// A part of the list in German order, beginning after a place; with the place after which the next part begins, if there is one.
pub async fn list(
    read: Read<'_>,
    filter: &Filter,
    after: Option<&Place>,
    limit: u32,
) -> Result<(Vec<Territory>, Option<Place>), StoreError> {
    let words = Words::of(filter);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut rows: Vec<Row> = sqlx::query_as(territories!(
        "where ($1 = '' or t.level = $1) and ($2 = 0 or t.parent_id = $2) and t.code like $3
           and (t.folded like $4 escape '!' or t.code like $5 escape '!')
           and (t.sort_key > $6 or (t.sort_key = $6 and t.id > $7)) and (t.ended_on is null or $8 = 1)
         order by t.sort_key, t.id limit $9"
    ))
    .bind(words.level)
    .bind(words.parent)
    .bind(words.state)
    .bind(words.folded)
    .bind(words.code)
    .bind(after.map_or("", |place| &place.sort_key))
    .bind(after.map_or(0, |place| place.id))
    .bind(i64::from(filter.with_ended))
    .bind(i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX))
    .fetch_all(read.on())
    .await?;
    let has_more = limit < rows.len();
    rows.truncate(limit);
    let next = match rows.last() {
        Some(last) if has_more => Some(Place {
            sort_key: last.sort_key.clone(),
            id: last.id,
        }),
        _ => None,
    };
    Ok((all(rows)?, next))
}

/// How many territories there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// All that the filter lets through.
    pub all: u64,
    /// Those of land with inhabitants, which is what counts, ranks and peers are about.
    pub inhabited: u64,
}

/// How many territories a list shows.
pub async fn counts(read: Read<'_>, filter: &Filter) -> Result<Counts, StoreError> {
    let words = Words::of(filter);
    let (all, inhabited): (i64, i64) = sqlx::query_as(
        "select count(*), coalesce(sum(case when a.is_land = 1 and coalesce(a.population, 1) > 0 then 1 else 0 end), 0)
         from territory t join territory_area a on a.territory_id = t.id
          and a.area_date = (select max(b.area_date) from territory_area b where b.territory_id = t.id)
         where ($1 = '' or t.level = $1) and ($2 = 0 or t.parent_id = $2) and t.code like $3
           and (t.folded like $4 escape '!' or t.code like $5 escape '!') and (t.ended_on is null or $6 = 1)",
    )
    .bind(words.level)
    .bind(words.parent)
    .bind(words.state)
    .bind(words.folded)
    .bind(words.code)
    .bind(i64::from(filter.with_ended))
    .fetch_one(read.on())
    .await?;
    Ok(Counts {
        all: u64::try_from(all).unwrap_or_default(),
        inhabited: u64::try_from(inhabited).unwrap_or_default(),
    })
}

/// A filter as the statements take it.
struct Words {
    level: &'static str,
    parent: i64,
    state: String,
    folded: String,
    code: String,
}

impl Words {
    fn of(filter: &Filter) -> Self {
        let text = filter.text.as_deref().unwrap_or_default().trim();
        let state = filter.state.as_ref().map_or("", TerritoryKey::code);
        Self {
            level: filter.level.map_or("", Level::as_str),
            parent: filter.parent.map_or(0, i64::from),
            state: format!("{state}%"),
            folded: format!("%{}%", literal(&folded(text))),
            code: code_beginning(text),
        }
    }
}

/// What `like` finds the keys by that begin with a text. Only one engine would find `DG` by small letters.
fn code_beginning(text: &str) -> String {
    let code = text.strip_prefix("de:").unwrap_or(text);
    format!("{}%", literal(code).to_uppercase())
}

/// A text as a key, as it is stored.
fn whole_code(text: &str) -> String {
    text.strip_prefix("de:").unwrap_or(text).to_uppercase()
}

/// A text in which `like` finds no signs of its own, and no engine a sign that it cannot store.
fn literal(text: &str) -> String {
    text.replace('\0', "")
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_")
}

/// What a search looks at: names that hold the text and keys that begin with it. An association that consists of a single municipality
/// is the same place again, so only who types its whole key finds it.
macro_rules! searched {
    () => {
        "where (t.folded like $1 escape '!' or t.code like $2 escape '!')
           and (t.level <> 'association' or t.code = $3 or not exists (
                select 1 from territory_same_area s join territory o on o.id = s.other_id
                where s.territory_id = t.id and o.level = 'municipality'))"
    };
}

/// How many territories [`search`] finds without a limit.
pub async fn n_found(read: Read<'_>, text: &str) -> Result<u64, StoreError> {
    let text = text.replace('\0', "");
    let text = text.trim();
    let wanted = folded(text);
    if wanted.is_empty() {
        return Ok(0);
    }
    let (n,): (i64,) = sqlx::query_as(concat!("select count(*) from territory t ", searched!()))
        .bind(format!("%{}%", literal(&wanted)))
        .bind(code_beginning(text))
        .bind(whole_code(text))
        .fetch_one(read.on())
        .await?;
    Ok(u64::try_from(n).unwrap_or_default())
}

/// What a search for a text finds: the place whose whole key it is, then names that are it before those that begin with it and those that hold it; among equals larger
/// levels first, then where more people live. Keys are found by their beginning.
pub async fn search(read: Read<'_>, text: &str, limit: u32) -> Result<Vec<Hit>, StoreError> {
    let text = text.replace('\0', "");
    let text = text.trim();
    let wanted = folded(text);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = sqlx::query_as(concat!(
        territories!(""),
        searched!(),
        " order by case when t.code = $3 then 0 when t.folded = $4 or t.folded like $5 escape '!' then 1
                       when t.folded like $6 escape '!' then 2 else 3 end,
                  case t.level when 'country' then 0 when 'state' then 1 when 'municipality' then 2 when 'district' then 3
                               when 'association' then 4 else 5 end,
                  coalesce(a.population, 0) desc, t.sort_key, t.id limit $7"
    ))
    .bind(format!("%{}%", literal(&wanted)))
    .bind(code_beginning(text))
    .bind(whole_code(text))
    .bind(&wanted)
    .bind(format!("{} (%", literal(&wanted)))
    .bind(format!("{}%", literal(&wanted)))
    .bind(i64::from(limit))
    .fetch_all(read.on())
    .await?;
    let hit = |territory: Territory| Hit {
        path: format!("/territories/{}", territory.code()),
        kind: level_words(territory.level()),
        detail: territory.code().to_owned(),
        title: territory.title,
    };
    Ok(all(rows)?.into_iter().map(hit).collect())
}

/// A territory as the key table needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedKey {
    /// The key of the lake.
    pub id: i32,
    /// The official key.
    pub key: TerritoryKey,
    /// The name for people.
    pub title: String,
    /// The first day on which it was no more.
    pub ended_on: Option<Date>,
    /// The first day on which it existed under this key, where a reform proves it.
    pub began_on: Option<Date>,
}

/// Number, key, title, first day after the end, first day.
type KeyRow = (i64, String, String, Option<String>, Option<String>);

/// All keys, for reading deliveries.
pub async fn key_table(read: Read<'_>) -> Result<KeyTable, StoreError> {
    let rows: Vec<KeyRow> = sqlx::query_as("select id, code, title, ended_on, began_on from territory")
        .fetch_all(read.on())
        .await?;
    let keys = rows
        .into_iter()
        .map(|(id, code, title, ended_on, began_on)| {
            Ok(NamedKey {
                ended_on: ended_on.as_deref().map(date).transpose()?,
                began_on: began_on.as_deref().map(date).transpose()?,
                id: lake_key(id)?,
                key: key(&code)?,
                title,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let nuts: Vec<(String, i64)> =
        sqlx::query_as("select code, territory_id from territory_alias where scheme = 'nuts'")
            .fetch_all(read.on())
            .await?;
    let nuts = nuts
        .into_iter()
        .map(|(code, id)| Ok((code, lake_key(id)?)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    let valid_since: Vec<(i64, String)> =
        sqlx::query_as("select distinct territory_id, valid_since from territory_area where valid_since is not null")
            .fetch_all(read.on())
            .await?;
    let valid_since = valid_since
        .into_iter()
        .map(|(id, day)| Ok((lake_key(id)?, date(&day)?)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    Ok(KeyTable::new(keys, nuts, newest_area_date(read).await?).with_valid_since(valid_since))
}

/// Other keys of a territory, as (scheme, code): `ars`, `nuts`.
pub async fn aliases(read: Read<'_>, id: i32) -> Result<Vec<(String, String)>, StoreError> {
    let rows = sqlx::query_as("select scheme, code from territory_alias where territory_id = $1 order by scheme, code")
        .bind(i64::from(id))
        .fetch_all(read.on())
        .await?;
    Ok(rows)
}

/// Where the areas of a day come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceNote {
    /// The note that every use must carry.
    pub source: String,
    /// The address of the licence.
    pub licence: String,
}

/// The source note of the list of a day.
pub async fn source_of(read: Read<'_>, area_date: Date) -> Result<Option<SourceNote>, StoreError> {
    let row: Option<(String, String)> = sqlx::query_as(
        "select source, licence from territory_edition where area_date = $1 order by is_complete desc, source",
    )
    .bind(area_date.to_string())
    .fetch_optional(read.on())
    .await?;
    Ok(row.map(|(source, licence)| SourceNote { source, licence }))
}

/// The list of a day as it was loaded, for writing it to a file; `None` when there is none of that day.
pub async fn edition_of(read: Read<'_>, area_date: Date) -> Result<Option<Edition>, StoreError> {
    let Some(note) = source_of(read, area_date).await? else {
        return Ok(None);
    };
    #[derive(FromRow)]
    struct Listed {
        code: String,
        parent: Option<String>,
        name: String,
        designation: String,
        nuts: Option<String>,
        population: Option<i64>,
        area_km2: Option<f64>,
        is_land: i64,
        valid_since: Option<String>,
    }
    let rows: Vec<Listed> = sqlx::query_as(
        "select t.code, p.code as parent, t.name, a.designation, n.code as nuts, a.population, a.area_km2, a.is_land, a.valid_since
         from territory_area a join territory t on t.id = a.territory_id
         left join territory p on p.id = t.parent_id
         left join territory_alias n on n.territory_id = t.id and n.scheme = 'nuts'
         where a.area_date = $1",
    )
    .bind(area_date.to_string())
    .fetch_all(read.on())
    .await?;
    let official = |row: Listed| {
        Ok(Official {
            key: key(&row.code)?,
            parent: row.parent.as_deref().map(key).transpose()?,
            name: row.name,
            designation: row.designation,
            nuts: row.nuts,
            population: row.population,
            area_km2: row.area_km2,
            is_land: row.is_land == 1,
            valid_since: row.valid_since.as_deref().map(date).transpose()?,
        })
    };
    let mut territories = rows.into_iter().map(official).collect::<Result<Vec<_>, StoreError>>()?;
    territories.sort_by(|a, b| a.key.cmp(&b.key));
    let about = About {
        area_date,
        source: note.source,
        licence: note.licence,
        data_set: String::new(),
        changes: String::new(),
    };
    Ok(Some(Edition { about, territories }))
}

/// The day of the newest list that holds all of Germany.
pub async fn newest_area_date(read: Read<'_>) -> Result<Option<Date>, StoreError> {
    let (newest,): (Option<String>,) =
        sqlx::query_as("select max(area_date) from territory_edition where is_complete = 1")
            .fetch_one(read.on())
            .await?;
    newest.as_deref().map(date).transpose()
}
