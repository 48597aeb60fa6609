import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { FineTuningClient } from '../../../src/api/client';
import { type CreateOutcome, JobCreation } from '../../../src/api/createOnce';
import type { CreateJob } from '../../../src/api/dialects/dialect';
import { ApiError, NetworkError, type RequestError } from '../../../src/api/http/errors';
import type { RequestOptions } from '../../../src/api/http/transport';
import { nonceKey } from '../../../src/api/wire/nonce';
import { faults } from '../../support/faultServer';
import { type Received, sendError, sendJson, startServer, type TestServer } from '../../support/httpServer';
import { bedrockCustomizationProvider, customizationJob } from '../../support/providers/bedrockCustomization';
import { lossy } from '../../support/providers/lossy';
import { openaiJob, pageOf, type Wire } from '../../support/providers/openai';
import { startProvider } from '../../support/providers/router';
import { instantRetries, testClient } from '../../support/testClient';

const params = {
  model: 'gpt-4o-mini',
  trainingFile: 'file-1',
  suffix: 'faq',
  method: { type: 'supervised' as const, hyperparameters: {} },
};

function createOnce(
  client: FineTuningClient,
  wanted: CreateJob,
  request: RequestOptions = {},
  nonce?: string,
) {
  return new JobCreation(wanted, nonce).send(client, request);
}

/** Nobody knows, and this job alone may be it. */
function mayBe(outcome: CreateOutcome, id: string): asserts outcome is CreateOutcome & { kind: 'unknown' } {
  assert.equal(outcome.kind, 'unknown');
  assert.deepEqual(
    outcome.candidates.map((job) => job.id),
    [id],
  );
}

/** A create that the server has not got. */
const neverArrived = (_: unknown, response: ServerResponse) => {
  faults.hangUp(response);
};

/** Pages of jobs as they stand, instead of the newest first. */
function inOrder(all: readonly Wire[]) {
  return ({ query }: Received, response: ServerResponse) => {
    const start = all.findIndex(({ id }) => id === query.get('after')) + 1;
    const data = all.slice(start, start + Number(query.get('limit')));
    sendJson(response, { data, has_more: start + data.length < all.length });
  };
}

