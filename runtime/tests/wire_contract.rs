//! Generated code, written by hand: what the generator prints and the runtime relies on.
//!
//! Everything that generated code may contain occurs here once. The modules below stand for the
//! files of a generated crate; the last ones test what the runtime makes of it.

/// `src/common.rs`.
pub mod common {
    use tencentcloud_runtime::error;

    /// A code that any action may return.
    #[non_exhaustive]
    pub enum CommonError {
        /// The signature is not right.
        AuthFailureSignatureFailure,
        /// The service failed.
        InternalError,
        /// Too many requests.
        RequestLimitExceeded,
        /// A code that the documentation does not list.
        Other(Box<str>),
    }

    error::common!(CommonError, CATALOGUE {
        AuthFailureSignatureFailure = "AuthFailure.SignatureFailure",
        InternalError = "InternalError",
        RequestLimitExceeded = "RequestLimitExceeded",
    });

    error::catalogue!(CATALOGUE, FAMILIES, None, {
        "AuthFailure.SignatureFailure": Auth, "The signature is not the one that the service computed.", [];
        "InternalError": Internal, "The service failed.", [];
        "RequestLimitExceeded": Throttled, "There were too many requests.", [];
    });

    error::families!(FAMILIES {
        "LimitExceeded": Limit;
        "RequestLimitExceeded": Throttled;
        "ResourceNotFound": NotFound;
    });
}

/// `src/organization.rs`.
pub mod organization {
    use tencentcloud_runtime::action;

    /// The service.
    pub static SERVICE: action::Service = action::Service {
        name: "organization",
        mainland: Some("organization.tencentcloudapi.com"),
        international: Some("organization.intl.tencentcloudapi.com"),
    };

    /// `src/organization/v20210331.rs`.
    pub mod v20210331 {
        /// `src/organization/v20210331/errors.rs`.
        pub mod errors {
            use crate::common::{self, CommonError};
            use tencentcloud_runtime::error;

            /// Every code of this version.
            #[non_exhaustive]
            pub enum ErrorCode {
                /// The member was invited already.
                FailedOperationInvitationExist,
                /// The service failed, in this version's words.
                InternalError,
                /// A code that any action may return.
                Common(CommonError),
                /// A code that the documentation does not list.
                Other(Box<str>),
            }

            error::all!(ErrorCode, CATALOGUE {
                FailedOperationInvitationExist = "FailedOperation.InvitationExist",
                InternalError = "InternalError",
            });

            error::catalogue!(CATALOGUE, &[], Some(&common::CATALOGUE), {
                "FailedOperation.InvitationExist": Conflict, "The member was invited already.", ["InviteOrganizationMember"];
                "InternalError": Internal, "The service failed, in this version's words.", ["InviteOrganizationMember"];
            });
        }

        /// `src/organization/v20210331/types/auth_file.rs`: only requests reach it.
        mod auth_file {
            use tencentcloud_runtime::wire;

            /// A file that proves who the member is.
            #[non_exhaustive]
            pub struct AuthFile {
                /// The file's name.
                pub name: String,
                /// Where it is.
                pub url: Option<String>,
            }

            impl AuthFile {
                /// Creates the object with what it requires.
                pub fn new(name: impl Into<String>) -> Self {
                    Self { name: name.into(), url: None }
                }

                /// Where it is.
                #[must_use]
                pub fn with_url(mut self, url: impl Into<String>) -> Self {
                    self.url = Some(url.into());
                    self
                }
            }

            wire::record!(AuthFile: {
                0: name = "Name" [required, max_length = 8],
                1: url = "Url" [sensitive],
            });
        }

        /// `src/organization/v20210331/types/tag.rs`: requests and responses reach it.
        mod tag {
            use tencentcloud_runtime::wire;

            /// A tag.
            #[non_exhaustive]
            pub struct Tag {
                /// The key.
                pub tag_key: Option<String>,
                /// The tags below it: objects may contain themselves.
                pub children: Option<Vec<Tag>>,
                /// The tag it was made from.
                pub parent: Option<Box<Tag>>,
            }

