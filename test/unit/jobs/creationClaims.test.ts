import assert from 'node:assert/strict';
import { CreationClaims } from '../../../src/jobs/creationClaims';
import { TestTexts } from '../../support/sharedTexts';
import { instantRetries } from '../../support/testClient';
import type { TestClock } from '../../support/testClock';

const day = 86_400_000;

describe('the claims of creations', () => {
  let texts: TestTexts;
  let clock: TestClock;
  let recorded: unknown[];

  /** One that has its own memory, and the texts of all. */
  const openWindow = () =>
    new CreationClaims(texts, clock, (error) => {
      recorded.push(error);
    });

  beforeEach(() => {
    texts = new TestTexts();
    clock = instantRetries();
    recorded = [];
  });

  for (const windows of ['one window', 'two windows'] as const) {
    it(`are given once, also to two that begin at the same moment in ${windows}`, async () => {
      const first = openWindow();
      const second = windows === 'one window' ? first : openWindow();
      const claims = await Promise.all([first.take('bot'), second.take('bot')]);
      assert.equal(claims.filter(({ sentAt }) => sentAt === null).length, 1);
      assert.equal(claims[0].nonce, claims[1].nonce);
    });
  }

  it('of another window are shared by two that begin at the same moment in one', async () => {
    const { nonce } = await openWindow().take('bot');
    const window = openWindow();
    const read = texts.read.bind(texts);
    texts.read = async (name) => {
      await new Promise((resolve) => setTimeout(resolve, 5)); // long enough for both to have begun
      return read(name);
    };
    const claims = await Promise.all([window.take('bot'), window.take('bot')]);
    for (const claim of claims) {
      assert.equal(claim.nonce, nonce);
      assert.notEqual(claim.sentAt, null);
    }
  });

  it('that are too old are replaced once, also where another window does it after this one has read it', async () => {
    const { name } = await openWindow().take('bot');
    const old = texts.all.get(name);
    const [window, other] = [openWindow(), openWindow()];
    for (const each of [window, other]) await each.take('another'); // has tidied by then
    clock.advance(day + 1_000);
    let taken: ReturnType<typeof other.take> | undefined;
    const read = texts.read.bind(texts);
    texts.read = async (each) => {
      const text = await read(each);
      if (text === old && taken === undefined) await (taken = other.take('bot'));
      return text;
    };
    const claim = await window.take('bot');
    assert.equal((await taken)?.nonce, claim.nonce);
    assert.notEqual(claim.sentAt, null);
  });

  it('say after a reload of the window when the job was sent', async () => {
    const { nonce } = await openWindow().take('bot');
    const sentAt = clock.now() / 1000;
    clock.advance(60_000);
    const { name, ...later } = await openWindow().take('bot');
    assert.match(name, /^[0-9a-f]{64}$/);
    assert.deepEqual(later, { nonce, sentAt });
  });

  it('are of one job alone, and name nothing that it is made of', async () => {
    await openWindow().take('bot');
    assert.equal((await openWindow().take('other bot')).sentAt, null);
    assert.doesNotMatch(JSON.stringify([...texts.all]), /bot/);
  });

  it('end once it is known what became of the job', async () => {
    const window = openWindow();
    const first = await window.take('bot');
    await window.release(first);
    const second = await window.take('bot');
    assert.equal(second.sentAt, null);
    assert.notEqual(second.nonce, first.nonce);
  });

  it('do not end one that another window has taken since', async () => {
    const [one, other] = [openWindow(), openWindow()];
    const old = await one.take('bot');
    await other.release(await other.take('bot'));
    const next = await other.take('bot');
    await one.release(old);
    assert.equal((await openWindow().take('bot')).nonce, next.nonce);
  });

  it('are forgotten after a day, and tidied away', async () => {
    await openWindow().take('bot');
    await openWindow().take('another');
    clock.advance(day + 1_000);
    assert.equal((await openWindow().take('bot')).sentAt, null);
    assert.equal(texts.all.size, 1);
  });

  for (const damaged of ['', '{"nonce":"x"}', '[]', '{"nonce":"12345678","at":"now"}'])
    it(`take the place of what no window has written: ${damaged}`, async () => {
      const { name } = await openWindow().take('bot');
      texts.all.set(name, damaged);
      assert.equal((await openWindow().take('bot')).sentAt, null);
      assert.deepEqual(recorded, []);
    });

  it('are given where they cannot be written, and this window knows of them', async () => {
    texts.add = () => Promise.reject(new Error('no space left'));
    const window = openWindow();
    const { nonce, sentAt } = await window.take('bot');
    assert.equal(sentAt, null);
    const again = await window.take('bot');
    assert.equal(again.nonce, nonce);
    assert.notEqual(again.sentAt, null);
    assert.match(String(recorded), /no space left/);
  });
});
