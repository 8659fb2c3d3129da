//! The crate to be written, as Rust: files, items, identifiers, types and documentation. Plain
//! data in which every decision is made; emission only prints it.

/// The whole crate.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its files, by path.
    pub modules: Vec<Module>,
}

/// A file of the generated crate.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// The path from the crate's `src`.
    pub path: String,
    /// The spec file it is made from, from the repository's root.
    pub source: String,
    /// Documentation of the module itself.
    pub docs: Docs,
    /// Lints allowed in the module, with the reason.
    pub allows: Vec<Allow>,
    /// Paths of the API's types and the runtime's modules that the file imports.
    pub uses: Vec<Use>,
    /// Prelude names that a name of the API hides here, and that are therefore written in full.
    pub hidden: Vec<&'static str>,
    /// Its items, in order.
    pub items: Vec<Item>,
}

/// A lint that is allowed.
#[derive(Debug, Clone, PartialEq)]
pub struct Allow {
    /// The lint, such as `clippy::too_many_arguments`.
    pub lint: &'static str,
    /// Why.
    pub reason: &'static str,
}

/// Documentation: one entry a line, Markdown that is safe for rustdoc.
pub type Docs = Vec<String>;

/// An import: a module and the names taken from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The module, such as `crate::organization::v20210331::types`.
    pub path: String,
    /// The names, sorted.
    pub names: Vec<String>,
    /// Whether they are exported again.
    pub public: bool,
}

/// Something in a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// `mod name;`
    Submodule(Submodule),
    /// `pub use path;` or `pub use path as name;`
    Reexport {
        /// The exported path; may end in `*`.
        path: String,
        /// The new name.
        name: Option<String>,
        /// Documentation.
        docs: Docs,
    },
    /// The static that describes a service.
    Service(Service),
    /// A request, a response or an object.
    Struct(Struct),
    /// A set of values.
    ValueEnum(ValueEnum),
    /// A set of error codes.
    ErrorEnum(ErrorEnum),
    /// The meanings of error codes.
    Catalogue(Catalogue),
    /// The classes of families of codes, sorted by family.
    Families(Vec<(String, &'static str)>),
    /// The ties of a request to its response and errors.
    Action(Action),
    /// How a request is paged.
    Paging(Paging),
    /// How to wait for what a request started.
    Wait(Wait),
    /// A client of a service version.
    Client(Client),
}

/// A module in a file of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Submodule {
    /// Its name.
    pub name: String,
    /// Whether it is public.
    pub public: bool,
    /// The cargo feature that switches it on.
    pub feature: Option<String>,
}

/// A service.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// The name on the wire.
    pub wire_name: String,
    /// The host of the mainland site.
    pub mainland: Option<String>,
    /// The host of the international site.
    pub international: Option<String>,
}

/// A struct of the API.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Why it is not to be used any more.
    pub deprecated: Option<String>,
    /// Its fields, in wire order.
    pub fields: Vec<Field>,
    /// How it is made: the fields that `new` takes. `None` if only decoding makes it.
    pub constructor: Option<Constructor>,
    /// Whether it is a request: those can be validated by themselves.
    pub is_request: bool,
    /// The constraints that `validate` checks: field and rule.
    pub checks: Vec<(usize, Rule)>,
    /// Fields that a decoded value must have.
    pub required: Vec<usize>,
    /// Fields that are never printed.
    pub sensitive: Vec<usize>,
    /// Fields that only the mainland site has, and those that only the international one has.
    pub mainland_only: Vec<usize>,
    /// See [`mainland_only`](Self::mainland_only).
    pub international_only: Vec<usize>,
    /// Fields that requests to the mainland site must have, and those to the international one, where
    /// `new` does not take them.
    pub required_on_mainland: Vec<usize>,
    /// See [`required_on_mainland`](Self::required_on_mainland).
    pub required_on_international: Vec<usize>,
}

/// How a struct is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Constructor {
    /// Documentation of `new`.
    pub docs: Docs,
    /// The fields it takes, in wire order.
    pub takes: Vec<usize>,
    /// The fields it sets to a value of its own, in wire order. The others are absent.
    pub presets: Vec<(usize, Preset)>,
}

/// The value that a constructor gives a field of which it takes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// A number.
    Integer(i128),
    /// The empty string.
    Empty,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its name on the wire.
    pub wire_name: String,
    /// Its type.
    pub ty: RustType,
    /// Its documentation.
    pub docs: Docs,
    /// The method that sets it.
    pub setter: Option<String>,
    /// Whether it is not to be used any more.
    pub deprecated: bool,
}

/// A type in the generated crate.
#[derive(Debug, Clone, PartialEq)]
pub enum RustType {
    /// Text.
    String,
    /// A signed integer.
    I64,
    /// An unsigned integer.
    U64,
    /// A number.
    F64,
    /// True or false.
    Bool,
    /// A struct of the API.
    Struct(String),
    /// A set of values of the API.
    Enum(String),
    /// Something that may be absent.
    Option(Box<RustType>),
    /// A list.
    Vec(Box<RustType>),
    /// A value on the heap, where a type contains itself.
    Box(Box<RustType>),
}