            impl Tag {
                /// Creates the object with what requests require.
                pub fn new(tag_key: impl Into<String>) -> Self {
                    Self { tag_key: Some(tag_key.into()), children: None, parent: None }
                }

                /// The tags below it.
                #[must_use]
                pub fn with_children(
                    mut self,
                    children: impl IntoIterator<Item = impl Into<Tag>>,
                ) -> Self {
                    self.children = Some(children.into_iter().map(Into::into).collect());
                    self
                }

                /// The tag it was made from.
                #[must_use]
                pub fn with_parent(mut self, parent: impl Into<Tag>) -> Self {
                    self.parent = Some(Box::new(parent.into()));
                    self
                }
            }

            wire::record!(Tag: {
                0: tag_key = "TagKey" [required_in_requests],
                1: children = "Children",
                2: parent = "Parent",
            });
        }

        pub use auth_file::AuthFile;
        pub use tag::Tag;

        /// `src/organization/v20210331/actions/invite_organization_member.rs`.
        mod invite_organization_member {
            use super::super::SERVICE;
            use super::{AuthFile, Tag, errors};
            use crate::common::CommonError;
            use tencentcloud_runtime::{action, error, wire};

            /// Invites a member.
            #[non_exhaustive]
            pub struct InviteOrganizationMemberRequest {
                /// The member.
                pub member_uin: i64,
                /// The subject of the policy.
                pub policy_type: PolicyType,
                /// The permissions of the inviter.
                pub permission_ids: Vec<PermissionId>,
                /// Whether the member may quit.
                pub is_allow_quit: Option<IsAllowQuit>,
                /// Proofs.
                pub auth_file: Option<Vec<AuthFile>>,
                /// Tags.
                pub tags: Option<Vec<Tag>>,
                /// A secret.
                pub password: Option<String>,
                /// The share of the bill, in percent.
                pub share: Option<f64>,
            }

            impl InviteOrganizationMemberRequest {
                /// Creates the request with what it requires.
                pub fn new(
                    member_uin: i64,
                    policy_type: impl Into<PolicyType>,
                    permission_ids: impl IntoIterator<Item = impl Into<PermissionId>>,
                ) -> Self {
                    Self {
                        member_uin,
                        policy_type: policy_type.into(),
                        permission_ids: permission_ids.into_iter().map(Into::into).collect(),
                        is_allow_quit: None,
                        auth_file: None,
                        tags: None,
                        password: None,
                        share: None,
                    }
                }

                /// Whether the member may quit.
                #[must_use]
                pub fn with_is_allow_quit(mut self, is_allow_quit: impl Into<IsAllowQuit>) -> Self {
                    self.is_allow_quit = Some(is_allow_quit.into());
                    self
                }

                /// Proofs.
                #[must_use]
                pub fn with_auth_file(
                    mut self,
                    auth_file: impl IntoIterator<Item = impl Into<AuthFile>>,
                ) -> Self {
                    self.auth_file = Some(auth_file.into_iter().map(Into::into).collect());
                    self
                }

                /// Tags.
                #[must_use]
                pub fn with_tags(mut self, tags: impl IntoIterator<Item = impl Into<Tag>>) -> Self {
                    self.tags = Some(tags.into_iter().map(Into::into).collect());
                    self
                }

                /// A secret.
                #[must_use]
                pub fn with_password(mut self, password: impl Into<String>) -> Self {
                    self.password = Some(password.into());
                    self
                }

                /// The share of the bill, in percent.
                #[must_use]
                pub fn with_share(mut self, share: f64) -> Self {
                    self.share = Some(share);
                    self
                }
            }

            wire::request!(InviteOrganizationMemberRequest: {
                0: member_uin = "MemberUin" [required, min = 1],
                1: policy_type = "PolicyType" [required],
                2: permission_ids = "PermissionIds" [required, min_items = 1],
                3: is_allow_quit = "IsAllowQuit",
                4: auth_file = "AuthFile" [mainland_only],
                5: tags = "Tags",
                6: password = "Password" [sensitive, min_length = 8, pattern = "[a-z]+"],
                7: share = "Share" [max_float = 100.0],
            });

