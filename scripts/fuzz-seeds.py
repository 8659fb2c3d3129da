#!/usr/bin/env python3
"""Writes fuzz/corpus from the fixtures, the spec and the examples of this repository.

Seeds are small: a tree of files is one text, with a line `=== path` before each file.
"""

import pathlib
import shutil

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz/corpus"
LARGEST = 20_000


def write(target, name, data):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    data = data.encode() if isinstance(data, str) else data
    if len(data) <= LARGEST:
        (folder / name).write_bytes(data)


def tree(folder):
    files = sorted(path for path in folder.rglob("*.yaml"))
    return "".join(
        f"=== {path.relative_to(folder).as_posix()}\n{path.read_text()}" for path in files
    )


def trees():
    for fixture in sorted((ROOT / "codegen/tests/fixtures/accept").iterdir()):
        if fixture.is_dir():
            spec = fixture / "spec" if (fixture / "spec").is_dir() else fixture
            for target in ("spec_tree", "fmt"):
                write(target, fixture.name, tree(spec))
    for path in sorted((ROOT / "spec/sts").rglob("*.yaml")):
        write("yaml", path.stem, path.read_bytes())
    actions = ROOT / "spec/organization/2021-03-31/actions"
    for name in ("QuitOrganization", "InviteOrganizationMember", "ListOrganizationIdentity"):
        if (actions / f"{name}.yaml").is_file():
            write("yaml", name, (actions / f"{name}.yaml").read_bytes())


def sources():
    fixtures = ROOT / "importer/tests/fixtures"
    for path in sorted((fixtures / "pages").glob("*.txt")):
        write("page", path.stem, path.read_bytes())
    for path in sorted((fixtures / "import").rglob("api.json")):
        examples = path.with_name("examples.json")
        text = path.read_text()
        if examples.is_file():
            text += "\n===\n" + examples.read_text()
        write("metadata", "-".join(path.relative_to(fixtures).parts[1:-1]), text)
    write(
        "metadata",
        "small",
        '{"metadata":{"serviceShortName":"tag","serviceName":"tag","serviceNameCN":"Tag",'
        '"apiVersion":"2018-08-13","api_brief":"Tags"},"actions":{"AddTag":{"name":"AddTag",'
        '"document":"Adds a tag.","input":"AddTagRequest","output":"AddTagResponse",'
        '"status":"online"}},"objects":{"AddTagRequest":{"document":"","type":"object",'
        '"members":[{"name":"Key","type":"string","member":"string","required":true,'
        '"document":"The key.","example":"k","disabled":false}]},"AddTagResponse":{'
        '"document":"","type":"object","members":[{"name":"RequestId","type":"string",'
        '"member":"string","required":true,"document":"Id","disabled":false}]}},"version":"1.0"}',
    )


def calls():
    answers = {
        "ok": '{"Response":{"OrgId":7,"RequestId":"r"}}',
        "refusal": '{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"x"},"RequestId":"r"}}',
        "surrogate": r'{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"a \ud83d b"},"RequestId":"r"}}',
        "number": '{"Response":{"Error":{"Code":4100,"Message":"no"},"RequestId":"r"}}',
        "overflow": '{"Response":{"Error":{"Code":"InternalError","Cost":1e400},"RequestId":"r"}}',
        "twice": '{"Response":{"Error":{"Code":"A"},"Error":{"Code":"B","Message":"m"},"RequestId":"r"}}',
        "members": '{"Response":{"Items":[{"MemberUin":1,"Name":"a","MemberType":"Invite"}],"Total":1,"RequestId":"r"}}',
    }
    for name, text in answers.items():
        write("answer", name, text)
    write("request", "invite", '{"MemberUin":1,"Name":"n","PolicyType":"Financial","PermissionIds":[1,2],"NodeId":1001}')
    write("request", "policy", '{"Name":"n","Content":"{}","Type":0,"Description":"d"}')
    write("request", "email", '{"MemberUin":1,"Email":"a@b.example","CountryCode":"86","Phone":"1"}')
    write("signing", "post", "POST\n\ncvm\n1551113065\n{}\ncontent-type:application/json\nhost:cvm.tencentcloudapi.com\n")
    write("mock_request", "post", "POST /\nhost:organization.tencentcloudapi.com\ncontent-type:application/json\nx-tc-action:QuitOrganization\nx-tc-version:2021-03-31\nx-tc-timestamp:1790000000\n\0{\"OrgId\":7}")
    write("mock_request", "list", "POST /\nhost:organization.tencentcloudapi.com\ncontent-type:application/json\nx-tc-action:DescribeOrganizationMembers\nx-tc-version:2021-03-31\nx-tc-timestamp:1790000000\n\0{\"Offset\":0,\"Limit\":10}")
    write("mock_request", "query", "GET /?Action=QuitOrganization&Version=2021-03-31&OrgId=7&Timestamp=1790000000\nhost:organization.tencentcloudapi.com\n")
    write("mock_request", "rules", "POST /_mock/rules\nhost:127.0.0.1\ncontent-type:application/json\n\0[{\"action\":\"QuitOrganization\",\"times\":1,\"error\":\"InternalError\"}]")
    write(
        "mock_rules",
        "rules",
        "- {action: InviteOrganizationMember, error: FailedOperation.InvitationExist, times: 2}\n"
        "- {action: ListUsers, when: {ZoneId: z-1}, delay_ms: 500}\n"
        "- {action: DescribeOrganization, respond: {OrgId: 7, NickName: sales}}\n"
        "- {action: QuitOrganization, after: 1, fault: reset}\n"
        "- {fault: page, status: 502, body: <h1>Bad Gateway</h1>}\n",
    )
    write("credential_file", "profile", "[default]\nsecret_id = AKIDEXAMPLE\nsecret_key = hushhush\ntoken = t\n")
    write("credential_file", "quoted", '\ufeff[default]\nsecret_id = "AKIDEXAMPLE"\nsecret_key = \'hushhush\'\n[other]\nbad line\n')
    write("query", "path", "Items[?Name=='a'].{n: Name, id: Id} | [0]\n" '{"Items":[{"Name":"a","Id":18446744073709551615}]}')
    write("query", "function", "sort_by(Items, &Id)[*].Name\n" '{"Items":[{"Name":"b","Id":2},{"Name":"a","Id":1.50}]}')
    write("command_line", "call", "organization\nQuitOrganization\n--OrgId\n7\n")
    write("command_line", "help", "organization\nDescribeOrganizationMembers\n--help\n")
    write("command_line", "explain", "explain\nFailedOperation.ApplyExist\n")
    write("command_line", "skeleton", "skeleton\norganization\nCreatePolicy\n")


def main():
    for folder in CORPUS.glob("*"):
        # The compiled seed comes from `fuzz/examples/compile.rs`.
        if folder.name != "catalogue":
            shutil.rmtree(folder)
    trees()
    sources()
    calls()
    for folder in sorted(CORPUS.iterdir()):
        sizes = [path.stat().st_size for path in folder.iterdir()]
        print(f"{folder.name}: {len(sizes)} seeds, {sum(sizes)} bytes")


if __name__ == "__main__":
    main()
