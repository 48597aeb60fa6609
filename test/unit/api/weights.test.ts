import assert from 'node:assert/strict';
import type { FineTuningClient } from '../../../src/api/client';
import type { WeightsChoice } from '../../../src/api/weightsApi';
import { until } from '../../support/eventually';
import { sendError, startServer, type TestServer } from '../../support/httpServer';
import { localaiProvider } from '../../support/providers/localai';
import { nebiusProvider } from '../../support/providers/nebius';
import { togetherJob, togetherProvider } from '../../support/providers/together';
import { textOf, useProvider } from '../../support/providers/use';
import { instantRetries, testClient } from '../../support/testClient';
import { TestClock } from '../../support/testClock';

/** What was said, and what came. */
async function download(client: FineTuningClient, job: string, choice: WeightsChoice) {
  const said: string[] = [];
  const { name, size, chunks } = await (
    await client.weights()
  ).open(job, choice, (message) => said.push(message));
  return { said, name, size, text: await textOf(chunks) };
}

async function chosen(client: FineTuningClient, job: string, label: RegExp): Promise<WeightsChoice> {
  const choice = (await (await client.weights()).choices(job)).find((each) => label.test(each.label));
  assert.ok(choice !== undefined, String(label));
  return choice;
}

describe('the weights of a job at LocalAI', () => {
  const localai = useProvider('localai', localaiProvider);
  const labels = async (job: string) =>
    (await (await localai.client().weights()).choices(job)).map(({ label }) => label);

  it('are what was made before, an adapter or merged, and the checkpoints of one that did not succeed', async () => {
    assert.deepEqual(await labels('a3'), [
      'faq-gguf',
      'Adapter (LoRA)',
      'Merged with the base model, 16 bit',
      'GGUF for llama.cpp, q4_k_m',
    ]);
    assert.deepEqual(await labels('a1'), ['Checkpoint of step 5', 'Checkpoint of step 1']);
    assert.deepEqual(await labels('a2'), []);
  });

  it('are made first, while it says what it does, and then come as an archive', async () => {
    const clock = instantRetries();
    const client = localai.client({ clock });
    const { said, name, size, text } = await download(client, 'a3', await chosen(client, 'a3', /^GGUF/));
    const running = 'Running model export (merging and converting — this may take a while)...';
    assert.deepEqual(said, [running, running]);
    assert.match(name, /^tinyllama-tinyllama-1-1b-ft-a3-gguf-[a-z0-9]+\.tar\.gz$/);
    assert.equal(size, null);
    assert.ok(text.endsWith('the archive'));
    assert.ok(clock.pauses.filter((pause) => pause === 3_000).length === 2);
    const made = localai.server.requests.find(({ method }) => method === 'POST');
    assert.equal(made?.path, '/api/fine-tuning/jobs/a3/export');
    assert.deepEqual(await made.json(), {
      name: name.replace('.tar.gz', ''),
      model: 'TinyLlama/TinyLlama-1.1B',
      checkpoint_path: '/data/out',
      export_format: 'gguf',
      quantization_method: 'q4_k_m',
    });
  });

  it('that were made before are at hand, and are not made again', async () => {
    const client = localai.client();
    await download(client, 'a3', await chosen(client, 'a3', /^Adapter/));
    const before = localai.server.requests.length;
    const again = await chosen(client, 'a3', /-lora-/);
    assert.ok((await download(client, 'a3', again)).text.endsWith('the archive'));
    const asked = localai.server.requests.slice(before).map(({ method }) => method);
    assert.ok(asked.every((method) => method === 'GET'));
  });

  it('that are being made are waited for: a second request would be refused', async () => {
    const client = localai.client();
    const first = await chosen(client, 'a3', /^Adapter/);
    const stop = new AbortController();
    const opening = (await client.weights()).open('a3', first, () => stop.abort(), { signal: stop.signal });
    await assert.rejects(opening, { name: 'AbortError' });
    const choices = await (await client.weights()).choices('a3');
    assert.deepEqual(
      choices.map(({ label }) => label),
      ['What LocalAI is making now'],
    );
    const { text } = await download(client, 'a3', choices[0] ?? first);
    assert.ok(text.endsWith('the archive'));
    assert.equal(localai.server.requests.filter(({ method }) => method === 'POST').length, 1);
  });

  it('are not those that somebody else has had made meanwhile', async () => {
    const client = localai.client();
    await download(client, 'a3', await chosen(client, 'a3', /^Adapter/));
    const before = await chosen(client, 'a3', /-lora-/);
    const merged = await chosen(client, 'a3', /^Merged/);
    await download(client, 'a3', { ...merged, name: 'theirs' });
    const other = {
      name: 'ApiError',
      message: /^the server has made .+-merged-\w+ meanwhile: choose again$/,
    };
    await assert.rejects(download(client, 'a3', before), other);
    const mine = await chosen(client, 'a3', /^GGUF/);
    const theirs = { ...mine, make: merged.make ?? null };
    await assert.rejects(download(client, 'a3', theirs), other);
  });

  it('that cannot be made say why', async () => {
    const client = localai.client();
    const choice = await chosen(client, 'a3', /^Adapter/);
    const gone = { ...choice, make: { ...choice.make, checkpoint_path: '/data/gone' } };
    await assert.rejects(download(client, 'a3', gone), {
      name: 'ApiError',
      message: 'export failed: Checkpoint not found: /data/gone',
    });
  });

  it('are said to be all of them where the whole model was trained', async () => {
    const server = await startServer((_, response) => {
      const job = { id: 'b', model: '', status: 'completed', training_type: 'full', output_dir: '/o' };
      response.end(JSON.stringify(job));
    });
    const client = testClient(server.origin, { connection: { dialect: 'localai' } });
    const choices = await (await client.weights()).choices('b');
    assert.deepEqual(
      choices.map(({ label, name }) => [label, name.replace(/-[a-z0-9]+$/, '')]),
      [['All weights', 'model-ft-b-lora']],
    );
    await server.close();
  });
});

