//! What the stories share: programs to start, Yarrow served over loopback, and with the feature `windows` a real window,
//! a real browser, and the tools to look at them.

#[cfg(feature = "windows")]
pub mod browser;
#[cfg(feature = "windows")]
pub mod demo;
#[cfg(feature = "windows")]
pub mod desk;
#[cfg(feature = "windows")]
pub mod driver;
#[cfg(feature = "windows")]
pub mod page;
pub mod process;
pub mod served;
#[cfg(feature = "windows")]
pub mod visit;
#[cfg(feature = "windows")]
pub mod window;

/// Why a test could not be set up; with a sentence that says what is missing.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;
