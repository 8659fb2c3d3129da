//! Dry runs and debugging: all steps are shown, and no secret.

use crate::support::{Shell, mock};

fn shell() -> Shell {
    Shell::bare()
        .with("TENCENTCLOUD_SECRET_ID", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE")
        .with("TENCENTCLOUD_SECRET_KEY", "TopSecretKey42")
        .with("TENCENTCLOUD_TOKEN", "TopSecretToken42")
}

#[test]
fn a_dry_run_shows_all_steps_and_masks_secrets() {
    let ran = shell().line("organization DescribeOrganization --dry-run --region ap-singapore");
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in [
        "POST\n/\n\ncontent-type:application/json\n",
        "TC3-HMAC-SHA256\n",
        "Signature=[REDACTED]",
        "AKID****MPLE",
        "curl -sS 'https://organization.tencentcloudapi.com/'",
        "x-tc-token: [REDACTED]",
        "ap-singapore",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    for secret in ["TopSecret", "Qpn74WFkmLPx3"] {
        assert!(!ran.out.contains(secret) && !ran.err.contains(secret), "{}", ran.out);
    }
}

#[test]
fn the_unmasked_curl_command_is_accepted_by_the_mock() {
    let server = mock();
    let ran = Shell::of(&server)
        .line("organization DescribeOrganization --dry-run --unmask --format json");
    let curl = ran.json()["Curl"].as_str().expect("a text").to_owned();
    let output = std::process::Command::new("sh").arg("-c").arg(&curl).output().expect("sh runs");
    let body = String::from_utf8_lossy(&output.stdout);
    assert!(body.contains("\"OrgId\""), "{curl}\n{body}");
}

#[test]
fn without_a_credential_a_placeholder_signs_with_a_warning() {
    let ran = Shell::bare().line("organization DescribeOrganization --dry-run");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("placeholder"), "{}", ran.err);
}

#[test]
fn debugging_shows_the_exchange_without_secrets() {
    let server = mock();
    let ran = Shell::of(&server).line("organization DescribeOrganization --debug");
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in ["> x-tc-action: DescribeOrganization", "< 200 OK", "Signature=[REDACTED]"] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(!ran.err.contains(tencentcloud_mock::SECRET_ID));
    ran.json();
}

#[test]
fn sensitive_members_are_masked() {
    let ran = shell().run(&[
        "organization",
        "CreateOrganizationMember",
        "--dry-run",
        "--skip-check",
        "--json",
        r#"{"Password":"TopSecretPassword","Name":"n"}"#,
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.out.contains("TopSecretPassword"), "{}", ran.out);
    assert!(ran.out.contains("[REDACTED]"));
}

#[test]
fn an_action_without_signature_needs_no_credential_and_shows_no_signature() {
    let line = "sts AssumeRoleWithWebIdentity --ProviderId p --WebIdentityToken TopSecretToken \
                --RoleArn qcs::cam::uin/1:roleName/r --RoleSessionName s --dry-run";
    let ran = Shell::bare().line(line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.contains("placeholder"), "{}", ran.err);
    assert!(ran.out.contains("authorization: SKIP"), "{}", ran.out);
    assert!(ran.out.contains("# Unsigned") && !ran.out.contains("# String to sign"), "{}", ran.out);
    assert!(!ran.out.contains("TopSecretToken"), "{}", ran.out);
}
