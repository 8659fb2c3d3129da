//! The examples of metadata. Answers that are streams of events are told from JSON.

use super::format::{Example, Lenient, Member, Object};
use crate::facts::{At, ExampleFact, Refusal};
use crate::page::example;
use crate::prose;

/// Why an answer cannot be imported.
pub(super) const STREAM: &str = "the answer is a stream of events, and only JSON can be read";

/// Whether an answer is a stream of server-sent events.
fn is_stream(answer: &str) -> bool {
    !answer.trim_start().starts_with('{')
        && answer.lines().any(|line| line.trim_start().starts_with("data:"))
}

/// Whether an action answers with nothing but streams of events: its output has no members, and its examples show streams, and refusals perhaps.
pub(super) fn only_streams(output: Option<&Object>, examples: &[Lenient<Example>]) -> bool {
    let is_request_id =
        |member: &Lenient<Member>| member.read().is_some_and(|it| it.name == "RequestId");
    let is_empty = output.is_some_and(|output| output.members.iter().all(is_request_id));
    let is_refusal = |example: &Example| {
        example::response(&example.output).is_ok_and(|response| response.contains_key("Error"))
    };
    let (streams, others): (Vec<_>, Vec<_>) =
        examples.iter().filter_map(Lenient::read).partition(|example| is_stream(&example.output));
    is_empty && !streams.is_empty() && others.into_iter().all(is_refusal)
}

/// Reads the examples of an action, and the readable halves of those that cannot be imported, which
/// are listed.
pub(super) fn examples(
    examples: &[Lenient<Example>],
    (at, path): (&At, &str),
    refused: &mut Vec<Refusal>,
) -> (Vec<ExampleFact>, Vec<ExampleFact>) {
    let (mut good, mut halves) = (Vec::new(), Vec::new());
    for (index, given) in examples.iter().enumerate() {
        let given = match given {
            Lenient::Read(given) => given,
            Lenient::Broken { reason, .. } => {
                let path = format!("{path}: example {}", index + 1);
                refused.push(Refusal { at: at.clone(), path, reason: reason.clone() });
                continue;
            }
        };
        let title = prose::title(&given.title);
        let found = example::Found {
            line: 0,
            title: title.clone(),
            request: example::request(&given.input),
            response: Some(if is_stream(&given.output) {
                Err(STREAM.to_owned())
            } else {
                example::response(&given.output)
            }),
        };
        halves.extend(found.readable_half(at.clone()));
        match found.finish(at.clone()) {
            Ok(example) => good.push(example),
            Err(reason) => {
                let name = title.unwrap_or_else(|| (index + 1).to_string());
                let path = format!("{path}: example {name}");
                refused.push(Refusal { at: at.clone(), path, reason });
            }
        }
    }
    (good, halves)
}
