//! The server as a socket sees it: routes, limits, CORS, the end.

#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{json, Value};
use tokio::sync::oneshot;
use tributary_server::{Server, Settings, State};

struct Running {
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

fn running() -> Running {
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let block_time = Duration::from_secs(3_600);
    let settings = Settings { listen, block_time, chain_id: "test-1".to_owned(), state: State::Nothing };
    let server = Server::prepare(settings).unwrap();
    let at = server.address().unwrap();
    let (stop, stopped) = oneshot::channel();
    let until = async { stopped.await.unwrap_or_default() };
    let served = thread::spawn(move || server.run_until(until).unwrap());
    Running { at, stop, served }
}

impl Running {
    /// Sends a request and answers what comes until the connection is closed.
    fn raw(&self, head: &str, body: &[u8]) -> String {
        self.carried(head, &format!("Host: {}", self.at), body)
    }

    /// The same, with headers of the caller's own.
    fn carried(&self, head: &str, headers: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.at).unwrap();
        let length = body.len();
        let rest = format!("Connection: close\r\nContent-Length: {length}\r\n\r\n");
        let head = format!("{head} HTTP/1.1\r\n{headers}\r\n{rest}");
        stream.write_all(head.as_bytes()).unwrap();
        // A body that is too large is not read to its end.
        let _ = stream.write_all(body);
        let mut answer = vec![];
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, head: &str, body: &Value) -> (u16, Value) {
        let answer = self.raw(head, body.to_string().as_bytes());
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    fn end(self) {
        self.stop.send(()).unwrap();
        self.served.join().unwrap();
        assert!(TcpStream::connect(self.at).is_err());
    }
}

#[test]
fn every_route_answers() {
    let server = running();
    let block = json!({ "id": 1, "method": "block" });

    assert_eq!(server.ask("GET /health", &Value::Null).1["result"], json!({}));
    assert_eq!(server.ask("GET /status", &Value::Null).1["result"]["node_info"]["network"], "test-1");
    assert_eq!(server.ask("POST /", &block).1["result"]["block"]["header"]["height"], "1");
    assert_eq!(server.ask("POST /clock", &json!({ "advance_seconds": 7_200 })).1["height"], 3);
    assert_eq!(server.ask("GET /clock", &Value::Null).1["height"], 3);
    let (_, wallets) = server.ask("GET /wallets", &Value::Null);
    let alice =
        wallets["wallets"].as_array().unwrap().iter().find(|wallet| wallet["name"] == "alice").unwrap();
    assert_eq!(alice["derived_from"], "tributary/test-account/alice");
    assert_eq!(alice["address"], "wasm1rzr0sm2dzrjq5q3karz3049dl2zccql0yr044x");
    let (status, given) = server.ask("POST /faucet", &json!({ "address": alice["address"] }));
    assert_eq!((status, given["transaction"].as_str().unwrap().len()), (200, 64));
    assert_eq!(server.ask("GET /deployment", &Value::Null).1["contracts"], json!({}));
    server.end();
}

#[test]
fn what_makes_no_sense_is_refused_and_the_server_stays() {
    let server = running();

    assert_eq!(server.ask("GET /nothing", &Value::Null).0, 404);
    assert_eq!(server.ask("GET /", &Value::Null).0, 405);
    for body in [json!({}), json!({ "advance_seconds": 0 }), json!({ "advance_seconds": -5 }), json!([1])] {
        assert_eq!(server.ask("POST /clock", &body).0, 400, "{body}");
        assert_eq!(server.ask("POST /faucet", &body).0, 400, "{body}");
    }
    assert!(server.raw("POST /", &vec![b'['; 3 * 1024 * 1024]).starts_with("HTTP/1.1 413"));
    for own in ["POST /clock", "POST /faucet"] {
        assert!(server.raw(own, &[b'['; 5 * 1024]).starts_with("HTTP/1.1 413"), "{own}");
    }
    assert!(server.raw("POST /", &[0xff, 0, 0xfe]).contains("Parse error"));
    assert_eq!(server.ask("GET /health", &Value::Null).0, 200);
    server.end();
}

#[test]
fn what_moves_the_chain_is_for_pages_of_this_machine() {
    let server = running();
    let status = |head: &str, host: &str, origin: &str| {
        let answer = server.carried(head, &format!("Host: {host}{origin}"), br#"{"advance_seconds":1}"#);
        answer.split(' ').nth(1).unwrap().to_owned()
    };
    let own = ["GET /wallets", "GET /deployment", "GET /clock", "POST /clock", "POST /faucet"];
    for origin in ["http://127.0.0.1:5173", "http://localhost:5173", "https://localhost", "http://[::1]:5173"]
    {
        let origin = format!("\r\nOrigin: {origin}");
        assert_eq!(status("POST /clock", "localhost:26657", &origin), "200", "{origin}");
    }
    for origin in
        ["https://example.org", "http://localhost.example.org", "http://192.0.2.1:5173", "null", "?"]
    {
        let origin = format!("\r\nOrigin: {origin}");
        for head in own {
            assert_eq!(status(head, "127.0.0.1:26657", &origin), "403", "{head} {origin}");
        }
        assert_eq!(status("POST /", "127.0.0.1:26657", &origin), "200", "{origin}");
    }
    // Where it listens for others too, a page from there is one of its own.
    assert_eq!(status("POST /clock", "192.0.2.1:26657", "\r\nOrigin: http://192.0.2.1:5173"), "200");
    // A name that leads here is no reason to be answered: a page may have it.
    for host in ["example.org", "example.org:26657", "localhost.example.org", ""] {
        for head in own.into_iter().chain(["POST /", "GET /status"]) {
            assert_eq!(status(head, host, ""), "403", "{head} {host}");
        }
        assert_eq!(status("POST /clock", host, "\r\nOrigin: http://example.org"), "403", "{host}");
    }
    server.end();
}

#[test]
fn pages_of_browsers_may_ask_and_an_open_connection_does_not_keep_the_server() {
    let server = running();
    let preflight = server.raw("OPTIONS /", &[]);
    assert!(preflight.starts_with("HTTP/1.1 204"), "{preflight}");
    for answer in [preflight, server.raw("GET /status", &[]), server.raw("POST /clock", b"x")] {
        assert!(answer.contains("access-control-allow-origin: *\r\n"), "{answer}");
    }
    let mut idle = TcpStream::connect(server.at).unwrap();
    idle.write_all(b"GET /status HTTP/1.1\r\n").unwrap();
    server.end();
}
