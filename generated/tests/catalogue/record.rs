//! Records that a model describes, for the runtime's own reading and writing.

use std::cell::Cell;
use std::sync::OnceLock;
use tencentcloud_api::organization::v20210331::ErrorCode;
use tencentcloud_api::runtime::action::{Action, Operation};
use tencentcloud_api::runtime::wire::{
    Facts, List, Record, Ref, SetNumber, SetToken, Shape, Slot, Value,
};
use tencentcloud_model::model::{Member, Object, Scalar, Type, Version};

/// The records of a version.
pub struct Types(pub OnceLock<Vec<Plan>>);

/// The members of a record.
pub struct Plan {
    shape: &'static Shape,
    kinds: Vec<Kind>,
}

#[derive(Clone, Copy)]
pub enum Base {
    Text,
    Token,
    Signed,
    Unsigned,
    Number { is_signed: bool },
    Float,
    Bool,
    Object(&'static Types, usize),
}

/// The type of a member.
#[derive(Clone, Copy)]
pub struct Kind {
    base: Base,
    is_list: bool,
    is_optional: bool,
    has_optional_items: bool,
}

/// A record of a plan.
pub struct Dynamic {
    plan: &'static Plan,
    places: Vec<Place>,
}

/// A member of such a record, or an element of a list.
pub struct Place {
    kind: Kind,
    content: Content,
}

pub enum Content {
    Absent,
    Text(String),
    Token(Token),
    Signed(i64),
    Unsigned(u64),
    Number(Number),
    Float(f64),
    Bool(bool),
    Record(Box<Dynamic>),
    List(Items),
}

pub struct Token(String);

pub struct Number {
    is_signed: bool,
    value: i128,
}

pub struct Items {
    element: Kind,
    items: Vec<Place>,
}

impl SetToken for Token {
    fn set(&mut self, text: &str) {
        text.clone_into(&mut self.0);
    }
}

impl SetNumber for Number {
    fn set(&mut self, number: i128) -> bool {
        let fits = if self.is_signed {
            i64::try_from(number).is_ok()
        } else {
            u64::try_from(number).is_ok()
        };
        self.value = if fits { number } else { self.value };
        fits
    }

    fn signed(&self) -> bool {
        self.is_signed
    }
}

impl List for Items {
    fn len(&self) -> usize {
        self.items.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        self.items.get(index).map(|place| place as &dyn Value)
    }

    fn reserve(&mut self, count: usize) {
        self.items.reserve(count);
    }

    fn push(&mut self) -> Option<&mut dyn Value> {
        self.items.push(Place::new(self.element));
        self.items.last_mut().map(|place| place as &mut dyn Value)
    }

    fn nullable(&self) -> bool {
        self.element.is_optional
    }
}

impl Kind {
    /// The content of a value that is there.
    fn content(self) -> Content {
        if self.is_list {
            let is_optional = self.has_optional_items;
            let element = Self {
                is_list: false,
                is_optional,
                ..self
            };
            return Content::List(Items { element, items: Vec::new() });
        }
        match self.base {
            Base::Text => Content::Text(String::new()),
            Base::Token => Content::Token(Token(String::new())),
            Base::Signed => Content::Signed(0),
            Base::Unsigned => Content::Unsigned(0),
            Base::Number { is_signed } => {
                Content::Number(Number { is_signed, value: 0 })
            }
            Base::Float => Content::Float(0.0),
            Base::Bool => Content::Bool(false),
            Base::Object(types, index) => {
                let plans =
                    types.0.get().expect("the plans of a version are made together");
                Content::Record(Box::new(Dynamic::new(&plans[index])))
            }
        }
    }
}

impl Place {
    fn new(kind: Kind) -> Self {
        let content = if kind.is_optional { Content::Absent } else { kind.content() };
        Self { kind, content }
    }
}

impl Value for Place {
    fn view(&self) -> Ref<'_> {
        match &self.content {
            Content::Absent => Ref::None,
            Content::Text(text) | Content::Token(Token(text)) => Ref::Str(text),
            Content::Signed(number) => Ref::I64(*number),
            Content::Unsigned(number) => Ref::U64(*number),
            Content::Number(number) if number.is_signed => {
                Ref::I64(i64::try_from(number.value).expect("it was checked"))
            }
            Content::Number(number) => {
                Ref::U64(u64::try_from(number.value).expect("it was checked"))
            }
            Content::Float(number) => Ref::F64(*number),
            Content::Bool(flag) => Ref::Bool(*flag),
            Content::Record(record) => Ref::Record(&**record),
            Content::List(items) => Ref::List(items),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        if matches!(self.content, Content::Absent) {
            self.content = self.kind.content();
        }
        match &mut self.content {
            Content::Absent => Slot::None,
            Content::Text(text) => Slot::Str(text),
            Content::Token(token) => Slot::Token(token),
            Content::Signed(number) => Slot::I64(number),
            Content::Unsigned(number) => Slot::U64(number),
            Content::Number(number) => Slot::Number(number),
            Content::Float(number) => Slot::F64(number),
            Content::Bool(flag) => Slot::Bool(flag),
            Content::Record(record) => Slot::Record(&mut **record),
            Content::List(items) => Slot::List(items),
        }
    }

