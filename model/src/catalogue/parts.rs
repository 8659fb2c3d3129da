//! The parts of a version: actions, objects and value sets, each read when something leads to it.

use super::read::{Reached, VersionEntry, decoded};
use super::valid::ids_are_valid;
use super::{ActionHead, Error, Frame, Heads, Lengths};
use crate::diagnostic::Place;
use crate::model::{
    Action, ActionId, Member, Object, ObjectId, Type, ValueBase, ValueSet, ValueSetId,
    ValueSetOrigin, Version,
};
use serde::de::DeserializeOwned;
use std::ops::Range;

/// A version that is being read.
pub(super) struct Parts<'a> {
    entry: VersionEntry<'a>,
    version: Version,
    sensitive: Vec<String>,
    /// Where each part lies in the decoded pages.
    places: Vec<Range<usize>>,
    /// The parts that are read, or about to be.
    seen: Vec<bool>,
    pages: Vec<Page>,
}

/// A page of parts.
struct Page {
    /// Where it is stored.
    start: u64,
    lengths: Lengths,
    /// Where it lies in the decoded pages.
    place: Range<usize>,
    /// Its bytes, once something in it was asked for.
    bytes: Option<Vec<u8>>,
}

/// A part of a version.
#[derive(Clone, Copy)]
enum Part {
    Action(ActionId),
    Object(ObjectId),
    Values(ValueSetId),
}

impl<'a> VersionEntry<'a> {
    /// Decodes the version.
    ///
    /// # Errors
    ///
    /// Returns an error if one of its blocks is damaged.
    pub fn decode(self) -> Result<Version, Error> {
        let mut parts = self.parts(self.heads()?)?;
        parts.read_all()?;
        parts.finish().map(|reached| reached.version)
    }

    /// Decodes the version without its parts: actions have the facts of their heads alone, and objects
    /// and value sets are empty.
    ///
    /// # Errors
    ///
    /// Returns an error if a block is damaged.
    pub fn decode_frame(self) -> Result<Version, Error> {
        self.parts(self.heads()?)?.finish().map(|reached| reached.version)
    }

    /// Decodes the parts of the version that an action reaches: its own, those of the types of its
    /// members, and those of the action that it is waited for with. `heads` are those of the version.
    ///
    /// # Errors
    ///
    /// Returns an error if a block is damaged, or the heads are those of another version.
    pub fn decode_action(self, heads: Heads, action: ActionId) -> Result<Reached, Error> {
        let mut parts = self.parts(heads)?;
        parts.read_action(action)?;
        parts.finish()
    }

    /// The parts of the version, none of them read.
    fn parts(self, heads: Heads) -> Result<Parts<'a>, Error> {
        let (frame, start) = self.frame()?;
        Parts::new(self, heads, frame, start)
    }
}

impl<'a> Parts<'a> {
    /// Prepares the parts of a version, whose pages begin at `start`.
    pub(super) fn new(
        entry: VersionEntry<'a>,
        heads: Heads,
        frame: Frame,
        start: u64,
    ) -> Result<Self, Error> {
        let Frame { mut version, sensitive, objects, parts, pages } = frame;
        let (actions, objects) = (heads.actions.len(), objects as usize);
        if actions != entry.action_count() {
            return Err(entry.damaged("the heads are those of another version"));
        }
        let Some(value_sets) = parts.len().checked_sub(actions.saturating_add(objects)) else {
            return Err(entry.damaged("parts are missing"));
        };
        let stored: u64 = pages.iter().map(|page| u64::from(page.stored)).sum();
        let lengths = pages.iter().map(|page| page.decoded as usize);
        let places = consecutive(parts.iter().map(|length| *length as usize));
        let decoded = places.last().map_or(0, |place| place.end);
        let pages: Vec<Page> = consecutive(lengths)
            .into_iter()
            .zip(pages)
            .scan(start, |next, (place, lengths)| {
                let start = *next;
                *next += u64::from(lengths.stored);
                Some(Page { start, lengths, place, bytes: None })
            })
            .collect();
        if stored != entry.stored_pages() || decoded != pages.last().map_or(0, |it| it.place.end) {
            return Err(entry.damaged("its pages are not as long as its parts"));
        }
        version.groups = heads.groups;
        version.actions = heads.actions.into_iter().map(unread_action).collect();
        version.objects = vec![unread_object(); objects];
        version.value_sets = vec![unread_values(); value_sets];
        let seen = vec![false; places.len()];
        Ok(Self { entry, version, sensitive, places, seen, pages })
    }

    /// Reads every part.
    pub(super) fn read_all(&mut self) -> Result<(), Error> {
        let actions = self.version.action_ids().map(Part::Action);
        let objects = self.version.object_ids().map(Part::Object);
        let values = self.version.value_set_ids().map(Part::Values);
        self.read(actions.chain(objects).chain(values).collect())
    }

