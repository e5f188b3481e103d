//! Access control: the secrets, and the names that this computer may be called by.

use axum::http::{HeaderMap, header};
use sha2::{Digest as _, Sha256};
use std::{
    fmt::Write as _,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

/// The secrets and names of the server.
#[derive(Debug)]
pub(super) struct Access {
    /// The secret in the printed address; moved into the cookie.
    pub(super) opening: String,
    pub(super) cookie: String,
    /// The secret for programs.
    token: Option<String>,
    address: SocketAddr,
    names: Vec<String>,
}

/// Returns 128 random bits in hexadecimal.
///
/// # Errors
/// If the system cannot provide them.
pub(super) fn random() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

impl Access {
    /// Creates the secrets of a server at this address, which browsers may also reach by these names.
    ///
    /// # Errors
    /// If the system has no random numbers.
    pub(super) fn new(address: SocketAddr, names: &[String], token: Option<String>) -> io::Result<Self> {
        let names = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        Ok(Self { opening: random()?, cookie: random()?, token, address, names })
    }

    /// Returns the name of the cookie. It includes the port, as cookies are shared by all ports of a computer.
    pub(super) fn cookie_name(&self) -> String {
        format!("handout-{}", self.address.port())
    }

    /// Returns the address that lets a browser in.
    pub(super) fn url(&self) -> String {
        let address = match self.address.ip() {
            ip if ip.is_unspecified() => SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), self.address.port()),
            _ => self.address,
        };
        format!("http://{address}/open/{}", self.opening)
    }

    /// Returns whether a `Host` header names this server. A page of another site whose name resolves to this computer
    /// (DNS rebinding) sends the name of that site.
    pub(super) fn knows_host(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let name = name.to_ascii_lowercase();
        let is_here = match name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            // an IP address cannot be rebound
            Ok(address) => address.is_loopback() || !self.is_local(),
            Err(_) => name == "localhost" || self.names.contains(&name),
        };
        is_here && port == Some(self.address.port())
    }

    /// Returns whether an `Origin` header is this server.
    pub(super) fn knows_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.knows_host(host))
    }

    /// Returns whether only this computer can reach the server.
    pub(super) fn is_local(&self) -> bool {
        self.address.ip().is_loopback()
    }

    /// Returns whether this is the secret of the printed address.
    pub(super) fn opens(&self, secret: &str) -> bool {
        is_same(secret, &self.opening)
    }

    /// Returns whether a request has the cookie, or the token.
    pub(super) fn lets_in(&self, headers: &HeaderMap) -> bool {
        let values = |name| headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        let name = self.cookie_name();
        let has_cookie = values(header::COOKIE)
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .any(|(own, value)| own == name && is_same(value, &self.cookie));
        let mut bearer = values(header::AUTHORIZATION).filter_map(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        let has_token = self.token.as_ref().is_some_and(|token| bearer.any(|own| is_same(own, token)));
        has_cookie || has_token
    }
}

/// Compares secrets in a time that does not depend on them.
fn is_same(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn access(address: &str) -> Access {
        Access::new(address.parse().unwrap(), &["Desk.example.org".to_owned()], Some("t0ken".to_owned())).unwrap()
    }

    #[test]
    fn only_this_computer_is_a_host() {
        let here = access("127.0.0.1:8080");
        for host in ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "LOCALHOST:8080", "desk.example.org:8080"] {
            assert!(here.knows_host(host), "{host}");
        }
        let others =
            ["", "127.0.0.1", "evil.example:8080", "127.0.0.1:80", "127.0.0.1.evil.example:8080", "10.0.0.7:8080"];
        for host in others.into_iter().chain(["localhost:8080:8080", "user@localhost:8080", "[::1]", "[::1"]) {
            assert!(!here.knows_host(host), "{host}");
        }
        let open = access("0.0.0.0:8080");
        assert!(open.knows_host("10.0.0.7:8080") && !open.knows_host("evil.example:8080"));
        assert!(here.knows_origin("http://localhost:8080"));
        for origin in ["null", "https://localhost:8080", "http://localhost:8081", "http://evil.example"] {
            assert!(!here.knows_origin(origin), "{origin}");
        }
    }

    #[test]
    fn the_cookie_and_the_token_let_in_and_nothing_else_does() {
        let access = access("127.0.0.1:8080");
        let lets_in = |name: &'static str, value: &str| {
            access.lets_in(&HeaderMap::from_iter([(
                axum::http::HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            )]))
        };
        assert!(lets_in("cookie", &format!("a=b; handout-8080={}", access.cookie)));
        assert!(lets_in("authorization", "Bearer t0ken") && lets_in("authorization", "bearer t0ken"));
        assert!(!lets_in("cookie", &format!("handout-8081={}", access.cookie)));
        assert!(!lets_in("cookie", "handout-8080=") && !lets_in("cookie", &format!("handout-8080={}", access.opening)));
        assert!(!lets_in("authorization", "Bearer t0ke") && !lets_in("authorization", "Basic t0ken"));
        assert!(!access.lets_in(&HeaderMap::new()));
    }
}
