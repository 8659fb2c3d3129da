// Calls the mock with the Node.js SDK. Called by verify-with-official-clients.sh.
//
// This SDK derives the service name in the signature's scope from the endpoint: `127` for `127.0.0.1`.
// It signs the host without its port. The mock accepts the former by an option, the latter always.

const assert = require("node:assert");
const tencentcloud = require("tencentcloud-sdk-nodejs");

const credential = {
  secretId: "AKIDmockmockmockmockmockmockmockmock",
  secretKey: "mockmockmockmockmockmockmockmock",
};
let right = 0;
let wrong = 0;

function expect(what, wanted, found) {
  try {
    assert.deepStrictEqual(found, wanted);
    right += 1;
  } catch {
    wrong += 1;
    console.log(`failed: ${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(found)}`);
  }
}

function connect(url, action, options = {}) {
  const versions = tencentcloud[action.service];
  const version = versions?.["v" + action.version.replaceAll("-", "")];
  if (!version?.Client?.prototype[action.action]) return null;
  const [protocol, endpoint] = url.split("://");
  return new version.Client({
    credential: options.credential ?? credential,
    region: "ap-guangzhou",
    profile: {
      language: "en-US",
      signMethod: options.signMethod ?? "TC3-HMAC-SHA256",
      httpProfile: {
        protocol: protocol + "://",
        endpoint,
        reqMethod: options.reqMethod ?? "POST",
        headers: options.headers,
      },
    },
  });
}

// Returns the code of the SDK's exception, or its message if it has no code; null without an exception.
async function codeOf(client, action) {
  try {
    const response = await client[action.action](action.parameters);
    return response.RequestId ? null : "no request ID";
  } catch (error) {
    return error.code ?? String(error);
  }
}

async function main(http, https) {
  const actions = await (await fetch(http + "/_mock/actions")).json();
  const known = actions.filter((action) => connect(http, action) !== null);
  for (const action of actions) {
    if (!known.includes(action)) console.log(`skipped: ${action.version} ${action.action} is not in the SDK`);
  }
  const ways = [
    { way: "POST, TC3", url: http },
    { way: "GET, TC3", url: http, reqMethod: "GET" },
    { way: "POST, HmacSHA1", url: http, signMethod: "HmacSHA1" },
    { way: "GET, HmacSHA256", url: http, signMethod: "HmacSHA256", reqMethod: "GET" },
  ];
  for (const { way, url, ...options } of ways) {
    for (const action of known) {
      // This call is never signed, and unsigned calls exist only in the newer form.
      if (action.action === "AssumeRoleWithWebIdentity" && way !== "POST, TC3") continue;
      const client = connect(url, action, options);
      expect(`${action.version} ${action.action} (${way})`, null, await codeOf(client, action));
    }
  }
  let pairs = 0;
  for (const action of known) {
    for (const code of action.errors) {
      const client = connect(http, action, { headers: { "X-Mock-Error": code } });
      expect(`${action.version} ${action.action} ${code}`, code, await codeOf(client, action));
      pairs += 1;
    }
  }
  const action = known.find((action) => action.action === "DescribeOrganization");
  for (const signMethod of ["TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"]) {
    const code = (change) =>
      codeOf(connect(http, action, { signMethod, credential: { ...credential, ...change } }), action);
    expect(`wrong secret, ${signMethod}`, "AuthFailure.SignatureFailure", await code({ secretKey: "another" }));
    expect(`unknown id, ${signMethod}`, "AuthFailure.SecretIdNotFound", await code({ secretId: "AKIDunknown" }));
    expect(`token of another key, ${signMethod}`, "AuthFailure.TokenFailure", await code({ token: "token" }));
  }
  // Without the option, the mock rejects the scope that this SDK derives from the address.
  const strict = await codeOf(connect(https, action), action);
  expect("a scope that is not the service", "AuthFailure.SignatureFailure", strict);
  const { version } = require("tencentcloud-sdk-nodejs/package.json");
  console.log(
    `Node.js SDK ${version}, ${known.length} actions, ${pairs} action/code pairs: ` +
      `${right} checks passed, ${wrong} failed`,
  );
  process.exitCode = wrong || !right ? 1 : 0;
}

main(...process.argv.slice(2));
