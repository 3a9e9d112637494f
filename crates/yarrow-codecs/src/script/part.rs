//! One description for both directions: [`element!`] and [`choice!`] declare what an element contains, in the order of
//! the standard; reading and writing follow from it and so cannot disagree.
//!
//! Reading takes what it knows, in any order; what is left over is set aside by its path, never silently dropped.

use super::element::Element;
use super::fault::{Fault, clip};
use super::version::ScriptVersion;

/// Most paths of unknown elements listed; the rest is counted.
const MOST_ASIDE: usize = 200;
/// Most repetitions of one element.
const MOST_REPEATED: usize = 50;

/// A value with a place in a message.
pub(super) trait Part: Sized {
    /// What would be right here, for "… is missing; it should be …".
    const RIGHT: &'static str;

    /// Takes the value from its element.
    fn read(from: &mut Reading<'_, '_>) -> Result<Self, Fault>;

    /// Puts the value into its element.
    fn write(&self, to: &mut Writing<'_>) -> Result<(), Fault>;
}

/// What holds for the whole of one message while it is read.
pub(super) struct Context {
    pub version: ScriptVersion,
    /// Paths of what was not understood.
    pub aside: Vec<String>,
    /// How many more there were.
    pub more_aside: usize,
}

impl Context {
    fn set_aside(&mut self, path: String) {
        if self.aside.len() < MOST_ASIDE {
            self.aside.push(path);
        } else {
            self.more_aside += 1;
        }
    }
}

/// One element while it is read: which of its children have been taken.
pub(super) struct Reading<'e, 'c> {
    element: &'e Element,
    place: String,
    taken: Vec<bool>,
    text_taken: bool,
    context: &'c mut Context,
}

impl<'e, 'c> Reading<'e, 'c> {
    /// Begins with an element.
    pub fn of(element: &'e Element, place: String, context: &'c mut Context) -> Self {
        let taken = vec![false; element.children.len()];
        Self { element, place, taken, text_taken: false, context }
    }

    pub fn version(&self) -> ScriptVersion {
        self.context.version
    }

    pub fn attribute(&self, name: &str) -> Option<&'e str> {
        self.element.attribute(name)
    }

    /// A fault at this element.
    pub fn fault(&self, says: impl Into<String>) -> Fault {
        Fault::at(self.place.clone(), says)
    }

    /// A fault at a child or attribute of this element.
    pub fn fault_at(&self, name: &str, says: impl Into<String>) -> Fault {
        Fault::at(format!("{}/{name}", self.place), says)
    }

