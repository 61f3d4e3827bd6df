//! A server on loopback that fails every request with the error code that ends its path.
//!
//! Knows as much of HTTP as the clients of these tests speak: one request a connection, and no body that matters.

use http::{Method, Response};
use object_storage_errors::ServiceCode;
use object_storage_errors::response::ErrorResponse;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

/// Starts a server that answers as the service of `E` does, until the program ends. Yields its address.
///
/// # Errors
///
/// Those of the operating system.
pub fn serve<E: ServiceCode>() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away is its own test's failure.
            let _ = answer::<E>(stream);
        }
    });
    Ok(address)
}

fn answer<E: ServiceCode>(stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    skip_rest(&mut reader)?;
    let mut words = line.split(' ');
    let method = words
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or(Method::GET);
    let path = words.next().unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let code = path.rsplit('/').next().unwrap_or_default();
    let code = E::from_bytes(code.as_bytes()).ok_or_else(|| io::Error::other(line.clone()))?;
    let error = ErrorResponse::builder(code)
        .request_id("0A1B2C3D4E5F")
        .host_id("host.example.com")
        .resource(path);
    send(reader.into_inner(), &error.to_response(&method))
}

/// Reads the headers, and the body that they announce.
fn skip_rest(reader: &mut BufReader<TcpStream>) -> io::Result<()> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    io::copy(&mut reader.take(length), &mut io::sink())?;
    Ok(())
}

fn send(mut stream: TcpStream, response: &Response<Vec<u8>>) -> io::Result<()> {
    let mut bytes = format!("HTTP/1.1 {}\r\nconnection: close\r\n", response.status()).into_bytes();
    for (name, value) in response.headers() {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    bytes.extend(format!("content-length: {}\r\n\r\n", response.body().len()).bytes());
    bytes.extend(response.body());
    stream.write_all(&bytes)
}
