//! The fixed sentences and headers of documentation pages. They are never translated into the
//! language of the navigation around them, so a page is found by them, wherever it stands.

use crate::cell::{is_name, is_version};
use crate::lines::squeeze;
use crate::page::title::Title;
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The meaning of a line for finding the parts of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Landmark {
    /// `Domain name for API request: …`
    Domain(String),
    /// The sentences before the parameters.
    InputIntro,
    /// The recommendation of software for several languages.
    Resources,
    /// The sentences before the error codes.
    ErrorIntro,
    /// Says that the action has no error codes of its own.
    NoErrors,
    /// A heading of a part, without its number.
    Part(Part),
    /// The name of an example.
    Example(String),
    /// The recommendation to try the API online.
    Explorer,
}

/// The parts of a page that have a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Description,
    Input,
    Output,
    Examples,
    ExampleInput,
    ExampleOutput,
    Resources,
    Errors,
}

const PARTS: &[(Part, &[&str])] = &[
    (Part::Description, &["API Description", "接口描述"]),
    (
        Part::Input,
        &["Input Parameters", "Input Parameter", "Request Parameters", "输入参数", "请求参数"],
    ),
    (
        Part::Output,
        &[
            "Output Parameters",
            "Output Parameter",
            "Response Parameters",
            "输出参数",
            "返回参数",
            "响应参数",
        ],
    ),
    (Part::Examples, &["Example", "Examples", "示例"]),
    (Part::ExampleInput, &["Input Example", "输入示例"]),
    (Part::ExampleOutput, &["Output Example", "输出示例"]),
    (Part::Resources, &["Developer Resources", "Other Resources", "开发者资源", "其他资源"]),
    (Part::Errors, &["Error Code", "Error Codes", "错误码"]),
];

/// Sentences by which a line is known, wherever it goes on.
const SENTENCES: &[(&str, Landmark)] = &[
    ("The following request parameter list only provides API request", Landmark::InputIntro),
    ("以下请求参数列表仅列出了接口请求参数", Landmark::InputIntro),
    ("TencentCloud API 3.0 integrates SDKs", Landmark::Resources),
    ("Cloud API 3.0 comes with the following development tools", Landmark::Resources),
    ("云 API 3.0 提供了配套的开发工具集", Landmark::Resources),
    ("腾讯云 API 平台是综合 API 文档", Landmark::Resources),
    ("The following only lists the error codes related to the API", Landmark::ErrorIntro),
    ("以下仅列出了接口业务逻辑相关的错误码", Landmark::ErrorIntro),
    ("There is no error code related to the API business logic", Landmark::NoErrors),
    ("There are no error codes related to the API business logic", Landmark::NoErrors),
    ("There are no error codes related to this API", Landmark::NoErrors),
    ("There is no error code related to this API", Landmark::NoErrors),
    ("This API has no error codes", Landmark::NoErrors),
    ("该接口暂无业务逻辑相关的错误码", Landmark::NoErrors),
    ("该接口暂无错误码", Landmark::NoErrors),
    ("We recommend you to use API Explorer", Landmark::Explorer),
    ("API Explorer provides a range of capabilities", Landmark::Explorer),
    ("This tool allows online call, signature authentication", Landmark::Explorer),
    ("推荐使用 API Explorer", Landmark::Explorer),
    ("API Explorer 提供了在线调用", Landmark::Explorer),
];

/// The text between the sentences on API Explorer: the captions of its buttons.
const CAPTIONS: &[&str] = &["Try it", "点击调试"];

/// The landmark that a line is, if any. Headings without a number count
/// only if the page's form says that they are headings.
pub(crate) fn landmark(line: &str, is_heading: bool) -> Option<Landmark> {
    let line = line.trim();
    let sentence = line.trim_start_matches(['>', '-', '*', '+', '•', ' ']);
    if let Some(host) = domain(sentence) {
        return Some(Landmark::Domain(host));
    }
    if CAPTIONS.contains(&line) {
        return Some(Landmark::Explorer);
    }
    if let Some((_, landmark)) = SENTENCES.iter().find(|(known, _)| starts(sentence, known)) {
        return Some(landmark.clone());
    }
    if let Some(title) = example_title(line) {
        return Some(Landmark::Example(title));
    }
    let (part, is_numbered) = part(line, is_heading)?;
    let is_mark = matches!(part, Part::ExampleInput | Part::ExampleOutput);
    (is_numbered || is_heading || is_mark).then_some(Landmark::Part(part))
}

/// The part whose title a line is, and whether it is numbered.
fn part(line: &str, is_heading: bool) -> Option<(Part, bool)> {
    // Long lines are no titles, and there are many of them.
    if line.len() > 120 {
        return None;
    }
    let title = Title::of(line, is_heading);
    let (part, _) = PARTS.iter().find(|(_, names)| title.is_any(names))?;
    Some((*part, title.is_numbered))
}

