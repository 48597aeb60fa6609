import assert from 'node:assert/strict';
import { ApiError, InvalidRequestError } from '../../../src/api/http/errors';
import { noteOfRun } from '../../../src/commands/createForm/graderRunNote';
import { Format } from '../../../src/shared/format';
import { dialects } from '../../support/dialects';
import { sendJson, startServer, type TestServer } from '../../support/httpServer';
import { testClient } from '../../support/testClient';

const grader = {
  type: 'string_check',
  ...{ name: 'exact', operation: 'eq', input: '{{sample.output_text}}', reference: '{{item.answer}}' },
};
const noErrors = {
  ...{ formula_parse_error: false, sample_parse_error: false, truncated_observation_error: false },
  ...{ unresponsive_reward_error: false, invalid_variable_error: false, other_error: false },
  ...{ python_grader_server_error: false, python_grader_server_error_type: null },
  ...{ python_grader_runtime_error: false, python_grader_runtime_error_details: null },
  ...{ model_grader_server_error: false, model_grader_refusal_error: false },
  ...{ model_grader_parse_error: false, model_grader_server_error_details: null },
};

describe('graders before there is a job', () => {
  let server: TestServer;
  let errors: Record<string, unknown>;
  let reward: number;
  let bodies: unknown[];

  beforeEach(async () => {
    [errors, reward, bodies] = [noErrors, 0.5, []];
    server = await startServer(async (request, response) => {
      const { path } = request;
      if (path.endsWith('/validate')) {
        const { grader: sent } = await request.json();
        bodies.push({ grader: sent });
        if (JSON.stringify(sent).includes('string_check')) sendJson(response, { grader });
        else sendJson(response, { error: { message: 'Unknown grader type', param: 'grader.type' } }, 400);
        return;
      }
      bodies.push(await request.json());
      sendJson(response, {
        ...{ reward, sub_rewards: { exact: reward, close: 0.25 }, model_grader_token_usage_per_model: {} },
        metadata: {
          ...{ name: 'exact', type: 'string_check', errors, execution_time: 0.1, scores: {} },
          ...{ token_usage: null, sampled_model_name: null },
        },
      });
    });
  });
  afterEach(() => server.close());

  const api = () => testClient(`${server.origin}/v1`, { retries: 0 }).graders();

  it('are validated: what is wrong with one is its refusal', async () => {
    await (await api()).validate(grader);
    assert.equal(server.requests[0]?.path, '/v1/fine_tuning/alpha/graders/validate');
    assert.deepEqual(bodies[0], { grader });
    await assert.rejects((await api()).validate({ type: 'other' }), (error) => {
      assert.ok(error instanceof ApiError);
      assert.match(error.message, /Unknown grader type/);
      return true;
    });
  });

  it('score one answer', async () => {
    const run = await (await api()).run({ grader, item: { answer: 'Yes' }, sample: 'yes' });
    assert.deepEqual(bodies[0], { grader, item: { answer: 'Yes' }, model_sample: 'yes' });
    assert.deepEqual(run, { reward: 0.5, errors: [], details: [], parts: { exact: 0.5, close: 0.25 } });
    assert.deepEqual(noteOfRun(run, new Format('en')), {
      ...{ level: 'good', text: 'Score: 0.5000\nexact: 0.5000 · close: 0.2500' },
    });
  });

  it('say what went wrong while they scored', async () => {
    errors = {
      ...noErrors,
      ...{ python_grader_runtime_error: true, python_grader_runtime_error_details: 'NameError: x' },
      brand_new_error: true,
    };
    reward = 0;
    const note = noteOfRun(await (await api()).run({ grader, item: {}, sample: '' }), new Format('en'));
    assert.deepEqual(note, {
      level: 'error',
      text: 'Score: 0.0000\nexact: 0.0000 · close: 0.2500\nThe Python grader failed.\nbrand_new_error\nNameError: x',
    });
  });

  it('are known to OpenAI and to Azure’s v1 path alone', async () => {
    const known = Object.entries(dialects).filter(([, { routes }]) => routes.runGrader !== undefined);
    assert.deepEqual(known.map(([name]) => name).sort(), ['azure', 'openai']);
    const local = testClient(`${server.origin}/v1`, { connection: { dialect: 'local' } });
    await assert.rejects((await local.graders()).validate(grader), InvalidRequestError);
    assert.equal(server.requests.length, 0);
  });
});
