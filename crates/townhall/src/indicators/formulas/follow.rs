//! Keeping computed values up to date with their inputs.
//!
//! Each formula remembers through which delivery it has looked. What came later and touches one of its inputs makes it look again.
//! The new values are compared with those that count: nothing differs, nothing is delivered. Where a former value can no longer be
//! computed, or an undone delivery made the inputs older, the former derived deliveries are withdrawn first, so that no value
//! outlives its inputs. Formulas over computed indicators come after those that they use. The values of an indicator that is not public
//! are as internal as it is, and only they may be computed from internal inputs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use formats::DeliveryHead;
use jiff::{Timestamp, civil::Date};
use store::{
    Store, StoreError,
    lake::{Pin, Query, Row, vintage::AsOf},
    scope::Scope,
};
use web::language::Language;

use super::{
    COMPUTED,
    compute::{self, Books, Computed, Rule},
    gather,
};
use crate::{
    indicators::{
        catalogue::{self, Catalogue, Indicator, OwnFormula},
        deliveries::{self, Computation, DerivedRows, DerivedValue},
        levels::levels_of,
        observations::{self, Dictionary},
        own::{Visibility, threshold::smallest_shown},
    },
    territories::{self, KeyTable},
};

/// How often a computation is begun anew because another delivery came meanwhile.
const N_TRIES: usize = 8;

/// A derived delivery that stands: its number, its formula, its data state, who may see it.
type Standing = (i64, i64, String, String);

/// Computes every formula whose inputs changed. Returns the numbers of the new derived deliveries.
pub async fn follow(store: &Store, scope: &Scope, now: Timestamp) -> Result<Vec<i64>, StoreError> {
    let mut delivered = end_former(store, scope, now).await?;
    let acting = Scope::installation(scope.actor());
    let whole = catalogue::load(store, &acting).await?;
    if whole.all().iter().all(|one| one.formula.is_none()) {
        return Ok(delivered);
    }
    let public = catalogue::load(store, &Scope::public()).await?;
    let keys = territories::key_table(store.sql.read(scope)).await?;
    for indicator in in_order(&whole) {
        let Some(formula) = &indicator.formula else { continue };
        // What everybody may see is computed from what everybody may see; what stays with its owner also from what is internal there.
        let owner = acting.clone().acting_for(indicator.organisation);
        let (sight, catalogue) = match indicator.visibility {
            Visibility::Public => (Scope::public(), &public),
            Visibility::Internal | Visibility::Draft => (owner.clone(), &whole),
        };
        for n_tries in 1.. {
            let work = Work {
                store,
                scope: &owner,
                sight: &sight,
                catalogue,
                keys: &keys,
                indicator,
                formula,
                now,
            };
            match work.once().await? {
                Step::Done(number) => {
                    delivered.extend(number);
                    break;
                }
                Step::Overtaken if n_tries < N_TRIES => {}
                Step::Overtaken => {
                    let message = format!(
                        "indicator \"{}\" could not be computed because deliveries kept coming; it is computed with the next one",
                        indicator.slug
                    );
                    return Err(StoreError::Refused(message));
                }
            }
        }
    }
    Ok(delivered)
}

/// Formulas after those whose results they use. Circles are refused before a formula is stored.
fn in_order(catalogue: &Catalogue) -> Vec<&Indicator> {
    fn visit<'a>(
        catalogue: &'a Catalogue,
        indicator: &'a Indicator,
        seen: &mut BTreeSet<i32>,
        order: &mut Vec<&'a Indicator>,
    ) {
        let Some(formula) = &indicator.formula else { return };
        if !seen.insert(indicator.version_id) {
            return;
        }
        for input in formula.expression.inputs() {
            if let Some(below) = catalogue.by_slug(&input.slug) {
                visit(catalogue, below, seen, order);
            }
        }
        order.push(indicator);
    }
    let (mut seen, mut order) = (BTreeSet::new(), Vec::new());
    for indicator in catalogue.all() {
        visit(catalogue, indicator, &mut seen, &mut order);
    }
    order
}

