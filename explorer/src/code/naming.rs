//! The names of the official SDKs, as data: the package and the client of each service.

use super::language::Language;

/// The names of a service in a language's SDK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Naming {
    /// The folder of the service in the spec.
    pub service: &'static str,
    /// The language.
    pub language: Language,
    /// The module, package or namespace of the service.
    pub package: &'static str,
    /// The client's class.
    pub client: &'static str,
    /// How to install the SDK.
    pub install: &'static str,
    /// The file of the SDK's repository that has these names.
    pub source: &'static str,
}

/// Every known row. A row is added only after its source was read.
pub const TABLE: &[Naming] = &[
    row(
        "organization",
        Language::Python,
        "organization",
        "OrganizationClient",
        "pip install tencentcloud-sdk-python-organization.",
        "tencentcloud-sdk-python: tencentcloud/organization/v20210331/organization_client.py",
    ),
    row(
        "sts",
        Language::Python,
        "sts",
        "StsClient",
        "pip install tencentcloud-sdk-python-sts.",
        "tencentcloud-sdk-python: tencentcloud/sts/v20180813/sts_client.py",
    ),
    row(
        "organization",
        Language::Go,
        "organization",
        "Client",
        "go get github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/organization.",
        "tencentcloud-sdk-go: tencentcloud/organization/v20210331/client.go",
    ),
    row(
        "sts",
        Language::Go,
        "sts",
        "Client",
        "go get github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/sts.",
        "tencentcloud-sdk-go: tencentcloud/sts/v20180813/client.go",
    ),
    row(
        "organization",
        Language::Java,
        "organization",
        "OrganizationClient",
        "Maven: com.tencentcloudapi:tencentcloud-sdk-java-organization.",
        "tencentcloud-sdk-java: src/main/java/com/tencentcloudapi/organization/v20210331/OrganizationClient.java",
    ),
    row(
        "sts",
        Language::Java,
        "sts",
        "StsClient",
        "Maven: com.tencentcloudapi:tencentcloud-sdk-java-sts.",
        "tencentcloud-sdk-java: src/main/java/com/tencentcloudapi/sts/v20180813/StsClient.java",
    ),
    row(
        "organization",
        Language::Node,
        "organization",
        "Client",
        "npm install tencentcloud-sdk-nodejs.",
        "tencentcloud-sdk-nodejs 4.1.313: tencentcloud/services/organization/v20210331/organization_client.js",
    ),
    row(
        "sts",
        Language::Node,
        "sts",
        "Client",
        "npm install tencentcloud-sdk-nodejs.",
        "tencentcloud-sdk-nodejs 4.1.313: tencentcloud/services/sts/v20180813/sts_client.js",
    ),
    row(
        "organization",
        Language::Php,
        "Organization",
        "OrganizationClient",
        "composer require tencentcloud/organization.",
        "tencentcloud-sdk-php: src/TencentCloud/Organization/V20210331/OrganizationClient.php",
    ),
    row(
        "sts",
        Language::Php,
        "Sts",
        "StsClient",
        "composer require tencentcloud/sts.",
        "tencentcloud-sdk-php: src/TencentCloud/Sts/V20180813/StsClient.php",
    ),
    row(
        "organization",
        Language::DotNet,
        "Organization",
        "OrganizationClient",
        "dotnet add package TencentCloudSDK.Organization.",
        "tencentcloud-sdk-dotnet: TencentCloud/Organization/V20210331/OrganizationClient.cs",
    ),
    row(
        "sts",
        Language::DotNet,
        "Sts",
        "StsClient",
        "dotnet add package TencentCloudSDK.Sts.",
        "tencentcloud-sdk-dotnet: TencentCloud/Sts/V20180813/StsClient.cs",
    ),
    row(
        "organization",
        Language::Cpp,
        "organization/Organization",
        "OrganizationClient",
        "Build tencentcloud-sdk-cpp with -DBUILD_MODULES=organization.",
        "tencentcloud-sdk-cpp: organization/src/v20210331/OrganizationClient.cpp",
    ),
    row(
        "sts",
        Language::Cpp,
        "sts/Sts",
        "StsClient",
        "Build tencentcloud-sdk-cpp with -DBUILD_MODULES=sts.",
        "tencentcloud-sdk-cpp: sts/src/v20180813/StsClient.cpp",
    ),
    row(
        "organization",
        Language::Ruby,
        "organization/Organization",
        "Client",
        "gem install tencentcloud-sdk-common tencentcloud-sdk-organization.",
        "tencentcloud-sdk-ruby: tencentcloud-sdk-organization/lib/v20210331/client.rb",
    ),
    row(
        "sts",
        Language::Ruby,
        "sts/Sts",
        "Client",
        "gem install tencentcloud-sdk-common tencentcloud-sdk-sts.",
        "tencentcloud-sdk-ruby: tencentcloud-sdk-sts/lib/v20180813/client.rb",
    ),
    row(
        "organization",
        Language::Tccli,
        "organization",
        "",
        "pip install tccli, then tccli configure.",
        "tccli 3.1.189.1: tccli/services/organization",
    ),
    row(
        "sts",
        Language::Tccli,
        "sts",
        "",
        "pip install tccli, then tccli configure.",
        "tccli 3.1.189.1: tccli/services/sts",
    ),
];

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

const fn row(
    service: &'static str,
    language: Language,
    package: &'static str,
    client: &'static str,
    install: &'static str,
    source: &'static str,
) -> Naming {
    Naming { service, language, package, client, install, source }
}

/// Returns the names of a service in a language.
pub fn of(service: &str, language: Language) -> Option<&'static Naming> {
    TABLE.iter().find(|row| row.service == service && row.language == language)
}

/// Returns how to install what the sample needs, for the languages without a row per service.
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