    /// The element's own text, trimmed.
    pub fn text(&mut self) -> &'e str {
        self.text_taken = true;
        self.element.text.trim()
    }

    /// An element that must be there once.
    pub fn one<T: Part>(&mut self, tag: &str) -> Result<T, Fault> {
        match self.find(tag)? {
            Some(at) => self.take(at, tag, None),
            None => Err(self.fault_at(tag, format!("is missing. It should be {}.", T::RIGHT))),
        }
    }

    /// An element that may be there once; an empty one counts as absent.
    pub fn opt<T: Part>(&mut self, tag: &str) -> Result<Option<T>, Fault> {
        match self.find(tag)? {
            Some(at) if self.element.children[at].is_empty() => {
                self.taken[at] = true;
                Ok(None)
            }
            Some(at) => self.take(at, tag, None).map(Some),
            None => Ok(None),
        }
    }

    /// An element that may be there several times.
    pub fn many<T: Part>(&mut self, tag: &str) -> Result<Vec<T>, Fault> {
        let found: Vec<usize> = self.all(tag).collect();
        if found.len() > MOST_REPEATED {
            return Err(self
                .fault_at(tag, format!("occurs {} times; at most {MOST_REPEATED} are read.", found.len())));
        }
        let several = found.len() > 1;
        (1..).zip(found).map(|(count, at)| self.take(at, tag, several.then_some(count))).collect()
    }

    /// A group of elements that stand in this one without an element around them.
    pub fn flat<T: Part>(&mut self) -> Result<T, Fault> {
        T::read(self)
    }

    /// Which of these elements is there.
    pub fn which(&self, tags: &[&'static str]) -> Result<&'static str, Fault> {
        let mut there = tags.iter().filter(|tag| self.all(tag).next().is_some());
        match (there.next(), there.next()) {
            (Some(tag), None) => Ok(tag),
            (Some(one), Some(other)) => Err(self.fault(format!(
                "has both {one} and {other}, which contradict each other. It should have one of {}.",
                tags.join(", ")
            ))),
            (None, _) => {
                let found = self.element.children.first().filter(|child| !child.foreign);
                let found = found.map_or_else(|| "nothing".to_owned(), |child| clip(&child.name));
                Err(self.fault(format!("has {found}. It should have one of {}.", tags.join(", "))))
            }
        }
    }

    /// Sets aside what nobody took.
    pub fn finish(self) {
        for (child, taken) in self.element.children.iter().zip(&self.taken) {
            if !taken {
                self.context.set_aside(format!("{}/{}", self.place, child.name));
            }
        }
        if !self.text_taken && !self.element.text.trim().is_empty() {
            self.context.set_aside(format!("{}/text()", self.place));
        }
    }

    fn all(&self, tag: &str) -> impl Iterator<Item = usize> {
        let children = self.element.children.iter().enumerate();
        children.filter(move |(_, child)| !child.foreign && child.name == tag).map(|(at, _)| at)
    }

    fn find(&self, tag: &str) -> Result<Option<usize>, Fault> {
        let mut all = self.all(tag);
        let first = all.next();
        let more = all.count();
        if more > 0 {
            return Err(self.fault_at(tag, format!("occurs {} times. It should occur once.", more + 1)));
        }
        Ok(first)
    }

    fn take<T: Part>(&mut self, at: usize, tag: &str, count: Option<usize>) -> Result<T, Fault> {
        self.taken[at] = true;
        let count = count.map(|count| format!("[{count}]")).unwrap_or_default();
        let place = format!("{}/{tag}{count}", self.place);
        let mut child = Reading::of(&self.element.children[at], place, self.context);
        let value = T::read(&mut child)?;
        child.finish();
        Ok(value)
    }
}

/// One element while it is written.
pub(super) struct Writing<'e> {
    element: &'e mut Element,
    place: String,
    version: ScriptVersion,
    /// Longest text the standard allows here.
    limit: Option<usize>,
}

impl<'e> Writing<'e> {
    pub fn of(element: &'e mut Element, place: String, version: ScriptVersion) -> Self {
        Self { element, place, version, limit: None }
    }

    pub fn version(&self) -> ScriptVersion {
        self.version
    }

    pub fn fault(&self, says: impl Into<String>) -> Fault {
        Fault::at(self.place.clone(), says)
    }

    pub fn attribute(&mut self, name: &str, value: &str) {
        self.element.attributes.push((name.to_owned(), value.to_owned()));
    }

    /// The element's own text.
    pub fn text(&mut self, text: &str) -> Result<(), Fault> {
        if text.trim() != text || text.is_empty() {
            return Err(self.fault("is empty or has blanks at its ends. It should be text."));
        }
        if text.contains(|c| c == '\r' || !super::element::is_xml(c)) {
            return Err(self.fault("holds a control character. It should be plain text."));
        }
        if let Some(limit) = self.limit
            && text.chars().count() > limit
        {
            return Err(self.fault(format!("is too long. It should have at most {limit} characters.")));
        }
        text.clone_into(&mut self.element.text);
        Ok(())
    }

    pub fn one<T: Part>(&mut self, value: &T, tag: &str, limit: Option<usize>) -> Result<(), Fault> {
        let mut child = Element::named(tag);
        let place = format!("{}/{tag}", self.place);
        value.write(&mut Writing { element: &mut child, place, version: self.version, limit })?;
        self.element.children.push(child);
        Ok(())
    }

