//! The same UI in Chromium over loopback.

use fantoccini::Locator;
use yarrow_tests::browser::{chromium_session, start_serve};
use yarrow_tests::demo::turn;
use yarrow_tests::page::{accessibility_faults, policy_violations, screenshot};

#[tokio::test]
async fn the_first_screen_in_a_browser_is_usable_by_everyone_and_keeps_the_policy() {
    let _turn = turn().await;
    let data = tempfile::tempdir().unwrap();
    let served = start_serve(data.path()).unwrap();
    let page = chromium_session().await.unwrap();
    page.goto(&served.link()).await.unwrap();
    page.wait().for_element(Locator::Css("main button, main a")).await.unwrap();
    assert!(
        !page.current_url().await.unwrap().as_str().contains("token"),
        "the token stays in the address bar"
    );
    screenshot(&page, "browser-first-run").await.unwrap();
    let faults = accessibility_faults(&page).await.unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let stopped = policy_violations(&page).await.unwrap();
    assert!(stopped.is_empty(), "{}", stopped.join("\n"));
}
