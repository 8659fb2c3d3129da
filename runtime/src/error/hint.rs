//! Advice on the usual mistakes, by the service's code or the HTTP status.

/// Returns advice on a code of the service, if there is a usual mistake behind it.
pub(super) fn for_code(code: &str) -> Option<&'static str> {
    Some(match code {
        "AuthFailure.SignatureExpire" => "check the machine's clock",
        "AuthFailure.SecretIdNotFound" | "AuthFailure.InvalidSecretId" => {
            "is the key of the other site? mainland and international accounts are separate"
        }
        "AuthFailure.SignatureFailure" => {
            "does the secret key belong to the secret ID? does a proxy change the request?"
        }
        "AuthFailure.TokenFailure" => {
            "the temporary credential has expired, or its token is missing or another one's"
        }
        "AuthFailure.MFAFailure" => "the account requires multi-factor authentication",
        "AuthFailure.UnauthorizedOperation" => "grant the action to the signing identity in CAM",
        "UnsupportedRegion" => "set the region, or choose one where the service is available",
        "InvalidAction" | "NoSuchVersion" | "NoSuchProduct" => {
            "does the action exist on this site? is the endpoint that of the service?"
        }
        "IpNotInWhitelist" | "IpInBlacklist" => "the key is limited to other source addresses",
        _ if code.starts_with("UnauthorizedOperation") => {
            "grant the action to the signing identity in CAM"
        }
        _ => return None,
    })
}

/// Returns advice on the HTTP status of an answer that is not one of the API.
pub(super) fn for_status(status: u16) -> Option<&'static str> {
    Some(match status {
        300..=399 => "redirects are not followed; does a captive portal or proxy answer?",
        401 | 403 => "a gateway or proxy rejects the request before the service sees it",
        404 | 405 => "is the endpoint that of the service?",
        407 => "put the user and password into the proxy's address: http://user:password@host:port",
        413 => "the request is larger than a gateway or the service allows (10 MB)",
        502..=504 => "a gateway could not reach the service",
        _ => return None,
    })
}
