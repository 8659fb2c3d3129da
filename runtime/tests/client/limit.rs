//! Keeping to the documented rate, over a real socket; time passes on a clock of the test's.

use crate::loopback::{Server, ok};
use crate::sample::{DescribeOrganizationRequest, QuitOrganizationRequest};
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::client::Client;
use tencentcloud_runtime::clock::Manual;
use tencentcloud_runtime::credential::Credential;

#[tokio::test]
async fn clones_share_the_documented_rate_of_an_action_and_others_have_their_own() {
    let server = Server::script([ok(r#"{"RequestId":"r"}"#)]);
    for (limit, pauses) in [(true, 4), (false, 0)] {
        let clock = Manual::at(SystemTime::UNIX_EPOCH);
        let client = Client::builder()
            .endpoint(server.url())
            .credentials(Credential::new("AKIDEXAMPLE", "secret"))
            .clock(clock.clone())
            .limit_rates(limit)
            .build()
            .unwrap();
        for _ in 0..5 {
            // Twenty a second.
            client.clone().send(&QuitOrganizationRequest { org_id: 1 }).await.unwrap();
        }
        // No rate is documented.
        client.send(&DescribeOrganizationRequest { lang: None }).await.unwrap();
        assert_eq!(clock.slept(), vec![Duration::from_millis(50); pauses]);
    }
}
