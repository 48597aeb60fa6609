import assert from 'node:assert/strict';
import { addressOf, adviceOnAddress, isPart, readField } from '../../../../src/api/dialects/address';
import { providers } from '../../../../src/api/dialects/providers';
import { dialects } from '../../../support/dialects';

const { azure, bedrock, fireworks, huggingface, mistral, nebius, openai, unsloth, vertex } = dialects;

describe('the address of a provider', () => {
  for (const dialect of Object.values(dialects)) {
    const { addressParts = [] } = dialect;
    const { defaultBaseUrl, exampleBaseUrl = '' } = providers[dialect.id];

    it(`of ${dialect.id} has every part that its example leaves open, and no other`, () => {
      const open = [...new Set(exampleBaseUrl.match(/[A-Z]{2,}/g))];
      assert.deepEqual(
        addressParts.map(({ name }) => name),
        open,
      );
      for (const part of addressParts) assert.ok(isPart(part, part.example), part.name);
      const entered = Object.fromEntries(addressParts.map(({ name, example }) => [name, example]));
      const address = addressOf(providers[dialect.id], entered);
      if (open.length > 0) assert.doesNotMatch(new URL(address).href, /[A-Z]/);
      for (const right of [defaultBaseUrl, open.length > 0 ? address : null])
        if (right !== null) assert.equal(adviceOnAddress(dialect, right), null);
    });
  }

  it('is made of what was entered', () => {
    assert.equal(
      addressOf(providers.fireworks, { ACCOUNT: 'acme' }),
      'https://api.fireworks.ai/v1/accounts/acme',
    );
    assert.equal(
      addressOf(providers.azure, { RESOURCE: 'acme-ai' }),
      'https://acme-ai.openai.azure.com/openai/v1',
    );
    assert.equal(
      addressOf(providers.vertex, { LOCATION: 'europe-west4', PROJECT: 'acme-ml-1' }),
      'https://europe-west4-aiplatform.googleapis.com/v1/projects/acme-ml-1/locations/europe-west4',
    );
    assert.equal(
      addressOf(providers.bedrock, { REGION: 'eu-west-1' }),
      'https://bedrock-mantle.eu-west-1.api.aws/v1',
    );
  });

  it('takes no part that would lead elsewhere', () => {
    const elsewhere = [
      '',
      ' ',
      'a b',
      'evil.example/',
      'x@evil',
      '..',
      'a/../b',
      'a?b',
      'a#b',
      'us-west-2.evil',
      '$&',
    ];
    for (const { addressParts = [] } of Object.values(dialects))
      for (const part of addressParts)
        assert.deepEqual(
          elsewhere.filter((text) => isPart(part, text)),
          [],
        );
  });

  for (const [dialect, wrong, advice] of [
    [openai, 'https://platform.openai.com/finetune', /api\.openai\.com\/v1/],
    [mistral, 'https://console.mistral.ai', /api\.mistral\.ai/],
    [azure, 'https://portal.azure.com/#home', /endpoint of the resource/],
    [azure, 'https://acme.openai.azure.com/openai/deployments/faq', /leave out all from/],
    [fireworks, 'https://app.fireworks.ai/dashboard', /dashboard/],
    [fireworks, 'https://api.fireworks.ai/inference/v1', /account is missing/],
    [fireworks, 'https://gateway.example.com/v1', /account is missing/],
    [fireworks, 'https://api.fireworks.ai/v1/accounts/', /account is missing/],
    [fireworks, 'https://api.fireworks.ai/v1/accounts/ACCOUNT', /account is missing/],
    [huggingface, 'https://huggingface.co/acme', /website/],
    [huggingface, 'https://huggingface.co/api/jobs', /namespace is missing/],
    [huggingface, 'https://router.huggingface.co/v1', /calling models/],
    [nebius, 'https://tokenfactory.nebius.com/', /console/],
    [nebius, 'https://api.tokenfactory.nebius.com/v0', /\/v1/],
    [vertex, 'https://console.cloud.google.com/vertex-ai/studio/tuning', /website/],
    [vertex, 'https://generativelanguage.googleapis.com/v1beta', /tunes no models/],
    [vertex, 'https://us-central1-aiplatform.googleapis.com/v1', /Project or location is missing/],
    [
      vertex,
      'https://us-central1-aiplatform.googleapis.com/v1/projects/PROJECT/locations/us-central1',
      /Project or location is missing/,
    ],
    [
      vertex,
      'https://us-central1-aiplatform.googleapis.com/v1/projects/a/locations/europe-west4',
      /two locations/,
    ],
    [
      vertex,
      'https://global-aiplatform.googleapis.com/v1/projects/a/locations/global',
      /https:\/\/aiplatform\.googleapis\.com/,
    ],
    [unsloth, 'https://docs.unsloth.ai/new/studio', /your own Unsloth Studio/],
    [bedrock, 'https://us-west-2.console.aws.amazon.com/bedrock', /console/],
    [bedrock, 'https://bedrock-runtime.us-west-2.amazonaws.com/openai/v1', /another API/],
    [bedrock, 'https://bedrock-mantle.us-west-2.api.aws/openai/v1', /leave out \/openai/],
  ] as const)
    it(`is not ${wrong}`, () => {
      assert.match(adviceOnAddress(dialect, wrong) ?? '', advice);
    });

  it('of the location global has it at its end alone', () => {
    for (const host of ['aiplatform.googleapis.com', 'aiplatform.us.rep.googleapis.com'])
      assert.equal(adviceOnAddress(vertex, `https://${host}/v1/projects/a/locations/global`), null);
  });

  it('may come with organization and project, each as it begins', () => {
    const [field] = openai.connectionFields ?? [];
    assert.ok(field !== undefined);
    assert.equal(field.isAsked('https://api.openai.com/v1'), true);
    assert.equal(field.isAsked('http://localhost:8080/v1'), false);
    assert.deepEqual(readField(field, ''), {});
    assert.deepEqual(readField(field, 'proj_a'), { project: 'proj_a' });
    assert.deepEqual(readField(field, 'org-a, proj_b'), { organization: 'org-a', project: 'proj_b' });
    assert.equal(readField(field, 'org-a acme'), null);
    assert.equal(readField(field, 'proj_a proj_b'), null);
  });

  describe('of a gateway', () => {
    const field = openai.connectionFields?.find(({ prompt }) => prompt.startsWith('More headers'));
    assert.ok(field !== undefined);
    const { isAsked, problemWith } = field;

    it('may come with more headers, where it is not OpenAI’s own', () => {
      assert.equal(isAsked('https://api.openai.com/v1'), false);
      assert.equal(isAsked('https://api.portkey.ai/v1'), true);
      assert.equal(
        azure.connectionFields?.some(({ prompt }) => prompt === field.prompt),
        false,
      );
      assert.deepEqual(readField(field, ''), {});
      assert.deepEqual(readField(field, 'x-portkey-provider: openai'), {
        headers: { 'x-portkey-provider': 'openai' },
      });
      for (const between of [', ', ';', ' ; '])
        assert.deepEqual(
          readField(field, `x-portkey-provider: @openai${between}x-trace: https://a.test:1/b;`),
          {
            headers: { 'x-portkey-provider': '@openai', 'x-trace': 'https://a.test:1/b' },
          },
        );
      assert.deepEqual(readField(field, 'x-portkey-config: {"a": 1, "b": [2]}'), {
        headers: { 'x-portkey-config': '{"a": 1, "b": [2]}' },
      });
    });

    for (const [text, problem] of [
      ['openai', /NAME: VALUE/],
      ['x-portkey-provider:', /NAME: VALUE/],
      [': openai', /NAME: VALUE/],
      ['x portkey: openai', /x portkey is no name of a header/],
      ['x-a: ü', /x-a has characters/],
      ['x-a: b\r\nx-b: c', /x-a has characters/],
      ['x-a: 1, X-A: 2', /X-A is there twice/],
      ['authorization: Bearer sk-1', /authorization holds a key/],
      ['x-a: b, x-portkey-api-key: pk', /x-portkey-api-key holds a key/],
      ['Ocp-Apim-Subscription-Key: 5f1d', /Ocp-Apim-Subscription-Key holds a key/],
      ['Helicone-Auth: Bearer sk-helicone-1', /Helicone-Auth holds a key/],
      ['api-key: k', /keys are asked for later/],
      ['Cookie: a=b', /holds a key/],
      ['content-type: text/plain', /set by the connection itself/],
      [`x-a: ${'b'.repeat(5_000)}`, /At most 4000 characters/],
    ] as const)
      it(`takes no ${JSON.stringify(text.slice(0, 40))}`, () => {
        assert.equal(readField(field, text), null);
        assert.match(problemWith?.(text) ?? '', problem);
      });
  });
});
