//! From the address of a document to its bytes.
//!
//! Knows redirects, statuses and what is packed, and what to say of each that does not end well. Knows nothing of what
//! stands in a document.

use super::Refusal;
use super::address::{self, Address};
use super::curl::{self, Answer, Failure, LARGEST, Request, Route};
use flate2::read::MultiGzDecoder;
use std::io::Read as _;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// How many redirects are followed for one document.
const REDIRECTS: usize = 5;

/// How a run gets at documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// How long one document may take, redirects included.
    pub time: Duration,
    /// The server that stands in for every host, in plain http; for tests.
    pub stand_in: Option<SocketAddr>,
}

/// What was received.
#[derive(Debug, PartialEq, Eq)]
pub struct Received {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The address to which the document moved for good, if it did.
    pub moved: Option<Address>,
}

/// What stands at `published`.
///
/// # Errors
/// It is not to be had; says why.
pub fn get(published: &str, way: Way) -> Result<Received, Refusal> {
    let wrong = |why| Refusal::of_address(format!("the address {why}"), MEND.to_owned());
    let mut address = Address::parse(published).map_err(wrong)?;
    let end = Instant::now() + way.time;
    let (mut moved, mut for_good) = (None, true);
    for _ in 0..=REDIRECTS {
        let left = end.saturating_duration_since(Instant::now());
        let answer = ask(&address, way.stand_in, left)?;
        match answer.status {
            200 => {
                let bytes = unpack(answer.body)?;
                return Ok(Received { bytes, moved });
            }
            301 | 302 | 303 | 307 | 308 if !answer.leads_to.is_empty() => {
                address = led(&address, &answer.leads_to, way.stand_in)?;
                for_good &= matches!(answer.status, 301 | 308);
                if for_good {
                    moved = Some(address.clone());
                }
            }
            status => return Err(unexpected(&address, status)),
        }
    }
    let what = format!("it is passed on more than {REDIRECTS} times, the last time to {address}");
    Err(Refusal::of_address(what, MEND.to_owned()))
}

/// What mends an address.
const MEND: &str = "look where the document is published now, and write that as `published`";

/// Asks for `address` once.
fn ask(address: &Address, stand_in: Option<SocketAddr>, time: Duration) -> Result<Answer, Refusal> {
    if time.is_zero() {
        return Err(failed(address, Failure::TooSlow));
    }
    let (mut url, mut machines) = (address.to_string(), Vec::new());
    let route = match stand_in {
        Some(at) => {
            url = plain(address) + address.rest();
            Route::At(at)
        }
        None if has_proxy() => Route::Proxy,
        None => {
            machines.extend(public_machines(address)?);
            Route::Machines {
                host: address.host(),
                machines: &machines,
                port: address::PORT,
            }
        }
    };
    let request = Request {
        url: &url,
        route,
        time,
    };
    curl::get(&request).map_err(|failure| failed(address, failure))
}

/// The machines to ask. They are looked up here and given to curl, so that it cannot find others.
fn public_machines(address: &Address) -> Result<Vec<IpAddr>, Refusal> {
    address.machines().map_err(|why| {
        let help = "see to the address and to the network of this machine, and run it again";
        Refusal::of_address(format!("{address} {why}"), help.to_owned())
    })
}

/// Whether the environment names a proxy. Then hosts are found by the proxy, and where it may go is for its owner.
fn has_proxy() -> bool {
    ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// How the server that stands in for a host is asked: in plain http, but with the port of https, which nothing else has,
/// so that a redirect within the host can be told from one that leads to http.
fn plain(address: &Address) -> String {
    format!("http://{}:{}", address.host(), address::PORT)
}

/// Where a redirect leads.
fn led(from: &Address, to: &str, stand_in: Option<SocketAddr>) -> Result<Address, Refusal> {
    let within = stand_in
        .and_then(|_| to.strip_prefix(&plain(from)))
        .map(|rest| format!("https://{}{rest}", from.host()));
    let to = within.as_deref().unwrap_or(to);
    Address::parse(to).map_err(|why| {
        let what = format!("{from} passes on to an address that {why}: {to}");
        Refusal::of_address(what, MEND.to_owned())
    })
}

fn unexpected(address: &Address, status: u16) -> Refusal {
    let help = match status {
        401 | 403 | 407 | 429 | 500.. => {
            "try again later; if it stays so, look at the address in a browser, and put what it shows in the place of the document"
        }
        _ => MEND,
    };
    let what = format!("{address} answers with the status {status} in place of 200");
    Refusal::of_address(what, help.to_owned())
}

/// What to say where there is no whole answer.
fn failed(address: &Address, failure: Failure) -> Refusal {
    let again = "run it again; if it stays so, put the document in its place by hand";
    let (what, help) = match failure {
        Failure::Absent => (
            "the program curl, which fetches documents, is not there".to_owned(),
            "install curl, or put the document in its place by hand",
        ),
        Failure::System(error) => (
            format!("the program curl cannot be run: {error}"),
            "see to curl, or put the document in its place by hand",
        ),
        Failure::TooLarge => (
            format!("{address} answers with more than {} MiB", LARGEST >> 20),
            MEND,
        ),
        Failure::TooSlow => (
            format!("{address} takes too long"),
            "run it again, or give it more time: cargo xtask fetch --time 300",
        ),
        Failure::Cut => (
            format!("the answer of {address} ends before it is whole"),
            again,
        ),
        Failure::Untrusted(why) => (
            format!("{address} does not show that it is what it says: {why}"),
            "see to the certificates and the clock of this machine; if they are right, do not trust the address",
        ),
        Failure::Other(why) => (format!("{address} cannot be fetched: {why}"), again),
    };
    Refusal::of_address(what, help.to_owned())
}

/// `body` as it is, or what is packed in it. A server that packs unasked does not say so in what is looked at here; but no
/// text begins as what is packed does.
fn unpack(body: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    if !body.starts_with(b"\x1f\x8b") {
        return Ok(body);
    }
    let mut out = Vec::new();
    let mut unpacked = MultiGzDecoder::new(body.as_slice()).take(LARGEST as u64 + 1);
    let refuse = |what: String| {
        let help = "run it again; if it stays so, put the document in its place by hand";
        Err(Refusal::of_address(what, help.to_owned()))
    };
    match unpacked.read_to_end(&mut out) {
        Err(error) => refuse(format!(
            "the answer is packed and cannot be unpacked: {error}"
        )),
        Ok(size) if size > LARGEST => refuse(format!(
            "the answer unpacks to more than {} MiB",
            LARGEST >> 20
        )),
        Ok(_) => Ok(out),
    }
}
