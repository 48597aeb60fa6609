import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import manifest from '../../../package.json';

/** Where a PNG has its signature, and its width and height. Source: the PNG specification, IHDR. */
const signature = '89504e470d0a1a0a';
const widthAt = 16;
const heightAt = 20;

describe('what the Marketplace shows', () => {
  it('has an icon that is sharp at 128 pixels, also where a pixel is two', async () => {
    const png = await readFile(new URL(`../../../${manifest.icon}`, import.meta.url));
    assert.equal(png.subarray(0, 8).toString('hex'), signature);
    assert.deepEqual([png.readUInt32BE(widthAt), png.readUInt32BE(heightAt)], [256, 256]);
  });

  it('leads to one home, for the code, its bugs and questions', () => {
    const home = manifest.repository.url.replace(/\.git$/, '');
    assert.match(home, /^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
    for (const address of [manifest.homepage, manifest.bugs.url, manifest.qna])
      assert.ok(address.startsWith(home), address);
  });
});
