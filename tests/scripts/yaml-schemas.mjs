// @ts-check
/**
 * What the YAML extension of VS Code says of files under our settings: its own language server, asked over its protocol.
 * Standard input: {root, settings, files: {path: text}}; standard output: {path: ["line:column message", …]}.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** @typedef {{ id?: number, method?: string, params?: any, result?: any }} Message */

/** @type {{ root: string, settings: Record<string, unknown>, files: Record<string, string> }} */
const asked = JSON.parse(readFileSync(0, "utf8"));
const home = path.dirname(createRequire(import.meta.url).resolve("yaml-language-server/package.json"));
const server = spawn(process.execPath, [path.join(home, "bin", "yaml-language-server"), "--stdio"], {
  stdio: ["pipe", "pipe", "inherit"],
});

/** @type {Record<string, string[]>} */
const told = {};
const uris = new Map(Object.keys(asked.files).map((name) => [pathToFileURL(path.join(asked.root, name)).href, name]));
let received = Buffer.alloc(0);

/** @param {Message} message */
function send(message) {
  const data = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  server.stdin.write(`Content-Length: ${data.length}\r\n\r\n`);
  server.stdin.write(data);
}

/**
 * Settings of one section, `yaml.schemas` and its like as one object.
 * @param {string} section
 */
function sectionOf(section) {
  const begin = `${section}.`;
  /** @type {Record<string, any>} */
  const found = {};
  for (const [key, value] of Object.entries(asked.settings)) {
    if (!key.startsWith(begin)) continue;
    const [first, second] = key.slice(begin.length).split(".");
    if (second) found[first] = { ...found[first], [second]: value };
    else found[first] = value;
  }
  return found;
}

/** @param {Message} message */
function heed(message) {
  if (message.method === "workspace/configuration") {
    const items = /** @type {{ section: string }[]} */ (message.params.items);
    send({ id: message.id, result: items.map((item) => sectionOf(item.section)) });
  } else if (message.method === "textDocument/publishDiagnostics") {
    const name = uris.get(message.params.uri);
    if (name === undefined) return;
    told[name] = message.params.diagnostics.map(
      (/** @type {any} */ item) => `${item.range.start.line + 1}:${item.range.start.character + 1} ${item.message}`,
    );
    if (Object.keys(told).length === uris.size) {
      process.stdout.write(JSON.stringify(told));
      server.kill();
    }
  } else if (message.id === 1 && message.result) {
    send({ method: "initialized", params: {} });
    send({ method: "workspace/didChangeConfiguration", params: { settings: { yaml: sectionOf("yaml") } } });
    // It takes settings over in its own time; what is opened before is looked at without them.
    setTimeout(() => {
      for (const [uri, name] of uris) {
        const textDocument = { uri, languageId: "yaml", version: 1, text: asked.files[name] };
        send({ method: "textDocument/didOpen", params: { textDocument } });
      }
    }, 1000);
  } else if (message.id !== undefined && message.method) {
    send({ id: message.id, result: null });
  }
}

server.stdout.on("data", (/** @type {Buffer} */ chunk) => {
  received = Buffer.concat([received, chunk]);
  for (;;) {
    const end = received.indexOf("\r\n\r\n");
    const length = Number(/Content-Length: (\d+)/.exec(received.toString("latin1", 0, Math.max(end, 0)))?.[1]);
    if (end < 0 || received.length < end + 4 + length) return;
    const body = received.toString("utf8", end + 4, end + 4 + length);
    received = received.subarray(end + 4 + length);
    heed(JSON.parse(body));
  }
});

const root = pathToFileURL(asked.root).href;
send({
  id: 1,
  method: "initialize",
  params: {
    processId: process.pid,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: "root" }],
    capabilities: { workspace: { configuration: true, workspaceFolders: true }, textDocument: { publishDiagnostics: {} } },
  },
});