describe('the weights of a job at Together', () => {
  const full = togetherJob('ft-full', { status: 'completed', training_type: { type: 'Full' } });
  const together = useProvider('together', () => togetherProvider([full]));
  const base = 'acme/Meta-Llama-3.1-8B-Instruct-Reference-faq-1a2b3c4d';

  it('are what its client asks for: an adapter, merged, or a checkpoint by its step', async () => {
    const client = together.client();
    const queries = async (job: string) =>
      (await (await client.weights()).choices(job)).map(({ label, name, query }) => [label, name, query]);
    assert.deepEqual(await queries('ft-1'), [
      ['Adapter (LoRA)', `${base}-adapter`, { ft_id: 'ft-1', checkpoint: 'adapter' }],
      ['Merged with the base model', base, { ft_id: 'ft-1', checkpoint: 'merged' }],
      ['Checkpoint of step 10', `${base}-10`, { ft_id: 'ft-1', checkpoint: 'merged', checkpoint_step: 10 }],
    ]);
    assert.deepEqual((await queries('ft-full'))[0], [
      'All weights',
      base,
      { ft_id: 'ft-full', checkpoint: 'model_output_path' },
    ]);
    assert.deepEqual((await queries('ft-2')).length, 1); // it runs: only its checkpoint
  });

  it('come with their size, and the ending that their type has', async () => {
    const client = together.client();
    const { name, size, text, said } = await download(
      client,
      'ft-1',
      await chosen(client, 'ft-1', /^Merged/),
    );
    assert.deepEqual([name, size, text, said], [`${base}.tar.zst`, 11, 'the archive', []]);
    assert.equal(together.server.requests.at(-1)?.url, '/v1/finetune/download?ft_id=ft-1&checkpoint=merged');
  });
});

describe('the weights of a job at Nebius', () => {
  const nebius = useProvider('nebius', nebiusProvider);

  it('are the files of each checkpoint, the newest first, with what was measured of it', async () => {
    assert.deepEqual(await (await nebius.client().weights()).choices('ftjob-2'), [
      {
        label: 'Checkpoint of step 20',
        name: 'step-20',
        metrics: { train_loss: 0.05, valid_loss: 0.1 },
        files: ['file-weights'],
      },
      {
        label: 'Checkpoint of step 10',
        name: 'step-10',
        metrics: { train_loss: 0.1, valid_loss: 0.2 },
        files: ['file-weights'],
      },
    ]);
  });

  it('are none where no checkpoint has files', async () => {
    const server = await startServer(({ path }, response) => {
      const checkpoint = { id: 'ftckpt_1', step_number: 1, metrics: {}, result_files: [] };
      const answer = path.endsWith('/checkpoints') ? { data: [checkpoint], has_more: false } : { id: 'a' };
      response.end(JSON.stringify(answer));
    });
    const client = testClient(server.origin, { connection: { dialect: 'nebius' } });
    assert.deepEqual(await (await client.weights()).choices('a'), []);
    await server.close();
  });

  it('are not requested as one file', async () => {
    const client = nebius.client();
    const choice = await chosen(client, 'ftjob-2', /20/);
    const before = nebius.server.requests.length;
    await assert.rejects(download(client, 'ftjob-2', choice), { name: 'InvalidRequestError' });
    assert.equal(nebius.server.requests.length, before);
  });
});

