//! Catalogues of the user: packages become services that are called like the embedded ones.

use crate::support::Shell;
use std::io::Write as _;
use std::path::{Path, PathBuf};

pub const API: &str = r#"{
  "actions": {"PlantTree": {"name": "种树", "document": "种一棵树。", "input": "PlantTreeRequest", "output": "PlantTreeResponse", "status": "online"}},
  "metadata": {"apiVersion": "2024-05-01", "serviceShortName": "garden", "serviceNameCN": "花园", "serviceDocument": "花园服务。", "api_brief": "花园"},
  "objects": {
    "PlantTreeRequest": {"document": "PlantTree请求参数结构体", "type": "object", "members": [
      {"name": "Name", "type": "string", "member": "string", "document": "名称。", "required": true, "disabled": false, "example": "oak"}]},
    "PlantTreeResponse": {"document": "PlantTree返回参数结构体", "type": "object", "members": [
      {"name": "TreeId", "type": "int", "member": "uint64", "document": "编号。", "disabled": false, "example": "1", "output_required": true, "value_allowed_null": false},
      {"name": "RequestId", "type": "string", "member": "string", "document": "唯一请求 ID，由服务端生成，每次请求都会返回（若请求因其他原因未能抵达服务端，则该次请求不会获得 RequestId）。定位问题时需要提供该次请求的 RequestId。"}]}
  },
  "version": "1.0"
}"#;

fn wheel(folder: &Path, package: &str, version: &str) -> PathBuf {
    let path = "tccli/services/garden/v20240501/api.json".to_owned();
    wheel_of(folder, package, version, &[(path, API.to_owned())])
}

/// Writes a package with these files.
pub fn wheel_of(
    folder: &Path,
    package: &str,
    version: &str,
    files: &[(String, String)],
) -> PathBuf {
    let path = folder.join(format!("{package}-{version}-py2.py3-none-any.whl"));
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).expect("made"));
    let options = zip::write::SimpleFileOptions::default();
    let metadata = (
        format!("{package}-{version}.dist-info/METADATA"),
        format!("Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n"),
    );
    for (name, text) in files.iter().chain([&metadata]) {
        archive.start_file(name.clone(), options).expect("begun");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("finished");
    path
}

/// Returns the metadata of a service with one action of this status.
pub fn garden(status: &str) -> String {
    API.replace("\"online\"", &format!("\"{status}\""))
}

#[test]
fn a_package_is_added_listed_used_updated_and_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let shell = Shell::bare().with("XDG_DATA_HOME", &folder.path().display().to_string());
    let first = wheel(folder.path(), "tccli", "3.1.0").display().to_string();
    let ran = shell.run(&["catalogue", "add", &first]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(shell.line("catalogue list").out.contains("3.1.0"));
    assert!(shell.line("services").out.contains("garden"));
    let ran = shell.line("garden PlantTree --Name oak --dry-run");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("garden.tencentcloudapi.com"), "{}", ran.out);
    let ran = shell.line("garden PlantTree --help --lang zh");
    assert!(ran.out.contains("名称"), "{}", ran.out);
    // The embedded services are there as before.
    assert_eq!(shell.line("organization --help").code, 0);
    let again = shell.run(&["catalogue", "add", &first]);
    assert!(again.code == 2 && again.err.contains("catalogue update"), "{}", again.err);
    let second = wheel(folder.path(), "tccli", "3.2.0").display().to_string();
    let ran = shell.run(&["catalogue", "update", &second]);
    assert!(ran.code == 0 && ran.err.contains("replaces tccli 3.1.0"), "{}", ran.err);
    assert!(!ran.err.contains("no longer"), "{}", ran.err);
    let list = shell.line("catalogue list").out;
    assert!(list.contains("3.2.0") && !list.contains("3.1.0"), "{list}");
    assert_eq!(shell.line("catalogue remove tccli").code, 0);
    assert_eq!(shell.line("garden PlantTree --help").code, 2);
}

#[test]
fn a_part_of_a_package_is_chosen_and_one_that_is_missing_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let shell = Shell::bare().with("XDG_DATA_HOME", &folder.path().display().to_string());
    let file = wheel(folder.path(), "tccli-intl-en", "3.1.0").display().to_string();
    let ran = shell.run(&["catalogue", "add", &file, "--only", "cvm"]);
    assert!(ran.code == 2 && ran.err.contains("nothing that matches `cvm:*`"), "{}", ran.err);
    assert!(
        shell
            .line("catalogue list --format json")
            .json()
            .as_array()
            .is_some_and(|rows| rows.len() == 1)
    );
    let ran = shell.run(&["catalogue", "add", &file, "--only", "garden:PlantTree"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_catalogue_of_another_format_is_an_error_that_names_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let shell = Shell::bare().with("XDG_DATA_HOME", &folder.path().display().to_string());
    let catalogues = folder.path().join("tencentcloud/catalogues");
    std::fs::create_dir_all(&catalogues).expect("made");
    std::fs::write(catalogues.join("tccli@1.zh.tcat"), b"tc-catlg\xff\0\0\0\0\0\0\0")
        .expect("written");
    let ran = shell.line("garden PlantTree");
    assert!(ran.code == 1 && ran.err.contains("tccli@1.zh.tcat"), "{}", ran.err);
    assert!(ran.err.contains("catalogue update"), "{}", ran.err);
    // It hides nothing else, is listed, and can be removed.
    assert_eq!(shell.line("organization --help").code, 0);
    assert!(shell.line("__complete -- org").out.contains("organization"));
    let ran = shell.line("catalogue list");
    assert!(ran.code == 0 && ran.out.contains("unreadable"), "{}", ran.out);
    assert!(ran.err.contains("format 255"), "{}", ran.err);
    assert_eq!(shell.line("catalogue remove tccli").code, 0);
    assert_eq!(shell.line("catalogue list").err, "");
}
