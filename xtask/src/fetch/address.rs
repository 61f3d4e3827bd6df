//! Addresses that a document may be asked of, and which machines may answer.
//!
//! Knows https addresses and public networks. Knows nothing of requests.
//!
//! An address comes from a reviewed `service.toml`, or from whoever answers the request before: it may lead nowhere but
//! to a public web server. So it is https, its host is a name and no number, it has no user, password or port, and the
//! name must stand for public machines only. That the machine is the one it claims to be is for its certificate to show.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, ToSocketAddrs as _};

/// The port of https.
pub const PORT: u16 = 443;

/// How long an address may be, in bytes.
const LONGEST: usize = 2048;

/// An address that may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    host: String,
    /// What stands behind the host: a path, a query.
    rest: String,
}

impl Address {
    /// The address `text`.
    ///
    /// # Errors
    /// It is none that may be asked; says why, as in "it …".
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text.len() > LONGEST {
            return Err("is too long");
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) || text.contains('\\') {
            return Err("holds a character that no address has");
        }
        let (scheme, behind) = text.split_once("://").ok_or("is not https")?;
        if !scheme.eq_ignore_ascii_case("https") {
            return Err("is not https");
        }
        let behind = behind.split('#').next().unwrap_or_default();
        let end = behind.find(['/', '?']).unwrap_or(behind.len());
        let (host, rest) = behind.split_at(end);
        check_host(host)?;
        Ok(Self {
            host: host.to_ascii_lowercase(),
            rest: rest.to_owned(),
        })
    }

    /// The name of the machine.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// What stands behind the host.
    pub fn rest(&self) -> &str {
        &self.rest
    }

    /// The machines that the host is the name of.
    ///
    /// # Errors
    /// There are none, or one of them is not public; says so, as in "it …".
    pub fn machines(&self) -> Result<Vec<IpAddr>, String> {
        let unknown =
            |error: io::Error| format!("has a host that is not found: {} ({error})", self.host);
        let found = (self.host.as_str(), PORT)
            .to_socket_addrs()
            .map_err(unknown)?;
        let machines: Vec<IpAddr> = found.map(|it| it.ip()).collect();
        match machines.iter().find(|it| !is_public(**it)) {
            Some(private) => Err(format!("leads to {private}, which is no public machine")),
            None => Ok(machines),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://{}{}", self.host, self.rest)
    }
}

/// Whether `host` is a name with a point in it, whose last part no number can be.
fn check_host(host: &str) -> Result<(), &'static str> {
    if host.contains('@') {
        return Err("holds a user or a password");
    }
    if host.starts_with('[') {
        return Err("names its host by a number");
    }
    if host.contains(':') {
        return Err("names a port");
    }
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    if !host.split('.').all(part) {
        Err("has no right name of a host")
    } else if last.starts_with(|c: char| c.is_ascii_digit()) {
        Err("names its host by a number")
    } else if last == host {
        Err("names a host that is not public")
    } else {
        Ok(())
    }
}

/// Whether `machine` can be reached by everybody: no machine of this house, no machine of this network.
fn is_public(machine: IpAddr) -> bool {
    match machine {
        IpAddr::V4(it) => is_public_v4(it),
        IpAddr::V6(it) => match it.segments() {
            // Addresses of version 4 in clothes of version 6: as they are, and behind a translator.
            [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
                let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
                is_public_v4(Ipv4Addr::new(a, b, c, d))
            }
            _ => is_public_v6(it),
        },
    }
}

fn is_public_v4(it: Ipv4Addr) -> bool {
    let [a, b, c, _] = it.octets();
    // Of "this network", of carriers, of protocols, of benchmarks, reserved.
    let special = matches!(
        (a, b, c),
        (0 | 240.., ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18 | 19, _)
    );
    !(special
        || it.is_private()
        || it.is_loopback()
        || it.is_link_local()
        || it.is_multicast()
        || it.is_documentation())
}

/// Only `2000::/3` is given out; of it, `2001:db8::/32` is for documentation, and `2002::/16` wraps addresses of version 4.
fn is_public_v6(it: Ipv6Addr) -> bool {
    let [first, second, ..] = it.segments();
    first & 0xe000 == 0x2000 && first != 0x2002 && (first, second) != (0x2001, 0xdb8)
}

#[cfg(test)]
mod tests {
    use super::{Address, is_public};

    #[test]
    fn an_address_is_https_to_a_named_host() {
        let parsed = |text| Address::parse(text).map(|it| it.to_string());
        for (text, is) in [
            (
                "https://a.example/b%20c?d=e#f",
                "https://a.example/b%20c?d=e",
            ),
            ("HTTPS://Docs.A-1.Example", "https://docs.a-1.example"),
            ("https://a.example?x", "https://a.example?x"),
        ] {
            assert_eq!(parsed(text).as_deref(), Ok(is));
        }
    }

    #[test]
    fn any_other_address_is_refused_with_the_reason() {
        let long = format!("https://a.example/{}", "x".repeat(4000));
        for (text, why) in [
            ("http://a.example/", "is not https"),
            ("ftp://a.example/", "is not https"),
            ("file:///etc/passwd", "is not https"),
            ("//a.example/", "is not https"),
            ("a.example", "is not https"),
            ("", "is not https"),
            (
                " https://a.example/",
                "holds a character that no address has",
            ),
            (
                "https://a.example/\u{1b}[2J",
                "holds a character that no address has",
            ),
            (
                "https://a.example\\@b.example/",
                "holds a character that no address has",
            ),
            (long.as_str(), "is too long"),
            ("https://me:secret@a.example/", "holds a user or a password"),
            ("https://a.example:8443/", "names a port"),
            ("https://127.0.0.1/", "names its host by a number"),
            ("https://0x7f.1/", "names its host by a number"),
            ("https://2130706433/", "names its host by a number"),
            ("https://[::1]/", "names its host by a number"),
            ("https://localhost/", "names a host that is not public"),
            ("https:///etc/passwd", "has no right name of a host"),
            ("https://a..example/", "has no right name of a host"),
            ("https://a.example./", "has no right name of a host"),
            ("https://ä.example/", "has no right name of a host"),
        ] {
            assert_eq!(Address::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn public_machines_are_told_from_those_of_a_network() {
        let public = |text: &str| text.parse().map(is_public);
        for text in [
            "8.8.8.8",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert_eq!(public(text), Ok(true), "{text}");
        }
        for text in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.1",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
        ] {
            assert_eq!(public(text), Ok(false), "{text}");
        }
    }

    #[test]
    fn a_name_of_this_machine_is_not_asked() {
        // `localhost` and what stands under it is this machine wherever it is known at all.
        let Ok(address) = Address::parse("https://here.localhost/") else {
            unreachable!("it has the form of an address");
        };
        assert!(address.machines().is_err());
    }
}
