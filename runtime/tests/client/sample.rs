//! A small service, with types as codegen writes them.

use tencentcloud_runtime::action::{Action, Operation, Service, Sites};
use tencentcloud_runtime::error::{self, Catalogue, Class, Entry};
use tencentcloud_runtime::page::{Paged, Paging, Style};
use tencentcloud_runtime::wait::{Plan, Source, Wait};
use tencentcloud_runtime::wire::{Facts, Record, Shape, Value};

pub static SERVICE: Service = Service {
    name: "organization",
    mainland: Some("organization.tencentcloudapi.com"),
    international: Some("organization.intl.tencentcloudapi.com"),
};

/// The codes of the service.
pub enum ErrorCode {
    LimitExceededRateLimitExceeded,
    Common(CommonError),
    Other(Box<str>),
}

static CATALOGUE: Catalogue = Catalogue {
    entries: &[Entry {
        code: "LimitExceeded.RateLimitExceeded",
        class: Class::Throttled,
        description: "",
        actions: &[],
    }],
    families: &[],
    common: Some(&COMMON),
};

/// The codes of all services.
pub enum CommonError {
    RequestLimitExceeded,
    Other(Box<str>),
}

static COMMON: Catalogue = Catalogue {
    entries: &[Entry {
        code: "RequestLimitExceeded",
        class: Class::Throttled,
        description: "",
        actions: &[],
    }],
    families: &[],
    common: None,
};

error::all!(ErrorCode, CATALOGUE {
    LimitExceededRateLimitExceeded = "LimitExceeded.RateLimitExceeded",
});
error::common!(CommonError, COMMON { RequestLimitExceeded = "RequestLimitExceeded" });

/// Defines a record: its members with their names on the wire.
macro_rules! record {
    ($name:ident { $($index:literal $field:ident: $type:ty = $wire:literal),+ $(,)? }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $(pub $field: $type),+
        }

        impl Record for $name {
            fn shape(&self) -> &'static Shape {
                static SHAPE: Shape = Shape {
                    name: stringify!($name),
                    wire: &[$($wire),+],
                    rust: &[$(stringify!($field)),+],
                    facts: Facts::NONE,
                };
                &SHAPE
            }

            fn field(&self, index: usize) -> &dyn Value {
                match index {
                    $($index => &self.$field,)+
                    _ => unreachable!("indices come from the shape"),
                }
            }

            fn field_mut(&mut self, index: usize) -> &mut dyn Value {
                match index {
                    $($index => &mut self.$field,)+
                    _ => unreachable!("indices come from the shape"),
                }
            }

            fn blank() -> Self {
                Self { $($field: Value::blank()),+ }
            }
        }
    };
}

/// Defines an action.
macro_rules! action {
    ($request:ident -> $response:ident: $name:literal $(, $fact:ident: $value:expr)*) => {
        impl Action for $request {
            type Response = $response;
            type Error = ErrorCode;
            const OPERATION: &'static Operation = &Operation {
                service: &SERVICE,
                version: "2021-03-31",
                name: $name,
                $($fact: $value,)*
                ..Operation::EMPTY
            };
        }
    };
}

record!(QuitOrganizationRequest { 0 org_id: u64 = "OrgId" });
record!(QuitOrganizationResponse { 0 request_id: String = "RequestId" });
action!(QuitOrganizationRequest -> QuitOrganizationResponse: "QuitOrganization", rate_limit: Some(20));

record!(DescribeOrganizationRequest { 0 lang: Option<String> = "Lang" });
record!(DescribeOrganizationResponse {
    0 org_id: Option<i64> = "OrgId",
    1 request_id: String = "RequestId",
});
action!(DescribeOrganizationRequest -> DescribeOrganizationResponse: "DescribeOrganization", idempotent: true);

record!(CheckAccountDeleteRequest { 0 member_uin: u64 = "MemberUin" });
action!(CheckAccountDeleteRequest -> QuitOrganizationResponse: "CheckAccountDelete", sites: Sites::MAINLAND);

record!(UserInfo { 0 name: Option<String> = "UserName" });
record!(ListUsersRequest {
    0 zone_id: String = "ZoneId",
    1 max_results: Option<i64> = "MaxResults",
    2 next_token: Option<String> = "NextToken",
});
record!(ListUsersResponse {
    0 total_counts: Option<i64> = "TotalCounts",
    1 users: Vec<UserInfo> = "Users",
    2 next_token: Option<String> = "NextToken",
    3 is_truncated: Option<bool> = "IsTruncated",
    4 request_id: String = "RequestId",
});
action!(ListUsersRequest -> ListUsersResponse: "ListUsers", idempotent: true);

