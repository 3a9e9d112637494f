//! `yarrow-cli serve`: the same UI and commands over loopback HTTP, for a browser on this computer.
//!
//! Only this computer can connect; a random token, new at every start, stands in the address; the Host header must name
//! loopback, so that no website can reach the port through a rebound name.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path as UrlPath, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router, extract::Request};
use serde_json::{Value, json};
use yarrow_api::{ApiError, App, ErrorKind};
use yarrow_core::store::random_bytes;

use crate::{DataDir, Failure, open};

/// The largest request: a FHIR file of 100 MB in base64.
const MAX_BODY: usize = 140 << 20;
/// The same policy as the window's (tauri.conf.json), where `connect-src` needs no more than this origin.
const CSP: &str = include_str!("csp.txt");

/// Serve the UI on loopback.
#[derive(clap::Args)]
pub struct Serve {
    #[command(flatten)]
    data: DataDir,
    /// Port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
}

struct Served {
    app: App,
    ui: PathBuf,
    token: String,
    port: u16,
}

impl Serve {
    /// Runs until it is stopped.
    pub fn run(self) -> Result<(), Failure> {
        let ui = yarrow_api::paths::ui();
        if !ui.join("index.html").is_file() {
            return Err(Failure::Failed(
                "The built UI is missing. Run `npm --prefix ui run build`, or `cargo xtask run`.".to_owned(),
            ));
        }
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(async move {
            let listener =
                tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).await?;
            let port = listener.local_addr()?.port();
            let token: String = random_bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
            let app = open::app(&self.data);
            app.start_courier()?;
            let served = Arc::new(Served { app, ui, token: token.clone(), port });
            println!("http://127.0.0.1:{port}/#token={token}");
            axum::serve(listener, router(served)).with_graceful_shutdown(stopped()).await
        })?;
        Ok(())
    }
}

async fn stopped() {
    // Without a signal handler the process ends at once, which loses nothing either.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn router(served: Arc<Served>) -> Router {
    Router::new()
        .route("/rpc/{command}", post(rpc))
        .fallback(file)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&served), guarded))
        .with_state(served)
}

/// Refuses other hosts' names and adds the security headers to every answer.
async fn guarded(State(served): State<Arc<Served>>, request: Request, next: Next) -> Response {
    let names = [format!("127.0.0.1:{}", served.port), format!("localhost:{}", served.port)];
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let mut response = if names.iter().any(|name| name == host) {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CSP.trim()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn rpc(
    State(served): State<Arc<Served>>,
    UrlPath(command): UrlPath<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !same(given.as_bytes(), format!("Bearer {}", served.token).as_bytes()) {
        let error = ApiError::new(
            ErrorKind::Forbidden,
            "This page was opened without the address that `serve` printed. Open that address.",
        );
        return (StatusCode::UNAUTHORIZED, Json(error)).into_response();
    }
    let request: Value = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(error) => {
            let message =
                format!("The request is no JSON: line {}, column {}.", error.line(), error.column());
            return (StatusCode::BAD_REQUEST, Json(ApiError::new(ErrorKind::Invalid, message)))
                .into_response();
        }
    };
    let answered = tokio::task::spawn_blocking(move || served.app.dispatch(&command, request)).await;
    match answered {
        Ok(Ok(reply)) => Json(reply).into_response(),
        Ok(Err(error)) => (status_of(error.kind), Json(error)).into_response(),
        Err(_) => {
            let error = ApiError::new(
                ErrorKind::Internal,
                "Yarrow ran into a fault of its own, and this step was not saved. Everything saved before is safe.",
            );
            (StatusCode::INTERNAL_SERVER_ERROR, Json(error)).into_response()
        }
    }
}

fn status_of(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::Forbidden => StatusCode::FORBIDDEN,
        ErrorKind::Refused | ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::Locked | ErrorKind::Reauthenticate => StatusCode::UNAUTHORIZED,
        ErrorKind::Throttled => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Compares in a time that does not depend on where they differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |seen, (x, y)| seen | (x ^ y)) == 0
}

async fn file(State(served): State<Arc<Served>>, uri: Uri) -> Response {
    let wanted = uri.path().trim_start_matches('/');
    let wanted = if wanted.is_empty() { "index.html" } else { wanted };
    // Built files have plain names; anything else is no file of ours.
    let plain =
        wanted.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains('\\'));
    let path = served.ui.join(wanted);
    match if plain { tokio::fs::read(&path).await } else { Err(std::io::ErrorKind::NotFound.into()) } {
        Ok(bytes) => ([(header::CONTENT_TYPE, type_of(&path))], Body::from(bytes)).into_response(),
        Err(_) => {
            (StatusCode::NOT_FOUND, Json(json!({ "kind": "not_found", "message": "There is no such page." })))
                .into_response()
        }
    }
}

fn type_of(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json" | "map") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_gets_the_policy_of_the_window() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tauri.conf.json");
        let window: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let window = window["app"]["security"]["csp"].as_object().unwrap();
        for (directive, sources) in window {
            let sources = sources.as_str().unwrap().replace(" ipc: http://ipc.localhost", "");
            assert!(CSP.contains(&format!("{directive} {sources};")), "{directive} {sources}");
        }
    }

    #[test]
    fn tokens_compare_whole() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"abc", b"ab"));
    }
}
