//! Samples that build the request from the SDK's types: Go, Java, C# and C++.

use super::language::Language;
use super::literal::{block, json_quote};
use super::naming::Naming;
use super::request::{Request, common};
use super::template::fill;
use serde_json::{Map, Value};
use std::fmt::Write as _;
use tencentcloud_model::model::{Member, Scalar, Type, Version};

const GO: &str = r#"package main

import (
	"fmt"
	"os"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
	«package» "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/«package»/«module»"
)

func main() {
	key := common.NewCredential(os.Getenv("TENCENTCLOUD_SECRET_ID"), os.Getenv("TENCENTCLOUD_SECRET_KEY"))
	settings := profile.NewClientProfile()
	settings.HttpProfile.Scheme = "«SCHEME»"
	settings.HttpProfile.Endpoint = "«host»"
	client, err := «package».NewClient(key, "«region»", settings)
	if err != nil {
		panic(err)
	}

	request := «package».New«action»Request()
«literal»	response, err := client.«action»(request)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(response.ToJsonString())
}
"#;

const JAVA: &str = r#"import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.«package».«module».«client»;
import com.tencentcloudapi.«package».«module».models.*;

public class Sample {
    public static void main(String[] args) {
        Credential key = new Credential(
            System.getenv("TENCENTCLOUD_SECRET_ID"), System.getenv("TENCENTCLOUD_SECRET_KEY"));
        HttpProfile http = new HttpProfile();
        http.setProtocol("«scheme»://");
        http.setEndpoint("«host»");
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        «client» client = new «client»(key, "«region»", profile);

        «action»Request request = new «action»Request();
«literal»        try {
            «action»Response response = client.«action»(request);
            System.out.println(«action»Response.toJsonString(response));
        } catch (TencentCloudSDKException error) {
            System.err.println(error);
            System.exit(1);
        }
    }
}
"#;

const DOTNET: &str = r#"using System;
using TencentCloud.Common;
using TencentCloud.Common.Profile;
using TencentCloud.«package».«upper»;
using TencentCloud.«package».«upper».Models;

class Sample
{
    static int Main()
    {
        var key = new Credential
        {
            SecretId = Environment.GetEnvironmentVariable("TENCENTCLOUD_SECRET_ID"),
            SecretKey = Environment.GetEnvironmentVariable("TENCENTCLOUD_SECRET_KEY"),
        };
        var http = new HttpProfile { Protocol = "«scheme»://", Endpoint = "«host»" };
        var profile = new ClientProfile { HttpProfile = http };
        var client = new «client»(key, "«region»", profile);

        var request = «literal»;
        try
        {
            Console.WriteLine(AbstractModel.ToJsonString(client.«action»Sync(request)));
            return 0;
        }
        catch (TencentCloudSDKException error)
        {
            Console.Error.WriteLine(error);
            return 1;
        }
    }
}
"#;

const CPP: &str = r#"#include <tencentcloud/core/Credential.h>
#include <tencentcloud/core/TencentCloud.h>
#include <tencentcloud/core/profile/ClientProfile.h>
#include <tencentcloud/core/profile/HttpProfile.h>
#include <tencentcloud/«folder»/«module»/«client».h>
#include <tencentcloud/«folder»/«module»/model/«action»Request.h>
#include <tencentcloud/«folder»/«module»/model/«action»Response.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

using namespace TencentCloud;
using namespace TencentCloud::«class»::«upper»;
using namespace TencentCloud::«class»::«upper»::Model;

int main() {
    TencentCloud::InitAPI();
    int result = 0;
    {
        Credential key(std::getenv("TENCENTCLOUD_SECRET_ID"), std::getenv("TENCENTCLOUD_SECRET_KEY"));
        HttpProfile http;
        http.SetProtocol(HttpProfile::Scheme::«SCHEME»);
        http.SetEndpoint("«host»");
        ClientProfile profile;
        profile.SetHttpProfile(http);
        «client» client(key, "«region»", profile);

        «action»Request request;
«literal»        auto outcome = client.«action»(request);
        if (outcome.IsSuccess()) {
            std::cout << outcome.GetResult().ToJsonString() << std::endl;
        } else {
            std::cerr << outcome.GetError().PrintAll() << std::endl;
            result = 1;
        }
    }
    TencentCloud::ShutdownAPI();
    return result;
}
"#;

