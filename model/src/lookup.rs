//! Members by name, without a search through all of them for each.

use crate::model::Member;
use std::collections::BTreeMap;

/// A list of members that is searched many times.
pub(crate) enum Lookup<'a> {
    /// It is short, so that a search costs nothing.
    Few(&'a [Member]),
    Many(BTreeMap<&'a str, &'a Member>),
}

/// How many members are searched one by one.
const FEW: usize = 16;

impl<'a> Lookup<'a> {
    /// Prepares for `searches` searches.
    pub(crate) fn new(members: &'a [Member], searches: usize) -> Self {
        if members.len().min(searches) <= FEW {
            return Self::Few(members);
        }
        // Of two members with one name, which is a mistake, the first counts.
        let by_name = members.iter().rev().map(|member| (member.name.as_str(), member));
        Self::Many(by_name.collect())
    }

    /// Returns the first member with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Member> {
        match self {
            Self::Few(members) => members.iter().find(|member| member.name == name),
            Self::Many(members) => members.get(name).copied(),
        }
    }
}
