//! A remedy for each class of error codes, shown beside every code.

use tencentcloud_model::model::ErrorClass;

/// Every class with its name and its remedy.
const TABLE: &[(ErrorClass, &str, &str)] = &[
    (ErrorClass::Throttled, "throttled", "Wait and retry; send fewer requests per second."),
    (
        ErrorClass::Auth,
        "auth",
        "Check the secret ID, the secret key, the session token and the clock.",
    ),
    (ErrorClass::Denied, "denied", "Grant the caller permission for this action and resource."),
    (ErrorClass::NotFound, "not found", "Check the IDs in the request, the site and the region."),
    (
        ErrorClass::Conflict,
        "conflict",
        "The resource already exists or is in use; read its state before retrying.",
    ),
    (ErrorClass::Limit, "limit", "Delete unused resources or request a higher quota."),
    (ErrorClass::Invalid, "invalid", "Correct the request; retrying it unchanged fails again."),
    (
        ErrorClass::Unsupported,
        "unsupported",
        "The account, region or state does not allow this action.",
    ),
    (ErrorClass::Unavailable, "unavailable", "Retry later; the resource is not available now."),
    (
        ErrorClass::Failed,
        "failed",
        "Read the message; check the state of the resource before retrying.",
    ),
    (
        ErrorClass::Internal,
        "internal",
        "Retry if the action is idempotent; quote the request ID when contacting support.",
    ),
    (ErrorClass::Other, "other", "Read the message; quote the request ID when contacting support."),
];

/// Iterates over all classes with their remedies.
pub fn all() -> impl Iterator<Item = (ErrorClass, &'static str)> {
    TABLE.iter().map(|(class, _, remedy)| (*class, *remedy))
}

/// Returns the name of a class on the page.
pub fn name(class: ErrorClass) -> &'static str {
    TABLE.iter().find(|(known, _, _)| *known == class).map_or("other", |(_, name, _)| name)
}

/// Returns the remedy for a class.
pub fn remedy(class: ErrorClass) -> &'static str {
    TABLE.iter().find(|(known, _, _)| *known == class).map_or("", |(_, _, remedy)| remedy)
}
