//! Facts of operations, services and sites that do not depend on the types of an action.

/// A site of the cloud: two clouds with the same API, separate accounts and separate hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Site {
    /// The mainland site, `*.tencentcloudapi.com`.
    Mainland,
    /// The international site, `*.intl.tencentcloudapi.com`.
    International,
}

impl Site {
    /// Both sites.
    pub const ALL: [Self; 2] = [Self::Mainland, Self::International];

    /// The site's name, in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mainland => "mainland",
            Self::International => "international",
        }
    }
}

impl std::fmt::Display for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// A set of sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sites(u8);

impl Sites {
    /// The mainland site alone.
    pub const MAINLAND: Self = Self(1);
    /// The international site alone.
    pub const INTERNATIONAL: Self = Self(2);
    /// Both sites.
    pub const BOTH: Self = Self(3);

    /// Whether the site is one of these.
    pub const fn contains(self, site: Site) -> bool {
        let bit = match site {
            Site::Mainland => Self::MAINLAND.0,
            Site::International => Self::INTERNATIONAL.0,
        };
        self.0 & bit != 0
    }
}

/// A service: a product with an API of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// The name on the wire and in signatures, such as `organization`.
    pub name: &'static str,
    /// The host on the mainland site, if the service is there.
    pub mainland: Option<&'static str>,
    /// The host on the international site, if the service is there.
    pub international: Option<&'static str>,
}

impl Service {
    /// The host on a site, if the service is there.
    pub const fn host(&self, site: Site) -> Option<&'static str> {
        match site {
            Site::Mainland => self.mainland,
            Site::International => self.international,
        }
    }
}

/// The facts of an action that do not depend on its types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The service that offers it.
    pub service: &'static Service,
    /// The version of the service's API, such as `2021-03-31`.
    pub version: &'static str,
    /// The action's name, such as `QuitOrganization`.
    pub name: &'static str,
    /// The sites that offer it.
    pub sites: Sites,
    /// Documented requests per second, if known.
    pub rate_limit: Option<u32>,
    /// Whether it is safe to send twice.
    pub idempotent: bool,
    /// Whether it is sent without a signature, so that it needs no credential.
    pub unsigned: bool,
    /// Whether the response declares a member `Error` of its own, so that one is no refusal.
    pub output_error: bool,
}

impl Operation {
    /// An operation without name, offered on both sites, about which nothing else is known: what
    /// generated operations are completed from.
    pub const EMPTY: Self = Self {
        service: &Service { name: "", mainland: None, international: None },
        version: "",
        name: "",
        sites: Sites::BOTH,
        rate_limit: None,
        idempotent: false,
        unsigned: false,
        output_error: false,
    };
}