    fn clear(&mut self) {
        *self = Self::new(self.kind);
    }

    fn blank() -> Self {
        unreachable!("places are made by their kind")
    }
}

impl Dynamic {
    fn new(plan: &'static Plan) -> Self {
        Self {
            plan,
            places: plan.kinds.iter().map(|kind| Place::new(*kind)).collect(),
        }
    }
}

thread_local! {
    /// The plan of the record that is read next.
    pub static ROOT: Cell<Option<&'static Plan>> = const { Cell::new(None) };
}

impl Record for Dynamic {
    fn shape(&self) -> &'static Shape {
        self.plan.shape
    }

    fn field(&self, index: usize) -> &dyn Value {
        &self.places[index]
    }

    fn field_mut(&mut self, index: usize) -> &mut dyn Value {
        &mut self.places[index]
    }

    fn blank() -> Self {
        Self::new(ROOT.get().expect("the plan was chosen"))
    }
}

/// An action, whose response may declare a member `Error`.
pub struct Call<const DECLARES_ERROR: bool>(pub Dynamic);

impl<const DECLARES_ERROR: bool> Record for Call<DECLARES_ERROR> {
    fn shape(&self) -> &'static Shape {
        self.0.shape()
    }

    fn field(&self, index: usize) -> &dyn Value {
        self.0.field(index)
    }

    fn field_mut(&mut self, index: usize) -> &mut dyn Value {
        self.0.field_mut(index)
    }

    fn blank() -> Self {
        Self(<Dynamic as Record>::blank())
    }
}

impl<const DECLARES_ERROR: bool> Action for Call<DECLARES_ERROR> {
    type Response = Dynamic;
    type Error = ErrorCode;
    const OPERATION: &'static Operation = &Operation {
        output_error: DECLARES_ERROR,
        ..Operation::EMPTY
    };
}

/// The presence of the members of a record, as the generator decides it.
#[derive(Clone, Copy, PartialEq)]
pub enum Presence {
    Sent,
    Received,
    Both,
}

impl Presence {
    pub fn of(object: &Object) -> Self {
        match (object.in_requests, object.in_responses) {
            (true, false) => Self::Sent,
            (true, true) => Self::Both,
            (false, _) => Self::Received,
        }
    }
}

/// Makes the plans of a version.
pub struct Planner<'m> {
    pub version: &'m Version,
    pub types: &'static Types,
}

impl Planner<'_> {
    fn kind(&self, member: &Member, presence: Presence) -> Kind {
        let (of, is_list) = match &member.ty {
            Type::List(element) => (&**element, true),
            other => (other, false),
        };
        let base = match of {
            Type::Object(id) => Base::Object(self.types, id.0),
            Type::Values(_) => match self.version.scalar(of) {
                Some(Scalar::Int64) => Base::Number { is_signed: true },
                Some(Scalar::Uint64) => Base::Number { is_signed: false },
                _ => Base::Token,
            },
            Type::Scalar(Scalar::Int64) => Base::Signed,
            Type::Scalar(Scalar::Uint64) => Base::Unsigned,
            Type::Scalar(Scalar::Float) => Base::Float,
            Type::Scalar(Scalar::Bool) => Base::Bool,
            Type::Scalar(_) => Base::Text,
            Type::List(_) => unreachable!("there are no lists of lists"),
        };
        let is_optional = match presence {
            Presence::Sent => !member.required,
            Presence::Received => !is_list,
            Presence::Both => true,
        };
        Kind {
            base,
            is_list,
            is_optional,
            has_optional_items: member.nullable_items,
        }
    }

    pub fn plan(
        &self,
        name: &str,
        members: &[Member],
        presence: Presence,
        is_response: bool,
    ) -> Plan {
        let leaked =
            |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let mut names: Vec<&'static str> =
            members.iter().map(|member| leaked(&member.name)).collect();
        let mut kinds: Vec<Kind> =
            members.iter().map(|member| self.kind(member, presence)).collect();
        if is_response {
            names.push("RequestId");
            kinds.push(Kind {
                base: Base::Text,
                is_list: false,
                is_optional: false,
                has_optional_items: false,
            });
        }
        let bits = members.iter().enumerate().filter(|(_, member)| member.required);
        let required = if presence == Presence::Sent {
            bits.fold(0, |mask, (index, _)| mask | 1_u128 << index)
        } else {
            0
        };
        let names: &'static [&'static str] = names.leak();
        let facts = Box::leak(Box::new(Facts {
            required,
            ..Facts::new(&[])
        }));
        let shape = Shape {
            name: leaked(name),
            wire: names,
            rust: names,
            facts,
        };
        Plan {
            shape: Box::leak(Box::new(shape)),
            kinds,
        }
    }
}
