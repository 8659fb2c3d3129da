//! Profiles.

use crate::support::{Shell, mock};
use tencentcloud_mock::{SECRET_ID, SECRET_KEY};

#[test]
fn a_profile_is_written_for_its_owner_alone_and_used() {
    let home = tempfile::tempdir().expect("a folder");
    let name = home.path().to_str().expect("UTF-8");
    let answers = format!("{SECRET_ID}\n{SECRET_KEY}\nap-singapore\n\n");
    let ran = Shell::bare().with("HOME", name).stdin(&answers).line("configure --profile work");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.contains(SECRET_KEY) && ran.out.is_empty());
    let file = home.path().join(".tencentcloud/credentials");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let server = mock();
    let shell = Shell::bare().with("HOME", name).with("TENCENTCLOUD_ENDPOINT", &server.url());
    let ran = shell.line("organization DescribeOrganization --profile work");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(server.requests()[0].region.as_deref(), Some("ap-singapore"));
    let ran = shell.line("organization DescribeOrganization --profile wrok");
    assert!(ran.code == 3 && ran.err.contains("did you mean `work`?"), "{}", ran.err);
}

#[test]
fn the_profile_of_tccli_is_used() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join(".tccli");
    std::fs::create_dir(&folder).expect("made");
    let key = format!(r#"{{"secretId":"{SECRET_ID}","secretKey":"{SECRET_KEY}"}}"#);
    std::fs::write(folder.join("old.credential"), key).expect("written");
    std::fs::write(folder.join("old.configure"), r#"{"_sys_param":{"region":"ap-tokyo"}}"#)
        .expect("written");
    let server = mock();
    let name = home.path().to_str().expect("UTF-8");
    let shell = Shell::bare().with("HOME", name).with("TENCENTCLOUD_ENDPOINT", &server.url());
    let ran = shell.line("organization DescribeOrganization --profile old");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(server.requests()[0].region.as_deref(), Some("ap-tokyo"));
}
