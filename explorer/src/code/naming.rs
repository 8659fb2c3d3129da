//! The names of the official SDKs, as data: a convention per language, the services that were looked
//! up, and the exceptions.

use super::language::Language;
use super::template::fill;

/// The convention of a language's SDK. `«service»` is the service's wire name and `«Service»` has its
/// first letter in upper case; both follow [`EXCEPTIONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Convention {
    /// The language.
    pub language: Language,
    /// The module, package or namespace of a service; for C++ and Ruby, folder and namespace.
    pub package: &'static str,
    /// The client's class.
    pub client: &'static str,
    /// How to install the SDK.
    pub install: &'static str,
    /// The file that has these names, in a repository at a commit.
    pub source: &'static str,
}

/// Every convention. Each was compared with all files of its source that match.
pub const CONVENTIONS: &[Convention] = &[
    row(
        Language::Python,
        ("«service»", "«Service»Client"),
        "pip install tencentcloud-sdk-python-«service».",
        "tencentcloud-sdk-python bf297176c: tencentcloud/«service»/«version»/«service»_client.py",
    ),
    row(
        Language::Go,
        ("«service»", "Client"),
        "go get github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common and …/«service».",
        "tencentcloud-sdk-go 144f6c8d3: tencentcloud/«service»/«version»/client.go",
    ),
    row(
        Language::Java,
        ("«service»", "«Service»Client"),
        "Maven: com.tencentcloudapi:tencentcloud-sdk-java-«service».",
        "tencentcloud-sdk-java 970d68bd0: src/main/java/com/tencentcloudapi/«service»/«version»/«Service»Client.java",
    ),
    row(
        Language::Node,
        ("«service»", "Client"),
        "npm install tencentcloud-sdk-nodejs.",
        "tencentcloud-sdk-nodejs 48cf45131: tencentcloud/services/«service»/«version»/«service»_client.js",
    ),
    row(
        Language::Php,
        ("«Service»", "«Service»Client"),
        "composer require tencentcloud/«service».",
        "tencentcloud-sdk-php f8d5ee092: src/TencentCloud/«Service»/«VERSION»/«Service»Client.php",
    ),
    row(
        Language::DotNet,
        ("«Service»", "«Service»Client"),
        "dotnet add package TencentCloudSDK.«Service».",
        "tencentcloud-sdk-dotnet 1818f49c6: TencentCloud/«Service»/«VERSION»/«Service»Client.cs",
    ),
    row(
        Language::Cpp,
        ("«service»/«Service»", "«Service»Client"),
        "Build tencentcloud-sdk-cpp with -DBUILD_MODULES=«service».",
        "tencentcloud-sdk-cpp b8551bffa: «service»/src/«version»/«Service»Client.cpp",
    ),
    row(
        Language::Ruby,
        ("«service»/«Service»", "Client"),
        "gem install tencentcloud-sdk-common tencentcloud-sdk-«service».",
        "tencentcloud-sdk-ruby f035fa15d: tencentcloud-sdk-«service»/lib/«version»/client.rb",
    ),
    row(
        Language::Tccli,
        ("«service»", ""),
        "pip install tccli, then tccli configure.",
        "tccli 3.1.189.1: tccli/services/«service»/«version»/api.json",
    ),
];

/// Services that a language names otherwise: language, wire name, name, reason.
pub const EXCEPTIONS: &[(Language, &str, &str, &str)] = &[
    (Language::Python, "as", "autoscaling", "`as` is a keyword of Python"),
    (Language::Tccli, "as", "autoscaling", "tccli is written in Python"),
    (Language::Php, "as", "autoscaling", "`as` is a keyword of PHP; the SDK has both names"),
];

/// The services with their versions, and where they were looked up.
pub const SERVICES: &str = include_str!("services.txt");

/// The names of a service in a language's SDK.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The module, package or namespace of the service; for C++ and Ruby, folder and namespace.
    pub package: String,
    /// The client's class.
    pub client: String,
    /// How to install the SDK.
    pub install: String,
}

/// Rust names of the crate `tencentcloud-api` that differ from the wire name: acronyms are words.
/// Source: `generated/src/organization/v20210331/actions`.
pub const RUST_NAMES: &[(&str, &str)] = &[
    ("AddExternalSAMLIdPCertificate", "AddExternalSamlIdpCertificate"),
    ("ClearExternalSAMLIdentityProvider", "ClearExternalSamlIdentityProvider"),
    ("CreateSCIMCredential", "CreateScimCredential"),
    ("DeleteSCIMCredential", "DeleteScimCredential"),
    ("GetExternalSAMLIdentityProvider", "GetExternalSamlIdentityProvider"),
    ("GetIPWhitelist", "GetIpWhitelist"),
    ("GetSCIMSynchronizationStatus", "GetScimSynchronizationStatus"),
    ("GetZoneSAMLServiceProviderInfo", "GetZoneSamlServiceProviderInfo"),
    ("ListExternalSAMLIdPCertificates", "ListExternalSamlIdpCertificates"),
    ("ListSCIMCredentials", "ListScimCredentials"),
    ("RemoveExternalSAMLIdPCertificate", "RemoveExternalSamlIdpCertificate"),
    ("SetExternalSAMLIdentityProvider", "SetExternalSamlIdentityProvider"),
    ("UpdateIPWhitelist", "UpdateIpWhitelist"),
    ("UpdateSCIMCredentialStatus", "UpdateScimCredentialStatus"),
    ("UpdateSCIMSynchronizationStatus", "UpdateScimSynchronizationStatus"),
];

/// The services of the crate `tencentcloud-api`.
pub const RUST_SERVICES: &[&str] = &["organization", "sts"];

const fn row(
    language: Language,
    (package, client): (&'static str, &'static str),
    install: &'static str,
    source: &'static str,
) -> Convention {
    Convention { language, package, client, install, source }
}

/// Returns the names of a version of a service, by its wire name, in a language; `None` if the SDK
/// was not seen to have it.
pub fn of(service: &str, version: &str, language: Language) -> Option<Naming> {
    let convention = CONVENTIONS.iter().find(|row| row.language == language)?;
    let lines = SERVICES.lines().filter(|line| !line.starts_with('#'));
    let mut known = lines.map(|line| line.split(' '));
    known
        .find_map(|mut words| (words.next() == Some(service)).then_some(words))?
        .find(|it| *it == version)?;
    let exception = EXCEPTIONS.iter().find(|row| row.0 == language && row.1 == service);
    let name = exception.map_or(service, |row| row.2);
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let upper: String = first.into_iter().chain(letters).collect();
    let fill = |text| fill(text, &[("service", name), ("Service", &upper)]);
    Some(Naming {
        package: fill(convention.package),
        client: fill(convention.client),
        install: fill(convention.install),
    })
}

/// Returns how to install what a sample needs that no convention names.
pub(super) fn install(language: Language) -> &'static str {
    match language {
        Language::Rust => {
            "cargo add tencentcloud-api serde_json and tokio with its features macros and rt-multi-thread."
        }
        Language::Curl => "Needs bash, curl and openssl.",
        Language::Tccli => "pip install tccli, then tccli configure.",
        _ => "",
    }
}