/// Values of formulas that ended no longer count; those that were replaced are withdrawn when the new one is computed.
async fn end_former(store: &Store, scope: &Scope, now: Timestamp) -> Result<Vec<i64>, StoreError> {
    let former: Vec<(i64, i64)> = sqlx::query_as(
        "select derived.delivery_number, formula.indicator_version_id from derived_delivery derived \
         join formula on formula.id = derived.formula_id \
         where formula.ended_at is not null \
           and not exists (select 1 from formula other where other.indicator_version_id = formula.indicator_version_id \
                           and other.ended_at is null) \
           and not exists (select 1 from delivery later where later.withdraws = derived.delivery_number) \
         order by derived.delivery_number",
    )
    .fetch_all(store.sql.read(scope).on())
    .await?;
    let mut withdrawn = Vec::new();
    for (number, _) in former {
        withdrawn.push(deliveries::withdraw(store, scope, number, Some("the formula ended"), now).await?);
    }
    Ok(withdrawn)
}

enum Step {
    Done(Option<i64>),
    Overtaken,
}

struct Work<'a> {
    store: &'a Store,
    /// Who owns what is computed.
    scope: &'a Scope,
    /// Whose sight the inputs are read with.
    sight: &'a Scope,
    catalogue: &'a Catalogue,
    keys: &'a KeyTable,
    indicator: &'a Indicator,
    formula: &'a OwnFormula,
    now: Timestamp,
}

