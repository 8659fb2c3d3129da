// Stubs of the vendor's SDKs for Java and C++: only the signatures that a sample uses, made from the
// data of a version. With them, compilers check names and types of a sample without the SDK.
// Signatures as in tencentcloud-sdk-java and tencentcloud-sdk-cpp of 2026-08-21.

const JAVA = { int64: "Long", uint64: "Long", float: "Float", bool: "Boolean" };
const CPP = { int64: "int64_t", uint64: "uint64_t", float: "double", bool: "bool" };

/** Returns the type of a member; lists are made by `list`. */
function typed(data, type, scalars, string, list) {
  if (typeof type === "string") return scalars[type] ?? string;
  if ("list" in type) return list(typed(data, type.list, scalars, string, list));
  return "object" in type ? data.objects[type.object].name : typed(data, data.sets[type.values].base, scalars, string, list);
}

const upper = (word) => word[0].toUpperCase() + word.slice(1);
const module = (data) => `v${data.version.replaceAll("-", "")}`;

/** Makes the classes that a Java sample of an action names: path and text. */
export function java(data, action) {
  const base = "com/tencentcloudapi";
  const dots = (path) => path.replaceAll("/", ".");
  const files = {};
  const add = (folder, name, body, more = "") => {
    const imports = folder.startsWith(`${base}/common`) ? "" : `import ${dots(base)}.common.*; import ${dots(base)}.common.exception.*; import ${dots(base)}.common.profile.*;`;
    files[`${folder}/${name}.java`] = `package ${dots(folder)}; ${imports} ${more} public class ${name} ${body}\n`;
  };
  add(`${base}/common`, "Credential", "{ public Credential(String id, String key) {} }");
  add(`${base}/common`, "AbstractModel", "{ public static <O extends AbstractModel> String toJsonString(O obj) { return null; } }");
  add(`${base}/common/exception`, "TencentCloudSDKException", "extends Exception {}");
  add(`${base}/common/profile`, "HttpProfile", "{ public void setProtocol(String it) {} public void setEndpoint(String it) {} }");
  add(`${base}/common/profile`, "ClientProfile", "{ public void setHttpProfile(HttpProfile it) {} }");
  const own = `${base}/${data.service}/${module(data)}`;
  const record = (name, members) => add(`${own}/models`, name, `extends AbstractModel { ${members.map((one) =>
    `public void set${one.name}(${typed(data, one.type, JAVA, "String", (it) => `${it}[]`)} it) {}`).join(" ")} }`);
  for (const object of data.objects) record(object.name, object.members);
  record(`${action.name}Request`, action.input);
  record(`${action.name}Response`, []);
  const client = `${upper(data.service)}Client`;
  add(own, client, `{ public ${client}(Credential key, String region, ClientProfile profile) {} public ${action.name}Response ${action.name}(${action.name}Request it) throws TencentCloudSDKException { return null; } }`, `import ${dots(own)}.models.*;`);
  return files;
}

/** Makes the headers that a C++ sample of an action includes: path and text. */
export function cpp(data, action) {
  const files = {};
  const add = (path, text) => (files[`tencentcloud/${path}.h`] = `#pragma once\n#include <string>\n#include <vector>\n#include <cstdint>\n${text}\n`);
  add("core/Credential", "namespace TencentCloud { class Credential { public: Credential(const std::string&, const std::string&) {} }; }");
  add("core/TencentCloud", "namespace TencentCloud { void InitAPI(); void ShutdownAPI(); }");
  add("core/profile/HttpProfile", "namespace TencentCloud { class HttpProfile { public: enum Scheme { HTTP, HTTPS }; void SetProtocol(const Scheme&); void SetEndpoint(const std::string&); }; }");
  add("core/profile/ClientProfile", "#include <tencentcloud/core/profile/HttpProfile.h>\nnamespace TencentCloud { class ClientProfile { public: void SetHttpProfile(const HttpProfile&); }; }");
  const folder = `${data.service}/${module(data)}`;
  const open = `namespace TencentCloud { namespace ${upper(data.service)} { namespace ${upper(module(data))} {`;
  const record = (name, members) => `class ${name} { public: ${members.map((one) =>
    `void Set${one.name}(const ${typed(data, one.type, CPP, "std::string", (it) => `std::vector<${it}>`)}&);`).join(" ")} std::string ToJsonString() const; };`;
  const names = data.objects.map((one) => `class ${one.name};`).join(" ");
  // Objects stand in one header; the SDK has one each.
  add(`${folder}/model/${action.name}Request`, `${open} namespace Model { ${names} ${data.objects.map((one) => record(one.name, one.members)).join("\n")} ${record(`${action.name}Request`, action.input)} }}}}`);
  add(`${folder}/model/${action.name}Response`, `${open} namespace Model { ${record(`${action.name}Response`, [])} }}}}`);
  const client = `${upper(data.service)}Client`;
  add(`${folder}/${client}`, `#include <tencentcloud/core/Credential.h>\n#include <tencentcloud/core/profile/ClientProfile.h>\n#include <tencentcloud/${folder}/model/${action.name}Request.h>\n#include <tencentcloud/${folder}/model/${action.name}Response.h>\nnamespace TencentCloud { struct Failure { std::string PrintAll() const; }; template <class T> struct Outcome { bool IsSuccess() const; const T& GetResult() const; const Failure& GetError() const; }; }\n${open} class ${client} { public: ${client}(const Credential&, const std::string&, const ClientProfile&); Outcome<Model::${action.name}Response> ${action.name}(const Model::${action.name}Request&); }; }}}`);
  return files;
}
