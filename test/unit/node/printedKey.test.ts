import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import path from 'node:path';
import { printedBy } from '../../../src/node/printedKey';

const node = process.execPath;
const name = path.basename(node);
const running = (script: string, ...args: string[]) => printedBy([node, '-e', script, '--', ...args]);
const failure = (run: Promise<string>) =>
  run.then(
    () => assert.fail('it printed a key'),
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
const token = `ya29.${'a0AfB_by-'.repeat(20)}`;

describe('a command that prints a key', () => {
  it('gives what it printed, without the end of the line', async () => {
    assert.equal(await running('console.log(process.argv[1])', token), token);
    assert.equal(await running('console.log("key\\r")'), 'key');
  });

  it('gets its arguments as they are, without a shell', async () => {
    assert.equal(
      await running('process.stdout.write(process.argv[1])', '$HOME;`id`&&"x"'),
      '$HOME;`id`&&"x"',
    );
  });

  it('runs in the home folder, and has nothing to read', async () => {
    const script = 'process.stdin.on("data", () => {}).on("end", () => console.log(process.cwd()))';
    assert.equal(await running(script), homedir());
  });

  it('is ended when it hangs, also where it does not want to', async () => {
    const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
    assert.equal(await failure(printedBy([node, '-e', script], 300)), `${name} printed no key within 0.3 s`);
  });

  it('gives its key also where it leaves a program running that holds its outputs', async () => {
    const left = '["-e", "setTimeout(() => {}, 4000)"], { stdio: "inherit", detached: true }';
    const script = `require("node:child_process").spawn(process.execPath, ${left}).unref(); console.log("key")`;
    const begin = performance.now();
    assert.equal(await running(script), 'key');
    assert.ok(performance.now() - begin < 3_500, 'it was waited for');
  });

  it('is ended when it prints megabytes, as a key or as an error', async () => {
    for (const output of ['stdout', 'stderr'])
      assert.equal(
        await failure(running(`setInterval(() => process.${output}.write("x".repeat(1 << 20)), 1)`)),
        `${name} printed far more than a key`,
      );
  });

  it('says so when it prints nothing, or no single word', async () => {
    assert.equal(await failure(running('')), `${name} printed nothing where a key was expected`);
    for (const printed of ['two words', 'one\\ntwo', '{\\"token\\": 1}', 'k\u00e4y', 'a\\u0007b'])
      assert.equal(
        await failure(running(`console.log("${printed}")`)),
        `${name} printed something else than a key, which is one word`,
      );
  });

  it('is quoted with the first line of its error alone', async () => {
    const script = 'console.error("\\n\\nERROR: (gcloud.auth) No account.\\nRun: login"); process.exit(1)';
    assert.equal(await failure(running(script)), `${name} printed no key: ERROR: (gcloud.auth) No account.`);
    assert.equal(await failure(running('process.exit(3)')), `${name} printed no key and ended with code 3`);
    const long = await failure(running('console.error("no ".repeat(9999)); process.exit(1)'));
    assert.ok(long.length < 400, long);
  });

  it('shows neither what it printed nor its secret arguments, however it fails', async () => {
    const leaking =
      'console.log("short-key"); console.error("bad short-key", ...process.argv.slice(1)); process.exit(1)';
    const shown = await failure(
      running(leaking, '--password', 'hunter22', '--api-key=hunter33', token, 'plain'),
    );
    assert.equal(shown, `${name} printed no key: bad ••• --password ••• --api-key=••• ••• plain`);
    assert.doesNotMatch(await failure(running('process.exit(1)', 'hunter44')), /hunter/);
    assert.doesNotMatch(await failure(printedBy(['/no/such/program', 'hunter55'])), /hunter/);
    assert.doesNotMatch(await failure(printedBy([node, 'hunter66\0'])), /hunter/);
  });

  it('shows no piece of a long one that is not made of letters alone', async () => {
    const key = `AQ/${'b9+/Zx4'.repeat(100)}==`;
    const leaking =
      'const [, key] = process.argv; console.log(key); console.error("bad", key); process.exit(1)';
    assert.equal(await failure(running(leaking, key)), `${name} printed no key: bad •••`);
  });

  it('says which program is not there, or cannot be run', async () => {
    assert.equal(await failure(printedBy(['/no/such/program'])), 'The program program was not found');
    assert.equal(await failure(printedBy([homedir()])), `${path.basename(homedir())} cannot be run`);
    assert.equal(await failure(printedBy([node, '\0'])), `${name} cannot be run`);
  });
});
