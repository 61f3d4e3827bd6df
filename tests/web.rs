//! A web server of a test's own on this machine, for `fetch`.
//!
//! Knows plain http as far as a test needs it, and how a server misbehaves. Knows nothing of documents.
//!
//! An answer is text: a head, an empty line, a body. It is sent as it stands, with its `Content-Length` unless it has one
//! of its own. A line `Then: …` in the head is not sent, but says what happens to the body:
//!
//! | | |
//! |---|---|
//! | `Then: pack` | it is packed with gzip |
//! | `Then: pack, cut` | it is packed, and the last bytes of that are missing |
//! | `Then: repeat` | it is sent again and again |
//! | `Then: drip` | a byte of it is sent ten times a second |

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A server that answers until the test ends.
pub struct Web {
    at: SocketAddr,
}

impl Web {
    /// Serves `answers`: the name of a host and a path, such as `a.example/errors`, and the answer. Anything else is not
    /// found.
    ///
    /// # Errors
    /// There is no port.
    pub fn serve(answers: impl IntoIterator<Item = (String, Vec<u8>)>) -> io::Result<Self> {
        let answers: Arc<BTreeMap<String, Vec<u8>>> = Arc::new(answers.into_iter().collect());
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let at = listener.local_addr()?;
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answers = Arc::clone(&answers);
                // A client that goes away ends its own answer and nothing else.
                std::thread::spawn(move || answer(&stream, &answers));
            }
        });
        Ok(Self { at })
    }

    /// Serves the files under `folder`, each at its path.
    ///
    /// # Errors
    /// One cannot be read, or there is no port.
    pub fn folder(folder: &Path) -> io::Result<Self> {
        let mut answers = BTreeMap::new();
        for host in fs::read_dir(folder)? {
            let host = host?;
            for file in fs::read_dir(host.path())? {
                let file = file?;
                let names = [host.file_name(), file.file_name()];
                let names = names.map(|name| name.to_string_lossy().into_owned());
                answers.insert(names.join("/"), fs::read(file.path())?);
            }
        }
        Self::serve(answers)
    }

    /// Its address and port.
    pub fn at(&self) -> String {
        self.at.to_string()
    }
}

/// An answer that holds `body` and nothing unusual.
pub fn found(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\nContent-Type: text/plain\n\n{body}").into_bytes()
}

fn answer(stream: &TcpStream, answers: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    let wanted = request(stream)?;
    let missing = b"HTTP/1.1 404 Not Found\n\nThere is no such page.\n";
    let answer = answers.get(&wanted).map_or(&missing[..], Vec::as_slice);
    let end = answer.windows(2).position(|it| it == b"\n\n");
    let (head, body) = answer.split_at(end.map_or(answer.len(), |end| end + 2));
    let head = String::from_utf8_lossy(head);
    let (then, head): (Vec<&str>, Vec<&str>) = head
        .lines()
        .filter(|it| !it.is_empty())
        .partition(|it| it.starts_with("Then: "));
    let then = then.first().map_or("", |it| &it["Then: ".len()..]);
    send(stream, &head, body, then)
}

/// The host and the path that are asked for.
fn request(stream: &TcpStream) -> io::Result<String> {
    let (mut host, mut path) = (String::new(), String::new());
    for line in BufReader::new(stream).lines() {
        let line = line?;
        if line.is_empty() {
            break;
        } else if let Some(rest) = line.strip_prefix("GET ") {
            path.push_str(rest.split(' ').next().unwrap_or_default());
        } else if let Some(rest) = line.strip_prefix("Host: ") {
            host.push_str(rest.split(':').next().unwrap_or_default());
        }
    }
    Ok(host + &path)
}

fn send(mut stream: &TcpStream, head: &[&str], body: &[u8], then: &str) -> io::Result<()> {
    let packed = then.starts_with("pack").then(|| pack(body)).transpose()?;
    let mut body = packed.as_deref().unwrap_or(body);
    if then.ends_with("cut") {
        body = &body[..body.len() - 20];
    }
    let endless = then == "repeat" || then == "drip";
    let has_length = head.iter().any(|it| it.starts_with("Content-Length: "));
    for line in head {
        write!(stream, "{line}\r\n")?;
    }
    if !endless && !has_length {
        write!(stream, "Content-Length: {}\r\n", body.len())?;
    }
    write!(stream, "Connection: close\r\n\r\n")?;
    match then {
        "repeat" => loop {
            stream.write_all(body)?;
        },
        "drip" => {
            for byte in body.iter().cycle() {
                stream.write_all(&[*byte])?;
                std::thread::sleep(Duration::from_millis(100));
            }
            Ok(())
        }
        _ => stream.write_all(body),
    }
}

fn pack(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(body)?;
    packed.finish()
}
