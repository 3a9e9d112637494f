//! Messages as people exchange them, messages that are wrong, and random ones.

mod hostile;
mod parts;
mod random;
mod samples;
mod wrong;
