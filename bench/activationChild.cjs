// One measurement of activation.bench.ts: evaluates a script and, where it has one, calls its `activate`, with as
// much of VS Code as it asks for. Prints milliseconds as JSON.
const Module = require('node:module');

// VS Code's extension host has loaded these for itself, long before any extension.
for (const name of ['child_process', 'fs/promises', 'path', 'stream/promises']) require(`node:${name}`);

const [, , script, storage] = process.argv;

/** Whatever is asked of it, called or made of it is again such a thing. */
const anything = new Proxy(function () {}, {
  get: (target, name) => {
    if (name === Symbol.toPrimitive) return () => '';
    if (name === Symbol.iterator) return () => [][Symbol.iterator]();
    if (name === 'prototype') return target.prototype;
    return name === 'then' ? undefined : anything;
  },
  set: () => true,
  apply: () => anything,
  construct: () => anything,
});

class EventEmitter {
  event = () => ({ dispose() {} });
  fire() {}
  dispose() {}
}

const vscode = new Proxy(
  {
    EventEmitter,
    workspace: new Proxy(
      {
        getConfiguration: () => ({
          get: (_name, fallback) => fallback,
          inspect: () => ({ globalValue: [] }),
        }),
        workspaceFolders: undefined,
        textDocuments: [],
      },
      { get: (target, name) => (name in target ? target[name] : anything) },
    ),
    l10n: { t: (text) => text },
  },
  { get: (target, name) => (name in target ? target[name] : anything) },
);

const load = Module._load;
Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

const memory = { get: (_key, fallback) => fallback, update: () => Promise.resolve(), keys: () => [] };
const context = {
  subscriptions: [],
  extensionPath: storage,
  extensionUri: { fsPath: storage, path: storage },
  globalStorageUri: { fsPath: storage, path: storage },
  globalState: memory,
  workspaceState: memory,
  secrets: { get: () => Promise.resolve(undefined), onDidChange: () => ({ dispose() {} }) },
  extension: { packageJSON: require('../package.json') },
  extensionMode: 1,
};

const started = performance.now();
const exported = require(script);
const evaluated = performance.now();
exported.activate?.(context);
const activated = performance.now();
process.stdout.write(JSON.stringify({ evaluate: evaluated - started, activate: activated - evaluated }));
process.exit(0);
