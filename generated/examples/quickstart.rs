//! The program of the README: a request, its JSON, and decoded responses. Runs offline.

use tencentcloud_api::organization::v20210331::{
    InviteOrganizationMemberError as Refused, InviteOrganizationMemberRequest,
    PermissionId, PolicyType,
};
use tencentcloud_api::runtime::action;
use tencentcloud_api::runtime::error::Error;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // `new` takes the required parameters; documented values have names.
    let request = InviteOrganizationMemberRequest::new(
        111_111_111_111,
        "member_name",
        PolicyType::Financial,
        [PermissionId::ViewBills, PermissionId::ViewBalance],
        1001,
    )
    .with_remark("")
    .with_pay_uin("");
    println!("{}", serde_json::to_string(&request)?);

    // The documented response, and an error response.
    let answers = [
        r#"{"Response":{"RequestId":"9be34d82-b614-4010-8cd8-d907b4d303f2"}}"#,
        r#"{"Response":{"Error":{"Code":"FailedOperation.ApplyExist","Message":"It exists."},"RequestId":"r-1"}}"#,
    ];
    for answer in answers {
        match action::decode::<InviteOrganizationMemberRequest>(answer.as_bytes()) {
            Ok(response) => println!("invited, request {}", response.request_id),
            Err(Error::Service(refusal)) => match refusal.error() {
                Refused::FailedOperationApplyExist => {
                    println!("an application is pending");
                }
                code => println!("{code}: {}", refusal.message()),
            },
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