            action::action!(InviteOrganizationMemberRequest {
                response: InviteOrganizationMemberResponse,
                error: InviteOrganizationMemberError,
                service: &SERVICE,
                version: "2021-03-31",
                name: "InviteOrganizationMember",
                sites: action::Sites::BOTH,
                rate_limit: Some(20),
            });

            /// The response.
            #[non_exhaustive]
            pub struct InviteOrganizationMemberResponse {
                /// The invitation.
                pub invitation_id: Option<u64>,
                /// Whether it was accepted at once.
                pub accepted: Option<bool>,
                /// The tags that were set.
                pub tags: Vec<Tag>,
                /// The id of the request.
                pub request_id: String,
            }

            wire::record!(InviteOrganizationMemberResponse: {
                0: invitation_id = "InvitationId",
                1: accepted = "Accepted",
                2: tags = "Tags",
                3: request_id = "RequestId",
            });

            /// Why the service refuses.
            #[non_exhaustive]
            pub enum InviteOrganizationMemberError {
                /// The member was invited already.
                FailedOperationInvitationExist,
                /// The service failed, in this version's words.
                InternalError,
                /// A code that any action may return.
                Common(CommonError),
                /// A code that the documentation does not list.
                Other(Box<str>),
            }

            error::code!(InviteOrganizationMemberError, errors::ErrorCode {
                FailedOperationInvitationExist = "FailedOperation.InvitationExist",
                InternalError = "InternalError",
            });

            /// The subject of the policy.
            #[non_exhaustive]
            pub enum PolicyType {
                /// Money.
                Financial,
                /// A value that the documentation does not list.
                Unknown(String),
            }

            wire::token!(PolicyType {
                Financial = "Financial",
            });

            /// Whether the member may quit.
            #[non_exhaustive]
            pub enum IsAllowQuit {
                /// It may.
                Allow,
                /// It may not.
                Denied,
                /// A value that the documentation does not list.
                Unknown(String),
            }

            wire::token!(IsAllowQuit {
                Allow = "Allow",
                Denied = "Denied",
            });

            /// The permissions of the inviter.
            #[non_exhaustive]
            pub enum PermissionId {
                /// See bills.
                ViewBills,
                /// See the balance.
                ViewBalance,
                /// A value that the documentation does not list.
                Unknown(u64),
            }

            wire::number!(PermissionId: u64 {
                ViewBills = 1,
                ViewBalance = 2,
            });
        }

        pub use invite_organization_member::*;

        /// `src/organization/v20210331/actions/quit_organization.rs`: one member, and none.
        mod quit_organization {
            use tencentcloud_runtime::wire;

            /// A record with one member.
            #[non_exhaustive]
            pub struct QuitOrganizationResponse {
                /// The id of the request.
                pub request_id: String,
            }

            wire::record!(QuitOrganizationResponse: { 0: request_id = "RequestId" });

            /// A record without members.
            #[non_exhaustive]
            pub struct QuitOrganizationRequest {}

            impl QuitOrganizationRequest {
                /// Creates the request; it requires nothing.
                #[expect(clippy::new_without_default, reason = "requests are made on purpose")]
                pub fn new() -> Self {
                    Self {}
                }
            }

            wire::request!(QuitOrganizationRequest: {});
        }

        pub use quit_organization::*;
    }
}

#[path = "wire_contract/codes.rs"]
mod codes;
#[path = "wire_contract/decoding.rs"]
mod decoding;
#[path = "wire_contract/encoding.rs"]
mod encoding;
#[path = "wire_contract/envelopes.rs"]
mod envelopes;
#[path = "wire_contract/formats.rs"]
mod formats;
#[path = "wire_contract/lenient.rs"]
mod lenient;
#[path = "wire_contract/refusals.rs"]
mod refusals;
#[path = "wire_contract/shapes.rs"]
mod shapes;
#[path = "wire_contract/strict.rs"]
mod strict;
#[path = "wire_contract/twin.rs"]
mod twin;
#[path = "wire_contract/validation.rs"]
mod validation;
#[path = "wire_contract/values.rs"]
mod values;
