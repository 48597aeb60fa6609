import assert from 'node:assert/strict';
import type { Dialect } from '../../../../src/api/dialects/dialect';
import { fireworks } from '../../../../src/api/dialects/fireworks';
import { openai } from '../../../../src/api/dialects/openai';
import { together } from '../../../../src/api/dialects/together';
import { vertex } from '../../../../src/api/dialects/vertex';
import { startServer } from '../../../support/httpServer';
import { testClient } from '../../../support/testClient';

describe('a job’s page at its provider', () => {
  const pageAt = ({ jobPage }: Dialect, id: string, baseUrl: string) => jobPage?.(id, baseUrl);

  it('is where the provider’s own address is', () => {
    assert.equal(
      pageAt(openai, 'ftjob-1', 'https://api.openai.com/v1'),
      'https://platform.openai.com/finetune/ftjob-1',
    );
    assert.equal(
      pageAt(together, 'ft-1', 'https://api.together.ai/v1'),
      'https://api.together.ai/fine-tuning/ft-1',
    );
    const account = 'https://api.fireworks.ai/v1/accounts/acme';
    assert.equal(
      pageAt(fireworks, 'supervisedFineTuningJobs/a', account),
      'https://app.fireworks.ai/dashboard/fine-tuning/supervised/a',
    );
    assert.equal(pageAt(fireworks, 'dpoJobs/a', account), null);
    const place = 'projects/acme-ml-1/locations/us-central1';
    assert.equal(
      pageAt(vertex, '628', `https://us-central1-aiplatform.googleapis.com/v1/${place}`),
      'https://console.cloud.google.com/vertex-ai/generative/language/locations/us-central1/tuning/tuningJob/628?project=acme-ml-1',
    );
  });

  it('is none behind a gateway, or of a server that only speaks alike', () => {
    assert.equal(pageAt(openai, 'ftjob-1', 'https://gateway.example/v1'), null);
    assert.equal(pageAt(together, 'ft-1', 'https://gateway.example/v1'), null);
    assert.equal(pageAt(fireworks, 'supervisedFineTuningJobs/a', 'https://g.example/v1/accounts/a'), null);
    for (const host of [
      'gateway.example',
      'aiplatform.googleapis.com.example',
      'aiplatform.googleapis.com/v1',
    ])
      assert.equal(pageAt(vertex, '628', `https://${host}/projects-a/locations/b`), null);
  });

  it('is the one that the server names, and none for an id that is no part of an address', async () => {
    const server = await startServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"id":"a","status":"running","created_at":1700000000,"web_url":"https://x.example/a"}');
    });
    const job = await testClient(`${server.origin}/v1`).jobs.retrieve('a');
    assert.equal(job.webUrl, 'https://x.example/a');
    assert.throws(() => pageAt(openai, '..', 'https://api.openai.com/v1'));
    await server.close();
  });
});
