import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type ClientOptions } from '../../../src/api/client';
import type { DialectId } from '../../../src/api/connection';
import { type Check, diagnose } from '../../../src/api/doctor';
import { loadedDialect } from '../../support/dialects';
import { faults } from '../../support/faultServer';
import { sendError, sendJson, startServer, type TestServer } from '../../support/httpServer';
import { openaiJob } from '../../support/providers/openai';
import { collect } from '../../support/providers/use';
import { instantRetries } from '../../support/testClient';

describe('the connection doctor', () => {
  let server: TestServer;
  let answer: (response: ServerResponse) => void;

  before(async () => {
    server = await startServer((_, response) => {
      answer(response);
    });
  });
  after(() => server.close());
  beforeEach(() => {
    answer = (response) => {
      const date = new Date(instantRetries().now()).toUTCString();
      sendJson(response, { data: [openaiJob(1)], has_more: false }, 200, { date });
    };
  });

  const here = () => ({ name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` }) as const;
  const options = ({ connection = here(), ...more }: Partial<ClientOptions> = {}): ClientOptions => ({
    connection,
    dialect: loadedDialect(connection),
    key: () => Promise.resolve('sk-test-key'),
    canStreamUploads: true,
    clock: instantRetries(),
    ...more,
  });
  const look = async (overrides: Partial<ClientOptions> = {}) => {
    const checks = await collect(diagnose(options(overrides)));
    assert.deepEqual(
      checks.map(({ name }) => name),
      ['address', 'certificate', 'key', 'endpoint', 'jobs', 'capabilities', 'clock'],
    );
    for (const { state, detail, advice } of checks) {
      assert.notEqual(detail, '');
      if (state === 'failed') assert.notEqual(advice, null);
    }
    return new Map(checks.map((check) => [check.name, check]));
  };
  const states = (checks: Map<string, Check>) => [...checks.values()].map(({ state }) => state).join(' ');
  const at = (baseUrl: string) => ({ connection: { name: 'Test', dialect: 'openai' as const, baseUrl } });

  it('finds nothing wrong with a good connection', async () => {
    const checks = await look();
    assert.equal(states(checks), 'ok skipped ok ok ok ok ok');
    assert.equal(checks.get('jobs')?.detail, '1 job.');
    const can = checks.get('capabilities');
    assert.match(can?.detail ?? '', /^All but \d+ things\.$/);
    assert.deepEqual(
      can?.missing?.slice(0, 2).map(({ title }) => title),
      ['Start a job by hand', 'Delete a job'],
    );
    assert.ok(can.missing.every(({ reason }) => reason.endsWith('.')));
  });

  it('finds a wrong key', async () => {
    answer = faults.unauthorized;
    const checks = await look();
    assert.equal(states(checks).replace(/ok \w+$/, ''), 'ok skipped failed skipped skipped ');
    assert.match(checks.get('key')?.detail ?? '', /Incorrect API key/);
  });

  it('finds a missing key', async () => {
    answer = faults.unauthorized;
    const checks = await look({ key: () => Promise.resolve(undefined) });
    assert.match(checks.get('key')?.detail ?? '', /there is none/);
  });

  it('finds a key without permission', async () => {
    answer = faults.forbidden;
    assert.equal((await look()).get('key')?.state, 'failed');
  });

  const printed = (key: () => Promise<string>) => ({
    connection: {
      name: 'Test',
      dialect: 'openai' as const,
      baseUrl: `${server.origin}/v1`,
      tokenCommand: ['p'],
    },
    key,
  });

  it('finds a command that prints no key, by its own words, and runs it once', async () => {
    let runs = 0;
    const checks = await look(
      printed(() => {
        runs++;
        return Promise.reject(new Error('gcloud printed no key: ERROR: no active account.'));
      }),
    );
    assert.equal(states(checks), 'skipped skipped failed skipped skipped ok skipped');
    assert.equal(checks.get('key')?.detail, 'gcloud printed no key: ERROR: no active account.');
    assert.match(checks.get('key')?.advice ?? '', /Run the command in a terminal/);
    assert.equal(runs, 1);
  });

  it('judges by the key that was refused, and runs its command no second time', async () => {
    answer = faults.unauthorized;
    const keys = ['sk-test-key'];
    const checks = await look(
      printed(() => {
        const key = keys.pop();
        return key === undefined ? Promise.reject(new Error('gcloud printed no key')) : Promise.resolve(key);
      }),
    );
    assert.match(checks.get('key')?.detail ?? '', /Incorrect API key/);
  });

  it('does not want a key to be set that a command prints', async () => {
    answer = faults.unauthorized;
    const checks = await look(printed(() => Promise.resolve('sk-test-key')));
    assert.match(checks.get('key')?.advice ?? '', /Log in again with the program/);
  });

  it('finds a key that no header can carry', async () => {
    const checks = await look({ key: () => Promise.resolve('sk-…') });
    assert.equal(checks.get('address')?.state, 'skipped');
    assert.equal(checks.get('key')?.state, 'failed');
  });

  it('finds a path that is missing', async () => {
    answer = faults.notFound;
    const checks = await look(at(server.origin));
    assert.equal(checks.get('endpoint')?.state, 'failed');
    assert.match(checks.get('endpoint')?.advice ?? '', /end in \/v1/);
  });

  describe('at a provider whose mistakes are known', () => {
    const connection = (dialect: DialectId, baseUrl: string) => ({
      connection: { name: 'Test', dialect, baseUrl },
    });

    it('says that the account is wrong where its jobs are not there', async () => {
      answer = faults.notFound;
      const checks = await look(connection('fireworks', `${server.origin}/v1/accounts/acme`));
      assert.match(checks.get('endpoint')?.advice ?? '', /Check the id of the account/);
    });

    it('says what a refused key may lack, after what holds everywhere', async () => {
      answer = faults.forbidden;
      const checks = await look(connection('bedrock', `${server.origin}/v1`));
      assert.match(checks.get('key')?.advice ?? '', /^Give the key permission .* 12 hours at most/);
    });

    it('says that there is no key rather than what may be wrong with it', async () => {
      answer = faults.unauthorized;
      const key = () => Promise.resolve(undefined);
      const checks = await look({ ...connection('bedrock', `${server.origin}/v1`), key });
      assert.equal(checks.get('key')?.advice, 'Set the API key of this connection.');
    });

    it('says that the region may be wrong where no host responds', async () => {
      const checks = await look(connection('bedrock', 'http://127.0.0.1:1/v1'));
      assert.match(checks.get('address')?.advice ?? '', /Check the region/);
    });

    it('says at which port a server of one’s own listens, and where its key is made', async () => {
      const nowhere = await look(connection('unsloth', 'http://127.0.0.1:1'));
      assert.match(nowhere.get('address')?.advice ?? '', /8888/);
      answer = faults.unauthorized;
      const refused = await look(connection('unsloth', server.origin));
      assert.match(refused.get('key')?.advice ?? '', /sk-unsloth-/);
    });

    describe('of Google', () => {
      const place = '/v1/projects/acme-ml-1/locations/us-central1';
      /** As Google's services refuse; the words are those of `aiplatform.googleapis.com`. */
      const refuse = (code: number, status: string, message: string) => {
        answer = (response) => {
          sendJson(response, { error: { code, message, status } }, code);
        };
        return look(connection('vertex', server.origin + place));
      };

      it('says how a token that has expired is printed again', async () => {
        const message = 'Request had invalid authentication credentials. Expected OAuth 2 access token.';
        const checks = await refuse(401, 'UNAUTHENTICATED', message);
        assert.match(checks.get('key')?.detail ?? '', /invalid authentication credentials/);
        assert.match(checks.get('key')?.advice ?? '', /valid for an hour.*gcloud auth print-access-token/);
      });

      for (const message of [
        'Vertex AI API has not been used in project acme-ml-1 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/aiplatform.googleapis.com/overview?project=acme-ml-1 then retry.',
        "Permission 'aiplatform.tuningJobs.list' denied on resource '//aiplatform.googleapis.com/projects/acme-ml-1/locations/us-central1' (or it may not exist).",
      ])
        it(`says which role and API are needed: ${message.slice(0, 40)}…`, async () => {
          const checks = await refuse(403, 'PERMISSION_DENIED', message);
          assert.ok(checks.get('key')?.detail.includes(message.slice(0, 40)));
          assert.match(
            checks.get('key')?.advice ?? '',
            /roles\/aiplatform\.user.*gcloud services enable aiplatform/,
          );
        });

      it('says that the location may be wrong where there are no jobs', async () => {
        const checks = await refuse(404, 'NOT_FOUND', 'The project or location was not found.');
        assert.match(checks.get('endpoint')?.advice ?? '', /Check the project and the location/);
      });
    });

    it('of Model Studio, whose keys belong to a region', async () => {
      answer = faults.unauthorized;
      const refused = await look(connection('dashscope', `${server.origin}/api/v1`));
      assert.match(refused.get('key')?.advice ?? '', /belongs to one region/);
      answer = faults.notFound;
      const elsewhere = await look(connection('dashscope', `${server.origin}/api/v1`));
      assert.match(elsewhere.get('endpoint')?.advice ?? '', /Beijing has/);
    });

    it('says of another address what to use instead, whatever failed there', async () => {
      answer = faults.html;
      const checks = await look(connection('nebius', `${server.origin}/.nebius.com/v0`));
      assert.equal(checks.get('endpoint')?.advice, 'That path is for deploying models: jobs are at /v1.');
    });
  });

  it('finds a web page where the API should be', async () => {
    answer = faults.html;
    assert.match((await look()).get('endpoint')?.detail ?? '', /web page/);
  });

  it('finds a server that is not there', async () => {
    const checks = await look(at('http://127.0.0.1:1/v1'));
    assert.match(checks.get('address')?.detail ?? '', /127\.0\.0\.1:1 does not respond/);
    assert.equal(states(checks), 'failed skipped skipped skipped skipped ok skipped');
    assert.equal(checks.get('clock')?.detail, 'There was no response to judge it by.');
  });

  it('finds https where the server speaks http', async () => {
    const checks = await look(at(server.origin.replace('http:', 'https:')));
    assert.match(checks.get('address')?.detail ?? '', /does not speak TLS there: should it be http/);
  });

  it('finds a redirect', async () => {
    answer = faults.redirect;
    assert.match((await look()).get('endpoint')?.detail ?? '', /redirects/);
  });

  it('finds a server that is busy, with a good key', async () => {
    answer = faults.rateLimited;
    const checks = await look();
    assert.deepEqual([checks.get('key')?.state, checks.get('endpoint')?.state], ['ok', 'warning']);
  });

  it('finds jobs that cannot be read', async () => {
    answer = (response) => {
      sendJson(response, { data: [{ status: 'running' }], has_more: true });
    };
    const { state, detail } = (await look()).get('jobs') ?? {};
    assert.equal(state, 'warning');
    assert.match(detail ?? '', /^1 job\. The newest cannot be read: id/);
  });

  for (const [seconds, state] of [
    [0, 'ok'],
    [10, 'ok'],
    [600, 'warning'],
    [-600, 'warning'],
  ] as const) {
    it(`finds a clock that is off by ${String(seconds)} s ${state}`, async () => {
      answer = (response) => {
        const date = new Date(instantRetries().now() - seconds * 1000).toUTCString();
        sendJson(response, { data: [] }, 200, { date });
      };
      const check = (await look()).get('clock');
      assert.equal(check?.state, state);
      const detail = seconds === 0 ? /agree on the time/ : seconds < 0 ? /600 s behind/ : /s ahead/;
      assert.match(check.detail, detail);
    });
  }

  it('warns of a key that travels unencrypted', async () => {
    const checks = await look(at('http://no-such-host.invalid/v1'));
    assert.equal(checks.get('certificate')?.state, 'warning');
  });

  it('throws nothing but the reason of an abort', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(collect(diagnose(options(), { signal })), /enough/);
  });

  it('reports an error that is none of ours', async () => {
    answer = (response) => {
      sendError(response, 422, 'What?');
    };
    assert.equal((await look()).get('endpoint')?.state, 'failed');
  });
});