describe('the response with weights', () => {
  let server: TestServer;
  let other: TestServer;
  let answer: Parameters<typeof startServer>[0];
  const choice: WeightsChoice = { label: 'Merged', name: 'faq', query: { checkpoint: 'merged' } };

  before(async () => {
    server = await startServer((request, response) => answer(request, response));
    other = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-tar' });
      response.end('from elsewhere');
    });
  });
  after(async () => {
    await server.close();
    await other.close();
  });
  beforeEach(() => {
    server.requests.length = 0;
    other.requests.length = 0;
  });

  const client = (clock = instantRetries()) =>
    testClient(`${server.origin}/v1`, {
      connection: { dialect: 'together', headers: { 'x-team': 'red' } },
      clock,
    });

  it('may be a link to elsewhere, which gets neither the key nor anything else of ours', async () => {
    answer = (_, response) => {
      response.writeHead(302, { location: `${other.origin}/file?signature=abc` }).end();
    };
    const { name, text } = await download(client(), 'ft-1', choice);
    assert.deepEqual([name, text], ['faq.tar.gz', 'from elsewhere']);
    const { headers, url } = other.requests[0] ?? {};
    assert.equal(url, '/file?signature=abc');
    assert.deepEqual([headers?.authorization, headers?.['x-team']], [undefined, undefined]);
  });

  it('is refused where the link leads in circles, or to what can be read on its way', async () => {
    for (const location of ['/v1/again', 'http://192.0.2.1/file', 'ftp://elsewhere/file', '']) {
      server.requests.length = 0;
      answer = (_, response) => {
        response.writeHead(307, location === '' ? {} : { location }).end();
      };
      await assert.rejects(download(client(), 'ft-1', choice), { name: 'ApiError', status: 307 });
      assert.equal(server.requests.length, location === '/v1/again' ? 4 : 1);
    }
  });

  it('has the name that its job gives it, whatever the server calls it', async () => {
    answer = (_, response) => {
      const name = `../../${'x'.repeat(8_000)}.exe`;
      response.writeHead(200, { 'content-disposition': `attachment; filename="${name}"` }).end('abc');
    };
    assert.equal((await download(client(), 'ft-1', choice)).name, 'faq.tar.zst');
  });

  it('that is cut off fails, and what is refused says why', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    };
    await assert.rejects(download(client(), 'ft-1', choice), { name: 'NetworkError' });
    answer = (_, response) => {
      sendError(response, 400, 'not downloadable');
    };
    await assert.rejects(download(client(), 'ft-1', choice), {
      name: 'ApiError',
      message: 'not downloadable',
    });
  });

  it('may wait as long as a person looks for a folder, and not while it is read', async () => {
    answer = (_, response) => {
      response.writeHead(200).flushHeaders();
    };
    const clock = new TestClock();
    const { chunks } = await (await client(clock).weights()).open('ft-1', choice, () => undefined);
    clock.advance(3_600_000);
    assert.equal(clock.sleeping, 0);
    const reading = assert.rejects(textOf(chunks), { name: 'TimeoutError' });
    await until(() => clock.sleeping > 0);
    clock.advance(120_000);
    await reading;
  });

  it('is let go with the signal', async () => {
    let isClosed = false;
    answer = (_, response) => {
      response.on('close', () => (isClosed = true));
      response.writeHead(200).flushHeaders();
    };
    const stop = new AbortController();
    await (await client().weights()).open('ft-1', choice, () => undefined, { signal: stop.signal });
    stop.abort();
    await until(() => isClosed);
  });

  it('is not waited for without an end', async () => {
    const clock = new TestClock();
    const making = testClient(server.origin, { connection: { dialect: 'localai' }, clock });
    answer = (_, response) => {
      response.end(JSON.stringify({ id: 'a', export_status: 'exporting', export_message: 'busy' }));
    };
    const endless = { label: 'Adapter', name: 'a', make: null };
    let hasLooked = false;
    const opening = (await making.weights()).open('a', endless, () => (hasLooked = true));
    const refused = assert.rejects(opening, { name: 'TimeoutError', limit: 'whole' });
    await until(() => hasLooked);
    clock.advance(6 * 3_600_000);
    await refused;
  });
});

describe('the weights of a job that are kept by its provider', () => {
  it('are refused with the reason, and without a request', async () => {
    const client = testClient('http://127.0.0.1:9');
    await assert.rejects((await client.weights()).choices('ftjob-1'), {
      name: 'InvalidRequestError',
      message: 'OpenAI does not hand out weights.',
    });
  });
});
