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
        for example in &fact.examples {
            let request =
                example.request.as_ref().map(|request| self.typed(&sheet.document, request));
            self.example(sheet, example, request, path, context);
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
        fact: &ExampleFact,
        request: Option<Map<String, Value>>,
        path: &str,
        context: Context,
    ) {
        if request.is_none() && fact.response.is_none() {
            return;
        }
        let exists = sheet.exists();
        let known = &mut sheet.document.examples;
        // Two examples that answer the same are the same, also if copies of one page have lost
        // something of the request.
        let is_same = |example: &Example| match (&example.response, &fact.response) {
            (Some(known), Some(new)) => known == new,
            (None, None) => example.request == request,
            _ => false,
        };
        if let Some(same) = known.iter_mut().find(|example| is_same(example)) {
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

/// Where the examples stand in their file.
fn places(examples: &[Example]) -> Vec<String> {
    steps_of(examples.iter().map(|example| example.title.clone().unwrap_or_default()))
}
