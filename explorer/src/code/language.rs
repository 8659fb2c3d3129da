//! The languages and tools that samples are made for.

/// A language or tool that samples are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Rust, with the crate `tencentcloud-api`.
    Rust,
    /// Python, with the official SDK.
    Python,
    /// Go, with the official SDK.
    Go,
    /// Java, with the official SDK.
    Java,
    /// Node.js, with the official SDK.
    Node,
    /// PHP, with the official SDK.
    Php,
    /// C#, with the official SDK.
    DotNet,
    /// C++, with the official SDK.
    Cpp,
    /// Ruby, with the official SDK.
    Ruby,
    /// bash with curl and openssl.
    Curl,
    /// The official command line tool.
    Tccli,
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Rust,
        Self::Python,
        Self::Go,
        Self::Java,
        Self::Node,
        Self::Php,
        Self::DotNet,
        Self::Cpp,
        Self::Ruby,
        Self::Curl,
        Self::Tccli,
    ];

    /// Returns the name for command lines and addresses.
    pub fn id(self) -> &'static str {
        self.names().0
    }

    /// Returns the name for readers.
    pub fn title(self) -> &'static str {
        self.names().1
    }

    /// Returns the language with an ID.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.id() == id)
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Rust => ("rust", "Rust"),
            Self::Python => ("python", "Python"),
            Self::Go => ("go", "Go"),
            Self::Java => ("java", "Java"),
            Self::Node => ("nodejs", "Node.js"),
            Self::Php => ("php", "PHP"),
            Self::DotNet => ("dotnet", ".NET"),
            Self::Cpp => ("cpp", "C++"),
            Self::Ruby => ("ruby", "Ruby"),
            Self::Curl => ("curl", "curl"),
            Self::Tccli => ("tccli", "tccli"),
        }
    }
}
