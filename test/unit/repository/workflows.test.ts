import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../../../package.json';
import { root } from '../../../scripts/lib/paths.mjs';

const folder = join(root, '.github', 'workflows');

/** They run where no test can see them: what can be known here is. */
describe('the workflows', () => {
  let texts: string[];

  before(async () => {
    const names = await readdir(folder);
    texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    assert.equal(texts.length, 2);
  });

  it('run scripts that there are', () => {
    const scripts = texts.flatMap((text) =>
      [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? ''),
    );
    assert.ok(scripts.length > 3);
    for (const name of scripts) assert.ok(name in manifest.scripts, name);
  });

  it('take whole versions of what others wrote', () => {
    const used = texts.flatMap((text) =>
      [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action ?? ''),
    );
    assert.ok(used.length > 3);
    for (const action of used) assert.match(action, /@v\d+\.\d+\.\d+$/);
  });

  it('publish with the tool that packages', () => {
    const versions = texts.flatMap((text) => text.match(/(?<=@vscode\/vsce@)[\d.]+/g) ?? []);
    assert.deepEqual(versions, [manifest.devDependencies['@vscode/vsce']]);
  });

  it('may read the code, and nothing else', () => {
    for (const text of texts) {
      assert.match(text, /^permissions:\n {2}contents: read\n/m);
      assert.equal(text.match(/permissions:/g)?.length, 1);
    }
  });
});
