//! Who is here and what they may do: keys, sign-in, roles, sessions, emergency access.

mod keyslots;
mod permission;
mod practice;
mod recovery;
mod session;
mod throttle;
mod users;

pub use keyslots::{Keyslots, SlotKind};
pub use permission::{Permission, Role, TABLE, table_as_markdown};
pub use practice::{CreatePractice, NewUser, Practice, check_passphrase};
pub use recovery::{RecoveryKey, entropy_of};
pub use session::{Operation, Session, SessionInfo};
pub use throttle::Throttle;
pub use users::{
    ChangePassphrase, ResetPassphrase, SavePractitioner, add_users, change_passphrase, reset_passphrase,
    save_practitioner,
};
