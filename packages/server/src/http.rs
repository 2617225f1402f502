//! Routes, CORS, and limits on size, number and time of requests.

use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{header, HeaderValue, Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::Router;
use serde_json::{json, Value};
use thiserror::Error;
use tokio::runtime::Builder;
use tokio::sync::Semaphore;
use tributary_simulator::accounts::{DERIVATION, PREFIX};

use crate::clock::wall;
use crate::comet::rfc3339;
use crate::node::Node;
use crate::origins::{is_called_by_address, is_of_this_machine};
use crate::rpc;
use crate::start::{begin, Settings, StartError};
use crate::worker::{Unanswered, Worker};

/// How large a request of the RPC may be, in bytes: room for a contract in hex.
const LARGEST: usize = 2 * 1024 * 1024;

/// How large other requests may be, in bytes.
const LARGEST_OWN: usize = 4 * 1024;

/// How many requests are carried out or wait at once.
const MOST: usize = 64;

/// How long a request may take.
const LONGEST: Duration = Duration::from_secs(30);

/// How long connections may stay open when the server is stopped.
const GRACE: Duration = Duration::from_secs(2);

/// Why a server does not start, or stops.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The chain does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The network refuses.
    #[error(transparent)]
    Network(#[from] io::Error),
}

/// A server that can be run.
pub struct Server {
    listener: TcpListener,
    worker: Worker,
}

/// What the routes share.
struct Front {
    worker: Worker,
    free: Semaphore,
}

impl Server {
    /// Takes the port and makes the chain. Whoever connects from now on is answered when the server runs.
    ///
    /// # Errors
    /// When the port is taken or the chain does not start.
    pub fn prepare(settings: Settings) -> Result<Self, ServeError> {
        let listener = TcpListener::bind(settings.listen)?;
        listener.set_nonblocking(true)?;
        let worker = Worker::start(move || begin(&settings, wall()))?;
        Ok(Self { listener, worker })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// When the network does not say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until it is interrupted (Ctrl-C) or, on Unix, terminated.
    ///
    /// # Errors
    /// When the network fails.
    pub fn run(self) -> Result<(), ServeError> {
        self.run_until(interrupted())
    }

    /// Serves until `stop` is over, and ends the requests that are being answered then.
    ///
    /// # Errors
    /// When the network fails.
    pub fn run_until(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), ServeError> {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let served = runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let (stopped, stopping) = tokio::sync::oneshot::channel::<()>();
            let stop = async move {
                stop.await;
                drop(stopped);
            };
            let serve = axum::serve(listener, router(self.worker)).with_graceful_shutdown(stop);
            let late = async {
                // It never sends: the channel closes.
                stopping.await.unwrap_or_default();
                tokio::time::sleep(GRACE).await;
            };
            tokio::select! {
                served = async { serve.await } => served,
                () = late => Ok(()),
            }
        });
        runtime.shutdown_background();
        Ok(served?)
    }
}

async fn interrupted() {
    let control_c = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = control_c => {}
        () = terminated => {}
    }
}

fn router(worker: Worker) -> Router {
    let front = Arc::new(Front { worker, free: Semaphore::new(MOST) });
    let own = Router::new()
        .route("/wallets", get(wallets))
        .route("/deployment", get(deployment))
        .route("/clock", get(clock).post(advance))
        .route("/faucet", post(faucet))
        .layer(DefaultBodyLimit::max(LARGEST_OWN))
        .layer(from_fn(pages_of_this_machine));
    Router::new()
        .route("/", post(rpc_post))
        .route("/status", get(|State(front): State<Arc<Front>>| async move { plain(&front, "status").await }))
        .route("/health", get(|State(front): State<Arc<Front>>| async move { plain(&front, "health").await }))
        .layer(DefaultBodyLimit::max(LARGEST))
        .merge(own)
        .layer(from_fn_with_state(Arc::clone(&front), guard))
        .with_state(front)
}

