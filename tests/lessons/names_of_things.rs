//! Names of things under the keys of names of people.

use super::*;

#[test]
fn are_no_names_of_people() {
    for event in [
        r#"{"type":"group","groupId":"g1","traits":{"name":"Initech"}}"#,
        r#"{"type":"page","name":"Pricing"}"#,
        r#"{"type":"screen","name":"Home"}"#,
        r#"{"data":{"publisher_info":{"name":"twilio-video.js","browser_name":"Chrome"}}}"#,
        r#"{"data":{"name":"TaskCreated","account_friendly_name":"My Company","workspace_name":"Flex Task Assignment"}}"#,
        r#"{"properties":{"products":[{"name":"Aloe Vera Plant"}],"item_name":"Stan and Friends Tee"}}"#,
    ] {
        not_found(&audit(event), Category::Name);
    }
}

#[test]
fn are_told_from_people_under_the_same_keys() {
    for event in [
        r#"{"type":"identify","traits":{"name":"Peter Gibbons"}}"#,
        r#"{"data":{"friendly_name":"Jane Doe"}}"#,
        r#"{"properties":{"customer":{"name":"Xochitl Quetzal Hernandez"}}}"#,
    ] {
        found(&audit(event), Category::Name);
    }
}
