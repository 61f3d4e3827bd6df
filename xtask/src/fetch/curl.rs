//! One request, carried out by the program `curl`.
//!
//! Knows how curl is called and how it ends. Knows nothing of redirects or documents.
//!
//! curl, and no library: whoever builds this workspace would wait for a TLS library (ureq with rustls: 26 packages and 19
//! seconds of processor time, half as much again as all of this program) for a command that few people run and the
//! scheduled job runs once a week; and the certificates and the proxy of a machine are curl's business already.

use std::io::{self, Read as _};
use std::net::{IpAddr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How large an answer may be, in bytes, packed and unpacked. The documents have about a hundred thousand.
pub const LARGEST: usize = 16 << 20;

/// How much room the line behind an answer may take.
const TAIL: usize = 64 << 10;

/// What to ask, and of whom.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The address.
    pub url: &'a str,
    /// Which machine is asked.
    pub route: Route<'a>,
    /// How long it may take in all.
    pub time: Duration,
}

/// Which machine is asked.
#[derive(Clone, Debug)]
pub enum Route<'a> {
    /// The proxy that the environment names, which also finds the host.
    Proxy,
    /// One of these machines, which are the host.
    Machines {
        /// The name of the host.
        host: &'a str,
        /// Its machines.
        machines: &'a [IpAddr],
        /// The port.
        port: u16,
    },
    /// This one, whatever the host.
    At(SocketAddr),
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The whole address that a redirect leads to; empty where it is none.
    pub leads_to: String,
    /// The bytes, as they were sent.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// There is no curl.
    Absent,
    /// curl cannot be run.
    System(io::Error),
    /// The answer is too large.
    TooLarge,
    /// It took too long.
    TooSlow,
    /// The connection ended before the answer did.
    Cut,
    /// The machine cannot show that it is the one that was asked for.
    Untrusted(String),
    /// Something else, in curl's words.
    Other(String),
}

/// Asks once, and follows nothing.
///
/// # Errors
/// There is no whole answer.
pub fn get(request: &Request) -> Result<Answer, Failure> {
    let mut child = command(request).spawn().map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            Failure::Absent
        } else {
            Failure::System(error)
        }
    })?;
    let (out, said) = match read(&mut child) {
        Ok(Some(read)) => read,
        ended => {
            let _ = child.kill();
            let _ = child.wait();
            return Err(ended.map_or_else(Failure::System, |_| Failure::TooLarge));
        }
    };
    let status = child.wait().map_err(Failure::System)?;
    if !status.success() {
        return Err(failure(status.code(), &said));
    }
    answer(out).ok_or_else(|| Failure::Other("it gave no status".to_owned()))
}

/// The call of curl. No file of settings is read (`-q`), no sign in the address means more than itself (`--globoff`), and
/// no other scheme is spoken.
fn command(request: &Request) -> Command {
    let mut command = Command::new("curl");
    let scheme = request.url.split(':').next().unwrap_or_default();
    command
        .args(["-q", "--silent", "--show-error", "--globoff"])
        .args(["--proto", &format!("={scheme}")])
        .args(["--max-time", &format!("{:.3}", request.time.as_secs_f64())])
        .args(["--max-filesize", &LARGEST.to_string()])
        .args(["--user-agent", "object-storage-errors (cargo xtask fetch)"])
        // What is not packed has a length that the connection can be held against.
        .args(["--header", "Accept-Encoding: identity"])
        .args(["--write-out", "\\n%{http_code} %{redirect_url}"])
        .args(route(&request.route))
        .args(["--url", request.url]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The options that lead to the machine.
fn route(route: &Route) -> Vec<String> {
    let to = |option: &str, to: String| {
        let direct = ["--noproxy", "*", option];
        direct.map(str::to_owned).into_iter().chain([to]).collect()
    };
    match route {
        Route::Proxy => Vec::new(),
        Route::Machines {
            host,
            machines,
            port,
        } => {
            let machines: Vec<String> = machines.iter().map(bracketed).collect();
            to("--resolve", format!("{host}:{port}:{}", machines.join(",")))
        }
        Route::At(at) => to("--connect-to", format!("::{at}")),
    }
}

fn bracketed(machine: &IpAddr) -> String {
    match machine {
        IpAddr::V4(it) => it.to_string(),
        IpAddr::V6(it) => format!("[{it}]"),
    }
}

/// What the program prints and what it complains of; `None` where it prints more than may be.
fn read(child: &mut Child) -> io::Result<Option<(Vec<u8>, String)>> {
    let most = LARGEST + TAIL;
    let (mut out, mut said) = (Vec::new(), Vec::new());
    if let Some(stream) = child.stdout.take() {
        stream.take(most as u64).read_to_end(&mut out)?;
    }
    if out.len() == most {
        return Ok(None);
    }
    if let Some(stream) = child.stderr.take() {
        stream.take(TAIL as u64).read_to_end(&mut said)?;
    }
    Ok(Some((out, String::from_utf8_lossy(&said).into_owned())))
}

/// The answer in `out`: the body, and behind it the line that was asked for.
fn answer(mut out: Vec<u8>) -> Option<Answer> {
    let end = out.iter().rposition(|byte| *byte == b'\n')?;
    let tail = String::from_utf8_lossy(out.get(end + 1..)?).into_owned();
    let (status, leads_to) = tail.split_once(' ')?;
    out.truncate(end);
    Some(Answer {
        status: status.parse().ok()?,
        leads_to: leads_to.to_owned(),
        body: out,
    })
}

/// What the number means that curl ended with. See "EXIT CODES" in its manual.
fn failure(code: Option<i32>, said: &str) -> Failure {
    let line = said.lines().next().unwrap_or_default();
    let words = line.split_once(") ").map_or(line, |(_, words)| words);
    match code {
        Some(18 | 92) => Failure::Cut,
        Some(28) => Failure::TooSlow,
        Some(63) => Failure::TooLarge,
        Some(51 | 58 | 60 | 77 | 83 | 90 | 91) => Failure::Untrusted(words.to_owned()),
        _ => Failure::Other(words.to_owned()),
    }
}