impl Work<'_> {
    async fn once(&self) -> Result<Step, StoreError> {
        let Self {
            store,
            scope,
            sight,
            formula,
            indicator,
            ..
        } = self;
        let newest_seen = self.newest().await?;
        if !self.is_touched().await? {
            return Ok(Step::Done(None));
        }
        let pin = store.lake.pin(&store.sql, sight).await?;
        let dictionary = observations::dictionary(store, scope).await?;
        let books = Books {
            store,
            pin: &pin,
            catalogue: self.catalogue,
            dictionary: &dictionary,
        };
        let precedence = compute::precedence(books, &formula.expression);
        let is_public = indicator.visibility == Visibility::Public;
        let rule = Rule {
            expression: &formula.expression,
            precedence: &precedence,
            smallest: smallest_shown(indicator).filter(|_| is_public),
        };
        let computed = compute::compute(books, self.keys, rule)?;
        let counting = self.counting(&pin, &dictionary)?;
        if is_same(&computed.values, &counting) {
            return self.note(newest_seen).await;
        }
        let known_on = computed
            .inputs
            .iter()
            .filter_map(|number| pin.deliveries().get(&i32::try_from(*number).ok()?))
            .map(|vintage| vintage.known_on)
            .max();
        let standing = self.standing().await?;
        let visibility = if is_public {
            Visibility::Public
        } else {
            Visibility::Internal
        };
        let known_on = known_on.unwrap_or(Date::ZERO);
        let is_later = |state: &str| state.parse::<Date>().is_ok_and(|state| known_on < state);
        let keys: BTreeSet<_> = computed.values.iter().map(key).collect();
        let must_replace = counting.keys().any(|key| !keys.contains(key))
            || standing
                .iter()
                .any(|(_, id, state, seen)| *id != formula.id || is_later(state) || seen != visibility.as_str());
        let derived = DerivedRows {
            visibility,
            formula_id: formula.id,
            version_id: indicator.version_id,
            known_on,
            head: self.head(&computed).await?,
            computation: Computation {
                indicator: indicator.slug.clone(),
                formula: formula.number,
                expression: formula.text.clone(),
                inputs: computed.inputs.iter().copied().collect(),
                precedence,
                not_computed: computed.not_computed,
            },
            withdraw: if must_replace {
                standing.iter().map(|one| one.0).collect()
            } else {
                Vec::new()
            },
            newest_seen,
            levels: levels_of(self.keys, computed.values.iter().map(|value| value.territory)),
            values: computed.values,
        };
        match deliveries::accept_derived(store, scope, &derived, self.now).await? {
            Some(number) => Ok(Step::Done(Some(number))),
            None => Ok(Step::Overtaken),
        }
    }

    async fn newest(&self) -> Result<i64, StoreError> {
        let (newest,): (i64,) = sqlx::query_as("select coalesce(max(number), 0) from delivery")
            .fetch_one(self.store.sql.read(self.scope).on())
            .await?;
        Ok(newest)
    }

    /// Whether a delivery or an undoing touched an input since the formula last looked.
    async fn is_touched(&self) -> Result<bool, StoreError> {
        let read = self.store.sql.read(self.scope);
        let (through,): (i64,) = sqlx::query_as("select followed_through from formula where id = $1")
            .bind(self.formula.id)
            .fetch_one(read.on())
            .await?;
        if through < 0 {
            return Ok(true);
        }
        let touched: Vec<(i64,)> = sqlx::query_as(
            "select part.indicator_version_id from delivery_indicator part where part.delivery_number > $1 \
             union select part.indicator_version_id from delivery later \
             join delivery_indicator part on part.delivery_number = later.withdraws where later.number > $1",
        )
        .bind(through)
        .fetch_all(read.on())
        .await?;
        let inputs = gather::deep_slugs(self.catalogue, &self.formula.expression);
        let version = |slug: &String| self.catalogue.by_slug(slug).map(|one| i64::from(one.version_id));
        Ok(inputs.iter().filter_map(version).any(|id| touched.contains(&(id,))))
    }

    /// The computed values that count now.
    fn counting(&self, pin: &Pin, dictionary: &Dictionary) -> Result<HashMap<Key, (Option<u64>, i16)>, StoreError> {
        let query = Query {
            indicators: Some(vec![self.indicator.version_id]),
            territories: None,
            as_of: AsOf::Current,
        };
        let mut counting = HashMap::new();
        self.store.lake.read(pin, &query, |row: &Row| {
            if let Some(source) = dictionary
                .source(row.key.source)
                .filter(|source| source.slug == COMPUTED)
            {
                let key = (row.key.territory, source.area_state.clone(), row.start, row.frequency);
                counting.insert(key, (row.value.map(f64::to_bits), row.status));
            }
            true
        })?;
        Ok(counting)
    }

    async fn note(&self, newest_seen: i64) -> Result<Step, StoreError> {
        let id = self.formula.id;
        self.store
            .sql
            .write(self.scope, async |write| {
                deliveries::followed(write, id, newest_seen).await
            })
            .await?;
        Ok(Step::Done(None))
    }

    /// The derived deliveries of the indicator that nobody withdrew.
    async fn standing(&self) -> Result<Vec<Standing>, StoreError> {
        Ok(sqlx::query_as(
            "select delivery.number, derived.formula_id, delivery.known_on, delivery.visibility from derived_delivery derived \
             join delivery on delivery.number = derived.delivery_number \
             join formula on formula.id = derived.formula_id \
             where formula.indicator_version_id = $1 \
               and not exists (select 1 from delivery later where later.withdraws = delivery.number) \
             order by delivery.number",
        )
        .bind(i64::from(self.indicator.version_id))
        .fetch_all(self.store.sql.read(self.scope).on())
        .await?)
    }

    /// Notes and licences of the inputs: whoever shows a computed value has to show them all and say that the data were changed.
    async fn head(&self, computed: &Computed) -> Result<DeliveryHead, StoreError> {
        let (mut notes, mut licences) = (Vec::new(), BTreeMap::new());
        for number in &computed.inputs {
            let Some(delivery) = deliveries::delivery(self.store, self.sight, *number).await? else {
                continue;
            };
            let note = delivery.source_note.or(delivery.provider).unwrap_or(delivery.file_name);
            let licence = delivery.licence.unwrap_or_default();
            // A computed input carries the notes of its own inputs already.
            let note = note
                .strip_prefix(CHANGED)
                .map_or(note.clone(), |rest| rest.trim().to_owned());
            let note = match licence.as_str() {
                "" => note,
                _ if note.contains(&licence) => note,
                licence => format!("{note} ({licence})"),
            };
            for line in note.lines().map(str::to_owned) {
                if !notes.contains(&line) {
                    notes.push(line);
                }
            }
            *licences.entry(licence).or_insert(0) += 1;
        }
        let only = licences
            .keys()
            .next()
            .filter(|licence| licences.len() == 1 && !licence.is_empty());
        Ok(DeliveryHead {
            layout: String::new(),
            title: Some(self.indicator.title.text(Language::De).to_owned()),
            source_note: Some(format!("{CHANGED}\n{}", notes.join("\n"))),
            licence: only.cloned(),
            ..DeliveryHead::default()
        })
    }
}

/// What has to be said beside figures that were computed from those of others.
const CHANGED: &str = "Eigene Berechnung, Daten verändert. Quellen der Ausgangswerte:";

type Key = (i32, String, i32, i16);

fn key(value: &DerivedValue) -> Key {
    (value.territory, value.area_state.clone(), value.start, value.frequency)
}

fn is_same(values: &[DerivedValue], counting: &HashMap<Key, (Option<u64>, i16)>) -> bool {
    values.len() == counting.len()
        && values
            .iter()
            .all(|value| counting.get(&key(value)) == Some(&(value.value.map(f64::to_bits), value.status)))
}
