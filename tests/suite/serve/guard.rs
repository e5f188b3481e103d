//! Access control.

use super::{
    super::command::Desk,
    client::{Server, TOKEN},
};

#[test]
fn a_request_to_another_name_is_refused() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let own = format!("127.0.0.1:{}", server.port);
    for host in ["evil.example", "evil.example:80", &format!("evil.example:{}", server.port), "127.0.0.1", ""] {
        for path in ["/", "/health", &format!("/open/{}", server.secret), "/jobs/1/epub/x"] {
            server.ask("GET", path, &[("Host", host), ("Cookie", &server.cookie)], b"").is(403);
        }
    }
    server
        .raw(format!("GET / HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\nConnection: close\r\n\r\n").as_bytes())
        .is(403);
    server.raw(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").is(403);
    let absolute = format!("GET http://evil.example/health HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n");
    server.raw(absolute.as_bytes()).is(403);
    let localhost = format!("localhost:{}", server.port);
    server.ask("GET", "/health", &[("Host", &localhost)], b"").is(200);
}

#[test]
fn a_request_from_another_site_is_refused() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let cookie = ("Cookie", server.cookie.as_str());
    for origin in ["http://evil.example", "null", "https://127.0.0.1", &format!("https://127.0.0.1:{}", server.port)] {
        server.ask("GET", "/settings", &[cookie, ("Origin", origin)], b"").is(403);
        server.ask("POST", "/jobs", &[cookie, ("Origin", origin)], b"").is(403);
    }
    for site in ["cross-site", "same-site"] {
        server.ask("GET", "/settings", &[cookie, ("Sec-Fetch-Site", site)], b"").is(403);
    }
    let own = format!("http://127.0.0.1:{}", server.port);
    server.ask("GET", "/settings", &[cookie, ("Origin", &own), ("Sec-Fetch-Site", "same-origin")], b"").is(200);
    let preflight = [("Origin", "http://evil.example"), ("Access-Control-Request-Method", "POST")];
    server.ask("OPTIONS", "/jobs", &preflight, b"").is(403);
}

#[test]
fn only_the_cookie_and_the_token_let_in() {
    let server = Server::start(&Desk::new(&[("a.md", "# A\n\nTea.\n")]), &["a.md"], &[]);
    let paths = [
        "/",
        "/settings",
        "/assets/page.js",
        "/words/en.json",
        "/jobs/1",
        "/watched",
        "/watched/events",
        "/openapi.json",
    ];
    for path in paths {
        server.ask("GET", path, &[], b"").is(401);
        server.ask("GET", path, &[("Cookie", &format!("handout-{}={}", server.port, server.secret))], b"").is(401);
        server.ask("GET", path, &[("Authorization", "Bearer wrong")], b"").is(401);
    }
    server.ask("POST", "/jobs", &[], b"").is(401);
    server.ask("POST", "/convert", &[], b"").is(401);
    server.ask("PUT", "/watched", &[], b"").is(401);
    server.ask("DELETE", "/jobs/1", &[], b"").is(401);
    server.ask("GET", "/settings", &[("Authorization", &format!("Bearer {TOKEN}"))], b"").is(200);
    assert_eq!(server.ask("GET", "/health", &[], b"").is(200).json()["status"], "ok");
}

#[test]
fn a_browser_without_the_cookie_sees_which_address_to_open() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let answer = server.ask("GET", "/", &[("Accept", "text/html,*/*;q=0.8")], b"");
    assert_eq!(answer.status, 401);
    assert!(answer.text().contains("Open the address that handout printed"), "{}", answer.text());
}

#[test]
fn the_printed_address_gives_the_cookie_and_no_other_does() {
    let server = Server::start(&Desk::new(&[]), &[], &[]);
    let opened = server.ask("GET", &format!("/open/{}", server.secret), &[], b"");
    assert_eq!(opened.is(303).header("location"), "/");
    let cookie = opened.header("set-cookie");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict") && !cookie.contains(&server.secret), "{cookie}");
    let page = server.page("GET", "/");
    assert!(page.is(200).header("content-type").starts_with("text/html"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for secret in ["", "x", &server.secret[1..], "../settings"] {
        let refused = server.ask("GET", &format!("/open/{secret}"), &[], b"");
        assert!(matches!(refused.status, 403 | 404) && refused.header("set-cookie").is_empty(), "{refused:?}");
    }
}

#[test]
fn addresses_that_lead_elsewhere_find_nothing() {
    let server = Server::start(&Desk::new(&[("secret.txt", "secret")]), &[], &[]);
    for path in [
        "/assets/../secret.txt",
        "/assets/%2e%2e%2fsecret.txt",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/words/..%2fsecret.txt",
        "/words/en.json%00",
        "/secret.txt",
        "//secret.txt",
        "/jobs/..%2f..%2fsecret.txt",
        "/jobs/1/files/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/jobs/1/epub/..%2f..%2fsecret.txt",
    ] {
        let answer = server.page("GET", path);
        answer.is(404);
        assert!(!answer.text().contains("secret\""), "{path}");
    }
    server.page("PATCH", "/jobs").is(405);
}
