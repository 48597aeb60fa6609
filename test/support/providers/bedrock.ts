import { sendJson } from '../httpServer';
import { openaiJob, openaiProvider, openaiState } from './openai';
import { type Provider, refuseLikeOpenai } from './router';

export const rewardFunction = 'arn:aws:lambda:us-west-2:123456789012:function:my-reward-function';

/** As Amazon Bedrock's user guide has it: OpenAI's API without a suffix, for jobs that a function of AWS Lambda scores. */
export function bedrockProvider(): Provider {
  const state = openaiState();
  const method = {
    type: 'reinforcement',
    reinforcement: {
      grader: { type: 'lambda', lambda: { function: rewardFunction } },
      hyperparameters: { n_epochs: 1, batch_size: 4, learning_rate_multiplier: 1 },
    },
  };
  for (const job of state.jobs) Object.assign(job, { model: 'openai.gpt-oss-20b-1:0', method });
  const { routes, ...base } = openaiProvider(state);
  const missing = ['/content', '/pause', '/resume', 'DELETE /models'];
  const offered = Object.entries(routes).filter(([route]) => !missing.some((part) => route.includes(part)));
  return {
    ...base,
    routes: {
      ...Object.fromEntries(offered),
      'POST /fine_tuning/jobs': async (request, response) => {
        const { model, training_file: file, method: wanted, ...others } = await request.json();
        const refused = Object.keys(others).find((name) => !['validation_file', 'seed'].includes(name));
        if (refused !== undefined) refuseLikeOpenai(response, 400, `${refused} is not supported`);
        else if ((wanted as { type?: string } | undefined)?.type !== 'reinforcement')
          refuseLikeOpenai(response, 400, 'Only reinforcement is supported');
        else {
          const job = openaiJob(6 + state.jobs.length, {
            model,
            training_file: file,
            method: wanted,
            hyperparameters: null,
            status: 'validating_files',
          });
          state.jobs.push(job);
          sendJson(response, job);
        }
      },
    },
  };
}