/// Pages of elsewhere do without what is not the RPC.
async fn pages_of_this_machine(request: Request, next: Next) -> Response {
    match is_of_this_machine(request.headers()) {
        true => next.run(request).await,
        false => failed(StatusCode::FORBIDDEN, "this is for pages of this machine"),
    }
}

/// Every page of a browser may ask. Who comes while too many are there is sent away.
async fn guard(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    let mut response = match front.free.try_acquire() {
        _ if request.method() == Method::OPTIONS => StatusCode::NO_CONTENT.into_response(),
        _ if !is_called_by_address(request.headers()) => {
            failed(StatusCode::FORBIDDEN, "this server is called by its address, or as localhost")
        }
        Ok(_permit) => match tokio::time::timeout(LONGEST, next.run(request)).await {
            Ok(response) => response,
            Err(_) => failed(StatusCode::REQUEST_TIMEOUT, "the request took too long"),
        },
        Err(_) => failed(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once"),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn json_of(status: StatusCode, value: &Value) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    (status, [kind], Body::from(value.to_string())).into_response()
}

fn failed(status: StatusCode, why: impl ToString) -> Response {
    json_of(status, &json!({ "error": why.to_string() }))
}

/// What the chain's thread answers.
async fn asked(front: &Front, job: impl FnOnce(&mut Node) -> Response + Send + 'static) -> Response {
    front.worker.ask(job).await.unwrap_or_else(|unanswered| match unanswered {
        Unanswered::Busy => failed(StatusCode::SERVICE_UNAVAILABLE, unanswered),
        Unanswered::Failed => failed(StatusCode::INTERNAL_SERVER_ERROR, unanswered),
    })
}

async fn rpc_post(State(front): State<Arc<Front>>, body: Bytes) -> Response {
    asked(&front, move |node| json_of(StatusCode::OK, &rpc::answer(node, &body))).await
}

async fn plain(front: &Front, method: &'static str) -> Response {
    asked(front, move |node| json_of(StatusCode::OK, &rpc::plain(node, method))).await
}

async fn wallets(State(front): State<Arc<Front>>) -> Response {
    let told = |node: &mut Node| {
        let wallets = node.wallets.iter().map(crate::wallets::Wallet::shown).collect::<Vec<_>>();
        let key = format!("secp256k1, the private key is SHA-256 of `{DERIVATION}` and the name");
        json_of(StatusCode::OK, &json!({ "prefix": PREFIX, "key": key, "wallets": wallets }))
    };
    asked(&front, told).await
}

async fn deployment(State(front): State<Arc<Front>>) -> Response {
    asked(&front, |node| json_of(StatusCode::OK, &node.deployment)).await
}

fn told_clock(node: &mut Node) -> Response {
    let block = node.chain.block();
    json_of(StatusCode::OK, &json!({ "height": block.height, "time": rfc3339(block.time.nanos()) }))
}

async fn clock(State(front): State<Arc<Front>>) -> Response {
    asked(&front, told_clock).await
}

async fn advance(State(front): State<Arc<Front>>, body: Bytes) -> Response {
    let seconds = field(&body, "advance_seconds").and_then(|seconds| seconds.as_u64()).unwrap_or_default();
    let job = move |node: &mut Node| match node.advance(seconds) {
        Ok(()) => told_clock(node),
        Err(stuck) => failed(StatusCode::BAD_REQUEST, stuck),
    };
    asked(&front, job).await
}

async fn faucet(State(front): State<Arc<Front>>, body: Bytes) -> Response {
    let address = field(&body, "address").and_then(|address| address.as_str().map(ToOwned::to_owned));
    let address = address.unwrap_or_default();
    let job = move |node: &mut Node| match node.pour(&address) {
        Ok(hash) => json_of(StatusCode::OK, &json!({ "transaction": hex::encode_upper(hash) })),
        Err(dry) => failed(StatusCode::BAD_REQUEST, dry),
    };
    asked(&front, job).await
}

fn field(body: &[u8], name: &str) -> Option<Value> {
    serde_json::from_slice::<Value>(body).ok()?.get(name).cloned()
}
