//! Territories in SQL: reading them one by one, in lists and as a table of keys; loading an edition is beside.

mod load;
mod read;

pub(super) use self::load::{Ended, Single, put_begun, put_ended, put_single};
pub use self::{
    load::{Loaded, load, load_shipped},
    read::{
        Counts, Filter, NamedKey, Place, SourceNote, aliases, ancestors, by_id, by_ids, by_key, children, counts,
        edition_of, key_table, list, members, n_found, newest_area_date, same_area, search, source_of,
    },
};