    pub fn opt<T: Part>(&mut self, value: &Option<T>, tag: &str, limit: Option<usize>) -> Result<(), Fault> {
        value.as_ref().map_or(Ok(()), |value| self.one(value, tag, limit))
    }

    pub fn flat<T: Part>(&mut self, value: &T) -> Result<(), Fault> {
        value.write(self)
    }

    pub fn many<T: Part>(&mut self, values: &[T], tag: &str, limit: Option<usize>) -> Result<(), Fault> {
        values.iter().try_for_each(|value| self.one(value, tag, limit))
    }
}

/// How a field is kept: `one` and `flat` as it is, `opt` as an `Option`, `many` as a `Vec`.
macro_rules! kept {
    (flat $ty:ty) => { $ty };
    (one $ty:ty) => { $ty };
    (opt $ty:ty) => { Option<$ty> };
    (many $ty:ty) => { Vec<$ty> };
}

/// Longest text, where one is given.
macro_rules! limit {
    () => {
        None
    };
    ($max:literal) => {
        Some($max)
    };
}

/// The version a choice is limited to, where it is.
macro_rules! since {
    () => {
        None
    };
    ($version:ident) => {
        Some($crate::script::ScriptVersion::$version)
    };
}

/// A struct that is an element: `field: one|opt|many Type = "Tag" [longest text];`, or `field: flat Type;` for a group that
/// stands in it without an element of its own.
macro_rules! element {
    ($(#[$meta:meta])* $name:ident is $right:literal {
        $($(#[$field_meta:meta])* $field:ident: $kind:ident $ty:ty $(= $tag:literal $([$max:literal])?)?;)*
    }) => {
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $crate::script::part::kept!($kind $ty),)* }

        impl $crate::script::part::Part for $name {
            const RIGHT: &'static str = $right;
            fn read(
                from: &mut $crate::script::part::Reading<'_, '_>,
            ) -> Result<Self, $crate::script::fault::Fault> {
                Ok(Self { $($field: from.$kind::<$ty>($($tag)?)?,)* })
            }
            fn write(
                &self,
                to: &mut $crate::script::part::Writing<'_>,
            ) -> Result<(), $crate::script::fault::Fault> {
                $(to.$kind(&self.$field $(, $tag, $crate::script::part::limit!($($max)?))?)?;)*
                Ok(())
            }
        }
    };
}

/// An enum that is an element containing exactly one of several: `Variant(Type) = "Tag" since Version;`.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident is $right:literal {
        $($(#[$variant_meta:meta])* $variant:ident($ty:ty) = $tag:literal $(since $since:ident)?;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_meta])* $variant($ty),)* }

        impl $name {
            /// The name of the element that was chosen.
            pub fn tag(&self) -> &'static str {
                match self { $(Self::$variant(_) => $tag,)* }
            }

            fn available(version: $crate::script::ScriptVersion) -> Vec<&'static str> {
                let all: &[(&str, Option<$crate::script::ScriptVersion>)] =
                    &[$(($tag, $crate::script::part::since!($($since)?)),)*];
                all.iter().filter(|(_, since)| since.is_none_or(|since| since == version)).map(|(tag, _)| *tag).collect()
            }
        }

        impl $crate::script::part::Part for $name {
            const RIGHT: &'static str = $right;
            fn read(
                from: &mut $crate::script::part::Reading<'_, '_>,
            ) -> Result<Self, $crate::script::fault::Fault> {
                match from.which(&Self::available(from.version()))? {
                    $($tag => Ok(Self::$variant(from.one::<$ty>($tag)?)),)*
                    _ => Err(from.fault(Self::RIGHT)),
                }
            }
            fn write(
                &self,
                to: &mut $crate::script::part::Writing<'_>,
            ) -> Result<(), $crate::script::fault::Fault> {
                if !Self::available(to.version()).contains(&self.tag()) {
                    return Err(to.fault(format!("{} is not part of version {}.", self.tag(), to.version())));
                }
                match self { $(Self::$variant(value) => to.one(value, $tag, None),)* }
            }
        }
    };
}

pub(super) use {choice, element, kept, limit, since};