/// A constraint that `validate` checks.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// It is present.
    Required,
    /// It has at least so many characters.
    MinLength(u64),
    /// It has at most so many characters.
    MaxLength(u64),
    /// It has at least so many elements.
    MinItems(u64),
    /// It has at most so many elements.
    MaxItems(u64),
    /// It is at least so large.
    Min(Bound),
    /// It is at most so large.
    Max(Bound),
    /// All of it matches the regular expression.
    Pattern(String),
}

/// A number that bounds another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// A whole number.
    Int(i128),
    /// Any number.
    Float(f64),
}

/// An open set of values.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The type of its values.
    pub base: ValueBase,
    /// Its variants, in order of the documentation.
    pub variants: Vec<ValueVariant>,
}

/// The type of the values of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueBase {
    /// Text.
    String,
    /// A signed integer.
    I64,
    /// An unsigned integer.
    U64,
}

/// A documented value.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueVariant {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its value on the wire.
    pub value: ValueLiteral,
}

/// A value on the wire.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueLiteral {
    /// Text.
    String(String),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
}

/// A set of error codes.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its variants, sorted by code.
    pub variants: Vec<ErrorVariant>,
    /// The owner of the codes.
    pub scope: ErrorScope,
}

/// The owner of a set of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorScope {
    /// An action.
    Action,
    /// A version of a service; the catalogue of the module describes them.
    Version,
    /// All services; the catalogue of the module describes them.
    Common,
}

/// An error code.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorVariant {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The code on the wire.
    pub code: String,
}

/// The meanings of the codes of a version, or of the common ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    /// Documentation of the static.
    pub docs: Docs,
    /// The entries, sorted by code.
    pub entries: Vec<CatalogueEntry>,
    /// The path of the catalogue to look in next; `None` for the common one.
    pub common: Option<String>,
    /// The path of the classes of families.
    pub families: String,
}

/// The meaning of a code.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogueEntry {
    /// The code on the wire.
    pub code: String,
    /// The variant of the runtime's `Class`.
    pub class: &'static str,
    /// Its meaning, as plain text.
    pub description: String,
    /// The wire names of the actions that list it.
    pub actions: Vec<String>,
}

/// The ties of a request to its response and errors.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// The type of the request.
    pub request: String,
    /// The type of the response.
    pub response: String,
    /// The type of the error.
    pub error: String,
    /// The path of the service's static.
    pub service: String,
    /// The version, as on the wire.
    pub version: String,
    /// The action, as on the wire.
    pub wire_name: String,
    /// The constant of the runtime's `Sites`.
    pub sites: &'static str,
    /// Requests per second, if known.
    pub rate_limit: Option<u32>,
    /// Whether it is safe to send twice.
    pub idempotent: bool,
    /// Whether it is sent without a signature.
    pub unsigned: bool,
    /// Whether its response has a member `Error` of its own.
    pub output_error: bool,
}

/// How a request is paged. Members are indices of fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Paging {
    /// The type of the request.
    pub request: String,
    /// The type of an item.
    pub item: RustType,
    /// The member of the response that lists the items, and its name.
    pub items: (usize, String),
    /// Whether the list may be absent as a whole.
    pub items_optional: bool,
    /// The variant of the runtime's `Style`.
    pub style: &'static str,
    /// The parameter that selects the page.
    pub cursor: usize,
    /// The parameter that says how many items a page has.
    pub size: Option<usize>,
    /// The member of the response with the next token.
    pub next: Option<usize>,
    /// The member of the response that counts all items.
    pub total: Option<usize>,
    /// The member of the response that says whether there are more.
    pub more: Option<usize>,
}

/// How to wait for what a request started.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// The type of the request.
    pub request: String,
    /// The type of the request that asks.
    pub poll: String,
    /// Its parameters: the index of the field, and where the value comes from.
    pub input: Vec<(usize, WaitSource)>,
    /// The path to the state, as wire names.
    pub state: Vec<String>,
    /// States that mean success.
    pub success: Vec<String>,
    /// States that mean failure.
    pub failure: Vec<String>,
    /// The path to the reason, as wire names.
    pub reason: Vec<String>,
}

/// Where a parameter of a poll comes from, as wire names.
#[derive(Debug, Clone, PartialEq)]
pub enum WaitSource {
    /// The request that started it.
    Request(Vec<String>),
    /// The response to it; `each` names lead to the list whose every element is waited for.
    Response {
        /// The wire names.
        path: Vec<String>,
        /// How many of them lead to the list.
        each: Option<usize>,
    },
}

/// A client of a service version.
#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    /// Its documentation.
    pub docs: Docs,
    /// Whether it blocks.
    pub blocking: bool,
    /// Its methods, by name.
    pub methods: Vec<Method>,
}

/// A method of a client.
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The path of the request's type.
    pub request: String,
    /// Why it is not to be used any more.
    pub deprecated: Option<String>,
}
