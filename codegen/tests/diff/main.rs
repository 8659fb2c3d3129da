//! The rules by which changes of a spec are judged: for each of them a small change, what is
//! reported about it, and a program that shows that the verdict is right.

mod case;
mod oracle;
mod report;
mod witness;