    /// Reads an action and what it reaches.
    pub(super) fn read_action(&mut self, action: ActionId) -> Result<(), Error> {
        self.read(vec![Part::Action(action)])
    }

    /// Returns the version with what was read.
    pub(super) fn finish(self) -> Result<Reached, Error> {
        let Self { entry, version, sensitive, .. } = self;
        if ids_are_valid(&version) {
            return Ok(Reached { version, sensitive });
        }
        Err(entry.damaged("an id leads nowhere"))
    }

    /// Reads parts and what they reach.
    fn read(&mut self, mut open: Vec<Part>) -> Result<(), Error> {
        open.reverse();
        while let Some(part) = open.pop() {
            let index = self.index(part)?;
            if std::mem::replace(&mut self.seen[index], true) {
                continue;
            }
            match part {
                Part::Action(id) => {
                    let action: Action = self.decode(index)?;
                    let slot = &mut self.version.actions[id.0];
                    let Action { name, doc, group, .. } = std::mem::replace(slot, action);
                    (slot.name, slot.doc, slot.group) = (name, doc, group);
                    open.extend(slot.input.iter().chain(&slot.output).filter_map(leads_to));
                    open.extend(slot.wait.as_ref().map(|wait| Part::Action(wait.poll)));
                }
                Part::Object(id) => {
                    let object: Object = self.decode(index)?;
                    open.extend(object.members.iter().filter_map(leads_to));
                    self.version.objects[id.0] = object;
                }
                Part::Values(id) => self.version.value_sets[id.0] = self.decode(index)?,
            }
        }
        Ok(())
    }

    /// The position of a part in the order in which they are stored.
    fn index(&self, part: Part) -> Result<usize, Error> {
        let Version { actions, objects, value_sets, .. } = &self.version;
        let (start, id, count) = match part {
            Part::Action(id) => (0, id.0, actions.len()),
            Part::Object(id) => (actions.len(), id.0, objects.len()),
            Part::Values(id) => (actions.len() + objects.len(), id.0, value_sets.len()),
        };
        if id < count { Ok(start + id) } else { Err(self.entry.damaged("an id leads nowhere")) }
    }

    fn decode<T: DeserializeOwned>(&mut self, index: usize) -> Result<T, Error> {
        let entry = self.entry;
        let astray = || entry.damaged("a part is not within a page");
        let place = self.places.get(index).ok_or_else(astray)?;
        let at = self.pages.partition_point(|page| page.place.end < place.end);
        let page = self.pages.get_mut(at).ok_or_else(astray)?;
        let start = place.start.checked_sub(page.place.start).ok_or_else(astray)?;
        let bytes = match &mut page.bytes {
            Some(bytes) => bytes,
            none => none.insert(entry.page(page.start, page.lengths)?),
        };
        let bytes = bytes.get(start..start + place.len()).ok_or_else(astray)?;
        decoded(bytes, || format!("version {}", entry.name()))
    }
}

/// Where things of these lengths lie if they follow each other.
fn consecutive(lengths: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut end = 0_usize;
    let place = |length| {
        let start = end;
        end = end.saturating_add(length);
        start..end
    };
    lengths.map(place).collect()
}

fn leads_to(member: &Member) -> Option<Part> {
    let mut ty = &member.ty;
    while let Type::List(element) = ty {
        ty = element;
    }
    match ty {
        Type::Object(id) => Some(Part::Object(*id)),
        Type::Values(id) => Some(Part::Values(*id)),
        Type::Scalar(_) | Type::List(_) => None,
    }
}

fn unread_action(head: ActionHead) -> Action {
    let ActionHead { name, doc, group, status, idempotent } = head;
    Action {
        name,
        doc,
        group,
        status,
        idempotent,
        file: String::new(),
        place: Place::nowhere(),
        sites: Vec::new(),
        rate_limit: None,
        unsigned: false,
        pagination: None,
        wait: None,
        source: None,
        input: Vec::new(),
        output: Vec::new(),
        errors: None,
        examples: Vec::new(),
    }
}

fn unread_object() -> Object {
    Object {
        name: String::new(),
        file: String::new(),
        place: Place::nowhere(),
        doc: String::new(),
        members: Vec::new(),
        in_requests: false,
        in_responses: false,
    }
}

fn unread_values() -> ValueSet {
    ValueSet {
        origin: ValueSetOrigin::Named { name: String::new(), file: String::new() },
        doc: String::new(),
        base: ValueBase::String,
        values: Vec::new(),
        place: Place::nowhere(),
    }
}