describe('creating exactly once', () => {
  let server: TestServer;
  let jobs: Wire[];
  /** How the server responds to a create; it may have stored the job before. */
  let answerCreate: (store: () => Promise<Wire>, response: ServerResponse) => void | Promise<void>;
  let answerList: (request: Received, response: ServerResponse) => void | Promise<void>;

  const posts = () => server.requests.filter(({ method }) => method === 'POST').length;
  const now = instantRetries().now() / 1000;

  before(async () => {
    server = await startServer(async (request, response) => {
      if (request.method === 'GET') return answerList(request, response);
      const store = async () => {
        const { suffix, ...body } = await request.json();
        const fields = {
          ...body,
          user_provided_suffix: suffix,
          created_at: now + jobs.length,
          status: 'queued',
        };
        const job = openaiJob(jobs.length + 1, fields);
        jobs.push(job);
        return job;
      };
      return answerCreate(store, response);
    });
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
    // An older job of the same name: never the one.
    jobs = [openaiJob(1, { user_provided_suffix: 'faq', model: 'gpt-4o-mini', created_at: now - 86_400 })];
    answerList = (request, response) => pageOf(jobs)(request, response, []);
    answerCreate = async (store, response) => {
      sendJson(response, await store());
    };
  });

  for (const dialect of ['openai', 'llmariner'] as const) {
    describe(
      dialect === 'openai' ? 'with a nonce in metadata' : 'where the provider keeps no metadata',
      () => {
        const client = () => testClient(`${server.origin}/v1`, { connection: { dialect } });
        /** Known by its mark; without one the person has to say so. */
        const isIt = (outcome: CreateOutcome) => {
          if (dialect !== 'openai') mayBe(outcome, 'ftjob-2');
          else assert.equal(outcome.kind === 'found' && outcome.job.id, 'ftjob-2');
        };

        it('reports the job that the server reports', async () => {
          const outcome = await createOnce(client(), params, {}, 'n-1');
          assert.equal(outcome.kind, 'created');
          const body = await server.requests.find(({ method }) => method === 'POST')?.json();
          assert.deepEqual(body?.['metadata'], dialect === 'openai' ? { [nonceKey]: 'n-1' } : undefined);
        });

        for (const fault of ['hangUp', 'serverError', 'html', 'cutChunked', 'truncatedJson'] as const) {
          it(`finds the job whose response was lost by ${fault}, without sending again`, async () => {
            answerCreate = async (store, response) => {
              await store();
              faults[fault](response);
            };
            const outcome = await createOnce(client(), params);
            isIt(outcome);
            assert.equal(posts(), 1);
          });

          it(`says that there is no job after ${fault}, without sending again`, async () => {
            answerCreate = (_, response) => {
              faults[fault](response);
            };
            const outcome = await createOnce(client(), params);
            assert.equal(outcome.kind, 'absent');
            assert.equal(posts(), 1);
          });
        }

        it('finds the job that the server leads to instead of showing it', async () => {
          answerCreate = async (store, response) => {
            const { id } = await store();
            response.writeHead(303, { location: `/v1/fine_tuning/jobs/${id}` }).end();
          };
          const outcome = await createOnce(client(), params);
          isIt(outcome);
          assert.equal(posts(), 1);
        });

        it('says when the response was lost, before it looks', async () => {
          const steps: string[] = [];
          const onLost = () => steps.push('lost');
          answerList = (request, response) => {
            steps.push('look');
            return pageOf(jobs)(request, response, []);
          };
          answerCreate = async (store, response) => {
            steps.push('create');
            await store();
            faults.hangUp(response);
          };
          isIt(await new JobCreation(params).send(client(), {}, onLost));
          assert.deepEqual(steps.slice(steps.indexOf('create')).slice(0, 3), ['create', 'lost', 'look']);
        });

        it('looks again for a job that is listed a little later', async () => {
          let lists = 0;
          answerCreate = async (store, response) => {
            await store();
            faults.hangUp(response);
          };
          answerList = (request, response) => {
            const isHidden = ++lists <= 2;
            return pageOf(isHidden ? jobs.slice(0, 1) : jobs)(request, response, []);
          };
          isIt(await createOnce(client(), params));
        });

        it('says that nobody knows when the jobs cannot be listed', async () => {
          answerCreate = neverArrived;
          answerList = (_, response) => {
            faults.serverError(response);
          };
          const outcome = await createOnce(client(), params);
          assert.equal(outcome.kind, 'unknown');
          assert.ok(outcome.problem instanceof ApiError);
          assert.equal(posts(), 1);
        });

        it('minds a job that cannot be read: it might be the one', async () => {
          answerCreate = (_, response) => {
            jobs.push({ id: '', status: 'queued' });
            faults.hangUp(response);
          };
          assert.equal((await createOnce(client(), params)).kind, 'unknown');
        });

        it('minds a job of which nothing is known: it might be the one', async () => {
          jobs.push(openaiJob(3, { metadata: { team: 'blue' }, created_at: now - 1_000 }));
          answerCreate = (_, response) => {
            jobs.push({ id: 'ftjob-odd' });
            faults.hangUp(response);
          };
          const outcome = await createOnce(client(), params);
          mayBe(outcome, 'ftjob-odd');
        });

        it('passes a refusal on, without looking', async () => {
          answerCreate = (_, response) => {
            sendError(response, 400, 'No such model');
          };
          const isRefusal = (error: RequestError) => error instanceof ApiError && error.status === 400;
          await assert.rejects(createOnce(client(), params), isRefusal);
          assert.equal(posts(), 1);
        });

        it('may exist once it was sent, unless all that was sent was refused', async () => {
          const mayExist: boolean[] = [];
          const creation = new JobCreation(params);
          const refuse = async () => {
            answerCreate = (_, response) => {
              sendError(response, 400, 'No such model');
            };
            await assert.rejects(creation.send(client()));
            mayExist.push(creation.mayExist);
          };
          mayExist.push(creation.mayExist);
          await refuse();
          answerCreate = neverArrived;
          await creation.send(client());
          mayExist.push(creation.mayExist);
          await refuse();
          assert.deepEqual(mayExist, [false, false, true, true]);
        });

        it('ends by the reason of an abort, also where a list that cannot be read comes with it', async () => {
          jobs.push({ id: '', status: 'queued' });
          const controller = new AbortController();
          const reason = new Error('enough');
          const known = client();
          const { jobs: api } = known;
          const listOfCreated = (...wanted: Parameters<typeof api.listOfCreated>) => {
            const list = api.listOfCreated(...wanted);
            const reader = list.reader();
            const next = async () =>
              reader.next().finally(() => {
                controller.abort(reason);
              });
            return Object.create(list, {
              reader: { value: () => Object.create(reader, { next: { value: next } }) },
            });
          };
          const aborting = Object.create(known, {
            jobs: { value: Object.create(api, { listOfCreated: { value: listOfCreated } }) },
          }) as FineTuningClient; // it differs in one method
          const isReason = (error: unknown) => error === reason;
          const before = new JobCreation(params, 'nonce-of-before', 1);
          await assert.rejects(before.lookUp(aborting, { signal: controller.signal }), isReason);
        });

        it('passes an abort on that came before anything was sent', async () => {
          const signal = AbortSignal.abort(new Error('enough'));
          await assert.rejects(createOnce(client(), params, { signal }), /enough/);
          assert.equal(posts(), 0);
        });

        it('says that the job may exist when it was cancelled after it was sent, and finds it', async () => {
          const controller = new AbortController();
          answerCreate = async (store) => {
            await store();
            controller.abort(new Error('enough'));
          };
          const creation = new JobCreation(params);
          const outcome = await creation.send(client(), { signal: controller.signal });
          assert.equal(outcome.kind, 'cancelled');
          const found = await creation.lookUp(client());
          isIt(found);
          assert.equal(posts(), 1);
        });

        it('finds the job of the first try before it sends again', async () => {
          let isLate = true;
          answerCreate = async (store, response) => {
            await store();
            faults.hangUp(response);
          };
          answerList = (request, response) => pageOf(isLate ? jobs.slice(0, 1) : jobs)(request, response, []);
          const creation = new JobCreation(params);
          assert.equal((await creation.send(client())).kind, 'absent');
          isLate = false;
          const again = await creation.send(client());
          isIt(again);
          assert.equal(posts(), 1);
        });

        it('looks first for what another window has sent under the same mark', async () => {
          await createOnce(client(), params, {}, 'n-1');
          const later = new JobCreation(params, 'n-1', now);
          assert.equal(later.mayExist, true);
          isIt(await later.send(client()));
          assert.equal(posts(), 1);
        });

        it('sends again under the same mark, and knows two jobs of one creation', async () => {
          let isLate = true;
          answerCreate = async (store, response) => {
            await store();
            faults.hangUp(response);
          };
          answerList = (request, response) => pageOf(isLate ? jobs.slice(0, 1) : jobs)(request, response, []);
          const creation = new JobCreation(params);
          await creation.send(client());
          assert.equal((await creation.send(client())).kind, 'absent');
          isLate = false;
          const outcome = await creation.lookUp(client());
          assert.equal(outcome.kind, 'unknown');
          assert.equal(outcome.candidates.length, 2);
          const sent = await Promise.all(
            server.requests.filter(({ method }) => method === 'POST').map((each) => each.json()),
          );
          assert.equal(sent.length, 2);
          assert.deepEqual(sent[0], sent[1]);
        });

        it('says that it is created where the second try is answered', async () => {
          const answer = answerCreate;
          answerCreate = neverArrived;
          const creation = new JobCreation(params);
          assert.equal((await creation.send(client())).kind, 'absent');
          answerCreate = answer;
          const again = await creation.send(client());
          assert.equal(again.kind, 'created');
          assert.equal(again.job.id, 'ftjob-2');
        });

        it('does not take a list without end for a list without the job', async () => {
          answerCreate = neverArrived;
          answerList = (_, response) => {
            sendJson(response, { data: [], has_more: true, last_id: String(server.requests.length) });
          };
          const outcome = await createOnce(client(), params);
          assert.equal(outcome.kind, 'unknown');
          assert.ok(server.requests.length < 10);
        });
      },
    );
  }

  describe('where a server accepts metadata and drops it', () => {
    const client = () => testClient(`${server.origin}/v1`);

    beforeEach(() => {
      answerCreate = async (store, response) => {
        (await store())['metadata'] = null;
        faults.hangUp(response);
      };
    });

    it('asks about the job that looks like it, and never sends a second one', async () => {
      const creation = new JobCreation(params);
      for (const outcome of [await creation.send(client()), await creation.send(client())]) {
        mayBe(outcome, 'ftjob-2');
        assert.equal(outcome.problem, null);
      }
      assert.equal(posts(), 1);
    });

    it('knows that there is none where no job looks like it', async () => {
      answerCreate = (_, response) => {
        const others = { training_file: 'file-9', user_provided_suffix: 'other', created_at: now };
        jobs.push(openaiJob(2, { ...others, model: 'gpt-4o-mini' }));
        faults.hangUp(response);
      };
      assert.equal((await createOnce(client(), params)).kind, 'absent');
    });

    for (const [what, fields] of [
      ['the name of the model', { model: 'gpt-4o-mini-2024-07-18' }],
      ['the alias of the model', { model: 'azureml://mini' }],
      ['the id of the file', { training_file: 'gateway-7' }],
      ['the spelling of the suffix', { user_provided_suffix: 'FAQ' }],
      ['the suffix', { user_provided_suffix: 'acme-20260101' }],
    ] as const)
      it(`asks also where it changes ${what}, and never sends a second one`, async () => {
        answerCreate = async (store, response) => {
          Object.assign(await store(), { metadata: null, ...fields });
          faults.hangUp(response);
        };
        const creation = new JobCreation(params);
        for (const outcome of [await creation.send(client()), await creation.send(client())])
          mayBe(outcome, 'ftjob-2');
        assert.equal(posts(), 1);
      });

    it('knows that it is none of those that look like it, where others have metadata', async () => {
      jobs.push(openaiJob(2, { metadata: { team: 'blue' }, created_at: now - 1_000 }));
      assert.equal((await createOnce(client(), params)).kind, 'absent');
    });

    it('asks about the job that looks like it and has metadata of the server’s own', async () => {
      jobs.push(openaiJob(2, { metadata: { tenant: 'acme' }, created_at: now - 1_000 }));
      answerCreate = async (store, response) => {
        (await store())['metadata'] = { tenant: 'acme' };
        faults.hangUp(response);
      };
      const outcome = await createOnce(client(), params);
      mayBe(outcome, 'ftjob-3');
    });

    it('knows that it is none with metadata, where others have a mark of ours', async () => {
      const metadata = { team: 'blue' };
      jobs.push(openaiJob(2, { metadata: { [nonceKey]: 'n-0' }, created_at: now - 1_000 }));
      answerCreate = async (store, response) => {
        Object.assign(await store(), { metadata });
        faults.hangUp(response);
      };
      assert.equal((await createOnce(client(), params)).kind, 'absent');
    });

    it('finds it in a list that begins with the oldest', async () => {
      const old = Array.from({ length: 150 }, (_, at) =>
        openaiJob(at + 100, { created_at: now - 90_000 + at }),
      );
      jobs.unshift(...old);
      answerList = inOrder(jobs);
      const outcome = await createOnce(client(), params);
      assert.equal(outcome.kind, 'unknown');
      assert.equal(outcome.candidates.length, 1);
    });
  });

  it('finds it in several lists that come in no order', async () => {
    const named = (at: number, createdAt: number) => ({
      name: `accounts/acme/supervisedFineTuningJobs/sft-${String(at)}`,
      ...{ state: 'JOB_STATE_RUNNING', createTime: new Date(createdAt * 1000).toISOString() },
      ...{ baseModel: 'gpt-4o-mini', dataset: 'accounts/acme/datasets/file-1', displayName: 'faq' },
    });
    const supervised = Array.from({ length: 150 }, (_, at) => named(at, now - 90_000 + at));
    answerCreate = (_, response) => {
      supervised.push(named(supervised.length, now));
      faults.hangUp(response);
    };
    answerList = ({ path, query }, response) => {
      const all = path.endsWith('/supervisedFineTuningJobs') ? supervised : [];
      const start = Number(query.get('pageToken') ?? 0);
      const end = start + Number(query.get('pageSize'));
      sendJson(response, {
        supervisedFineTuningJobs: all.slice(start, end),
        ...(end < all.length ? { nextPageToken: String(end) } : {}),
      });
    };
    const client = testClient(`${server.origin}/v1/accounts/acme`, { connection: { dialect: 'fireworks' } });
    const outcome = await createOnce(client, params);
    mayBe(outcome, 'supervisedFineTuningJobs/sft-150');
  });

  describe('where the server confirms with nothing but an id', () => {
    const acknowledge = (id?: string) => {
      answerCreate = async (store, response) => {
        sendJson(response, { id: id ?? (await store()).id });
      };
    };
    const showNone = () => {
      const answerJobs = answerList;
      answerList = (request, response) => {
        if (request.path.endsWith('/jobs')) return answerJobs(request, response);
        sendError(response, 404, 'No such job');
      };
    };

    it('looks for a job that it cannot show yet, instead of calling it refused', async () => {
      acknowledge();
      showNone();
      const outcome = await createOnce(testClient(`${server.origin}/v1`), params);
      assert.equal(outcome.kind, 'found');
      assert.equal(outcome.job.id, 'ftjob-2');
      assert.equal(posts(), 1);
    });

    for (const id of ['ftjob-9', '..'])
      it(`never sends a second one where it named ${id} and lists none`, async () => {
        acknowledge(id);
        showNone();
        const creation = new JobCreation(params);
        for (const outcome of [
          await creation.send(testClient(`${server.origin}/v1`)),
          await creation.send(testClient(`${server.origin}/v1`)),
        ]) {
          assert.equal(outcome.kind, 'unknown');
          assert.ok(outcome.problem instanceof Error);
          assert.equal(outcome.problem.message, `the server named it ${id}, and does not list it yet`);
        }
        assert.equal(posts(), 1);
      });

    it('knows it by that id where the server drops the mark', async () => {
      answerCreate = async (store, response) => {
        const job = await store();
        sendJson(response, { id: job.id });
        Object.assign(job, { metadata: null, model: 'renamed' });
      };
      showNone();
      const outcome = await createOnce(testClient(`${server.origin}/v1`), params);
      assert.equal(outcome.kind, 'found');
      assert.equal(outcome.job.id, 'ftjob-2');
    });
  });

  for (const status of [403, 404])
    it(`does not take ${String(status)} for a list without the job, where others can be read`, async () => {
      answerCreate = neverArrived;
      answerList = ({ path }, response) => {
        if (path.endsWith('/supervisedFineTuningJobs')) sendError(response, status, 'Not for this key');
        else sendJson(response, {});
      };
      const connection = { dialect: 'fireworks' } as const;
      const outcome = await createOnce(
        testClient(`${server.origin}/v1/accounts/acme`, { connection }),
        params,
      );
      assert.equal(outcome.kind, 'unknown');
      assert.ok(outcome.problem instanceof ApiError);
    });

  describe('where a token of ours makes one job of however many requests', () => {
    /** @param count of responses that are lost */
    const losing = async (
      count: number,
      use: (client: FineTuningClient, requests: readonly Received[]) => Promise<void>,
    ) => {
      const provider = lossy(bedrockCustomizationProvider(), 'POST /model-customization-jobs', count);
      const lossyServer = await startProvider(provider);
      const connection = { dialect: 'bedrock-customization' } as const;
      try {
        await use(testClient(lossyServer.baseUrl, { connection }), lossyServer.requests);
      } finally {
        await lossyServer.close();
      }
    };
    const wanted = {
      ...{ model: 'amazon.nova-lite-v1:0:300k', trainingFile: 's3://acme/train.jsonl', suffix: 'faq' },
      settings: { roleArn: 'arn:aws:iam::123456789012:role/faq', outputDataConfig: 's3://acme/out/' },
      method: { type: 'supervised' as const, hyperparameters: {} },
    };

    for (const lost of [1, 2, 3])
      it(`repeats the request after ${String(lost)} lost responses, and creates one job`, async () => {
        await losing(lost, async (client, requests) => {
          const outcome = await createOnce(client, wanted, {}, 'token-1');
          assert.equal(outcome.kind, 'found');
          const sent = requests.filter(({ method }) => method === 'POST');
          const bodies = await Promise.all(sent.map((request) => request.json()));
          assert.deepEqual(
            bodies.map(({ clientRequestToken }) => clientRequestToken),
            Array.from({ length: lost + 1 }, () => 'token-1'),
          );
          const { items } = await client.jobs.list().first();
          assert.equal(items.filter(({ suffix }) => suffix === 'faq').length, 1);
        });
      });

    it('takes no job for it whose name is similar where every request is lost', async () => {
      const other = customizationJob('arn:aws:bedrock:us-east-1:1:model-customization-job/m/9', 'faq-2');
      let posts = 0;
      const provider = await startServer(({ method }, response) => {
        if (method === 'POST' && ++posts > 0) faults.serverError(response);
        else sendJson(response, { modelCustomizationJobSummaries: posts === 0 ? [] : [other] });
      });
      try {
        const connection = { dialect: 'bedrock-customization' } as const;
        const outcome = await createOnce(testClient(provider.origin, { connection }), wanted);
        assert.equal(outcome.kind, 'unknown');
        assert.deepEqual(
          outcome.candidates.map(({ suffix }) => suffix),
          ['faq-2'],
        );
      } finally {
        await provider.close();
      }
    });

    it('looks for it where every response is lost', async () => {
      await losing(Infinity, async (client) => {
        const outcome = await createOnce(client, wanted);
        assert.equal(outcome.kind, 'unknown');
        assert.deepEqual(
          outcome.candidates.map(({ suffix }) => suffix),
          ['faq'],
        );
      });
    });
  });

  describe('where only what was there before tells a new job from an old one', () => {
    const client = () => testClient(`${server.origin}/v1`, { connection: { dialect: 'llmariner' } });

    it('takes no older job for it when the jobs could not be listed before', async () => {
      jobs.push(openaiJob(2, { user_provided_suffix: 'faq', model: 'gpt-4o-mini', created_at: now - 60 }));
      const answerJobs = answerList;
      answerList = (request, response) => {
        if (posts() > 0) return answerJobs(request, response);
        sendError(response, 403, 'Not now');
      };
      answerCreate = neverArrived;
      const outcome = await createOnce(client(), params);
      mayBe(outcome, 'ftjob-2');
    });

    it('takes none for it that was there before, on whatever page', async () => {
      const old = Array.from({ length: 150 }, (_, at) => {
        const created_at = at === 149 ? now - 100 : now - 90_000 + at;
        return openaiJob(at + 100, { user_provided_suffix: 'faq', model: 'gpt-4o-mini', created_at });
      });
      answerList = inOrder(old);
      answerCreate = neverArrived;
      assert.equal((await createOnce(client(), params)).kind, 'absent');
    });

    for (const [what, fields] of [
      ['with another name of its model', { model: 'gpt-mini', user_provided_suffix: 'faq' }],
      ['with another spelling of its suffix', { model: 'gpt-4o-mini', user_provided_suffix: 'f-a-q' }],
      ['with a similar suffix', { model: 'gpt-4o-mini', user_provided_suffix: 'faq-2' }],
      ['on a file of a similar id', { model: 'gpt-4o-mini', training_file: 'file-12' }],
    ] as const)
      it(`asks about a new job ${what}`, async () => {
        answerCreate = (_, response) => {
          jobs.push(openaiJob(2, { ...fields, created_at: now }));
          faults.hangUp(response);
        };
        const outcome = await createOnce(client(), params);
        mayBe(outcome, 'ftjob-2');
      });

    for (const old of [0, 1])
      it(`finds it by a clock that is an hour behind, after ${String(old)} others`, async () => {
        jobs = jobs.slice(0, old);
        answerCreate = async (store, response) => {
          (await store())['created_at'] = now - 3_600;
          faults.hangUp(response);
        };
        const outcome = await createOnce(client(), params);
        mayBe(outcome, `ftjob-${String(old + 1)}`);
        assert.equal(posts(), 1);
      });
  });

  it('reports what cannot have been sent', async () => {
    const gone = await startServer(() => undefined);
    await gone.close();
    await assert.rejects(createOnce(testClient(`${gone.origin}/v1`), params), (error) => {
      assert.ok(error instanceof NetworkError);
      assert.equal(error.mayHaveArrived, false);
      return true;
    });
  });

  it('does not choose between jobs that look alike', async () => {
    answerCreate = async (store, response) => {
      await store();
      await store();
      faults.hangUp(response);
    };
    const client = testClient(`${server.origin}/v1`, { connection: { dialect: 'llmariner' } });
    const outcome = await createOnce(client, params);
    assert.equal(outcome.kind, 'unknown');
    assert.equal(outcome.candidates.length, 2);
    assert.equal(outcome.problem, null);
  });

  it('leaves metadata alone that has no room', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`key${String(at)}`, 'x']));
    await createOnce(testClient(`${server.origin}/v1`), { ...params, metadata });
    const body = await server.requests.find(({ method }) => method === 'POST')?.json();
    assert.deepEqual(body?.['metadata'], metadata);
  });
});
