//! The columns of keys and hyphens, in a text that is not YAML: which line fits nowhere.

/// The lists and mappings that are open at a line, from the outermost.
#[derive(Debug, Default)]
pub(super) struct Indents {
    levels: Vec<Level>,
    /// Whether the line before has a key or a hyphen without a value, so that a new level may follow.
    is_opened: bool,
    /// Whether a slip has left the levels uncertain.
    is_unsure: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Level {
    column: usize,
    is_list: bool,
}

impl Indents {
    /// Takes the key or hyphen that a line begins with; returns the remedy if it fits nowhere.
    pub(super) fn begin(&mut self, column: usize, is_list: bool) -> Option<String> {
        let level = Level { column, is_list };
        if column == 0 && !is_list {
            self.levels = vec![level];
            self.is_unsure = false;
            return None;
        }
        if let Some(at) = self.levels.iter().rposition(|known| *known == level) {
            self.levels.truncate(at + 1);
            return None;
        }
        let kept = self.levels.iter().take_while(|known| known.column <= column).count();
        let parent = kept.checked_sub(1).and_then(|last| self.levels.get(last));
        // A list may have the indentation of its key.
        let is_inside = parent.is_none_or(|parent| {
            parent.column < column || (is_list && !parent.is_list && parent.column == column)
        });
        let fits = kept == self.levels.len() && is_inside && (self.is_opened || kept == 0);
        let remedy = (!fits && !self.is_unsure).then(|| self.remedy(is_list));
        self.is_unsure |= !fits;
        self.levels.truncate(kept);
        self.levels.push(level);
        remedy
    }

    /// Takes a key or hyphen after a hyphen on the same line.
    pub(super) fn nest(&mut self, column: usize, is_list: bool) {
        self.levels.push(Level { column, is_list });
    }

    /// Notes whether the line that was taken last has a value.
    pub(super) fn end(&mut self, has_value: bool) {
        self.is_opened = !has_value;
    }

    /// Notes a slip, after which the columns may mean something else.
    pub(super) fn distrust(&mut self) {
        self.is_unsure = true;
    }

    /// Names the columns that would fit such a line.
    fn remedy(&self, is_list: bool) -> String {
        let what = if is_list { "hyphens of the lists" } else { "keys" };
        let fitting = self.levels.iter().filter(|level| level.is_list == is_list);
        let mut columns: Vec<String> = fitting.map(|level| level.column.to_string()).collect();
        columns.dedup();
        match columns.as_slice() {
            [] => format!("{what} are indented alike; look at the line above"),
            columns => format!("the {what} around it are indented by {}", columns.join(" or ")),
        }
    }
}
