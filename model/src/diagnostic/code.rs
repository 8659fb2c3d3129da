//! Every kind of diagnostic, with what `explain` prints about it. Codes are stable: a code that is
//! given up is not used again.

use std::fmt;

/// The explanation of a code for new users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// The mistake, in a few words.
    pub title: &'static str,
    /// Why this is an error.
    pub explanation: &'static str,
    /// An example: YAML, or a path.
    pub example: &'static str,
    /// How it is put right.
    pub remedy: &'static str,
}

macro_rules! codes {
    ($($name:ident = $id:literal, $title:literal, $explanation:literal, $example:literal, $remedy:literal;)+) => {
        /// The kind of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!($id, ": ", $title, ".")] $name,)+
        }

        impl Code {
            /// All codes, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Such as `E0101`.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }

            /// Returns its meaning and remedy.
            pub const fn explanation(self) -> Explanation {
                match self {
                    $(Self::$name => Explanation {
                        code: Self::$name,
                        title: $title,
                        explanation: $explanation,
                        example: $example,
                        remedy: $remedy,
                    },)+
                }
            }
        }
    };
}

impl Code {
    /// The code with this id, in any case and with or without its `E`.
    pub fn from_id(id: &str) -> Option<Self> {
        let digits = id.trim().trim_start_matches(['E', 'e']);
        Self::ALL.iter().copied().find(|code| code.id().trim_start_matches('E') == digits)
    }
}

/// The id.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Title, explanation, example and remedy, as `explain` prints them.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}\n\n{}\n", self.code, self.title, self.explanation)?;
        for line in self.example.lines() {
            writeln!(f, "    {line}")?;
        }
        write!(f, "\n{}", self.remedy)
    }
}

