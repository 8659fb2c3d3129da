//! Examples: typed, told apart by their responses, and checked against the declaration.

use crate::draft::{Draft, is_on};
use crate::facts::{ActionFact, ExampleFact, Request};
use crate::merge::context::{Context, Merge};
use crate::merge::query_string;
use crate::report::{Kind, What};
use serde_json::{Map, Value};
use tencentcloud_model::document::{Action, Example};
use tencentcloud_model::write::steps_of;

impl Merge<'_> {
    pub(crate) fn examples(
        &mut self,
        sheet: &mut Draft<Action>,
        fact: &ActionFact,
        path: &str,
        context: Context,
    ) {
        let known = sheet.document.examples.len();
        let found: Vec<Found<'_>> = fact
            .examples
            .iter()
            .filter(|example| example.request.is_some() || example.response.is_some())
            .map(|fact| {
                let request = fact.request.as_ref();
                let request = request.map(|request| self.typed(&sheet.document, request));
                Found { fact, request }
            })
            .collect();
        let same = same(&found, &sheet.document.examples);
        for (found, same) in found.into_iter().zip(same) {
            self.example(sheet, found, same, path, context);
        }
        let is_named = context.precedence.wins()
            && sheet.exists()
            && !self.rules.is_drift
            && self.examples_gone(sheet, fact, known);
        if !is_named {
            for place in places(&sheet.document.examples).into_iter().skip(known) {
                sheet.mark(&["examples", &place]);
            }
        }
    }

    /// Examples that the source shows no more on its site. Those that no other site has are left:
    /// somebody may have written them. Says whether a new one got the name of the one before it.
    fn examples_gone(&self, sheet: &mut Draft<Action>, fact: &ActionFact, known: usize) -> bool {
        let Some(site) = self.rules.site else { return false };
        let is_shown = |example: &Example| {
            fact.examples.iter().any(|shown| shown.response == example.response)
        };
        let (old, new) = sheet.document.examples.split_at_mut_checked(known).unwrap_or_default();
        let mut replaced = Vec::new();
        for example in old.iter_mut().filter(|example| !is_shown(example)) {
            let sites = example.sites.get_or_insert_default();
            if sites.contains(&site) && sites.len() > 1 && !new.is_empty() {
                sites.retain(|known| *known != site);
                replaced.push(example.title.clone());
            }
        }
        // One that takes the place of another shows the same thing.
        match (replaced.as_slice(), new) {
            ([title], [example]) => {
                example.title.clone_from(title);
                true
            }
            _ => false,
        }
    }

    /// The parameters of an example with their declared types.
    fn typed(&self, action: &Action, request: &Request) -> Map<String, Value> {
        match request {
            Request::Json(map) => map.clone(),
            Request::Query(pairs) => query_string::typed(pairs, &action.input, self.version),
        }
    }

    fn example(
        &mut self,
        sheet: &mut Draft<Action>,
        found: Found<'_>,
        same: Option<usize>,
        path: &str,
        context: Context,
    ) {
        let Found { fact, request } = found;
        let exists = sheet.exists();
        let known = &mut sheet.document.examples;
        if let Some(same) = same.and_then(|index| known.get_mut(index)) {
            self.on_more_sites(&mut same.sites);
            if context.takes()
                && same.request != request
                && request.is_some()
                && !self.rules.is_drift
            {
                same.request = request;
                self.change(Kind::Changed, What::Example, path, None, None, &fact.at);
            }
            return;
        }
        let has_some = self.rules.site.map_or(!known.is_empty(), |site| {
            known.iter().any(|example| is_on(example.sites.as_ref(), site))
        });
        let was_listed = exists && has_some;
        if was_listed && !context.precedence.wins() {
            let reason = context.precedence.reason();
            self.keep(Kind::Added, What::Example, path, None, fact.title.clone(), &fact.at, reason);
            return;
        }
        if self.rules.is_drift {
            return;
        }
        // An example of the same request is the one before, in a newer form.
        let id = |response: Option<&Map<String, Value>>| {
            response.and_then(|response| response.get("RequestId")).cloned()
        };
        let is_older_form = |example: &Example| {
            was_listed
                && example.sites.as_ref() == Some(&self.sites)
                && id(example.response.as_ref()).is_some()
                && id(example.response.as_ref()) == id(fact.response.as_ref())
        };
        if let Some(older) = known.iter_mut().find(|example| is_older_form(example)) {
            older.request = request;
            older.response.clone_from(&fact.response);
            self.change(Kind::Changed, What::Example, path, None, None, &fact.at);
            return;
        }
        known.push(Example {
            title: fact.title.clone(),
            sites: Some(self.sites.clone()),
            deviates: None,
            request,
            response: fact.response.clone(),
        });
        self.change(Kind::Added, What::Example, path, None, fact.title.clone(), &fact.at);
    }
}

