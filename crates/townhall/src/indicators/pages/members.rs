//! The newest values of the member municipalities of an association, side by side and never added up.

use std::{collections::BTreeMap, sync::Arc};

use store::{lake::vintage::AsOf, scope::Scope};
use web::{frame::Frame, problem::Problem};

use super::{
    super::{
        catalogue::Indicator,
        observations::{self, Selection},
        profile::Value,
        registers::{self, Registers},
    },
    figure,
};
use crate::{installation::Installation, territories};

/// A member and its newest value of each indicator.
pub(super) struct MemberRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) population: Option<i64>,
    pub(super) cells: Vec<Option<MemberCell>>,
}

/// The newest value of one indicator.
pub(super) struct MemberCell {
    pub(super) value: String,
    pub(super) period: String,
    pub(super) href: String,
}

/// The indicators of which members have values of their own, in the order of the catalogue.
pub(super) async fn indicators_of(
    installation: &Installation,
    registers: &Arc<Registers>,
    association: i32,
) -> Result<Vec<i32>, Problem> {
    let newest = newest(installation, registers, association, None).await?;
    let has_values = |one: &&Indicator| newest.keys().any(|(_, version_id)| *version_id == one.version_id);
    Ok(registers
        .catalogue
        .all()
        .iter()
        .filter(has_values)
        .map(|one| one.version_id)
        .collect())
}

/// The members in the order of their names, with a cell for each of the indicators.
pub(super) async fn rows(
    installation: &Installation,
    registers: &Arc<Registers>,
    frame: &Frame,
    association: i32,
    indicators: &[&Indicator],
) -> Result<Vec<MemberRow>, Problem> {
    let versions = indicators.iter().map(|one| one.version_id).collect();
    let newest = newest(installation, registers, association, Some(versions)).await?;
    let scope = Scope::public();
    let members = territories::members(installation.store.sql.read(&scope), association)
        .await
        .map_err(Problem::failed)?;
    let row = |member: territories::Territory| MemberRow {
        href: frame.href(&format!("/territories/{}", member.code())),
        population: member.area.population,
        cells: indicators
            .iter()
            .map(|indicator| {
                let value = newest.get(&(member.id, indicator.version_id))?;
                Some(MemberCell {
                    value: figure::rounded(frame, indicator, value),
                    period: frame.period(value.period),
                    href: frame.href(&format!("/indicators/{}?territory={}", indicator.slug, member.code())),
                })
            })
            .collect(),
        name: member.name,
    };
    Ok(members.into_iter().map(row).collect())
}

async fn newest(
    installation: &Installation,
    registers: &Arc<Registers>,
    association: i32,
    versions: Option<Vec<i32>>,
) -> Result<BTreeMap<(i32, i32), Value>, Problem> {
    let scope = Scope::public();
    let members = territories::members(installation.store.sql.read(&scope), association)
        .await
        .map_err(Problem::failed)?;
    let ids: Vec<i32> = members.iter().map(|member| member.id).collect();
    let (store, registers) = (installation.store.clone(), Arc::clone(registers));
    registers::blocking(move || {
        let Registers {
            catalogue,
            dictionary,
            pin,
            ..
        } = &*registers;
        let selection = Selection::of(versions, Some(ids), AsOf::Current);
        let mut newest = BTreeMap::new();
        observations::read(&store, pin, catalogue, dictionary, &selection, |one| {
            // Observations come in order of time; a breakdown is no value of the whole municipality.
            if one.number.is_some() && one.dimensions.is_empty() {
                let value = Value {
                    period: one.period,
                    number: one.number,
                    status: one.status,
                    delivery: one.delivery,
                    position: one.position,
                };
                newest.insert((one.territory, one.indicator.version_id), value);
            }
            true
        })?;
        Ok(newest)
    })
    .await
}
