import assert from 'node:assert/strict';
import { bytesSource } from '../../../src/api/http/bytesSource';
import { emptyDraft } from '../../../src/commands/createJob/draft';
import { entriesOf } from '../../../src/commands/createJob/entries';
import { expiresAfterOf } from '../../../src/commands/createJob/uploadExpiry';
import { dialects } from '../../support/dialects';
import { sendJson, startServer, type TestServer } from '../../support/httpServer';
import { testClient } from '../../support/testClient';

const day = 86_400;

describe('the expiry of what is uploaded', () => {
  let server: TestServer;
  const bodies: { readonly path: string; readonly text: string }[] = [];

  beforeEach(async () => {
    bodies.length = 0;
    server = await startServer(async (request, response) => {
      bodies.push({ path: request.path, text: (await request.body()).toString() });
      const file = { id: 'file-1', filename: 'a.jsonl', bytes: 4 };
      if (request.path.endsWith('/complete')) sendJson(response, { id: 'upload-1', file });
      else sendJson(response, { ...file, id: request.path.includes('uploads') ? 'upload-1' : 'file-1' });
    });
  });
  afterEach(() => server.close());

  const upload = (options: object) =>
    testClient(`${server.origin}/v1`).files.upload(
      bytesSource('a.jsonl', new TextEncoder().encode('{}\n\n')),
      'fine-tune',
      options,
    );

  it('is a field of the form, where one is chosen', async () => {
    await upload({ expiresAfter: 7 * day });
    await upload({});
    assert.match(bodies[0]?.text ?? '', /name="expires_after\[anchor\]"\r\n\r\ncreated_at\r\n/);
    assert.match(bodies[0]?.text ?? '', /name="expires_after\[seconds\]"\r\n\r\n604800\r\n/);
    assert.doesNotMatch(bodies[1]?.text ?? '', /expires_after/);
  });

  it('begins an upload in parts', async () => {
    await upload({ expiresAfter: day, parts: { above: 1, size: 3 } });
    const [first] = bodies;
    assert.equal(first?.path, '/v1/uploads');
    assert.deepEqual((JSON.parse(first.text) as Record<string, unknown>)['expires_after'], {
      ...{ anchor: 'created_at', seconds: day },
    });
  });

  it('is chosen where the provider takes one, and there alone', () => {
    const draft = emptyDraft();
    const entryAt = (options: (typeof dialects)[keyof typeof dialects]) =>
      entriesOf(draft, options).find(({ id }) => id === 'uploadExpiry');
    const names = Object.entries(dialects).filter(([, dialect]) => entryAt(dialect) !== undefined);
    assert.deepEqual(
      names.map(([name]) => name),
      ['openai'],
    );
    const entry = entryAt(dialects.openai);
    assert.equal(entry?.summary, 'Never');
    assert.equal(expiresAfterOf(draft, dialects.openai), undefined);
    entry.set(String(30 * day));
    assert.equal(entryAt(dialects.openai)?.summary, '30 days');
    assert.equal(expiresAfterOf(draft, dialects.openai), 30 * day);
    assert.equal(expiresAfterOf(draft, dialects.azure), undefined);
  });
});