impl Paged for ListUsersRequest {
    type Item = UserInfo;
    const PAGING: &'static Paging = &Paging {
        style: Style::Token,
        cursor: 2,
        size: Some(1),
        items: 1,
        total: Some(0),
        next: Some(2),
        more: Some(3),
    };
    fn items(response: ListUsersResponse) -> Vec<UserInfo> {
        response.users
    }
}

record!(ListMembersRequest {
    0 offset: u64 = "Offset",
    1 limit: u64 = "Limit",
});
record!(ListMembersResponse {
    0 total: Option<i64> = "Total",
    1 items: Vec<String> = "Items",
    2 request_id: String = "RequestId",
});
action!(ListMembersRequest -> ListMembersResponse: "ListOrganizationMembers", idempotent: true);

impl Paged for ListMembersRequest {
    type Item = String;
    const PAGING: &'static Paging = &Paging {
        style: Style::Offset,
        cursor: 0,
        size: Some(1),
        items: 1,
        total: Some(0),
        ..Paging::EMPTY
    };
    fn items(response: ListMembersResponse) -> Vec<String> {
        response.items
    }
}

record!(ListPoliciesRequest {
    0 rp: Option<u64> = "Rp",
    1 page: Option<u64> = "Page",
});
record!(ListPoliciesResponse {
    0 total_num: Option<u64> = "TotalNum",
    1 list: Vec<i64> = "List",
    2 request_id: String = "RequestId",
});
action!(ListPoliciesRequest -> ListPoliciesResponse: "ListPolicies", idempotent: true);

impl Paged for ListPoliciesRequest {
    type Item = i64;
    const PAGING: &'static Paging = &Paging {
        style: Style::Page,
        cursor: 1,
        size: Some(0),
        items: 1,
        total: Some(0),
        ..Paging::EMPTY
    };
    fn items(response: ListPoliciesResponse) -> Vec<i64> {
        response.list
    }
}

record!(TaskInfo { 0 task_id: Option<String> = "TaskId" });
record!(CreateRoleAssignmentRequest { 0 zone_id: String = "ZoneId" });
record!(CreateRoleAssignmentResponse {
    0 tasks: Vec<TaskInfo> = "Tasks",
    1 request_id: String = "RequestId",
});
action!(CreateRoleAssignmentRequest -> CreateRoleAssignmentResponse: "CreateRoleAssignment");

record!(DeleteRoleAssignmentRequest { 0 zone_id: String = "ZoneId" });
record!(DeleteRoleAssignmentResponse {
    0 task: Option<TaskInfo> = "Task",
    1 request_id: String = "RequestId",
});
action!(DeleteRoleAssignmentRequest -> DeleteRoleAssignmentResponse: "DeleteRoleAssignment");

record!(TaskStatus {
    0 status: Option<String> = "Status",
    1 failure_reason: Option<String> = "FailureReason",
});
record!(GetTaskStatusRequest {
    0 zone_id: String = "ZoneId",
    1 task_id: String = "TaskId",
});
record!(GetTaskStatusResponse {
    0 task_status: Option<TaskStatus> = "TaskStatus",
    1 request_id: String = "RequestId",
});
action!(GetTaskStatusRequest -> GetTaskStatusResponse: "GetTaskStatus", idempotent: true);

const PLAN: Plan = Plan {
    input: &[],
    state: &["TaskStatus", "Status"],
    success: &["Success"],
    failure: &["Failed"],
    reason: &["TaskStatus", "FailureReason"],
};

impl Wait for CreateRoleAssignmentRequest {
    type Poll = GetTaskStatusRequest;
    const PLAN: &'static Plan = &Plan {
        input: &[(0, Source::Request(&["ZoneId"])), (1, Source::Each(&["Tasks"], &["TaskId"]))],
        ..PLAN
    };
}

impl Wait for DeleteRoleAssignmentRequest {
    type Poll = GetTaskStatusRequest;
    const PLAN: &'static Plan = &Plan {
        input: &[(0, Source::Request(&["ZoneId"])), (1, Source::Response(&["Task", "TaskId"]))],
        ..PLAN
    };
}
