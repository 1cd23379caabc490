//! Who asks, and for which organisation: every read and every write of the store carries a [`Scope`].

/// An organisation by number. Number 1 is the installation, which owns shared reference data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrganisationId(pub i64);

impl OrganisationId {
    /// The installation itself.
    pub const INSTALLATION: Self = Self(1);
}

/// What may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Only what everybody may see.
    Public,
    /// Also drafts and internal records of the organisation.
    Internal,
}

/// Who asks, for which organisation, and what they may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    organisation: OrganisationId,
    actor: String,
    sight: Sight,
}

impl Scope {
    /// Anybody on the web: sees what is public.
    pub fn public() -> Self {
        Self {
            organisation: OrganisationId::INSTALLATION,
            actor: "public".to_owned(),
            sight: Sight::Public,
        }
    }

    /// The person at the command line of the installation, or a part of the program acting for the installation. `actor` is an
    /// opaque word for the audit trail, never a name.
    pub fn installation(actor: &str) -> Self {
        Self {
            organisation: OrganisationId::INSTALLATION,
            actor: actor.to_owned(),
            sight: Sight::Internal,
        }
    }

    /// The same person acting for an organisation, which then owns what is written.
    #[must_use]
    pub fn acting_for(mut self, organisation: OrganisationId) -> Self {
        self.organisation = organisation;
        self
    }

    /// Whether drafts of the organisation are seen: by whoever sees what is internal.
    pub fn sees_drafts(&self) -> bool {
        self.sight == Sight::Internal
    }

    /// The organisation that owns what is written.
    pub fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// The opaque word for the audit trail.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// The visibilities that may be read, as the list for `visibility in ($n, $m)`: public alone, or public and internal.
    pub fn visibilities(&self) -> [&'static str; 2] {
        match self.sight {
            Sight::Public => ["public", "public"],
            Sight::Internal => ["public", "internal"],
        }
    }
}
