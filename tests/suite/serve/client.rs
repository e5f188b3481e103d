//! A server for one test, and a minimal client.

use super::super::command::Desk;
use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread::spawn,
    time::{Duration, Instant},
};

pub(super) const TOKEN: &str = "a-token-for-tests";

/// A server, which stops with the test.
pub(super) struct Server {
    child: Child,
    pub(super) port: u16,
    pub(super) secret: String,
    pub(super) cookie: String,
}

/// An answer.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Checks the status, and that an error is a problem details object.
    #[track_caller]
    pub(super) fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{:?} {}", self.headers, self.text());
        if status >= 400 {
            assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
            assert_eq!(self.json()["status"], status);
        }
        assert!(self.header("content-security-policy").contains("default-src 'none'"), "{self:?}");
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        assert!(!self.headers.iter().any(|(name, _)| name.starts_with("access-control")), "{self:?}");
        self
    }
}

impl Server {
    pub(super) fn start(desk: &Desk, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_handout"))
            .args([&["serve", "--no-open"], arguments].concat())
            .env_remove("RUST_BACKTRACE")
            .env("HANDOUT_SERVE_TOKEN", TOKEN)
            .envs(variables.iter().copied())
            .current_dir(desk.path("."))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (heard, stderr) = (said.clone(), child.stderr.take().unwrap());
        spawn(move || {
            BufReader::new(stderr).lines().map_while(Result::ok).for_each(|line| *heard.lock().unwrap() += &line)
        });
        let (start, secret) =
            line.trim().split_once("/open/").unwrap_or_else(|| panic!("{line}: {}", said.lock().unwrap()));
        let port = start.rsplit_once(':').unwrap().1.parse().unwrap();
        let mut server = Self { child, port, secret: secret.to_owned(), cookie: String::new() };
        let opened = server.ask("GET", &format!("/open/{}", server.secret), &[], b"");
        server.cookie = opened.header("set-cookie").split(';').next().unwrap().to_owned();
        server
    }

    pub(super) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Stops the server with a signal, and returns its exit code.
    pub(super) fn stop(mut self, signal: &str) -> Option<i32> {
        Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code()
    }

    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends raw bytes, and returns the answer.
    pub(super) fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // a server that refuses a request does not read all of it
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        parse(&bytes)
    }

    /// Sends a request without a cookie.
    pub(super) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request += &format!("Host: 127.0.0.1:{}\r\n", self.port);
        }
        headers.iter().for_each(|(name, value)| request += &format!("{name}: {value}\r\n"));
        request += &format!("Content-Length: {}\r\n\r\n", body.len());
        self.raw(&[request.as_bytes(), body].concat())
    }

    /// Sends a request like the page.
    pub(super) fn page(&self, method: &str, path: &str) -> Answer {
        self.ask(method, path, &[("Cookie", &self.cookie)], b"")
    }

    pub(super) fn put(&self, path: &str, body: &Value) -> Answer {
        let headers = [("Cookie", self.cookie.as_str()), ("Content-Type", "application/json")];
        self.ask("PUT", path, &headers, body.to_string().as_bytes())
    }

    /// Sends a form like the page.
    pub(super) fn form(&self, path: &str, parts: &[Part<'_>]) -> Answer {
        self.ask("POST", path, &[("Cookie", &self.cookie), ("Content-Type", TYPE)], &form(parts))
    }

    /// Starts a job, and returns its ID.
    #[track_caller]
    pub(super) fn start_job(&self, parts: &[Part<'_>]) -> String {
        self.form("/jobs", parts).is(202).json()["id"].as_str().unwrap().to_owned()
    }

    /// Waits for the end of a job.
    #[track_caller]
    pub(super) fn finished(&self, id: &str) -> Value {
        let start = Instant::now();
        loop {
            let status = self.page("GET", &format!("/jobs/{id}")).is(200).json();
            if !matches!(status["state"].as_str().unwrap(), "waiting" | "running") {
                return status;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "{status}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Starts a job and waits for its end.
    #[track_caller]
    pub(super) fn job(&self, parts: &[Part<'_>]) -> Value {
        self.finished(&self.start_job(parts))
    }

    /// Returns the events of a stream as they arrive.
    pub(super) fn events(&self, path: &str) -> impl Iterator<Item = Value> + use<> {
        let mut stream = self.connect();
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
            self.port, self.cookie
        );
        stream.write_all(head.as_bytes()).unwrap();
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        lines.filter_map(|line| Some(serde_json::from_str(line.strip_prefix("data: ")?).unwrap()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A part of a form: its name, its file name if it is a file, its bytes.
pub(super) type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

pub(super) const TYPE: &str = "multipart/form-data; boundary=edge";

pub(super) fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").as_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    body
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len().saturating_sub(4));
    let head = String::from_utf8_lossy(&bytes[..end]);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
    let headers =
        lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Answer { status, headers: headers.collect(), body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
}
