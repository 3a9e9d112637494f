//! The table as TypeScript: every type once, and the map from command to request and response.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use ts_rs::{Config, TS, TypeVisitor};

use crate::error::ApiError;
use crate::table::TABLE;

/// The file the UI is compiled against, from the repository's root.
pub const PATH: &str = "ui/src/api/bindings.ts";

const HEAD: &str = "// Written by `cargo xtask bindings` from the Rust command table; a test fails when it is stale.\n\
// Ids are UUIDs, Timestamp is RFC 3339 in UTC, LocalDate is YYYY-MM-DD, PartialDate also YYYY or YYYY-MM,\n\
// Decimal is a number as text.\n\n\
export type Id = string;\nexport type Timestamp = string;\nexport type LocalDate = string;\nexport type PartialDate = string;\nexport type Decimal = string;\n\n";

/// Collects the declarations of all types that are named.
#[derive(Default)]
pub struct Types {
    config: Config,
    seen: HashSet<TypeId>,
    declared: BTreeMap<String, String>,
}

impl Types {
    /// The declarations so far, by name.
    pub fn declarations(&self) -> &BTreeMap<String, String> {
        &self.declared
    }

    /// The name of a type; the type and everything in it is declared.
    pub fn name<T: TS + 'static>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let declaration = format!("export {}\n", T::decl(&self.config));
            self.declared.insert(T::ident(&self.config), declaration);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The whole file.
pub fn typescript() -> String {
    let mut types = Types::default();
    types.name::<ApiError>();
    types.name::<yarrow_core::store::Change>();
    types.name::<yarrow_core::interchange::ImportReport>();
    types.name::<yarrow_core::pharmacies::PharmacyImport>();
    let mut rows = String::new();
    for row in TABLE {
        rows.push_str(&format!(
            "  {}: [{}, {}];\n",
            row.name,
            (row.request)(&mut types),
            (row.response)(&mut types)
        ));
    }
    let declarations: String = types.declared.into_values().collect();
    let declarations: String = declarations
        .lines()
        .filter(|line| !is_comment(line))
        .map(|line| format!("{}\n", line.trim_end()))
        .collect();
    format!(
        "{HEAD}{declarations}\n/** Every command: request and response. */\nexport interface Commands {{\n{rows}}}\n\
         export type CommandName = keyof Commands;\nexport type Request<C extends CommandName> = Commands[C][0];\n\
         export type Response<C extends CommandName> = Commands[C][1];\n"
    )
}

/// The docs stand beside the Rust types; the generated file stays short.
fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("/**") || line.starts_with("* ") || line.starts_with("*/") || line == "*"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_bindings_are_those_of_the_table() {
        let path = format!("{}/../../{PATH}", env!("CARGO_MANIFEST_DIR"));
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == typescript(), "{PATH} is stale: run `cargo xtask bindings`");
    }

    #[test]
    fn no_two_commands_have_one_name() {
        let names: HashSet<&str> = TABLE.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), TABLE.len());
    }
}