pub(super) fn template(
    request: &Request<'_>,
    language: Language,
    naming: &Naming,
    host: &str,
) -> String {
    let template = match language {
        Language::Go => GO,
        Language::DotNet => DOTNET,
        Language::Java => JAVA,
        _ => CPP,
    };
    let module = request.module();
    let upper = module.to_uppercase();
    let (folder, class) =
        naming.package.split_once('/').unwrap_or((&naming.package, &naming.package));
    let mut all = common(request, naming, host, &module);
    let scheme = if request.is_plain() { "HTTP" } else { "HTTPS" };
    all.extend([
        ("upper", upper.as_str()),
        ("SCHEME", scheme),
        ("folder", folder),
        ("class", class),
    ]);
    fill(template, &all)
}

/// Returns the statements, or the expression, that set the parameters.
pub(super) fn body(request: &Request<'_>, language: Language, naming: &Naming) -> String {
    let (members, values) = (request.action.input.as_slice(), request.parameters);
    match language {
        Language::Go => {
            let go = Go { version: request.version, package: &naming.package };
            let lines = each(members, values).map(|(member, value)| {
                let value = go.value(&member.ty, value, 1);
                format!("\trequest.{} = {value}\n", member.name)
            });
            lines.collect()
        }
        Language::DotNet => {
            let name = format!("{}Request", request.action.name);
            initializer(request.version, &name, members, values, 2)
        }
        _ => {
            let style = setters(language);
            let mut setters =
                Setters { version: request.version, style, text: String::new(), count: 0 };
            setters.members("request", members, values);
            setters.text
        }
    }
}

/// Iterates over the members that have a value which is not null, in the request's order.
fn each<'a>(
    members: &'a [Member],
    values: &'a Map<String, Value>,
) -> impl Iterator<Item = (&'a Member, &'a Value)> {
    values.iter().filter(|(_, value)| !value.is_null()).filter_map(|(name, value)| {
        Some((members.iter().find(|member| member.name == *name)?, value))
    })
}

fn members_of<'a>(version: &'a Version, ty: &Type) -> (&'a str, &'a [Member]) {
    match ty {
        Type::Object(id) => (&version.object(*id).name, &version.object(*id).members),
        _ => ("", &[]),
    }
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A scalar as JSON writes it; strings are quoted alike in all of these languages.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => json_quote(text),
        other => other.to_string(),
    }
}

struct Go<'a> {
    version: &'a Version,
    package: &'a str,
}

impl Go<'_> {
    fn value(&self, ty: &Type, value: &Value, depth: usize) -> String {
        let Type::List(inner) = ty else {
            return match self.version.scalar(ty) {
                Some(scalar) => format!("common.{}Ptr({})", go_name(scalar), plain(value)),
                None => format!("&{}", self.object(ty, value, depth, true)),
            };
        };
        if let Some(scalar) = self.version.scalar(inner) {
            let list: Vec<_> = items(value).iter().map(plain).collect();
            let open =
                format!("common.{}Ptrs([]{}{{", go_name(scalar), go_name(scalar).to_lowercase());
            return block((&open, "})"), &list, "\t", depth);
        }
        let list = items(value).iter().map(|item| self.object(inner, item, depth + 1, false));
        let open = format!("[]*{}.{}{{", self.package, members_of(self.version, inner).0);
        block((&open, "}"), &list.collect::<Vec<_>>(), "\t", depth)
    }

    fn object(&self, ty: &Type, value: &Value, depth: usize, is_named: bool) -> String {
        let (name, members) = members_of(self.version, ty);
        let values = object(value);
        let list = each(members, &values).map(|(member, value)| {
            format!("{}: {}", member.name, self.value(&member.ty, value, depth + 1))
        });
        let open = if is_named { format!("{}.{name}{{", self.package) } else { "{".to_owned() };
        block((&open, "}"), &list.collect::<Vec<_>>(), "\t", depth)
    }
}

pub(super) fn go_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Int64 => "Int64",
        Scalar::Uint64 => "Uint64",
        Scalar::Float => "Float64",
        Scalar::Bool => "Bool",
        _ => "String",
    }
}

/// A C# object initializer.
fn initializer(
    version: &Version,
    name: &str,
    members: &[Member],
    values: &Map<String, Value>,
    depth: usize,
) -> String {
    let list: Vec<String> = each(members, values)
        .map(|(member, value)| {
            format!("{} = {}", member.name, dotnet(version, &member.ty, value, depth + 1))
        })
        .collect();
    if list.is_empty() {
        return format!("new {name}()");
    }
    block((&format!("new {name} {{ "), " }"), &list, "    ", depth)
}