/// Whether a line begins with a sentence, whatever blanks it has.
fn starts(line: &str, sentence: &str) -> bool {
    // Only a line that begins alike is worth to be compared in full.
    let same_start = line.chars().next() == sentence.chars().next();
    same_start && squeeze(line).starts_with(sentence)
}

fn domain(line: &str) -> Option<String> {
    let rest = ["Domain name for API requests", "Domain name for API request", "接口请求域名"]
        .iter()
        .find_map(|sentence| line.strip_prefix(sentence))?;
    Some(host(rest.trim_start().strip_prefix([':', '：'])?))
}

/// The host at the start of a text, which may be set as an address or as code.
pub(crate) fn host(text: &str) -> String {
    let text = text.trim_start_matches([' ', '<', '`', '*']);
    let text = ["https://", "http://"].iter().find_map(|it| text.strip_prefix(it)).unwrap_or(text);
    let is_end = |c: char| c.is_whitespace() || "。，,;|<>`*\"'()（）".contains(c);
    let host = text.get(..text.find(is_end).unwrap_or(text.len())).unwrap_or_default();
    host.trim_end_matches(['.', '/']).to_ascii_lowercase()
}

/// The name in `Example1 …`, `Example 1 …`, `示例1 …`.
fn example_title(line: &str) -> Option<String> {
    // The number of the section, as in `4.1 Example 1`.
    let number = line.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let line = line.get(number..).map_or(line, str::trim_start);
    let rest = line.strip_prefix("Example").or_else(|| line.strip_prefix("示例"))?;
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let title = rest.get(digits..)?;
    let is_title = digits > 0 && (title.is_empty() || title.starts_with([' ', ':', '：', '.']));
    let title = title.trim_start_matches([' ', ':', '：', '.', '-', '–', '—']);
    is_title.then(|| title.to_owned())
}

/// The text before the value of a common parameter.
const COMMON_VALUES: &[&str] = &[
    "The value used for this API",
    "the value used for this API",
    "Value used for this API",
    "Value used in this API",
    "value used in this API",
    "The value used",
    "the value used",
    "The value for this API",
    "本接口取值",
    "此接口取值",
];

/// The value in `… The value used for this API: QuitOrganization.`
pub(crate) fn common_value(description: &str) -> Option<String> {
    let rest = COMMON_VALUES.iter().find_map(|form| {
        let rest = description.split_once(form)?.1.trim_start();
        let rest = rest.strip_prefix("is ").map_or_else(|| rest.strip_prefix([':', '：']), Some);
        rest.map(str::trim_start)
    })?;
    let rest = rest.trim_start_matches(['`', '"', '“']);
    let end =
        rest.find(|c: char| c.is_whitespace() || matches!(c, '。' | '`' | '|' | '"' | '”' | '，'));
    let value = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    Some(value.trim_end_matches(['.', ',', ';']).to_owned())
}

/// How the descriptions of common parameters begin.
const COMMON: &[&str] =
    &["Common Param", "Common param", "Common Request Param", "公共参数", "公共请求参数"];

/// Whether a description is that of a parameter that every action has.
pub(crate) fn is_common(description: &str) -> bool {
    let description = description.trim_start_matches(['[', '*', '_']);
    COMMON.iter().any(|form| description.starts_with(form))
}

/// The sentence before the actions that use a type.
const USED_BY: &[&str] = &[
    "Used by actions",
    "Used by action",
    "Used by the following actions",
    "Used by the following APIs",
    "Used by APIs",
    "Used by API",
    "Referenced by APIs",
    "Related actions",
    "Related APIs",
    "Referenced by the following API(s)",
    "Referenced by the following APIs",
    "Referenced by the following API",
    "Relevant actions",
    "被如下接口引用",
];

/// The names in `Used by actions: A, B.`
pub(crate) fn used_by(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let rest = USED_BY.iter().find_map(|form| line.strip_prefix(form))?;
    let rest = rest.trim_start().strip_prefix([':', '：'])?;
    let names = rest
        .split([',', '，', '、', ';', '；'])
        .map(|name| name.trim().trim_end_matches(['.', '。']));
    Some(names.filter(|name| is_name(name)).map(str::to_owned).collect())
}

/// The service whose host a text names, if it names the hosts of one service alone.
pub(crate) fn stated_service(text: &str) -> Option<String> {
    static HOST: LazyLock<Regex> = LazyLock::new(|| {
        let host = r"(?:^|[^a-z0-9.-])([a-z0-9]+)(?:\.intl)?\.tencentcloudapi\.com";
        Regex::new(host).unwrap_or_else(|error| unreachable!("{error}"))
    });
    one_of(HOST.captures_iter(text).filter_map(|found| Some(found.get(1)?.as_str())))
}

