//! Limits of the generated crate.

use super::names::Names;
use tencentcloud_model::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use tencentcloud_model::model::{MOST_MEMBERS, Member, Scalar, Type};

/// Reports what the generated crate cannot represent: records that are too large, and bytes.
pub(super) fn check(names: &Names<'_>, diagnostics: &mut Diagnostics) {
    for action in &names.version.actions {
        check_record(&action.input, action.input.len(), &action.place, diagnostics);
        // A response has `RequestId`, too.
        check_record(&action.output, action.output.len() + 1, &action.place, diagnostics);
    }
    for object in &names.version.objects {
        check_record(&object.members, object.members.len(), &object.place, diagnostics);
    }
}

fn check_record(members: &[Member], count: usize, place: &Place, diagnostics: &mut Diagnostics) {
    if count > MOST_MEMBERS {
        let message = format!("{count} members are more than the {MOST_MEMBERS} of a record");
        diagnostics.push(Diagnostic::new(Code::TooManyMembers, place.clone(), message));
    }
    for member in members {
        if matches!(member.ty.element(), Type::Scalar(Scalar::Binary)) {
            let message =
                format!("`{}` is binary, which only multipart requests carry", member.name);
            diagnostics.push(
                Diagnostic::new(Code::BinaryMember, member.place.clone(), message)
                    .help("leave the action out of the spec"),
            );
        }
    }
}
