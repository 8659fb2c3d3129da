//! The page `History`: which actions and types each release has added, changed or taken away.

use crate::cell::is_name;
use crate::lines::squeeze;
use crate::page::block::{Block, LineKind};

/// A release of the API.
#[derive(Debug, Default)]
pub(crate) struct Release {
    /// Where it begins.
    pub(crate) line: usize,
    /// Its actions and types, in order.
    pub(crate) entries: Vec<Entry>,
    /// Lines that look like entries and cannot be read.
    pub(crate) lost: Vec<(usize, String)>,
    /// Words among its names that are taken for the page's frame.
    pub(crate) doubtful: Vec<(usize, String)>,
}

/// An action or a type in a release.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) line: usize,
    pub(crate) subject: Subject,
    pub(crate) event: Event,
    pub(crate) name: String,
    /// The parameters or members that are new in it: `input`, `output` or `members`, and their names.
    pub(crate) new: Vec<(&'static str, String)>,
}

/// The subject of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Action,
    Type,
}

/// The event of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    Added,
    Changed,
    Removed,
}

/// The lines above lists of actions and types, in small letters.
const LISTS: &[(&str, Subject, Event)] = &[
    ("new apis", Subject::Action, Event::Added),
    ("new api", Subject::Action, Event::Added),
    ("modified apis", Subject::Action, Event::Changed),
    ("modified api", Subject::Action, Event::Changed),
    ("deleted apis", Subject::Action, Event::Removed),
    ("removed apis", Subject::Action, Event::Removed),
    ("new data structures", Subject::Type, Event::Added),
    ("new data types", Subject::Type, Event::Added),
    ("modified data structures", Subject::Type, Event::Changed),
    ("modified data types", Subject::Type, Event::Changed),
    ("deleted data structures", Subject::Type, Event::Removed),
    ("deleted data types", Subject::Type, Event::Removed),
    ("新增接口", Subject::Action, Event::Added),
    ("修改接口", Subject::Action, Event::Changed),
    ("删除接口", Subject::Action, Event::Removed),
    ("下线接口", Subject::Action, Event::Removed),
    ("新增数据结构", Subject::Type, Event::Added),
    ("修改数据结构", Subject::Type, Event::Changed),
    ("删除数据结构", Subject::Type, Event::Removed),
];

/// The words before the new parameters and members of an entry, in small letters.
const NEWS: &[(&str, &str)] = &[
    ("new input parameters", "input"),
    ("new input parameter", "input"),
    ("new output parameters", "output"),
    ("new output parameter", "output"),
    ("new members", "members"),
    ("new member", "members"),
    ("新增入参", "input"),
    ("新增出参", "output"),
    ("新增成员", "members"),
];

/// The words before parameters and members that are no longer there, or are described anew.
const OTHER: &[&str] = &[
    "modified input parameter",
    "modified output parameter",
    "modified member",
    "deleted input parameter",
    "deleted output parameter",
    "deleted member",
    "修改入参",
    "修改出参",
    "修改成员",
    "删除入参",
    "删除出参",
    "删除成员",
];

/// The label of the time of a release.
const TIMES: &[&str] = &["release time", "发布时间"];

/// Reads the releases of a page; none, if it is another page.
pub(crate) fn releases(blocks: &[Block]) -> Vec<Release> {
    let mut reader = Reader::default();
    for block in blocks {
        match block {
            Block::Line(line) if line.kind != LineKind::Code => {
                reader.line(line.number, &line.text.plain);
            }
            Block::Line(_) | Block::Table(_) => {}
        }
    }
    reader.releases
}

#[derive(Default)]
struct Reader {
    releases: Vec<Release>,
    list: Option<(Subject, Event)>,
}

impl Reader {
    fn line(&mut self, number: usize, text: &str) {
        let trimmed = text.trim();
        let item = trimmed.trim_start_matches(['-', '*', '+', '•', '·']).trim_start();
        let is_item = item.len() < trimmed.len();
        let item = squeeze(&item.replace('*', ""));
        if item.is_empty() {
            return;
        }
        let (label, rest) = item.split_once([':', '：']).unwrap_or((item.as_str(), ""));
        let lower = label.trim().to_lowercase();
        if TIMES.contains(&lower.as_str()) {
            self.releases.push(Release { line: number, ..Release::default() });
            self.list = None;
            return;
        }
        let Some(release) = self.releases.last_mut() else { return };
        if let Some((_, subject, event)) = LISTS.iter().find(|(known, ..)| *known == lower) {
            self.list = Some((*subject, *event));
            for name in names(rest) {
                release.entry(number, *subject, *event, &name);
            }
            return;
        }
        let Some((subject, event)) = self.list else { return };
        if let Some((_, part)) = NEWS.iter().find(|(known, _)| *known == lower) {
            if let Some(entry) = release.entries.last_mut() {
                entry.new.extend(names(rest).into_iter().map(|name| (*part, name)));
            }
        } else if OTHER.iter().any(|known| lower.starts_with(known)) {
            // The pages of actions and types say what is in force.
        } else if is_name(&item) && (is_item || has_humps(&item)) {
            release.entry(number, subject, event, &item);
        } else if is_item {
            release.lost.push((number, item));
        } else if is_name(&item) {
            release.doubtful.push((number, item));
        }
    }
}

impl Release {
    fn entry(&mut self, line: usize, subject: Subject, event: Event, name: &str) {
        if is_name(name) {
            let name = name.to_owned();
            self.entries.push(Entry { line, subject, event, name, new: Vec::new() });
        } else {
            self.lost.push((line, name.to_owned()));
        }
    }
}

fn names(text: &str) -> Vec<String> {
    let names = text.split([',', '，', '、', ';', '；']);
    let names = names.map(|name| name.trim().trim_end_matches(['.', '。']).to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// Whether a word has two parts, as the names of actions have and words of a page's frame have not.
fn has_humps(word: &str) -> bool {
    let bytes = word.as_bytes();
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && bytes
            .iter()
            .zip(bytes.iter().skip(1))
            .any(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase())
}