codes! {
    UnreadableFile = "E0001", "file or folder that cannot be read",
        "The system refused to read a file or folder of the spec.",
        "organization/2021-03-31/actions/QuitOrganization.yaml: permission denied",
        "Look at the permissions, and at links that lead nowhere or to themselves.";
    InvalidUtf8 = "E0002", "file that is not UTF-8",
        "Spec files are UTF-8, so that every tool sees the same text.",
        "doc: caf\\xE9",
        "Save the file as UTF-8.";
    FileTooLarge = "E0003", "file that is too large",
        "A spec file defines one thing. Files beyond the limit are refused before they are read.",
        "errors.yaml: 104857600 bytes",
        "Split the file, or look whether it belongs into the spec at all.";
    WrongKind = "E0004", "folder in place of a file, or file in place of a folder",
        "The layout of the spec says for each path whether it is a file or a folder.",
        "organization/2021-03-31/actions/QuitOrganization.yaml/",
        "Compare with the layout in spec/README.md.";
    UnexpectedFile = "E0005", "file that has no place in the spec",
        "A file that nothing reads is most often misspelt or in the wrong folder, and its facts would be lost in silence.",
        "organization/2021-03-31/action/QuitOrganization.yaml",
        "Move or rename it as the layout in spec/README.md says. Hidden files, README.md and schema/ are left alone.";
    MissingFile = "E0006", "missing file",
        "A service needs service.yaml; each of its versions needs version.yaml, and errors.yaml once an action names a code.",
        "organization/2021-03-31/ without version.yaml",
        "Write the file; spec/README.md has a small example of each.";
    BadFileName = "E0007", "name of a file or folder that does not fit",
        "A file is named after what it defines: an action or a type by its name on the wire, a version by its date.",
        "organization/2021-3-31/",
        "Rename it. Names are letters, digits and underscores, and begin with a letter; versions are YYYY-MM-DD.";

    InvalidYaml = "E0010", "text that is not YAML",
        "The file does not follow the syntax of YAML 1.2.",
        "input: [",
        "Look at the place that is shown, and at the indentation of the lines before it.";
    DuplicateKey = "E0011", "key that is written twice",
        "Readers of YAML differ in which of two equal keys wins.",
        "group: Members\ngroup: Departments",
        "Keep one of the two.";
    ForbiddenYaml = "E0012", "YAML that the spec does not use",
        "Anchors, aliases, merge keys, tags, directives, several documents in one file and keys that are not plain texts make a file mean something else than what it shows.",
        "input: *shared",
        "Write out what is meant.";
    TooDeep = "E0013", "values nested too deeply",
        "No file of the spec needs such depth; a bracket was probably left open.",
        "[[[[[[[[…",
        "Close the brackets, or make an object type of its own.";
    EmptyFile = "E0014", "empty file",
        "A file without content says nothing; an action without facts is written `{}`.",
        "# only a comment",
        "Write its facts, or `{}` if there are none.";
    AmbiguousScalar = "E0015", "value that readers of YAML understand differently",
        "Some texts look like numbers to one reader and not to another: leading zeros, hexadecimal and octal numbers, numbers beyond 64 bits or beyond what a float can hold.",
        "RequestId: 635e1617",
        "Put the value in quotes if it is a text; write the number in decimal if it is a number.";

    UnknownKey = "E0101", "unknown key",
        "A key that the format does not know would be ignored, and with it a fact.",
        "rate_limt: 20",
        "Correct the spelling; spec/README.md lists all keys.";
    MissingKey = "E0102", "missing key",
        "The format requires this key.",
        "input:\n  - name: OrgId",
        "Add the key.";
    WrongType = "E0103", "value of the wrong type",
        "The format wants another type of value for this key.",
        "required: \"yes\"",
        "Write a value of the type that is named. Texts that look like numbers, `true`, `false` or `null` need quotes.";
    UnknownWord = "E0104", "word that is not one of those allowed",
        "The key takes one of a few words.",
        "status: retired",
        "Use one of the words that are listed.";
    WrittenDefault = "E0105", "key written with its default",
        "A key that has its default is not written, so that every line says something.",
        "required: false",
        "Delete the key.";
    BadFormat = "E0106", "value out of range or of the wrong form",
        "The format restricts the value: a rate is at least 1, a date is YYYY-MM-DD.",
        "updated: 20.3.2026",
        "Write a value that fits.";

    BadTypeExpression = "E0201", "type that cannot be understood",
        "A type is a scalar, the name of a type, or `list<…>` of one of these.",
        "type: list<string",
        "Write a scalar, the name of a file in types/, or `list<…>` of one of these.";
    UnknownType = "E0202", "unknown type",
        "No file in types/ of this version defines the type.",
        "type: ShareUnitMenber",
        "Correct the spelling, or add the file.";
    UnreachedType = "E0203", "type that no action reaches",
        "Nothing in a request or response leads to the type, so it is either left over or a reference to it is missing.",
        "types/OrgMember.yaml, and no `type: OrgMember`",
        "Use the type or delete its file.";
    BadTypeFile = "E0204", "type that is neither an object nor a set of values",
        "A file in types/ has either `members` (an object) or `type` and `values` (a set of values).",
        "doc: A member of an organization.",
        "Add what is missing; an object without members is `members: []`.";
    DuplicateMember = "E0205", "member that is declared twice",
        "A name occurs once among the members of an object, an input or an output.",
        "- name: Tag\n- name: Tag",
        "Delete or rename one of them.";
    WrittenRequestId = "E0206", "`RequestId` written in an output",
        "Every response has it; it is added by itself.",
        "output:\n  - {name: RequestId, type: string}",
        "Delete the member.";
    BadName = "E0207", "name that cannot be one",
        "Names of members, types and actions are letters, digits and underscores, and begin with a letter.",
        "- name: Org-Id",
        "Write the name as it stands on the wire.";
    MissingDoc = "E0208", "missing `doc`",
        "The service's `require_docs` asks for a `doc` on everything.",
        "- {name: OrgId, type: uint64}",
        "Say what it is: unit, format, where the value comes from.";
    ReservedName = "E0209", "type named like a word of the type language",
        "`string`, `list` and the other words of the type language cannot name a type.",
        "types/string.yaml",
        "Name the type otherwise.";

    MisplacedRequired = "E0210", "`required` in an output",
        "`required` says what a request must have. Responses promise nothing, whatever their documentation says.",
        "output:\n  - {name: NodeId, type: int64, required: true}",
        "Delete the key.";

    HtmlInDoc = "E0211", "HTML in a description",
        "Descriptions are Markdown: paragraphs, lists, code spans, fenced blocks and links. HTML tags and entities mean nothing in them.",
        "doc: Returns &lt;Name&gt;.<br>See <b>notes</b>.",
        "Write the character, a list or a blank line instead; put text that is meant literally in backticks.";
    RequiredCycle = "E0212", "object that requires itself",
        "Requests contain the object, and its required members lead back to it, so that no value of it can be constructed.",
        "types/Rule.yaml: {name: Parent, type: Rule, required: true}",
        "Make one of the members optional, or a list.";

    DuplicateValue = "E0301", "value or name that occurs twice",
        "Each documented value stands once in its set, and so does each name.",
        "- value: Allow\n- value: Allow",
        "Delete or rename one of them.";
    MisplacedValues = "E0302", "`values` where they cannot be",
        "Only `string`, `int64`, `uint64` and lists of these have documented values.",
        "type: bool\nvalues: [{value: true}]",
        "Remove `values`, or correct the type.";
    UnnamedValue = "E0303", "integer value without a name",
        "A number says nothing to a reader, and no identifier can be made from it.",
        "- value: 1",
        "Give it a `name`.";
    BadValue = "E0304", "value of another type than its set",
        "Values are of the scalar type that is declared.",
        "type: int64\nvalues: [{value: \"1\", name: ViewBills}]",
        "Correct the value or the type.";
    MisplacedConstraint = "E0305", "constraint that does not fit the type",
        "`min` and `max` are for numbers, `min_length`, `max_length` and `pattern` for texts, `min_items`, `max_items` and `nullable_items` for lists. In a list the first five hold for each element.",
        "type: bool\nmax_length: 20",
        "Remove the constraint or correct the type.";
    BadConstraint = "E0306", "constraint that nothing can satisfy, or that excludes nothing",
        "The lower bound is above the upper one, or a bound lies outside what the type can hold.",
        "min: 10\nmax: 1",
        "Correct the bounds.";
    BadPattern = "E0307", "pattern that cannot be used",
        "Patterns are regular expressions in the syntax of regex-lite: no look-around, no back-references, ASCII classes.",
        "pattern: \"[A-Z\"",
        "Correct the expression. It is matched against the whole text, without `^` and `$`.";
    BadDefault = "E0308", "default of another type than the member",
        "The value under `default` is one the member could be sent with.",
        "type: int64\ndefault: \"10\"",
        "Correct the default or the type.";

    BadMemberExample = "E0309", "example of another type than the member, or outside of its constraints",
        "The value under `example` is one the member could be sent with.",
        "type: uint64\nmax: 100\nexample: 200",
        "Correct the example, the type or the constraint.";

    UnknownErrorCode = "E0401", "error code that is not described",
        "Every code that an action lists is described in errors.yaml of the version, also if it is a common one.",
        "errors: [FailedOperation.ApplyExists]",
        "Correct the spelling, or describe the code.";
    DuplicateErrorCode = "E0402", "error code that occurs twice",
        "A code stands once in a list.",
        "errors: [InternalError, InternalError]",
        "Delete one of them.";
    UnsortedErrorCodes = "E0403", "error codes that are not sorted",
        "Sorted lists make small differences: codes are in the order of their bytes, so that capital letters come before small ones.",
        "errors: [ResourceNotFound, InternalError]",
        "Move the code to where it belongs.";
    UnusedErrorCode = "E0404", "error code that no action names",
        "The code is described, but no action lists it: it is left over or misspelt.",
        "- {code: FailedOperation.ApplyExits, doc: …}",
        "Name it in an action or delete it.";
    BadErrorCode = "E0405", "error code that cannot be one",
        "Codes are words of letters, digits and underscores, divided by dots.",
        "- code: Failed Operation",
        "Write the code as it stands on the wire.";

    UnknownGroup = "E0501", "unknown group",
        "Groups are listed in version.yaml, in the order of the documentation's menu.",
        "group: Organisation settings",
        "Correct the spelling, or add the group there.";
    UnusedGroup = "E0502", "group that no action is in",
        "A group without actions is left over, or an action is missing its `group`.",
        "groups: [Organization settings, Odds and ends]",
        "Delete it, or put an action in it.";
    BadSites = "E0503", "sites that say nothing or cannot be",
        "`sites` is written only where some sites are left out: not all of those the owner has, at least one, none twice, none that the owner lacks. `required` lists sites only where some of those that have the member do not require it.",
        "sites: [mainland, international]",
        "Delete `sites`, or name the sites that differ from the owner's; write `required: true` for all.";
    BadPagination = "E0504", "pagination that does not fit the members",
        "The members that play the parts must exist and have a type that can: a list of items, integer counts, a string token, a boolean `more`.",
        "pagination: {style: offset, items: Item}",
        "Name members of the input and output; spec/README.md lists the parts of each style.";
    BadWait = "E0505", "wait that does not fit the actions",
        "The polled action, its parameters and the paths in the request and the two responses must exist, and the types must agree.",
        "wait: {poll: GetTaskState, …}",
        "Correct the name or the path.";
    BadExample = "E0506", "example that contradicts the declaration",
        "Examples have the declared members with values of the declared types.",
        "request: {OrgId: \"101\"}",
        "Correct whichever is wrong; if the documentation itself deviates, say why under `deviates`.";
    NeedlessDeviation = "E0507", "`deviates` on an example that does not deviate",
        "An exception that is no longer one hides the next mistake.",
        "deviates: OrgId is a text.",
        "Delete the key.";
    BadHost = "E0508", "host that cannot be one",
        "A host is a name such as organization.tencentcloudapi.com: no scheme, port or path. A service has at least one.",
        "mainland: https://organization.tencentcloudapi.com",
        "Write the bare host name.";
    DuplicateEntry = "E0509", "entry that occurs twice",
        "An entry stands once in its list: a group, a family, a word, a thing that is renamed.",
        "groups: [Members, Members]",
        "Delete one of them.";

    NameCollision = "E0601", "two things with the same Rust name",
        "After conversion to Rust's conventions two names of the API are equal.",
        "InstanceID and InstanceId are both `instance_id`",
        "Give one of them another name in names.yaml, with the reason.";
    BadIdentifier = "E0602", "name from which no identifier can be made",
        "The name, or the wish in names.yaml, is not an identifier of the right form: `snake_case` for members, `UpperCamelCase` for types, values and codes.",
        "name: my-member",
        "Wish for another name in names.yaml.";
    StaleRename = "E0603", "rename that changes nothing",
        "The thing does not exist, or has this name already.",
        "at: organization/2021-03-31/OrgMenber",
        "Delete the entry, or correct what it points at.";
    StaleWord = "E0604", "word that changes nothing",
        "No name contains the word, or all names would be the same without it.",
        "word: IdP",
        "Delete the entry.";
    TooManyMembers = "E0605", "more than 128 members",
        "Facts about the members of a type are kept in sets of 128 bits.",
        "types/Everything.yaml with 130 members",
        "Widen the set in the runtime; the API has at most 106 members today.";
    BinaryMember = "E0606", "binary member",
        "Bytes travel in multipart requests, which the runtime does not send: two actions of the whole catalogue have them.",
        "{name: File, type: binary}",
        "Leave the action out of the spec.";

    NotAPage = "E0701", "file that is no page of the API documentation",
        "Pages are known by their fixed English sentences and by the headers of their tables; this file has none of them.",
        "cargo xtask import holiday.html",
        "Save the page itself, as HTML, Markdown or text. Other pages and other products' manuals cannot be imported.";
    IncompletePage = "E0702", "page without a part that it needs",
        "The table of parameters says which action and version a page is about. Half a page cannot be imported.",
        "a page that ends before `2. Input Parameters`",
        "Save the whole page again.";
    UnreadableRow = "E0703", "row of a table that cannot be read",
        "A cell holds something else than its column: no type, no `Yes` or `No`, no error code.",
        "| UnitId | Perhaps | String | … |",
        "Look at the line. If the copy is damaged, save the page again; if the page is wrong, write the fact by hand.";
    BadPageName = "E0704", "name on a page that cannot be one",
        "Names of services, versions, actions, types and members become names of files and keys, so nothing passes but letters, digits and underscores, and for versions dates.",
        "The value used for this API: ../../etc/passwd",
        "Look at the line. No file was written.";
    UnreadableMetadata = "E0705", "metadata that cannot be read",
        "API metadata is the `api.json` of Tencent's command line tool: actions and objects with their members.",
        "{\"actions\": []}",
        "Take the file as it is in the package; `examples.json` beside it is read with it.";
    UnknownTarget = "E0706", "page that does not say which version it belongs to",
        "`Data Types`, `Error Codes`, `API Category` and `History` name no service and no version.",
        "cargo xtask import data-types.html",
        "Name the service with `--service` and the version with `--api-version`, or import a page of an action of the same version with it.";
    UnreadableSpec = "E0707", "spec file that has to be changed and cannot be read",
        "An update keeps what people have written, so the file has to be understood first.",
        "an action file with a syntax error",
        "Put right what `cargo xtask codegen` says about the file, and import again.";
    PageTooLarge = "E0708", "page that is larger than pages are",
        "No page has a table of thousands of rows or a text of 64 KiB. A file that has is something else, and reading it would take long.",
        "a log of a million lines, with a page at its beginning",
        "Save the page alone, and divide a file of very many pages.";
    UndeclaredParameter = "E0709", "example on a page that names a parameter which the page does not list",
        "The page contradicts itself, and most often a row of its table is missing in the saved copy.",
        "an example with `Shape=round`, and a table without a row `Shape`",
        "Save the page again. If the page itself is wrong, correct the saved copy: add the row, or take the parameter out of the example.";
}