/// Returns the type of a scalar in C#, and the suffix of its literals.
pub(super) fn dotnet_type(scalar: Scalar) -> (&'static str, &'static str) {
    match scalar {
        Scalar::Int64 => ("long?", "L"),
        Scalar::Uint64 => ("ulong?", "UL"),
        Scalar::Float => ("float?", "f"),
        Scalar::Bool => ("bool?", ""),
        _ => ("string", ""),
    }
}

fn dotnet(version: &Version, ty: &Type, value: &Value, depth: usize) -> String {
    let one = |ty: &Type, value: &Value, depth| {
        if let Some(scalar) = version.scalar(ty) {
            return format!("{}{}", plain(value), dotnet_type(scalar).1);
        }
        let (name, members) = members_of(version, ty);
        initializer(version, name, members, &object(value), depth)
    };
    let Type::List(inner) = ty else { return one(ty, value, depth) };
    let name = match version.scalar(inner) {
        Some(scalar) => dotnet_type(scalar).0,
        None => members_of(version, inner).0,
    };
    let list = items(value).iter().map(|item| one(inner, item, depth + 1)).collect::<Vec<_>>();
    block((&format!("new {name}[] {{ "), " }"), &list, "    ", depth)
}

/// How a language with setters writes them.
pub(super) struct SetterStyle {
    pub(super) set: &'static str,
    /// Declares a variable; `«type»` and `«name»` are filled in.
    pub(super) declare: &'static str,
    pub(super) list: (&'static str, &'static str),
    pub(super) types: fn(Scalar) -> (&'static str, &'static str),
}

/// Returns how Java or C++ writes setters.
pub(super) fn setters(language: Language) -> &'static SetterStyle {
    if language == Language::Java { &JAVA_STYLE } else { &CPP_STYLE }
}

const JAVA_STYLE: SetterStyle = SetterStyle {
    set: "set",
    declare: "«type» «name» = new «type»();",
    list: ("new «type»[] {", "}"),
    types: |scalar| match scalar {
        Scalar::Int64 | Scalar::Uint64 => ("Long", "L"),
        Scalar::Float => ("Float", "f"),
        Scalar::Bool => ("Boolean", ""),
        _ => ("String", ""),
    },
};

const CPP_STYLE: SetterStyle = SetterStyle {
    set: "Set",
    declare: "«type» «name»;",
    list: ("std::vector<«type»>{", "}"),
    types: |scalar| match scalar {
        Scalar::Int64 => ("int64_t", ""),
        Scalar::Uint64 => ("uint64_t", "ULL"),
        Scalar::Float => ("double", ""),
        Scalar::Bool => ("bool", ""),
        _ => ("std::string", ""),
    },
};

struct Setters<'a> {
    version: &'a Version,
    style: &'a SetterStyle,
    text: String,
    count: usize,
}

impl Setters<'_> {
    fn members(&mut self, variable: &str, members: &[Member], values: &Map<String, Value>) {
        for (member, value) in each(members, values) {
            let value = self.value(&member.ty, value);
            let set = self.style.set;
            let _ = writeln!(self.text, "        {variable}.{set}{}({value});", member.name);
        }
    }

    fn value(&mut self, ty: &Type, value: &Value) -> String {
        let Type::List(inner) = ty else { return self.one(ty, value) };
        let name = match self.version.scalar(inner) {
            Some(scalar) => (self.style.types)(scalar).0,
            None => members_of(self.version, inner).0,
        };
        let list: Vec<String> = items(value).iter().map(|item| self.one(inner, item)).collect();
        let (open, close) = self.style.list;
        block((&fill(open, &[("type", name)]), close), &list, "    ", 2)
    }

    /// Returns a scalar, or the variable that an object was built in.
    fn one(&mut self, ty: &Type, value: &Value) -> String {
        if let Some(scalar) = self.version.scalar(ty) {
            return format!("{}{}", plain(value), (self.style.types)(scalar).1);
        }
        let (name, members) = members_of(self.version, ty);
        let mut letters = name.chars();
        let first = letters.next().map(|letter| letter.to_ascii_lowercase());
        self.count += 1;
        let variable: String = first.into_iter().chain(letters).collect();
        let variable = format!("{variable}{}", self.count);
        let declare = fill(self.style.declare, &[("type", name), ("name", &variable)]);
        let _ = writeln!(self.text, "        {declare}");
        self.members(&variable, members, &object(value));
        variable
    }
}
