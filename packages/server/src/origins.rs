//! Who is answered. A browser brings requests of every page in the world to this machine, and says whose they are.

use std::net::IpAddr;

use axum::http::header::{HeaderName, HOST, ORIGIN};
use axum::http::uri::{Authority, Uri};
use axum::http::HeaderMap;

/// Whether it was called by an address or as `localhost`. A name that leads here may be that of a page, to which a browser would
/// show whatever is answered.
pub(crate) fn is_called_by_address(headers: &HeaderMap) -> bool {
    let named = |host: &str| host != LOCAL && address(host).is_none();
    text(headers, HOST).is_none_or(|host| host_called(host).is_some_and(|host| !named(&host)))
}

/// Whether no page asks, or one of this machine: of a loopback address, or of the very address that it calls.
pub(crate) fn is_of_this_machine(headers: &HeaderMap) -> bool {
    text(headers, ORIGIN).is_none_or(|origin| {
        let Some(page) = origin.parse::<Uri>().ok().and_then(|uri| uri.host().map(ToOwned::to_owned)) else {
            return false;
        };
        let loopback = address(&page).is_some_and(|address| address.to_canonical().is_loopback());
        page == LOCAL || loopback || text(headers, HOST).and_then(host_called) == Some(page)
    })
}

const LOCAL: &str = "localhost";

/// A header; what is no text is empty.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

/// The host of a `Host` header, without the port.
fn host_called(text: &str) -> Option<String> {
    text.parse::<Authority>().ok().map(|authority| authority.host().to_owned())
}

/// An address as it stands in an URL: of IPv6 in brackets.
fn address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}
