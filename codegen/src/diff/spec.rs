//! A spec to compare: the model, and its Rust side.

use super::surface::Surface;
use crate::rust::lower::names;
use tencentcloud_model::diagnostic::Diagnostics;
use tencentcloud_model::model::Model;

/// A spec that can be compared: what it says, and what programs see of it.
#[derive(Debug)]
pub struct Spec<'m> {
    pub(super) model: &'m Model,
    pub(super) surface: Surface,
}

impl<'m> Spec<'m> {
    /// Looks at a spec as programs see it.
    ///
    /// # Errors
    ///
    /// If it cannot be expressed in Rust, because names collide for example.
    pub fn new(model: &'m Model) -> Result<Self, Diagnostics> {
        let names = names(model, "")?;
        Ok(Self { model, surface: Surface::new(&names) })
    }
}