/// An example of a source, with its parameters typed.
struct Found<'a> {
    fact: &'a ExampleFact,
    request: Option<Map<String, Value>>,
}

/// Whether an example of a source is one of the spec.
type Comparison = fn(&Found<'_>, &Example) -> bool;

/// Which example of the spec each one of a source is, if any. An example is known by its request and
/// its response; if copies of a page have lost something of the request, by its title and its
/// response, or by its response if no other has the same.
fn same(found: &[Found<'_>], known: &[Example]) -> Vec<Option<usize>> {
    fn answers(found: &Found<'_>, known: &Example) -> bool {
        found.fact.response == known.response
    }
    let mut same = vec![None; found.len()];
    let mut taken = vec![false; known.len()];
    let is_same: [Comparison; 3] = [
        |found, known| {
            answers(found, known) && is_same_request(found.request.as_ref(), known.request.as_ref())
        },
        |found, known| {
            answers(found, known)
                && found.fact.response.is_some()
                && found.fact.title.is_some()
                && found.fact.title == known.title
        },
        |found, known| answers(found, known) && found.fact.response.is_some(),
    ];
    for (pass, is_same) in is_same.into_iter().enumerate() {
        for (index, one) in found.iter().enumerate() {
            if same.get(index).is_some_and(Option::is_some) {
                continue;
            }
            let mut fitting = known.iter().zip(&taken).enumerate();
            let mut fitting = fitting
                .by_ref()
                .filter(|(_, (known, is_taken))| !**is_taken && is_same(one, known))
                .map(|(at, _)| at);
            let Some(first) = fitting.next() else { continue };
            let rivals = || {
                let others = found.iter().zip(&same).enumerate();
                others
                    .filter(|(other, (one, same))| {
                        *other != index
                            && same.is_none()
                            && known.get(first).is_some_and(|known| is_same(one, known))
                    })
                    .count()
            };
            let is_clear = pass < 2 || (fitting.next().is_none() && rivals() == 0);
            if is_clear {
                if let Some(slot) = same.get_mut(index) {
                    *slot = Some(first);
                }
                if let Some(is_taken) = taken.get_mut(first) {
                    *is_taken = true;
                }
            }
        }
    }
    same
}

/// Whether two requests are the same. The older form of examples writes no types, so that a
/// number and its digits are the same where one of the sites does not declare the member.
fn is_same_request(one: Option<&Map<String, Value>>, two: Option<&Map<String, Value>>) -> bool {
    fn is_same(one: &Value, two: &Value) -> bool {
        match (one, two) {
            (Value::Object(one), Value::Object(two)) => is_same_map(one, two),
            (Value::Array(one), Value::Array(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| is_same(one, two))
            }
            (Value::String(text), Value::Number(other))
            | (Value::Number(other), Value::String(text)) => *text == other.to_string(),
            (Value::String(text), Value::Bool(other))
            | (Value::Bool(other), Value::String(text)) => {
                text == if *other { "true" } else { "false" }
            }
            _ => one == two,
        }
    }
    fn is_same_map(one: &Map<String, Value>, two: &Map<String, Value>) -> bool {
        one.len() == two.len()
            && one.iter().all(|(name, value)| two.get(name).is_some_and(|it| is_same(value, it)))
    }
    match (one, two) {
        (Some(one), Some(two)) => is_same_map(one, two),
        (one, two) => one == two,
    }
}

/// Where the examples stand in their file.
fn places(examples: &[Example]) -> Vec<String> {
    steps_of(examples.iter().map(|example| example.title.clone().unwrap_or_default()))
}
