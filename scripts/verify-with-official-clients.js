// Calls the mock with the Node.js SDK. Called by verify-with-official-clients.sh.
//
// This SDK takes the service name of the signature's scope from the endpoint, here the `127` of
// `127.0.0.1`, and signs the host without its port; the mock is told to accept the former and always
// accepts the latter.

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
    console.log(`wrong: ${what}: wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`);
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

// The code of the SDK's exception; what it said if there is none, and null if there was none at all.
async function codeOf(client, action) {
  try {
    const response = await client[action.action](action.parameters);
    return response.RequestId ? null : "no request id";
  } catch (error) {
    return error.code ?? String(error);
  }
}

async function main(http, https) {
  const actions = await (await fetch(http + "/_mock/actions")).json();
  const known = actions.filter((action) => connect(http, action) !== null);
  for (const action of actions) {
    if (!known.includes(action)) console.log(`skipped: the SDK has no ${action.version} ${action.action}`);
  }
  const ways = [
    { way: "POST, TC3", url: http },
    { way: "GET, TC3", url: http, reqMethod: "GET" },
    { way: "POST, HmacSHA1", url: http, signMethod: "HmacSHA1" },
    { way: "GET, HmacSHA256", url: http, signMethod: "HmacSHA256", reqMethod: "GET" },
  ];
  for (const { way, url, ...options } of ways) {
    for (const action of known) {
      // This call is never signed, and is then sent in the newer form alone.
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
  // Without being told so, the mock does not take the scope that this SDK makes of the address.
  const strict = await codeOf(connect(https, action), action);
  expect("a scope that is not the service", "AuthFailure.SignatureFailure", strict);
  const { version } = require("tencentcloud-sdk-nodejs/package.json");
  console.log(
    `Node.js SDK ${version}, ${known.length} actions, ${pairs} action/code pairs: ` +
      `${right} checks right, ${wrong} wrong`,
  );
  process.exitCode = wrong || !right ? 1 : 0;
}

main(...process.argv.slice(2));