/// The version that a text names, if it names one alone.
pub(crate) fn stated_version(text: &str) -> Option<String> {
    static VERSION: LazyLock<Regex> = LazyLock::new(|| {
        let version = r#"(?i)(?:version|版本)["'`*]*(?: number|号)?\s*(?:[:：=(（]|is|为)?\s*["'`*]*(20[0-9]{2}-[01][0-9]-[0-3][0-9])(?:[^0-9 :T]|$|\s*[^0-9\s])"#;
        Regex::new(version).unwrap_or_else(|error| unreachable!("{error}"))
    });
    let found = VERSION.captures_iter(text);
    one_of(found.filter_map(|found| Some(found.get(1)?.as_str())).filter(|it| is_version(it)))
}

/// The only one of some words.
fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: BTreeSet<&str> = words.collect();
    let mut words = words.into_iter();
    words.next().filter(|_| words.next().is_none()).map(str::to_owned)
}

/// Pages that hold nothing for a spec: what only they say, and why they are passed over.
const OTHER_PAGES: &[(&[&str], &str)] = &[
    (
        &["TC3-HMAC-SHA256", "StringToSign", "string to sign", "拼接待签名字符串"],
        "it explains how requests are signed, which the runtime does: nothing in it belongs into \
         the spec",
    ),
    (
        &["X-TC-Timestamp", "SignatureMethod"],
        "it lists the parameters that every request has, which the runtime sends: nothing in it \
         belongs into the spec",
    ),
    (
        &["Release time", "Release Time", "发布时间"],
        "it lists what changed when: import the pages of the actions that it names, or name the \
         service with `--service` and the version with `--api-version` to list them in the spec",
    ),
];

/// Why a page without tables of an action holds nothing to import; `None` if it is not known.
pub(crate) fn other_page(text: &str) -> Option<&'static str> {
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    OTHER_PAGES.iter().find(|(words, _)| says(words)).map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::{Landmark, Part, common_value, landmark};

    #[test]
    fn landmarks_are_known_in_every_copy() {
        let domain = |host: &str| Some(Landmark::Domain(host.to_owned()));
        let table = [
            (
                "Domain name for API request: a.tencentcloudapi.com.",
                false,
                domain("a.tencentcloudapi.com"),
            ),
            (
                "Domain name for API request: a.tencentcloudapi.com",
                false,
                domain("a.tencentcloudapi.com"),
            ),
            ("接口请求域名： a.tencentcloudapi.com 。", false, domain("a.tencentcloudapi.com")),
            ("2. Input Parameters", false, Some(Landmark::Part(Part::Input))),
            ("Input Parameters", true, Some(Landmark::Part(Part::Input))),
            ("Input Parameters", false, None),
            ("Input example", false, Some(Landmark::Part(Part::ExampleInput))),
            ("Example1 Leaving", false, Some(Landmark::Example("Leaving".to_owned()))),
            ("Example 2", false, Some(Landmark::Example(String::new()))),
            ("Examples of this", false, None),
            (
                "The following only lists the error codes related to the API business logic. For",
                false,
                Some(Landmark::ErrorIntro),
            ),
        ];
        for (line, is_heading, expected) in table {
            assert_eq!(landmark(line, is_heading), expected, "{line}");
        }
    }

    #[test]
    fn every_wording_in_the_lists_is_known() {
        for (sentence, expected) in super::SENTENCES {
            let line = format!("{sentence} and so on.");
            assert_eq!(landmark(&line, false).as_ref(), Some(expected), "{sentence}");
        }
        for (part, names) in super::PARTS {
            for name in *names {
                let numbered = landmark(&format!("3. {name}"), false);
                assert_eq!(numbered, Some(Landmark::Part(*part)), "{name}");
                assert_eq!(landmark(name, true), Some(Landmark::Part(*part)), "{name}");
            }
        }
        for common in super::COMMON {
            for form in super::COMMON_VALUES {
                let doc = format!("{common}. {form}: QuitIt.");
                assert_eq!(common_value(&doc).as_deref(), Some("QuitIt"), "{doc}");
                assert!(super::is_common(&doc), "{doc}");
            }
        }
        for form in super::USED_BY {
            let names = super::used_by(&format!("{form}: A, B."));
            assert_eq!(names, Some(vec!["A".to_owned(), "B".to_owned()]), "{form}");
        }
        for (words, reason) in super::OTHER_PAGES {
            for word in *words {
                let found = super::other_page(&format!("a {word} b"));
                assert_eq!(found, Some(*reason), "{word}");
            }
        }
    }

    #[test]
    fn the_values_of_common_parameters_are_found() {
        let value = |text| common_value(text);
        assert_eq!(
            value("Common Params. The value used for this API: Quit.").as_deref(),
            Some("Quit")
        );
        assert_eq!(
            value("Common parameter. The value used for this API: 2017-03-12").as_deref(),
            Some("2017-03-12")
        );
        assert_eq!(value("公共参数，本接口取值：Quit。").as_deref(), Some("Quit"));
        assert_eq!(value("Common Params. This parameter is not required."), None);
    }
}
